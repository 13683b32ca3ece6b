"""Appointments as people type them: a day, and mostly a time. Nothing typed stands in an error."""

import re
from datetime import date, time
from typing import NamedTuple

from journeys.adapters.cli.input.dates import day

HOUR = r"(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?"
TIME = re.compile(rf"(?:kl\.?\s*)?{HOUR}", re.IGNORECASE)
DAY_AND_TIME = re.compile(rf"(?P<day>.*?\S)(?:\s+kl\.?\s*|\s*T|[\s,]+){HOUR}", re.IGNORECASE)


class DayAndTime(NamedTuple):
    """When the two talk: a day, and a time where one was typed."""

    day: date
    time: time | None


def time_of_day(text: str) -> time:
    """Return the time: 10, 10.30, 10:30 or kl. 10. Raises ValueError."""
    return _time(TIME.fullmatch(text.strip()))


def appointment(text: str) -> DayAndTime:
    """Return the day, and the time after it: 2026-12-03 10:00, 3.12.2026 kl. 10. Raises ValueError.

    A day is whatever `day` understands, so it may hold spaces and numbers of its own.
    """
    try:
        return DayAndTime(day(text), None)
    except ValueError:
        found = DAY_AND_TIME.fullmatch(text.strip())
        if found is None:
            raise
    return DayAndTime(day(found["day"]), _time(found))


def _time(found: re.Match[str] | None) -> time:
    try:
        if found:
            return time(int(found["hour"]), int(found["minute"] or 0))
    except ValueError:
        raise ValueError("The day has no such time.") from None
    raise ValueError("Write a time as 10 or 10.30.")
