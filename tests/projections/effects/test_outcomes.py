"""What happened in each week after time zero."""

from datetime import date, timedelta

import pytest

from journeys.projections.effects.estimating import columns_of
from journeys.projections.effects.facts import JourneyFacts, Span, Worked
from journeys.projections.effects.outcomes import days_in_work, reached
from journeys.projections.effects.trials import trials
from tests.projections.effects.people import COURSE, CUT, began, day, job, person

ZERO = day(3, 12)


def after(days: int) -> date:
    """Return the day so many days after the beginning."""
    return ZERO + timedelta(days=days)


def days_of(*worked: Worked, departed: date | None = None) -> list[int]:
    """Return the days in paid work in each of four weeks."""
    made = person(1, began(ZERO), worked=worked, departed=(departed, "moved") if departed else None)
    columns = columns_of([made])
    found = days_in_work(columns, trials(columns, COURSE, cut=CUT.toordinal()), 4)
    return [int(each) for each in found[0]]


def week_of(made: JourneyFacts, outcome: str, weeks: int = 52) -> int | None:
    """Return the week, counted from 1, in which it was reached."""
    columns = columns_of([made])
    row = reached(columns, trials(columns, COURSE, cut=CUT.toordinal()), outcome, weeks)[0]
    return row.tolist().index(1) + 1 if row.any() else None


def test_days_of_jobs_are_counted_in_the_week_they_fall_in() -> None:
    """A job from the fifth day, for a week: three days and four."""
    assert days_of(job(after(4), after(11))) == [3, 4, 0, 0]


def test_a_job_that_goes_on_fills_the_weeks() -> None:
    """It is followed no longer than the horizon."""
    assert days_of(job(after(7))) == [0, 7, 7, 7]


def test_several_jobs_in_a_week_are_added_and_jobs_at_once_are_not() -> None:
    """A day in two jobs is one day in paid work."""
    one, two, three = (job(after(at), after(at + 2)) for at in (1, 4, 8))
    assert days_of(one, two, three) == [4, 2, 0, 0]
    assert days_of(job(after(1), after(5)), job(after(3), after(6))) == [5, 0, 0, 0]


def test_a_departure_gives_no_days_from_then_on() -> None:
    """It competes with work: it is never treated as cut off."""
    assert days_of(job(after(7)), departed=after(16)) == [0, 7, 2, 0]


def test_work_before_the_beginning_does_not_count() -> None:
    """It ended on the day itself."""
    assert days_of(job(after(-100), ZERO)) == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("made", "outcome", "week"),
    [
        pytest.param([job(after(13))], "first-hour", 2, id="on the last day of the second week"),
        pytest.param([job(after(14))], "first-hour", 3, id="on the first day of the third"),
        pytest.param([job(after(1), None, 6)], "ten-hours", None, id="six hours are not ten"),
        pytest.param([job(after(1), None, None)], "ten-hours", None, id="hours not recorded"),
        pytest.param(
            [job(after(1), None, 6), job(after(20), None, 4)], "ten-hours", 3, id="ten together"
        ),
        pytest.param([job(after(1), after(183))], "kept", 27, id="26 weeks without a break"),
        pytest.param([job(after(1), after(182))], "kept", None, id="a day less"),
        pytest.param(
            [job(after(1), after(90)), job(after(90), after(190))], "kept", 27, id="two in a row"
        ),
        pytest.param(
            [job(after(1), after(90)), job(after(91))], "kept", 40, id="a day between them"
        ),
        pytest.param([job(after(7))], "education-or-work", 2, id="work"),
    ],
)
def test_work_is_reached_in_its_week(made: list[Worked], outcome: str, week: int | None) -> None:
    """Each outcome by a hand-made working life."""
    assert week_of(person(1, began(ZERO), worked=made), outcome) == week


def test_education_is_reached_in_its_week() -> None:
    """Alone, and together with work."""
    studies = person(1, began(ZERO), studied=[Span(after(7))])
    assert week_of(studies, "education") == 2
    assert week_of(studies, "education-or-work") == 2
    assert week_of(studies, "first-hour") is None


def test_each_departure_has_its_own_curve_and_all_have_one() -> None:
    """Pension, folkepension, moved and died."""
    moved = person(1, began(ZERO), departed=(after(7), "moved"))
    assert week_of(moved, "moved") == week_of(moved, "departed") == 2
    assert week_of(moved, "pension") is None


def test_after_a_departure_nothing_is_reached() -> None:
    """A job on the day of a pension, or later, is no first hour."""
    gone = person(1, began(ZERO), worked=[job(after(7))], departed=(after(7), "pension"))
    assert week_of(gone, "first-hour") is None


def test_beyond_the_horizon_nothing_is_reached() -> None:
    """Three months have thirteen weeks."""
    late = person(1, began(ZERO), worked=[job(after(7 * 13))])
    assert week_of(late, "first-hour", 13) is None
    assert week_of(late, "first-hour", 14) == 14
