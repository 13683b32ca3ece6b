"""The names of period columns: which year, month or week a name says, as offices write them.

A table whose columns are not in order, or leave a period out, would shift everybody's path without
a word. So what the names say is compared with the days that the code file gives the columns.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from journeys.adapters.files.registers.period_days import PeriodLength, calendar_day
from journeys.domain.days import MONTH_NAMES

MONTHS = {
    written: number
    for number, names in enumerate(MONTH_NAMES, start=1)
    for name in names
    for written in (name, name[:3], name[:4])
}
"""The months in Danish and English, in full and by their first three or four letters."""

THIS_CENTURY = 90
"""A year of two digits below this is of the 2000s: registers begin in the nineties."""

YEAR = r"(?P<year>\d{4}|\d{2})"
BETWEEN = r"[\s._/:-]*"
WORD = re.compile(rf"(?P<name>[^\W\d_]{{3,9}}){BETWEEN}{YEAR}?")
WORD_LAST = re.compile(rf"(?P<year>\d{{4}}){BETWEEN}(?P<name>[^\W\d_]{{3,9}})")
NUMBERS: dict[PeriodLength, tuple[re.Pattern[str], ...]] = {
    "year": (re.compile(rf"(?:[^\W\d_]+{BETWEEN})?(?P<year>\d{{4}})"),),
    "month": (
        re.compile(r"(?P<year>\d{4})[\s._/:M-]?(?P<number>\d{2})", re.IGNORECASE),
        re.compile(rf"(?P<number>\d{{1,2}})[._/-]{YEAR}"),
    ),
    "week": (
        re.compile(r"(?P<year>\d{4})[\s._/:-]?[WUV]?(?P<number>\d{2})", re.IGNORECASE),
        re.compile(
            rf"(?:uge|u|week|w){BETWEEN}(?P<number>\d{{1,2}})(?:{BETWEEN}{YEAR})?", re.IGNORECASE
        ),
        re.compile(r"y_(?P<year>\d{2})(?P<number>\d{2})", re.IGNORECASE),
    ),
}
NUMBERS["two weeks"] = NUMBERS["week"]
IN_A_YEAR: dict[PeriodLength, int] = {"year": 1, "month": 12, "week": 53, "two weeks": 53}
COUNTED = re.compile(r"(?P<before>.*?)(?P<number>\d+)")


class NamedPeriod(NamedTuple):
    """What the name of a column says: a year, and a month or an ISO week of it, where it does."""

    year: int | None
    number: int | None = None

    def fits(self, day: date, step: PeriodLength) -> bool:
        """Return whether the period that begins on this day may be called so."""
        period = period_of(day, step)
        return self.year in (None, period.year) and self.number in (None, period.number)


def period_of(day: date, step: PeriodLength) -> NamedPeriod:
    """Return the year, and the month or ISO week, in which a day lies."""
    match step:
        case "year":
            return NamedPeriod(day.year)
        case "month":
            return NamedPeriod(day.year, day.month)
        case "week" | "two weeks":
            return NamedPeriod(*day.isocalendar()[:2])


def named_period(name: str, step: PeriodLength) -> NamedPeriod | None:
    """Return what a column's name says; None where it names no period that is understood."""
    text = name.strip()
    if step == "month" and (word := WORD.fullmatch(text) or WORD_LAST.fullmatch(text)):
        number = MONTHS.get(word["name"].lower())
        return None if number is None else NamedPeriod(_year(word["year"]), number)
    with suppress(ValueError):
        return period_of(calendar_day(text), step)
    for shape in NUMBERS[step]:
        if found := shape.fullmatch(text):
            parts = found.groupdict()
            counted = parts.get("number")
            return NamedPeriod(_year(parts["year"]), None if counted is None else int(counted))
    return None


def out_of_place(names: Sequence[str], days: Sequence[date], step: PeriodLength) -> int | None:
    """Return the index of the first column that its name puts elsewhere; None where none is.

    Names without a year, such as `jan`, are compared with the name before; so are names that only
    count, as in `m1`, `m2`, `m3`.
    """
    named = [named_period(name, step) for name in names]
    before: int | None = None
    for index, (each, day) in enumerate(zip(named, days, strict=True)):
        if each is None:
            continue
        if each.year is not None and not each.fits(day, step):
            return index
        # How far its number is from that of the period itself is the same for each of them.
        apart = ((each.number or 0) - (period_of(day, step).number or 0)) % IN_A_YEAR[step]
        if before is not None and each.year is None and apart != before:
            return index
        before = apart
    return None if any(named) else _not_counted(names)


def _not_counted(names: Sequence[str]) -> int | None:
    counted = [COUNTED.fullmatch(name.strip()) for name in names]
    parts = [(each["before"], int(each["number"])) for each in counted if each]
    if len(parts) < len(names) or len({before for before, _ in parts}) > 1:
        return None
    first = parts[0][1]
    return next((nr for nr, (_, number) in enumerate(parts) if number != first + nr), None)


def _year(written: str | None) -> int | None:
    if written is None:
        return None
    year = int(written)
    if len(written) > 2:  # noqa: PLR2004 - a year in full
        return year
    return year + (2000 if year < THIS_CENTURY else 1900)
