"""Management: what a manager asks about a municipality, each number with the days it is about.

Every figure is made of rows, one for each time that somebody is in it (`Figure.code`). The rows are
found by the database, and the same rows are what somebody sees who opens the figure (`Behind`).
A row of a caseworker has numbers of citizens and of work that waits, never an outcome, a length of
waiting or an effect; nothing is sorted by them.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from statistics import fmean, median
from types import MappingProxyType
from typing import NamedTuple, Self
from uuid import UUID

from pydantic import Field

from journeys.domain.days import days_after, months_after
from journeys.domain.events.fact import is_missing
from journeys.projections.alphabetical import alphabetical
from journeys.projections.employers.room import RoomDay
from journeys.projections.figure_codes import (
    FIGURES,
    OF_CASEWORKERS,
    FigureCode,
    Unit,
)
from journeys.projections.view import SetAside, View

A_MONTH, A_YEAR = 1, 12  # months
BEFORE = (A_MONTH, A_YEAR)
"""How many months before it a figure of a month is compared with."""


class Figure(View):
    """Nøgletal: one number, the days it is about, and what it was before."""

    code: FigureCode
    value: str = ""
    """A code where it is one part of the figure; empty where it is the whole."""
    unit: Unit
    starts: date
    ends: date
    """The last day it is about."""
    number: int | float | None
    """None where there is nothing to find a median of, or where it is masked."""
    of: int | None = None
    """Of a median: how many rows it is the middle of."""
    mean: float | None = None
    longest: int | float | None = None
    month_before: int | None = None
    """Of a figure of a month: on the same days of the month before. None for other figures."""
    year_before: int | None = None


class ByCaseworker(View):
    """Sagsbehandler: how many citizens somebody is responsible for, and what waits on them."""

    name: str
    citizens: int
    without_next_step: int
    """Open journeys with neither an open subgoal nor a talk agreed for this day or later."""
    past_due: int
    """Citizens to whom this person owes something whose due day is past."""


class Management(View):
    """Ledelsesoverblik: every figure on a day, as known now.

    Figures are in the order of `FIGURES`, the whole before its parts; caseworkers are in the order
    of the alphabet. No journey is shown, so no look is logged.
    """

    on: date
    figures: tuple[Figure, ...]
    caseworkers: tuple[ByCaseworker, ...]
    """Empty where it is masked."""
    room: RoomDay | None = Field(default=None, exclude_if=is_missing)
    """The room that employers have; left out where there is no employer."""

    def of(self, code: FigureCode, value: str = "") -> Figure | None:
        """Return one figure; None where it has no such part."""
        found = (each for each in self.figures if (each.code, each.value) == (code, value))
        return next(found, None)

    def parts_of(self, code: FigureCode) -> tuple[Figure, ...]:
        """Return the parts of a figure, without the whole."""
        return tuple(each for each in self.figures if each.code == code and each.value)


class BehindLine(View):
    """Bag tallet: one row of a figure: whose journey it is, and since when or on which day."""

    journey: UUID
    responsible: str
    """Empty where nobody is responsible that day."""
    value: str
    day: date


class Behind(View):
    """Bag tallet: the journeys that a figure is about, by day and then by id."""

    code: FigureCode
    value: str
    on: date
    lines: tuple[BehindLine, ...]
    set_aside: SetAside = Field(default_factory=dict)
    """Those that cannot be read or are restricted to others, and why."""

    def without(self, set_aside: SetAside) -> Self:
        """Return the same without these journeys, which are named."""
        return self.model_copy(
            update={
                "lines": tuple(each for each in self.lines if str(each.journey) not in set_aside),
                "set_aside": {**self.set_aside, **set_aside},
            }
        )


class Days(NamedTuple):
    """From a day up to and including another."""

    starts: date
    ends: date


def days_of(code: FigureCode, on: date) -> Days:
    """Return the days that a figure is about."""
    match FIGURES[code].span:
        case "day":
            return Days(on, on)
        case "month":
            return Days(on.replace(day=1), on)
        case "year":
            first = date.min if on.year == date.min.year else months_after(on, -A_YEAR)
            return Days(days_after(first, 1), on)


def days_before(on: date, months: int) -> Days | None:
    """Return the same days of an earlier month; None where the calendar has none.

    On the last day of a month it is the whole earlier month, however many days that has.
    """
    if (on.year - 1) * A_YEAR + on.month - 1 < months:
        return None
    first = months_after(on.replace(day=1), -months)
    if days_after(on, 1).day == 1:
        return Days(first, days_after(months_after(first, 1), -1))
    return Days(first, months_after(on, -months))


class Counted(NamedTuple):
    """The rows of a figure, or of a part of it, counted."""

    journeys: int = 0
    rows: int = 0
    total: float = 0
    numbers: Sequence[float] = ()
    """Each row's number; needed for a median alone."""

    def number(self, code: FigureCode) -> int | float | None:
        """Return the number of a figure that is made of these rows."""
        match FIGURES[code].counted:
            case "journeys":
                return self.journeys
            case "rows":
                return self.rows
            case "sum":
                return _short(self.total)
            case "median":
                return _short(median(self.numbers)) if self.numbers else None


NOBODY = Counted()


def figure(
    code: FigureCode,
    on: date,
    found: Counted,
    value: str = "",
    *,
    earlier: Mapping[int, Counted] = MappingProxyType({}),
) -> Figure:
    """Return a figure, or the part of it with that value, from its counted rows.

    `earlier` has those of so many months before.
    """
    days, spread = days_of(code, on), FIGURES[code].counted == "median"
    numbers = found.numbers
    return Figure(
        code=code,
        value=value,
        unit=FIGURES[code].unit,
        starts=days.starts,
        ends=days.ends,
        number=found.number(code),
        of=len(numbers) if spread else None,
        mean=round(fmean(numbers), 1) if spread and numbers else None,
        longest=_short(max(numbers)) if spread and numbers else None,
        month_before=earlier[A_MONTH].rows if earlier else None,
        year_before=earlier[A_YEAR].rows if earlier else None,
    )


def by_name(found: Mapping[FigureCode, Mapping[str, int]]) -> tuple[ByCaseworker, ...]:
    """Return a row for each caseworker, in the order of the alphabet and in no other.

    `found` has for each figure of `OF_CASEWORKERS` how many citizens it counts, by name.
    """
    citizens, without_next_step, past_due = (found[code] for code in OF_CASEWORKERS)
    return tuple(
        ByCaseworker(
            name=name,
            citizens=citizens[name],
            without_next_step=without_next_step.get(name, 0),
            past_due=past_due.get(name, 0),
        )
        for name in sorted(citizens, key=alphabetical)
    )


def _short(number: float) -> int | float:
    """Return a number with two decimals at most, and without any where it is whole."""
    rounded = round(number, 2)
    return int(rounded) if rounded == int(rounded) else rounded
