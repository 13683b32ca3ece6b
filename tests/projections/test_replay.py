"""Replay: what was answered is answered again; what became known, and what values rest on."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import jsonpatch
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeys import Entry, History, events
from journeys.errors import NoSuchField
from journeys.projections.explain import explain
from journeys.projections.replay import NewKnowledge, Replay, learned, replay
from journeys.testing.strategies import BEGINNING, days, histories
from tests.domain.test_income import mainly
from tests.domain.test_laws import brute_force_fold, in_force
from tests.effort import tries
from tests.invented import (
    ANNA,
    APR_1,
    COOK,
    FEB_1,
    GRANTED,
    JAN_1,
    MAR_1,
    MAY_1,
    OPENED,
    RESTED,
    WALK,
    WISHED,
)
from tests.lawbooks import READ_AGAIN, changed, read_again, under
from tests.scenario import BOOK, after

FIRST_MOMENT = datetime(2026, 6, 1, 12, tzinfo=UTC)


def recorded(*facts: events.Event) -> History:
    """Return these events, one recorded a day after the other."""
    return History(
        tuple(
            Entry(WALK, nr, nr, FIRST_MOMENT + timedelta(days=nr), ANNA, event)
            for nr, event in enumerate(facts, start=1)
        )
    )


def at(nr: int) -> datetime:
    """Return the moment at which so many entries were known."""
    return FIRST_MOMENT + timedelta(days=nr)


@given(histories(), days(), st.integers(0, 5))
def test_a_replay_is_what_a_brute_force_fold_of_what_was_known_says(
    history: History, on: date, hours: int
) -> None:
    """Whatever was recorded, retracted and backdated: filter by definition, sort, fold."""
    moment = BEGINNING + timedelta(hours=hours)
    known = tuple(entry for entry in history.entries if entry.recorded_at <= moment)
    shown = replay(WALK, history, BOOK, on, moment)
    # By the law as it was known then, which the moment says too.
    assert as_asked(shown) == as_asked(replay(WALK, History(known), BOOK, on, moment))
    journey = brute_force_fold(known, on)
    assert shown.milestones.state == journey.people.status
    assert shown.milestones.support_basis == mainly(known, on)
    assert len(shown.milestones.steps) == len(journey.path.subgoals)
    assert shown.safety.scheme == journey.pension.scheme
    assert [line.entry for line in shown.timeline.lines if line.retracted_by is None] == sorted(
        (entry.version for entry in known if entry.event.on <= on and in_force(known, entry)),
        key=lambda version: (known[version - 1].event.on, version),
    )


def as_asked(shown: Replay) -> dict[str, Any]:
    """Return a replay without the moment it was asked about."""
    told = shown.model_dump(exclude={"known_at"})
    for view in ("milestones", "safety", "timeline"):
        told[view].pop("known_at")
    return told


def test_a_replay_goes_by_the_law_that_was_known_then() -> None:
    """In each of its views."""
    extended = changed("no-withdrawal-period", ends=date(2029, 12, 31))
    book = under(read_again([extended]))
    history = recorded(OPENED, GRANTED)
    then, now = (
        replay(WALK, history, book, MAY_1, moment)
        for moment in (datetime(2027, 5, 31, tzinfo=UTC), None)
    )
    assert (then.safety.answer, now.safety.answer) == ("verify", "guaranteed-until")
    assert then == replay(WALK, history, BOOK, MAY_1, datetime(2027, 5, 31, tzinfo=UTC))
    assert now.safety.law_read == READ_AGAIN


def between(history: History, after_nr: int, upto_nr: int) -> NewKnowledge:
    """Return what became known between two entries."""
    return learned(WALK, history, BOOK, on=MAY_1, after=at(after_nr), upto=at(upto_nr))


def test_what_became_known_is_the_entries_in_between_and_what_they_changed() -> None:
    """Late news about an earlier day changes the views of the days after it."""
    history = recorded(OPENED, COOK, events.SupportBasisChanged(on=FEB_1, basis="sygedagpenge"))
    found = between(history, 2, 3)
    assert [line.entry for line in found.lines] == [3]
    assert {"op": "replace", "path": "/milestones/support_basis", "value": "sygedagpenge"} in (
        found.changes
    )
    assert between(history, 3, 4).lines == ()
    assert between(history, 3, 4).changes == ()


def test_a_retraction_is_something_that_became_known() -> None:
    """What it retracted differs since then."""
    wrong = events.SupportBasisChanged(on=FEB_1, basis="sygedagpenge")
    history = recorded(
        OPENED, wrong, events.EntryRetracted(on=MAR_1, entry=2, why="En anden borger")
    )
    found = between(history, 2, 3)
    assert [line.kind for line in found.lines] == ["entry-retracted"]
    assert {each["path"] for each in found.changes} >= {"/milestones/support_basis"}


@settings(max_examples=tries(15, 300))
@given(histories(max_size=8), days(), st.integers(0, 5), st.integers(0, 5))
def test_what_changed_leads_from_the_one_replay_to_the_other(
    history: History, on: date, one: int, other: int
) -> None:
    """It is a JSON Patch: applied to what was known, it gives what is."""
    after_it, upto = (BEGINNING + timedelta(hours=hours) for hours in sorted((one, other)))
    found = learned(WALK, history, BOOK, on=on, after=after_it, upto=upto)
    before, now = (plain(replay(WALK, history, BOOK, on, moment)) for moment in (after_it, upto))
    assert jsonpatch.apply_patch(before, list(found.changes)) == now


def plain(shown: Replay) -> dict[str, Any]:
    """Return the views that are compared, as JSON has them."""
    told = shown.model_dump(mode="json", exclude={"known_at", "timeline"})
    for view in ("milestones", "safety"):
        told[view].pop("known_at")
    return told


def behind(field: str, *facts: events.Event) -> tuple[object, list[int], tuple[str, ...]]:
    """Return the value of a field, and the entries and rules behind it."""
    found = explain(WALK, after(*facts).history, BOOK, field, on=MAY_1)
    return found.value, [line.entry for line in found.entries], found.rules


def test_a_value_rests_on_the_entries_without_which_it_would_be_another() -> None:
    """And on no others."""
    facts = (OPENED, COOK, events.SupportBasisChanged(on=FEB_1, basis="sygedagpenge"), WISHED)
    assert behind("milestones.support_basis", *facts) == ("sygedagpenge", [1, 3], ())
    assert behind("milestones.responsible", *facts) == (ANNA, [1], ())
    assert behind("milestones.next_step.title", *facts) == (COOK.title, [2], ())


def test_a_retraction_is_behind_what_it_brought_back() -> None:
    """Without it the wrong value would stand."""
    wrong = events.SupportBasisChanged(on=FEB_1, basis="sygedagpenge")
    taken_back = events.EntryRetracted(on=MAR_1, entry=2, why="En anden borger")
    value, entries, _ = behind("milestones.support_basis", OPENED, wrong, taken_back)
    assert (value, entries) == (OPENED.basis, [1, 3])


def test_of_two_entries_that_say_the_same_one_is_named() -> None:
    """Without either of them it would be the same."""
    twice = [events.PhaseEntered(on=on, phase="afklaring") for on in (FEB_1, MAR_1)]
    value, entries, _ = behind("milestones.phase", OPENED, *twice)
    assert (value, entries) == ("afklaring", [2])


def test_an_answer_names_the_rules_of_the_law_that_made_it() -> None:
    """Beside the entries."""
    value, entries, rules = behind("safety.answer", OPENED, GRANTED, WISHED, RESTED)
    assert (value, entries, rules) == ("verify", [2], ("open-withdrawal-after-2025",))
    assert behind("safety.state", OPENED, GRANTED, WISHED, RESTED)[1] == [2, 4]


@pytest.mark.parametrize(
    ("field", "known"),
    [
        ("safety.foo", "answer"),
        ("duties.7", None),
        ("nonsense", "milestones"),
        ("safety.answer.x", None),
        ("", "milestones"),
    ],
)
def test_a_value_that_is_not_there_is_asked_back(field: str, known: str | None) -> None:
    """With the names that there are."""
    with pytest.raises(NoSuchField) as error:
        explain(WALK, after(OPENED).history, BOOK, field, on=JAN_1)
    assert error.value.field == field
    assert error.value.known == () if known is None else known in error.value.known


def test_what_is_known_later_is_no_reason_earlier() -> None:
    """Each value is explained by what was known then."""
    history = recorded(OPENED, events.SupportBasisChanged(on=FEB_1, basis="sygedagpenge"))
    found = explain(WALK, history, BOOK, "milestones.support_basis", on=APR_1, known_at=at(1))
    assert (found.value, [line.entry for line in found.entries]) == (OPENED.basis, [1])
