"""Appointments as people type them: a day, and mostly a time. Nothing typed stands in an error."""

import re
from datetime import date, time
from typing import NamedTuple

import typer

from journeys.adapters.cli.input.dates import Reading, read_day, today, unclear
from journeys.adapters.cli.input.days import settled

HOUR = r"(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?"
TIME = re.compile(rf"(?:kl\.?\s*)?{HOUR}", re.IGNORECASE)
DAY_AND_TIME = re.compile(rf"(?P<day>.*?\S)(?:\s+kl\.?\s*|\s*T|[\s,]+){HOUR}", re.IGNORECASE)


class DayAndTime(NamedTuple):
    """When the two talk: a day, and a time where one was typed."""

    day: date
    time: time | None


class ReadAppointment(NamedTuple):
    """The same, with the day as it was read."""

    reading: Reading
    time: time | None


def time_of_day(text: str) -> time:
    """Return the time: 10, 10.30, 10:30 or kl. 10. Raises ValueError."""
    return _time(TIME.fullmatch(text.strip()))


def read_appointment(text: str) -> ReadAppointment:
    """Return a day and the time after it: 2026-12-03 10:00, torsdag 10, 3/12 kl. 10.30.

    What can be a time is one: in `3. december 10` it is ten o'clock. Raises ValueError.
    """
    found = DAY_AND_TIME.fullmatch(text.strip())
    if found is None:
        return ReadAppointment(_day(text), None)
    try:
        reading = _day(found["day"])
    except ValueError:
        return ReadAppointment(_day(text), None)
    try:
        return ReadAppointment(reading, _time(found))
    except ValueError as no_time:
        try:
            return ReadAppointment(_day(text), None)
        except ValueError:
            raise no_time from None


def appointment(text: str) -> DayAndTime:
    """Return the only day that can be meant, and the time. Raises ValueError."""
    reading, at = read_appointment(text)
    if reading.others:
        raise ValueError(unclear(reading))
    return DayAndTime(reading.day, at)


def settled_appointment(ctx: typer.Context, value: ReadAppointment | None) -> DayAndTime | None:
    """Return the day that is meant, and the time. Raises BadParameter, as `settled`."""
    if value is None:
        return None
    day = settled(ctx, value.reading)
    return None if day is None else DayAndTime(day, value.time)


def _day(text: str) -> Reading:
    return read_day(text, date.fromisoformat(today()), "ahead")


def _time(found: re.Match[str] | None) -> time:
    try:
        if found:
            return time(int(found["hour"]), int(found["minute"] or 0))
    except ValueError:
        raise ValueError("The day has no such time.") from None
    raise ValueError("Write a time as 10 or 10.30.")
