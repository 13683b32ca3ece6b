"""Late: which of the two clocks ran past the due day; recorded late alone is not met late."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given

from journeys import History, RulingId, events
from journeys.domain.duties import duties
from journeys.projections.late import Clocks, LateDuty, late_duties
from journeys.projections.late_rulings import LateRuling, late_rulings
from journeys.testing.strategies import days, histories
from tests.invented import FEB_1, JAN_1, MAR_1, MAY_1, OPENED, WALK
from tests.scenario import BOOK, after

FEB_2 = FEB_1 + timedelta(days=1)
RULING = RulingId(WALK)
AGAINST = events.RulingMade(
    on=FEB_1,
    ruling=RULING,
    matter="tilbud",
    outcome="not-granted",
    legal_basis="LAB",
    against_wish=True,
)
EXPLAINED = AGAINST.model_copy(
    update={
        "explanation": "Vi begynder med færre timer",
        "considerations": "De kan stige senere",
        "appeal_to": "Kommunen",
        "appeal_by": MAR_1,
    }
)
DUE = FEB_1 + timedelta(days=BOOK.duties["inform-citizen"].days)
IN_TIME = events.CitizenInformed(on=FEB_2, ruling=RULING, how="talk")
TOO_LATE = IN_TIME.model_copy(update={"on": MAR_1})


def at(day: date) -> datetime:
    """Return the end of a day: a moment of the log."""
    return datetime.combine(day, time.max, UTC)


def recorded(*facts: tuple[events.Event, date]) -> History:
    """Return a history of these events, each recorded on its day."""
    history = after(*(event for event, _ in facts)).history
    moments = [at(day) for _, day in facts]
    entries = zip(history.entries, moments, strict=True)
    return History(tuple(entry._replace(recorded_at=moment) for entry, moment in entries))


def late(history: History, on: date = MAY_1) -> list[LateDuty]:
    """Return what was met late."""
    return [*late_duties(WALK, history, BOOK, on)]


def ruling(history: History, on: date = MAY_1) -> LateRuling | None:
    """Return the ruling, where it was explained late or not."""
    return next(late_rulings(WALK, history, BOOK, on), None)


START = ((OPENED, JAN_1), (EXPLAINED, FEB_1))


def test_what_took_effect_after_its_due_day_was_met_late() -> None:
    """By so many days, and only as of a day on which it was met."""
    history = recorded(*START, (TOO_LATE, MAY_1))
    (found,) = late(history)
    assert found.clocks == Clocks(
        due=DUE,
        met=MAR_1,
        met_by=3,
        met_recorded_at=at(MAY_1),
        late="met",
        days=(MAR_1 - DUE).days,
        known_in_time=True,
    )
    assert (found.kind, found.about, found.raised) == ("inform-citizen", str(RULING), 2)
    assert found.met_with == TOO_LATE.professional
    assert late(history, MAR_1 - timedelta(days=1)) == []
    assert late(history.known_at(at(MAR_1))) == []
    assert [*late_duties(WALK, history, BOOK, MAY_1, "follow-up")] == []


def test_what_took_effect_on_its_due_day_was_met_in_time() -> None:
    """And one day later was not."""
    on_the_day = IN_TIME.model_copy(update={"on": DUE})
    assert late(recorded(*START, (on_the_day, DUE))) == []
    day_after = IN_TIME.model_copy(update={"on": DUE + timedelta(days=1)})
    (found,) = late(recorded(*START, (day_after, DUE + timedelta(days=1))))
    assert (found.clocks.late, found.clocks.days) == ("met", 1)


def test_what_took_effect_in_time_and_was_recorded_late_was_not_met_late() -> None:
    """It says that the other clock ran late; as known before, it was still owed."""
    history = recorded(*START, (IN_TIME, MAR_1))
    (found,) = late(history)
    assert (found.clocks.late, found.clocks.days) == ("recorded", (MAR_1 - DUE).days)
    assert (found.clocks.met, found.clocks.met_recorded_at) == (FEB_2, at(MAR_1))
    assert late(history.known_at(at(DUE))) == []
    assert late(recorded(*START, (IN_TIME, DUE))) == []


def test_a_correction_of_what_was_known_in_time_is_not_late() -> None:
    """Something said in time that it was met, though another entry says so today."""
    took_back = events.EntryRetracted(on=MAR_1, entry=3, why="En anden måde")
    again = IN_TIME.model_copy(update={"how": "letter"})
    history = recorded(*START, (IN_TIME, FEB_2), (took_back, MAR_1), (again, MAR_1))
    assert late(history) == []
    assert ruling(history) is None


def test_what_was_taken_in_later_as_a_whole_is_not_recorded_late() -> None:
    """Nobody owed it in this store by then; where it was met late it says that, too."""
    assert late(recorded((OPENED, MAY_1), (EXPLAINED, MAY_1), (IN_TIME, MAY_1))) == []
    (found,) = late(recorded((OPENED, MAY_1), (EXPLAINED, MAY_1), (TOO_LATE, MAY_1)))
    assert (found.clocks.late, found.clocks.known_in_time) == ("met", False)


def test_a_ruling_that_was_explained_and_told_in_time_is_not_among_them() -> None:
    """Nor one that agrees with the wish, nor one that is not due yet."""
    assert ruling(recorded(*START, (IN_TIME, FEB_2))) is None
    agreed = AGAINST.model_copy(update={"against_wish": False})
    assert ruling(recorded((OPENED, JAN_1), (agreed, FEB_1))) is None
    assert ruling(recorded(*START), DUE) is None


def test_a_ruling_that_nobody_told_of_is_not_explained() -> None:
    """From the day after its due day on, until somebody does: then it was late."""
    history = recorded(*START, (TOO_LATE, MAR_1))
    found = ruling(history, DUE + timedelta(days=1))
    assert found is not None
    assert (found.explained.late, found.told.late, found.told.days) == (None, "not-met", 1)
    found = ruling(history)
    assert found is not None
    assert (found.explained.late, found.told.late) == (None, "met")
    assert (found.made, found.matter, found.entry) == (FEB_1, "tilbud", 2)


def test_a_ruling_without_its_reasons_is_never_explained() -> None:
    """However soon the citizen was told."""
    found = ruling(recorded((OPENED, JAN_1), (AGAINST, FEB_1), (IN_TIME, FEB_2)))
    assert found is not None
    assert (found.explained.late, found.told.late) == ("not-met", None)


def test_reasons_that_were_added_later_did_not_stand_in_it_then() -> None:
    """The corrected ruling has the old day of effect; the moment says since when it is so."""
    took_back = events.EntryRetracted(on=FEB_1, entry=2, why="Begrundelsen manglede")
    history = recorded(
        (OPENED, JAN_1),
        (AGAINST, FEB_1),
        (IN_TIME, FEB_2),
        (took_back, MAR_1),
        (EXPLAINED, MAR_1),
    )
    found = ruling(history)
    assert found is not None
    assert (found.explained.late, found.explained.met) == ("recorded", FEB_1)
    assert found.explained.met_recorded_at == at(MAR_1)
    found = ruling(history.known_at(at(FEB_2)))
    assert found is not None
    assert found.explained.late == "not-met"


@given(histories(), days())
def test_each_clock_is_what_the_history_says(history: History, on: date) -> None:
    """It never raises; what took effect in time is never said to be met late."""
    found = [*late_duties(WALK, history, BOOK, on)]
    for each in found:
        clocks = each.clocks
        assert clocks.met is not None
        assert clocks.met <= on
        assert (clocks.late == "met") == (clocks.due < clocks.met)
        assert clocks.days > 0
        if clocks.late == "recorded":
            assert clocks.met_recorded_at is not None
            assert clocks.met <= clocks.due < clocks.met_recorded_at.date()
    by_hand = {
        (duty.kind, duty.about, duty.since)
        for duty in duties(history.on(on), BOOK)
        if duty.met is not None and duty.due < duty.met <= on and duty.met_by != duty.raised
    }
    assert {(each.kind, each.about, each.since) for each in found if each.clocks.late == "met"} == (
        by_hand
    )
    for one in late_rulings(WALK, history, BOOK, on):
        assert one.explained.late or one.told.late


@pytest.mark.parametrize("view", [LateDuty, LateRuling])
def test_no_field_says_who_owed_it(view: type[LateDuty | LateRuling]) -> None:
    """What was late is no figure about somebody of the staff."""
    named = {"actor", "by", "owed_by", "responsible", "caseworker", "name", "role"}
    assert not named & {*view.model_fields, *Clocks.model_fields}
