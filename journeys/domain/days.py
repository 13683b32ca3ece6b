"""Days and months counted from a day. Beyond the last day of the calendar, that day."""

from calendar import monthrange
from datetime import date, timedelta

MONTHS_IN_A_YEAR = 12


def days_after(day: date, days: int) -> date:
    """Return the day that many days later."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def months_after(day: date, months: int) -> date:
    """Return the same day that many months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, MONTHS_IN_A_YEAR)
    if day.year + years > date.max.year:
        return date.max
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def birthday(born: date, age: int) -> date:
    """Return the first day on which somebody born on that day has that age in years."""
    if born.year + age > date.max.year:
        return date.max
    return date(born.year + age, born.month, 1) + timedelta(days=born.day - 1)
