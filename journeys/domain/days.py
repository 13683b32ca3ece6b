"""Days counted on from a day; beyond the last day of the calendar, that day."""

from calendar import monthrange
from datetime import date

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


def years_between(born: date, day: date) -> int:
    """Return how many years old somebody born on one day is on another."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
