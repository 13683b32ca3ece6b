"""The first day of each period of a table; a period ends where the next begins."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from journeys.domain.message import Message

PeriodLength = Literal["year", "month", "week", "two weeks"]

WRITTEN: dict[PeriodLength, str] = {
    "year": "1993",
    "month": "1993-07",
    "week": "1993-W27",
    "two weeks": "1993-W27",
}
"""How the first period is written."""

SHAPES: dict[PeriodLength, str] = {
    "year": r"(\d{4})",
    "month": r"(\d{4})-(\d{2})",
    "week": r"(\d{4})-W(\d{2})",
    "two weeks": r"(\d{4})-W(\d{2})",
}

WEEK = timedelta(weeks=1)
MONTHS = 12


def first_day(written: str, step: PeriodLength) -> date:
    """Return the first day of a period from its written form, such as 1993-07 for a month.

    Raises ValueError with an example of the form.
    """
    shape = re.fullmatch(SHAPES[step], written, re.ASCII)
    try:
        if shape is not None:
            return BEGINNINGS[step](*map(int, shape.groups()))
    except ValueError:
        pass  # there is no such month, or no such week in that year
    raise ValueError(
        Message(
            "{written!r} is not a {step}; write the first {step} like {example!r}",
            written=written,
            step=Message(step),
            example=WRITTEN[step],
        )
    )


def period_starts(first: date, step: PeriodLength, count: int) -> list[date]:
    """Return the first days of `count` consecutive periods.

    Raises ValueError or OverflowError where they run past the year 9999.
    """
    match step:
        case "year":
            return [first.replace(year=first.year + nr) for nr in range(count)]
        case "month":
            months = first.year * MONTHS + first.month - 1
            return [
                first.replace(year=month // MONTHS, month=month % MONTHS + 1)
                for month in range(months, months + count)
            ]
        case "week":
            return [first + nr * WEEK for nr in range(count)]
        case "two weeks":
            return [first + 2 * nr * WEEK for nr in range(count)]


def calendar_day(written: str) -> date:
    """Return a day written as 2024-12-31 or 31-12-2024, 31.12.2024, 31/12/2024.

    Raises ValueError.
    """
    if found := re.fullmatch(r"(\d{1,2})([.\-/])(\d{1,2})\2(\d{4})", written):
        day, _, month, year = found.groups()
        return date(int(year), int(month), int(day))
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", written, re.ASCII):
        return date.fromisoformat(written)
    raise ValueError("Write a day as 2026-12-31 or 31.12.2026.")


def monday(year: int, week: int) -> date:
    """Return the Monday of an ISO week. Raises ValueError where the year has no such week."""
    return date.fromisocalendar(year, week, 1)


BEGINNINGS: dict[PeriodLength, Callable[..., date]] = {
    "year": lambda year: date(year, 1, 1),
    "month": lambda year, month: date(year, month, 1),
    "week": monday,
    "two weeks": monday,
}
