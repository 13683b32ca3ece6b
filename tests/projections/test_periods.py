"""Periods: which value each track had, from which day to which."""

from datetime import date
from decimal import Decimal

from journeys import events
from journeys.projections.periods import periods
from tests.invented import (
    APR_1,
    BAKERY,
    BAKING,
    BO,
    FEB_1,
    GRANTED,
    JAN_1,
    JUL_1,
    JUN_1,
    MAR_1,
    MAY_1,
    OPENED,
    RESTED,
    RULED,
    SUPPORT,
    WISHED,
)
from tests.scenario import after


def of(track: str, *facts: events.Event) -> list[tuple[str, date, date | None]]:
    """Return the periods of one track."""
    return [
        (period.value, period.starts, period.ends)
        for period in periods(after(*facts).history)
        if period.track == track
    ]


def test_a_basis_holds_until_the_next_one_begins() -> None:
    """Half open: the last day is the one before `ends`."""
    changed = events.SupportBasisChanged(on=MAR_1, basis="selvforsørgelse")
    assert of("basis", OPENED, changed) == [
        ("førtidspension", JAN_1, MAR_1),
        ("selvforsørgelse", MAR_1, None),
    ]


def test_what_is_told_late_stands_in_its_place() -> None:
    """In the order of effect, whatever the order of record."""
    march = events.SupportBasisChanged(on=MAR_1, basis="selvforsørgelse")
    february = events.SupportBasisChanged(on=FEB_1, basis="sygedagpenge")
    assert [value for value, *_ in of("basis", OPENED, march, february)] == [
        "førtidspension",
        "sygedagpenge",
        "selvforsørgelse",
    ]


def test_what_was_changed_the_same_day_left_no_period() -> None:
    """Nobody lived on it for a day."""
    slip = events.SupportBasisChanged(on=MAR_1, basis="sygedagpenge")
    right = events.SupportBasisChanged(on=MAR_1, basis="selvforsørgelse")
    assert [value for value, *_ in of("basis", OPENED, slip, right)] == [
        "førtidspension",
        "selvforsørgelse",
    ]


def test_a_journey_is_open_rests_and_is_closed() -> None:
    """A closed journey is in no period of its own."""
    walk = (
        OPENED,
        events.JourneyRested(on=FEB_1),
        events.JourneyResumed(on=MAR_1),
        events.JourneyClosed(on=MAY_1, reason="Flyttet"),
    )
    assert of("journey", *walk) == [
        ("open", JAN_1, FEB_1),
        ("resting", FEB_1, MAR_1),
        ("open", MAR_1, MAY_1),
    ]


def test_responsibility_moves_on_the_day_it_is_accepted() -> None:
    """And is never nobody's."""
    accepted = events.HandoverAccepted(on=MAR_1, by=BO, told=FEB_1)
    assert of("caseworker", OPENED, accepted) == [
        (OPENED.responsible, JAN_1, MAR_1),
        (BO, MAR_1, None),
    ]


def test_a_placement_has_a_period_for_each_of_its_hours() -> None:
    """With the same id, so that they can be recognised as one placement."""
    more = events.PlacementHoursChanged(on=MAY_1, placement=BAKERY, paid_hours=Decimal("7.5"))
    ended = events.PlacementEnded(on=JUN_1, placement=BAKERY, reason="Opgaven er løst")
    held = [
        period
        for period in periods(after(OPENED, BAKING, more, ended).history)
        if period.track == "placement"
    ]
    assert [(each.starts, each.ends, each.paid_hours, each.thing) for each in held] == [
        (APR_1, MAY_1, None, BAKERY),
        (MAY_1, JUN_1, 7.5, BAKERY),
    ]


def test_a_pension_is_paid_again_from_the_decided_day() -> None:
    """Every day between is shown for what it is."""
    walk = (
        OPENED,
        GRANTED,
        WISHED,
        RESTED,
        events.PensionReturnRequested(on=APR_1),
        events.PensionResumed(on=MAY_1, paid_from=JUN_1),
    )
    assert of("pension", *walk) == [
        ("paid", GRANTED.on, MAR_1),
        ("resting", MAR_1, APR_1),
        ("return-asked", APR_1, MAY_1),
        ("resumed", MAY_1, JUN_1),
        ("paid", JUN_1, None),
    ]


def test_a_pension_that_rests_again_before_payment_was_not_paid() -> None:
    """Only resumed, for some days."""
    walk = (
        OPENED,
        GRANTED,
        WISHED,
        RESTED,
        events.PensionResumed(on=MAY_1, paid_from=JUL_1),
        events.PensionRested(on=JUN_1),
    )
    assert of("pension", *walk)[2:] == [("resumed", MAY_1, JUN_1), ("resting", JUN_1, None)]


def test_payment_decided_for_days_gone_by_shows_the_wait_as_it_was() -> None:
    """The days of waiting were days of waiting; what is paid for them stands in the entry."""
    walk = (
        OPENED,
        GRANTED,
        WISHED,
        RESTED,
        events.PensionReturnRequested(on=APR_1),
        events.PensionResumed(on=JUN_1, paid_from=MAY_1),
    )
    assert of("pension", *walk)[2:] == [("return-asked", APR_1, JUN_1), ("paid", JUN_1, None)]


def test_a_measure_runs_from_its_start_to_its_end_and_not_from_its_grant() -> None:
    """Several run side by side, each under its own thing."""
    started = events.MeasureStarted(on=MAR_1, measure=SUPPORT.measure)
    ended = events.MeasureEnded(on=JUN_1, measure=SUPPORT.measure, effect="Kommer selv af sted")
    assert of("measure", OPENED, SUPPORT) == []
    assert of("measure", OPENED, SUPPORT, started, ended) == [("mentorstøtte", MAR_1, JUN_1)]


def test_phases_and_target_groups_hold_until_the_next() -> None:
    """Going back is another period."""
    phases = [
        events.PhaseEntered(on=day, phase=phase)
        for day, phase in ((FEB_1, "afklaring"), (MAR_1, "formidling"), (MAY_1, "afklaring"))
    ]
    assert of("phase", OPENED, *phases) == [
        ("afklaring", FEB_1, MAR_1),
        ("formidling", MAR_1, MAY_1),
        ("afklaring", MAY_1, None),
    ]
    group = events.TargetGroupSet(on=FEB_1, target_group="6.11")
    assert of("target-group", OPENED, group) == [("6.11", FEB_1, None)]


def test_a_withdrawn_pension_is_a_period_of_its_own() -> None:
    """The days after it are not days without a word."""
    withdrawn = events.PensionWithdrawn(on=MAY_1, ruling=RULED.ruling, with_consent=True)
    assert of("pension", OPENED, GRANTED, RULED, withdrawn)[-1] == ("withdrawn", MAY_1, None)
