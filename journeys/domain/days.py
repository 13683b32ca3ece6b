"""Days and months counted from a day, and days in words.

Beyond the first or the last day of the calendar, that day.
"""

from calendar import monthrange
from datetime import date, timedelta

MONTHS_IN_A_YEAR = 12
DANISH_MONTHS = (
    "januar februar marts april maj juni juli august september oktober november december"
)
ENGLISH_MONTHS = (
    "January February March April May June July August September October November December"
)
MONTH_NAMES = tuple(zip(DANISH_MONTHS.split(), ENGLISH_MONTHS.lower().split(), strict=True))
"""What people write for each month, in small letters: its Danish and its English name."""


def in_danish(day: date) -> str:
    """Return a day in Danish as people say it: `29. november 2026`."""
    return f"{day.day}. {DANISH_MONTHS.split()[day.month - 1]} {day.year}"


def in_english(day: date) -> str:
    """Return a day in English as people say it: `29 November 2026`."""
    return f"{day.day} {ENGLISH_MONTHS.split()[day.month - 1]} {day.year}"


def days_after(day: date, days: int) -> date:
    """Return the day that many days later, or earlier where the number is negative."""
    least, most = date.min.toordinal(), date.max.toordinal()
    return date.fromordinal(min(max(day.toordinal() + days, least), most))


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
