"""Days counted on from a day; beyond the last day of the calendar, that day."""

from calendar import monthrange
from datetime import date, timedelta

MONTHS_IN_A_YEAR = 12


def days_after(day: date, days: int) -> date:
    """Return the day so many days on."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def months_after(day: date, months: int) -> date:
    """Return the same day so many months on, or the last of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, MONTHS_IN_A_YEAR)
    if day.year + years > date.max.year:
        return date.max
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def birthday(born: date, age: int) -> date:
    """Return the first day on which somebody born on a day is so many years old."""
    if born.year + age > date.max.year:
        return date.max
    return date(born.year + age, born.month, 1) + timedelta(days=born.day - 1)
