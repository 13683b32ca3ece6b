"""Goals: where each goal of a committee stands, and since when it has been so.

A goal is counted by the figure that it names (`projections/management.py`), on a day and at the end
of each month since its baseline. A figure of a month is counted for whole months alone.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import cast

from journeys.domain.days import days_after
from journeys.domain.goal import Direction, Goal
from journeys.projections.figure_codes import FIGURES, FigureCode, Unit
from journeys.projections.management import Figure
from journeys.projections.view import View

MONTHS = 24
"""How many ends of months are counted at most: our own choice."""

CountedOn = Callable[[FigureCode, date], tuple[Figure, ...]]
"""Returns a figure on a day, and each part of it."""


class MonthEnd(View):
    """Månedsslut: the number of a goal at the end of a month."""

    on: date
    number: int | float | None


class GoalStanding(View):
    """Status for et politisk mål: the number now beside baseline and target."""

    indicator: FigureCode
    value: str
    unit: Unit
    baseline: float
    baseline_on: date
    target: float
    day: date
    decided_by: str
    direction: Direction
    """Whether the number is to rise or to fall."""
    starts: date
    ends: date
    """The days that the number now is about."""
    number: int | float | None
    """None where there is nothing to find a median of."""
    is_met: bool | None
    """None where there is no number."""
    since: date | None
    """The first of the month-ends in a row at which this was so; None where the last one was
    otherwise, or there was none yet."""
    is_since_first: bool
    """Whether it was so at every month-end that was counted."""
    months: tuple[MonthEnd, ...]
    """The oldest first."""


class Goals(View):
    """Politiske mål: each in the order of the municipality's file."""

    on: date
    goals: tuple[GoalStanding, ...]


def goals(decided: Iterable[Goal], on: date, counted: CountedOn) -> Goals:
    """Return where each goal stands on a day."""
    return Goals(on=on, goals=tuple(_standing(goal, on, counted) for goal in decided))


def month_ends(starts: date, on: date) -> tuple[date, ...]:
    """Return the last days of months from one day to another, 24 at most, the newest first."""
    found = list[date]()
    end = on if days_after(on, 1).day == 1 else _last_month(on)
    while end is not None and end >= starts and len(found) < MONTHS:
        found.append(end)
        end = _last_month(end)
    return tuple(found)


def _last_month(on: date) -> date | None:
    """Return the last day of the month before; None where the calendar begins."""
    first = on.replace(day=1)
    return None if first == date.min else days_after(first, -1)


def _standing(goal: Goal, on: date, counted: CountedOn) -> GoalStanding:
    code = cast("FigureCode", goal.indicator)

    def part(day: date) -> Figure | None:
        return next((each for each in counted(code, day) if each.value == goal.value), None)

    ends = [(day, part(day)) for day in month_ends(goal.starts, on)]
    months = [MonthEnd(on=day, number=_number(code, each)) for day, each in ends]
    now_on = months[0].on if months and FIGURES[code].span == "month" else on
    now = next((each for day, each in ends if day == now_on), None) or part(now_on)
    number = _number(code, now)
    is_met = None if number is None else goal.is_met_by(number)
    alike = 0
    for each in months:
        if (None if each.number is None else goal.is_met_by(each.number)) != is_met:
            break
        alike += 1
    whole = now or counted(code, now_on)[0]
    return GoalStanding(
        indicator=code,
        value=goal.value,
        unit=whole.unit,
        baseline=goal.baseline,
        baseline_on=goal.starts,
        target=goal.target,
        day=goal.day,
        decided_by=goal.decided_by,
        direction=goal.direction,
        starts=whole.starts,
        ends=whole.ends,
        number=number,
        is_met=is_met,
        since=months[alike - 1].on if alike else None,
        is_since_first=bool(months) and alike == len(months),
        months=tuple(reversed(months)),
    )


def _number(code: FigureCode, found: Figure | None) -> int | float | None:
    """Return the number of a part; of one that has no row nobody is in it."""
    if found is not None:
        return found.number
    return None if FIGURES[code].counted == "median" else 0
