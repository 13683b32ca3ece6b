"""Danish time: the local time of Denmark, by its rule instead of a list of time zones.

The calendar file of an appointment writes the same rule out (`pages/handouts.py`). So a page is the
same on every machine, also where no tz database is installed, and after one was changed.
"""

from datetime import UTC, datetime, timedelta

STANDARD, SUMMER = timedelta(hours=1), timedelta(hours=2)
"""How far Danish time is ahead of UTC, in winter and in summer."""


def danish_time(moment: datetime) -> datetime:
    """Return a moment as Danish clocks show it, without a zone.

    Summer time lasts from the last Sunday of March to the last Sunday of October, from 1 o'clock
    UTC on each. That is the rule since 1996; nothing was recorded earlier.
    """
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    ahead = SUMMER if _changes(utc.year, 3) <= utc < _changes(utc.year, 10) else STANDARD
    return min(utc, datetime.max - ahead) + ahead  # noqa: DTZ901 - in UTC


def _changes(year: int, month: int) -> datetime:
    """Return when the clocks change in a month of 31 days: on its last Sunday, in UTC."""
    last = datetime(year, month, 31, 1)  # noqa: DTZ001 - in UTC, as the rule is
    return last - timedelta(days=last.isoweekday() % 7)
