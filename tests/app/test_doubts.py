"""Doubts in a store: what was acknowledged is recorded, and moves, is shown and is asked once."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from journeys import Entry, History, JourneyId, Journeys, decide, in_turn, verbs
from journeys.adapters.files.exports.verify_export import verify
from journeys.errors import DOUBTS as CODES
from journeys.errors import Doubted, Refused, http_status, problem
from journeys.events import Event
from journeys.language import spoken
from tests.invented import ANNA, BO, BY_ANNA, BY_BO, FEB_1, JAN_1, TODAY, looking, opened
from tests.moving import AUDITOR, store, taken_in, taken_out
from tests.scenario import BOOK

FAR = TODAY + timedelta(90)
SURE = ("day-far-ahead",)


def entries_of(walks: Journeys, journey: JourneyId) -> tuple[Entry, ...]:
    """Return what is stored of a journey."""
    with walks.store.reading() as transaction:
        return transaction.log.history(journey).entries


def test_a_doubt_is_refused_until_it_is_acknowledged(walks: Journeys) -> None:
    """And the code stands in the entry, as it was stored; others that were given do not."""
    journey = opened(walks)
    with pytest.raises(Doubted) as doubted:
        walks.decide(journey, verbs.rest_journey, actor=BY_ANNA, on=FAR)
    assert doubted.value.code == "day-far-ahead"
    assert len(entries_of(walks, journey)) == 1
    (entry,) = walks.decide(journey, verbs.rest_journey, actor=BY_ANNA, sure=CODES, on=FAR)
    assert entry.sure == SURE
    stored = entries_of(walks, journey)
    assert [each.sure for each in stored] == [(), SURE]
    assert stored[-1] == entry


def test_asking_twice_adds_nothing_and_a_request_has_one_answer(walks: Journeys) -> None:
    """With or without saying that it is meant."""
    journey = opened(walks)
    asked: dict[str, Any] = {"actor": BY_ANNA, "request_id": "r-1", "on": FAR}
    first = walks.decide(journey, verbs.rest_journey, sure=SURE, **asked)
    assert walks.decide(journey, verbs.rest_journey, **asked) == first
    assert walks.decide(journey, verbs.rest_journey, sure=CODES, **asked) == first
    assert walks.decide(journey, verbs.rest_journey, actor=BY_ANNA, on=FAR) == ()
    assert len(entries_of(walks, journey)) == 2


def test_several_decisions_of_a_commit_are_asked_about_at_once(walks: Journeys) -> None:
    """Each entry has the codes of its own doubts."""
    journey = opened(walks)

    def decision(history: History) -> list[Event]:
        return in_turn(
            history,
            lambda at: decide(
                at, verbs.state_hope, BY_ANNA, BOOK, TODAY, words="Trods PTSD", on=FEB_1
            ),
            lambda at: decide(at, verbs.rest_journey, BY_ANNA, BOOK, TODAY, on=FAR),
            lambda at: decide(at, verbs.state_hope, BY_ANNA, BOOK, TODAY, words="Ro", on=FEB_1),
        )

    with pytest.raises(Doubted) as doubted:
        walks.record(journey, decision, BY_ANNA)
    codes = [each.code for each in doubted.value.doubts]
    assert codes == ["words-name-diagnosis", "day-far-ahead"]
    recorded = walks.record(journey, decision, BY_ANNA, sure=codes)
    assert [each.sure for each in recorded] == [("words-name-diagnosis",), SURE, ()]


def test_a_replacement_and_many_decisions_are_doubted_too(walks: Journeys) -> None:
    """An import of a register says what it means."""
    journey = opened(walks)

    def resting(history: History) -> list[Event]:
        return decide(history, verbs.rest_journey, BY_ANNA, BOOK, TODAY, on=FAR)

    walks.decide(journey, verbs.rest_journey, actor=BY_ANNA, on=TODAY)
    wrong: dict[str, Any] = {"entry": 2, "why": "Forkert dag", "on": TODAY, "actor": BY_ANNA}
    with pytest.raises(Doubted):
        walks.retract(journey, **wrong, replacement=resting)
    retracted = walks.retract(journey, **wrong, replacement=resting, sure=SURE)
    assert [each.sure for each in retracted] == [(), SURE]
    other = opened(walks, JourneyId(uuid4()))
    with pytest.raises(Doubted):
        walks.record_all([(other, resting)], BY_ANNA)
    assert walks.record_all([(other, resting)], BY_ANNA, sure=CODES).journeys == 1
    assert entries_of(walks, other)[-1].sure == SURE


def test_what_is_acknowledged_is_checked_before_anything_is_read(walks: Journeys) -> None:
    """A word that is no doubt is a mistake of the caller's."""
    for sure in ("day-far-ahead", ["far"], [None], 3):
        with pytest.raises(Refused) as refused:
            walks.decide(opened(walks), verbs.rest_journey, actor=BY_ANNA, sure=sure, on=FEB_1)  # type: ignore[arg-type]
        assert refused.value.code == "not-understood"
        with pytest.raises(Refused):
            walks.record_all([], BY_ANNA, sure=sure)  # type: ignore[arg-type]


def test_a_colleague_is_known_once_they_are_responsible_in_the_store(walks: Journeys) -> None:
    """In a store in which nobody is, nobody is doubted."""
    walks = Journeys(walks.store, BOOK._replace(staff=frozenset()), lambda: TODAY)
    opening: dict[str, Any] = {"municipality": "621", "basis": "kontanthjælp", "on": JAN_1}
    first, second = JourneyId(uuid4()), JourneyId(uuid4())
    walks.decide(first, verbs.open_journey, actor=BY_ANNA, responsible="karen.example", **opening)
    offer: dict[str, Any] = {"actor": BY_ANNA, "reason": "Ferie", "on": FEB_1}
    opened(walks, second)
    walks.decide(second, verbs.offer_handover, to="karen.example", **offer)
    with pytest.raises(Doubted) as doubted:
        walks.decide(first, verbs.offer_handover, to=BO, **offer)
    assert doubted.value.code == "colleague-not-known"
    assert BO not in str(doubted.value)
    (entry,) = walks.decide(
        first, verbs.offer_handover, to=BO, sure=["colleague-not-known"], **offer
    )
    assert entry.sure == ("colleague-not-known",)
    walks.decide(first, verbs.accept_handover, actor=BY_BO, by=BO, told=FEB_1, on=FEB_1)
    walks.decide(second, verbs.decline_handover, actor=BY_ANNA, by="karen.example", on=FEB_1)
    walks.decide(second, verbs.offer_handover, to=BO, **offer | {"reason": "Orlov"})


@pytest.fixture
def resting(walks: Journeys) -> JourneyId:
    """Return a journey with a rest that was doubted and acknowledged."""
    journey = opened(walks)
    walks.decide(journey, verbs.rest_journey, actor=BY_ANNA, sure=SURE, on=FAR)
    return journey


def test_the_views_show_what_was_acknowledged(walks: Journeys, resting: JourneyId) -> None:
    """The timeline, the replay and the audit; an entry without a doubt says nothing of it."""
    told = json.loads(looking(walks).timeline(resting).model_dump_json())["lines"]
    assert ["sure" in each for each in told] == [False, True]
    seen = walks.seen_by(AUDITOR, "revision").audit
    assert [each.sure for each in seen.replay(resting, on=FAR).timeline.lines] == [(), SURE]
    assert [each.sure for each in seen.subject_access(resting, on=FAR).entries] == [(), SURE]


def test_what_was_acknowledged_moves_with_the_journey(
    walks: Journeys, resting: JourneyId, tmp_path: Path
) -> None:
    """Nobody is asked again, and the seal holds."""
    key = taken_out(walks, tmp_path / "out")
    assert verify(tmp_path / "out", key)
    with store(f"sqlite:///{tmp_path / 'other.db'}", days=400) as other:
        taken_in(other, tmp_path / "out", key)
        assert [each.sure for each in entries_of(other, resting)] == [(), SURE]
        assert all(verdict.fault is None for verdict in other.seal.verify())


def problems() -> Iterator[dict[str, Any]]:
    """Yield the same doubts as a service answers them, in each language."""
    with pytest.raises(Doubted) as doubted:
        decide(
            History(),
            verbs.open_journey,
            BY_ANNA,
            BOOK,
            date(2026, 1, 1),
            (),
            municipality="621",
            basis="kontanthjælp",
            responsible="karne",
            on=date(2026, 6, 1),
        )
    assert http_status(doubted.value) == 409
    for language in ("en", "da"):
        with spoken(language):
            yield problem(doubted.value)


def test_a_service_answers_with_every_doubt() -> None:
    """By its code and its sentence: what was sent is shown, and no more."""
    english, danish = problems()
    assert english["code"] == "day-far-ahead"
    assert [each["code"] for each in english["doubts"]] == ["day-far-ahead", "colleague-not-known"]
    assert english["doubts"][0]["detail"] == "on: 2026-06-01 is 151 days ahead."
    assert "(not shown)" not in english["detail"]
    assert danish["doubts"][0]["detail"] != english["doubts"][0]["detail"]


def test_a_name_alone_is_known_here() -> None:
    """Anna, who asks, is doubted nowhere."""
    assert decide(
        History(),
        verbs.open_journey,
        BY_ANNA,
        BOOK,
        TODAY,
        (),
        municipality="621",
        basis="kontanthjælp",
        responsible=ANNA,
        on=JAN_1,
    )
