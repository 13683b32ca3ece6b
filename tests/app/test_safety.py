"""The safety in a store: what was promised is replayed, and a change of law is owed to somebody."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from journeys import JourneyId, Journeys, verbs
from journeys.adapters.wiring import open_journeys
from tests.invented import ANNA, BY_ANNA, KEYS, looking
from tests.lawbooks import READ_AGAIN, changed, read_again, under
from tests.scenario import BOOK

OPENED_ON, RESTED_ON = date(2026, 3, 1), date(2026, 4, 1)
NO_LONGER = changed("withdrawal-needs-consent-from-age", ends=date(2027, 7, 31))
NEXT_LAW = read_again([NO_LONGER])


def pensioner(walks: Journeys, born: date, scheme: str = "new") -> JourneyId:
    """Record somebody whose pension rests, to whom the safety was explained."""
    journey = JourneyId(uuid4())
    opening = {"municipality": "621", "basis": "førtidspension", "responsible": ANNA}
    walks.decide(journey, verbs.open_journey, BY_ANNA, None, on=OPENED_ON, **opening)
    walks.decide(
        journey,
        verbs.grant_pension,
        BY_ANNA,
        None,
        scheme="new" if scheme == "new" else "old",
        born=born,
        on=date(2015, 1, 1) if scheme == "new" else date(2001, 1, 1),
    )
    walks.decide(journey, verbs.express_wish_to_work, BY_ANNA, None, words="Ja", on=OPENED_ON)
    walks.decide(journey, verbs.rest_pension, BY_ANNA, None, on=RESTED_ON)
    walks.explain_safety(journey, on=RESTED_ON, actor=BY_ANNA)
    return journey


def to_be_told(walks: Journeys, on: date) -> set[JourneyId]:
    """Return the journeys whose citizens are to be told of a change of law."""
    found = looking(walks).duties(on=on, kind="inform-safety").owed
    return {JourneyId(each.journey) for each in found}


def test_a_change_of_law_is_owed_to_every_journey_it_weakens_the_answer_of(walks: Journeys) -> None:
    """And to no other; met where it is explained anew."""
    sixty = pensioner(walks, date(1964, 5, 5))
    pensioner(walks, date(1980, 5, 5))
    pensioner(walks, date(1975, 5, 5), "old")
    assert to_be_told(walks, READ_AGAIN) == set()
    changed_law = replace(walks, book=under(NEXT_LAW), today=lambda: READ_AGAIN)
    changed_law.maintenance.rebuild()
    assert to_be_told(changed_law, date(2027, 5, 31)) == set()
    assert to_be_told(changed_law, READ_AGAIN) == {sixty}
    told = looking(changed_law).safety(sixty, on=READ_AGAIN)
    assert (told.answer, told.until) == ("guaranteed-until", date(2027, 7, 31))
    assert told.since_explained is not None
    assert (told.since_explained.answer, told.since_explained.weaker) == ("guaranteed-until", True)
    assert told.since_explained.changed == ("law",)
    changed_law.explain_safety(sixty, on=READ_AGAIN, actor=BY_ANNA)
    assert to_be_told(changed_law, READ_AGAIN) == set()


def test_until_the_rows_are_made_anew_the_list_says_that_it_is_behind(walks: Journeys) -> None:
    """A change of law is never hidden by rows that know nothing of it."""
    first, _ = pensioner(walks, date(1964, 5, 5)), pensioner(walks, date(1980, 5, 5))
    assert looking(walks).duties(on=READ_AGAIN).behind == 0
    changed_law = replace(walks, book=under(NEXT_LAW), today=lambda: date(2027, 6, 2))
    assert looking(changed_law).duties(on=READ_AGAIN).behind == 2
    changed_law.decide(
        first, verbs.hold_dialogue, BY_ANNA, None, about="Om loven", on=date(2027, 6, 2)
    )
    assert looking(changed_law).duties(on=READ_AGAIN).behind == 1
    changed_law.maintenance.rebuild()
    assert looking(changed_law).duties(on=READ_AGAIN).behind == 0


def test_what_was_promised_is_answered_again_as_it_was(database_url: str) -> None:
    """On both clocks, under the law as it was known; what was stored is what was given."""
    now = [datetime(2026, 12, 1, tzinfo=UTC)]
    with open_journeys(database_url, keys=KEYS, clock=lambda: now[0], book=BOOK) as walks:
        journey = pensioner(walks, date(1964, 5, 5))
        given = looking(walks).safety(journey, on=RESTED_ON)
        changed_law = replace(walks, book=under(NEXT_LAW))
        now[0] = datetime(2027, 7, 1, tzinfo=UTC)
        changed_law.decide(
            journey,
            verbs.set_reassessment,
            BY_ANNA,
            None,
            due=date(2028, 1, 1),
            on=RESTED_ON,
        )
        then = looking(changed_law).safety(
            journey, on=RESTED_ON, known_at=datetime(2026, 12, 31, tzinfo=UTC)
        )
        assert then.model_copy(update={"known_at": None}) == given
        today = looking(changed_law).safety(journey, on=RESTED_ON)
        assert (then.answer, today.answer) == ("guaranteed-until", "depends")
        stored = looking(walks).history(journey).entries[4].event.model_dump()
        assert stored["answered"] == "guaranteed-until"
        for each in given.everything_said:
            assert each.text in stored["sentences"]


@pytest.mark.parametrize("day", [date(2026, 3, 31), RESTED_ON, date(2026, 4, 2)])
def test_asking_changes_nothing(walks: Journeys, day: date) -> None:
    """However often, whatever day."""
    journey = pensioner(walks, date(1975, 1, 1))
    before = looking(walks).history(journey)
    assert looking(walks).safety(journey, on=day) == looking(walks).safety(journey, on=day)
    assert looking(walks).history(journey) == before
