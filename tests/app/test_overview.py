"""Overview: everybody is counted, whatever they live on, by whatever is asked."""

from datetime import date
from uuid import uuid4

from journeys import JourneyId, Journeys, verbs
from journeys.projections.overview import DIMENSIONS
from tests.invented import ANNA, BY_ANNA, FEB_1, JAN_1, MAR_1, MAY_1, opened, working


def somebody(walks: Journeys) -> JourneyId:
    """Open the journey of somebody else."""
    return opened(walks, JourneyId(uuid4()))


def test_paid_hours_are_counted_in_steps(walks: Journeys) -> None:
    """Two jobs are one number of hours; no hours told are not no hours paid."""
    for hours in (("5",), ("5.25",), ("4", "3.5"), ("37",), ("0",), (None,), (None, "2"), ()):
        working(walks, *hours)
    assert walks.overview(on=MAR_1, by=["paid-hours"]).by["paid-hours"] == {
        "0": 1,
        "0-5": 2,
        "5-10": 2,
        "over 30": 1,
        "not-said": 1,
        "none": 1,
    }
    assert walks.overview(on=JAN_1, by=["paid-hours"]).by["paid-hours"] == {"none": 8}


def test_the_steps_stand_in_their_order(walks: Journeys) -> None:
    """Not in that of the alphabet."""
    for hours in ("31", "30", "7", "2", "0"):
        working(walks, hours)
    steps = walks.overview(on=MAR_1, by=["paid-hours"]).by["paid-hours"]
    assert list(steps) == ["0", "0-5", "5-10", "25-30", "over 30"]


def test_whoever_has_no_value_is_counted_as_well(walks: Journeys) -> None:
    """Everybody is in every count; none is left out where nobody lacks it."""
    one, _ = somebody(walks), somebody(walks)
    walks.decide(one, verbs.set_target_group, BY_ANNA, target_group="6.3", on=FEB_1)
    walks.decide(one, verbs.enter_phase, BY_ANNA, phase="afklaring", reason="Først det", on=FEB_1)
    seen = walks.overview(on=MAR_1, by=DIMENSIONS)
    assert seen.journeys == 2
    assert seen.by == {
        "basis": {"kontanthjælp": 2},
        "activity": {"none": 2},
        "phase": {"afklaring": 1, "none": 1},
        "target-group": {"6.3": 1, "none": 1},
        "paid-hours": {"none": 2},
        "municipality": {"621": 2},
        "responsible": {ANNA: 2},
    }


def test_two_activities_are_counted_as_two_and_nobody_as_less_than_none(walks: Journeys) -> None:
    """Who does two things is not missing among those who do something."""
    working(walks, "2", "3")
    somebody(walks)
    assert walks.overview(on=MAR_1).by["activity"] == {"småjob": 1, "none": 1}


def test_a_trend_tells_half_a_year(walks: Journeys) -> None:
    """On the same day of each month; on the last one where a month is shorter."""
    somebody(walks)
    seen = walks.trend(on=date(2026, 3, 31), by=["basis"])
    assert [day.on for day in seen.days] == [
        date(2025, 10, 31),
        date(2025, 11, 30),
        date(2025, 12, 31),
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
    ]
    assert [day.journeys for day in seen.days] == [0, 0, 0, 1, 1, 1]
    assert seen.days[-1] == walks.overview(on=date(2026, 3, 31), by=["basis"])


def test_a_trend_ends_where_the_calendar_begins(walks: Journeys) -> None:
    """No day is asked that there is not."""
    seen = walks.trend(on=date(1, 3, 1))
    assert [day.on.month for day in seen.days] == [1, 2, 3]
    assert walks.trend(on=MAY_1).days[0].on == date(2025, 12, 1)
