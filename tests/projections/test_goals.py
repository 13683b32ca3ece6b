"""Goals of a committee: where each stands, and since when."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.domain.goal import Goal
from journeys.projections.figure_codes import FigureCode
from journeys.projections.goals import MONTHS, GoalStanding, goals, month_ends
from journeys.projections.management import Counted, Figure, figure

NOV_29 = date(2026, 11, 29)
OCT_31, SEP_30, AUG_31 = date(2026, 10, 31), date(2026, 9, 30), date(2026, 8, 31)


def goal(**facts: object) -> Goal:
    """Return a goal: from 40 to 60 people in paid hours."""
    return Goal.model_validate(
        {
            "indicator": "in-paid-hours",
            "baseline": 40,
            "from": date(2026, 8, 1),
            "target": 60,
            "day": date(2027, 12, 31),
            "decided_by": "Udvalget, 12/1/2026",
            **facts,
        }
    )


def stands(numbers: Mapping[date, int], on: date = NOV_29, **facts: object) -> GoalStanding:
    """Return where a goal stands, where the figure has these numbers."""

    def counted(code: FigureCode, day: date) -> tuple[Figure, ...]:
        number = numbers.get(day, 0)
        found = Counted(journeys=number, rows=number, numbers=[number] if number else [])
        return (figure(code, day, found), figure(code, day, found, "kontanthjælp"))

    (found,) = goals([goal(**facts)], on, counted).goals
    return found


def test_a_goal_is_met_from_the_first_month_end_in_a_row() -> None:
    """Before that it was not, whatever it was earlier still."""
    found = stands({NOV_29: 61, OCT_31: 60, SEP_30: 60, AUG_31: 59})
    assert (found.number, found.is_met, found.since) == (61, True, SEP_30)
    assert not found.is_since_first
    assert [(each.on, each.number) for each in found.months] == [
        (AUG_31, 59),
        (SEP_30, 60),
        (OCT_31, 60),
    ]


def test_what_was_never_otherwise_says_so() -> None:
    """It is no more than all that is counted."""
    found = stands({NOV_29: 50})
    assert (found.is_met, found.since, found.is_since_first) == (False, AUG_31, True)


def test_what_became_so_this_month_has_no_month_end_yet() -> None:
    """Neither has a goal that was decided this month."""
    assert stands({NOV_29: 61, OCT_31: 59}).since is None
    newest = stands({NOV_29: 61}, **{"from": NOV_29})
    assert (newest.is_met, newest.since, newest.months) == (True, None, ())
    assert not newest.is_since_first


def test_a_number_may_be_to_fall() -> None:
    """The way follows from baseline and target."""
    found = stands({NOV_29: 20, OCT_31: 21}, baseline=40, target=20)
    assert (found.direction, found.is_met, found.since) == ("down", True, None)
    assert stands({NOV_29: 21}, baseline=40, target=20).is_met is False


def test_a_figure_of_a_month_stands_at_its_last_whole_month() -> None:
    """On a Monday early in the month hardly anything has happened in it."""
    found = stands({NOV_29: 1, OCT_31: 70}, indicator="entered")
    assert (found.number, found.starts, found.ends) == (70, date(2026, 10, 1), OCT_31)
    assert found.is_met
    part = stands({OCT_31: 70}, indicator="entered", value="kontanthjælp")
    assert part.number == 70


def test_a_part_that_nobody_is_in_is_none_and_a_median_of_nothing_is_not_known() -> None:
    """Neither met nor unmet."""
    assert stands({NOV_29: 9}, indicator="entered", value="su").number == 0
    unknown = stands({}, indicator="longest-gap", baseline=90, target=30)
    assert (unknown.number, unknown.is_met) == (None, None)


@given(st.dates(), st.dates())
def test_month_ends_are_the_last_days_of_months_from_the_baseline_on(
    starts: date, on: date
) -> None:
    """The newest first, each once, 24 at most; the calendar may begin or end."""
    found = month_ends(starts, on)
    assert len(found) <= MONTHS
    assert list(found) == sorted(set(found), reverse=True)
    assert all(starts <= each <= on for each in found)
    assert all(
        each == date.max or date.fromordinal(each.toordinal() + 1).day == 1 for each in found
    )
    assert (
        bool(found)
        or on < starts
        or (on.year, on.month)
        <= (
            starts.year + starts.month // 12,
            starts.month % 12 + 1,
        )
    )


@pytest.mark.parametrize(("baseline", "target", "direction"), [(1, 2, "up"), (2, 1, "down")])
def test_a_goal_has_a_direction(baseline: float, target: float, direction: str) -> None:
    """By its two numbers alone."""
    found = goal(baseline=baseline, target=target)
    assert found.direction == direction
    assert found.is_met_by(target)
    assert not found.is_met_by(baseline)
