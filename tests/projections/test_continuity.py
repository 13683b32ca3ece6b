"""Continuity: caseworkers, handovers, the first effort and the longest time without one."""

from datetime import date, timedelta

from journeys import MeasureId, events
from journeys.projections.continuity import Continuity, continuity, per_year
from tests.invented import (
    ANNA,
    APR_1,
    BAKERY,
    BAKING,
    BO,
    CARLA,
    FEB_1,
    JAN_1,
    JUL_1,
    JUN_1,
    MAR_1,
    MAY_1,
    OPENED,
    STUDYING,
    WALK,
)
from tests.scenario import BOOK, after

OFFERED = events.HandoverOffered(on=FEB_1, to=BO, reason="Ny afdeling")
ACCEPTED = events.HandoverAccepted(on=MAR_1, by=BO, told=FEB_1)
ENDED = events.PlacementEnded(on=MAY_1, placement=BAKERY, reason="Opgaven er løst")


def seen(*facts: events.Event, on: date = JUL_1) -> Continuity:
    """Return the continuity after these events."""
    return continuity(WALK, after(*facts).history, BOOK, on)


def test_each_new_caseworker_is_a_change() -> None:
    """The first is none; less than a year walked counts as one."""
    assert seen(OPENED).caseworker_changes == 0
    view = seen(OPENED, OFFERED, ACCEPTED)
    assert (view.caseworker_changes, view.changes_a_year) == (1, 1.0)
    assert seen(OPENED, OFFERED, ACCEPTED, on=FEB_1).caseworker_changes == 0
    assert per_year(3, 731) == 1.5


def test_a_handover_that_nobody_answered_is_waiting() -> None:
    """Responsibility has not moved."""
    other = events.HandoverOffered(on=APR_1, to=CARLA, reason="Ferie")
    assert seen(OPENED, OFFERED).handovers_waiting == 1
    assert seen(OPENED, OFFERED, ACCEPTED).handovers_waiting == 0
    assert seen(OPENED, OFFERED, ACCEPTED, other).handovers_waiting == 1


def test_handovers_that_nobody_took_are_counted() -> None:
    """Declined, or taken over by somebody else, or waiting."""
    declined = events.HandoverDeclined(on=MAR_1, by=BO)
    other = events.HandoverOffered(on=FEB_1, to=CARLA, reason="Ferie")
    assert seen(OPENED, OFFERED, declined).handovers_not_accepted == 1
    assert seen(OPENED, OFFERED, other, ACCEPTED).handovers_not_accepted == 1
    assert seen(OPENED, OFFERED, ACCEPTED).handovers_not_accepted == 0


def test_the_first_effort_is_counted_from_the_opening() -> None:
    """A placement, a measure or an education; whatever ran before is none to wait for."""
    granted = events.MeasureGranted(
        on=JAN_1, measure=MeasureId(BAKERY), measure_kind="virksomhedspraktik"
    )
    started = events.MeasureStarted(on=FEB_1, measure=granted.measure)
    assert seen(OPENED).days_to_first_effort is None
    assert seen(OPENED, granted).days_to_first_effort is None
    assert seen(OPENED, granted, started).days_to_first_effort == 31
    assert seen(OPENED, STUDYING).days_to_first_effort == 90
    before = BAKING.model_copy(update={"on": JAN_1 - timedelta(days=30)})
    assert seen(OPENED, before).days_to_first_effort == 0


def test_the_longest_gap_is_looked_for_before_between_and_after_efforts() -> None:
    """To the day asked about, or the day the journey was closed."""
    assert seen(OPENED, on=FEB_1).longest_gap == 31
    assert seen(OPENED, BAKING).longest_gap == 90
    assert seen(OPENED, BAKING, ENDED, on=date(2027, 1, 1)).longest_gap == 245
    closed = events.JourneyClosed(on=JUN_1, reason="Flyttet")
    assert seen(OPENED, BAKING, ENDED, closed, on=date(2027, 1, 1)).longest_gap == 90


def test_efforts_side_by_side_leave_no_gap_while_one_of_them_runs() -> None:
    """Job and support run in parallel."""
    early = STUDYING.model_copy(update={"on": JAN_1})
    assert seen(OPENED, early, BAKING, ENDED).longest_gap == 0


def test_before_it_was_opened_there_is_nothing_to_tell() -> None:
    """And nothing is guessed."""
    view = seen(OPENED, on=date(2025, 12, 31))
    assert (view.opened, view.longest_gap) == (None, 0)
    assert view.caseworker_changes == 0
    assert seen(OPENED, on=JAN_1).on == JAN_1
    assert ANNA not in view.model_dump_json()
