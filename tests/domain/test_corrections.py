"""Corrections: nothing is edited."""

from datetime import UTC, date, datetime

import pytest

from journeys import Entry, History, events, verbs
from tests.invented import (
    ANNA,
    BAKERY,
    BAKING,
    COOK,
    FEB_1,
    GRANTED,
    HEARD,
    JAN_1,
    KITCHEN,
    MAR_1,
    MAY_1,
    MAY_9,
    OPENED,
    RESTED,
    RULED,
    SUPPORT,
    WALK,
    WISHED,
)
from tests.scenario import after, asked

CHANGED = events.SupportBasisChanged(on=FEB_1, basis="sygedagpenge")
TAKEN_BACK = events.EntryRetracted(on=MAR_1, entry=2, why="Forkert borger")


def open_in_february(history: History) -> list[events.Event]:
    """Decide the opening again, a month later."""
    return asked(
        history,
        verbs.open_journey,
        municipality="621",
        basis="førtidspension",
        responsible=ANNA,
        on=FEB_1,
    )


def test_a_mistake_is_retracted_with_its_reason() -> None:
    """And no longer holds on any day."""
    after(OPENED, CHANGED).when_retracting(entry=2, why="Forkert borger", on=MAR_1).then(TAKEN_BACK)
    assert after(OPENED, CHANGED, TAKEN_BACK).journey.people.basis == OPENED.basis


def test_a_retraction_says_why() -> None:
    """An auditor asks."""
    after(OPENED, CHANGED).when_retracting(entry=2, why="", on=MAR_1).then_refused("why-missing")


def test_an_entry_that_is_not_there_cannot_be_retracted() -> None:
    """Entries are counted from 1."""
    for entry in (0, 3):
        after(OPENED, CHANGED).when_retracting(entry=entry, why="?", on=MAR_1).then_refused(
            "entry-unknown"
        )


def test_a_replacement_is_recorded_in_the_same_breath() -> None:
    """Even the opening can be corrected so."""
    after(OPENED).when_retracting(
        entry=1, why="Forkert dag", on=MAR_1, replacement=open_in_february
    ).then(
        events.EntryRetracted(on=MAR_1, entry=1, why="Forkert dag"),
        OPENED.model_copy(update={"on": FEB_1}),
    )


def test_what_others_rest_on_is_not_retracted_alone() -> None:
    """A reached subgoal needs the subgoal; everything needs the opening."""
    reached = events.SubgoalReached(on=MAY_1, subgoal=KITCHEN)
    walk = after(OPENED, COOK, reached)
    refusal = walk.when_retracting(entry=2, why="Forkert", on=MAY_1).then_refused(
        "entry-still-cited"
    )
    assert " 3." in refusal.sentence
    walk.when_retracting(entry=1, why="Forkert", on=MAY_1).then_refused("entry-still-cited")


def test_a_retraction_can_itself_be_retracted() -> None:
    """Then the entry holds again."""
    walk = after(OPENED, CHANGED, TAKEN_BACK)
    again = events.EntryRetracted(on=MAY_1, entry=3, why="Den var rigtig")
    walk.when_retracting(entry=3, why="Den var rigtig", on=MAY_1).then(again)
    assert after(OPENED, CHANGED, TAKEN_BACK, again).journey.people.basis == "sygedagpenge"


def test_a_retraction_is_kept_where_the_entry_was_replaced() -> None:
    """Otherwise the journey would be opened twice."""
    after(
        OPENED,
        events.EntryRetracted(on=MAR_1, entry=1, why="Forkert dag"),
        OPENED.model_copy(update={"on": FEB_1}),
    ).when_retracting(entry=2, why="Alligevel", on=MAY_1).then_refused("recorded-already")


def test_what_was_known_before_a_correction_stays_answerable() -> None:
    """Both clocks are asked: the day of effect and the moment of record."""
    facts: list[events.Event] = [OPENED, CHANGED, TAKEN_BACK]
    history = History(
        tuple(
            Entry(WALK, nr, nr, datetime(2026, 1, nr, tzinfo=UTC), ANNA, event)
            for nr, event in enumerate(facts, start=1)
        )
    )
    bases = {
        moment: history.as_of(on=FEB_1, known_at=moment).journey.people.basis
        for moment in (datetime(2026, 1, day, tzinfo=UTC) for day in (1, 2, 3))
    }
    assert list(bases.values()) == ["førtidspension", "sygedagpenge", "førtidspension"]
    before = history.as_of(on=JAN_1, known_at=datetime(2026, 1, 2, tzinfo=UTC))
    assert before.journey.people.basis == "førtidspension"
    assert history.on(date(2025, 12, 31)).journey.people.status == "unopened"


def test_a_moment_without_a_time_zone_is_refused() -> None:
    """It would be another moment on another machine."""
    with pytest.raises(ValueError, match="time zone"):
        after(OPENED).history.known_at(datetime(2026, 1, 1))  # noqa: DTZ001 - a wrong value


@pytest.mark.parametrize(
    ("before", "needed", "later"),
    [
        ((OPENED, GRANTED), WISHED, RESTED),
        ((OPENED,), HEARD, RULED.model_copy(update={"on": MAR_1})),
        ((OPENED, SUPPORT), HEARD, events.MeasureStarted(on=MAR_1, measure=SUPPORT.measure)),
    ],
    ids=["a wish before a rest", "wishes before a ruling", "wishes before a measure"],
)
def test_what_had_to_come_before_is_not_retracted_alone(
    before: tuple[events.Event, ...], needed: events.Event, later: events.Event
) -> None:
    """With its replacement it is; and where it was never there, nothing new is lost."""
    walk = after(*before, needed, later)
    entry = len(before) + 1
    walk.when_retracting(entry=entry, why="Forkert", on=MAY_1).then_refused("entry-still-cited")
    retraction = events.EntryRetracted(on=MAY_1, entry=entry, why="Forkerte ord")
    reworded = needed.model_copy(update={"words": "Som det blev sagt"})
    walk.when_retracting(
        entry=entry, why="Forkerte ord", on=MAY_1, replacement=lambda _: [reworded]
    ).then(retraction, reworded)
    after(*before, CHANGED, later).when_retracting(entry=entry, why="Forkert", on=MAY_1).then(
        events.EntryRetracted(on=MAY_1, entry=entry, why="Forkert")
    )


def test_a_correction_does_not_move_a_beginning_past_what_followed() -> None:
    """What followed would be lost without a word: a job that runs for ever, a wish unheard."""
    ended = events.PlacementEnded(on=MAY_1, placement=BAKERY, reason="Opgaven er løst")
    later = BAKING.model_copy(update={"on": MAY_9})
    after(OPENED, BAKING, ended).when_retracting(
        entry=2, why="Forkert dag", on=MAY_9, replacement=lambda _: [later]
    ).then_refused("entry-still-cited")
    granted_late = GRANTED.model_copy(update={"on": MAY_1})
    after(OPENED, GRANTED, WISHED, RESTED).when_retracting(
        entry=2, why="Forkert dag", on=MAY_9, replacement=lambda _: [granted_late]
    ).then_refused("entry-still-cited")


@pytest.mark.parametrize(
    "change", [{"outcome": "not-granted"}, {"matter": "tilbud"}, {"effective": date(2027, 1, 1)}]
)
def test_a_withdrawal_keeps_the_ruling_that_withdrew(change: dict[str, object]) -> None:
    """Correcting the ruling to another one takes the withdrawal with it."""
    ruled = RULED.model_copy(update={"matter": "frakendelse"})
    heard = HEARD.model_copy(update={"matter": "frakendelse"})
    withdrawn = events.PensionWithdrawn(on=MAR_1, ruling=RULED.ruling, with_consent=True)
    after(OPENED, GRANTED, HEARD, heard, ruled, withdrawn).when_retracting(
        entry=5,
        why="Forkert",
        on=MAY_1,
        replacement=lambda _: [ruled.model_copy(update=change)],
    ).then_refused("entry-still-cited")


def test_all_that_rests_on_an_entry_is_named_at_once() -> None:
    """Following the refusal, newest first, ends."""
    started = events.MeasureStarted(on=MAR_1, measure=SUPPORT.measure)
    refusal = (
        after(OPENED, COOK, HEARD, SUPPORT, started)
        .when_retracting(entry=1, why="Forkert", on=MAY_1)
        .then_refused("entry-still-cited")
    )
    assert "2, 3, 4, 5." in refusal.sentence
