"""Days, moments and hours as people type them. What was typed is never repeated in an error."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple

from journeys.adapters.cli.output.danish import folded
from journeys.domain.days import MONTH_NAMES
from journeys.domain.message import Message, MessageList

ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
NUMBERS = re.compile(
    r"(?P<day>\d{1,2}) ?[./-] ?(?P<month>\d{1,2})(?: ?[./-] ?(?P<year>\d{4}|\d{2}))?\.?", re.ASCII
)
NAMED = re.compile(
    r"(?P<day>\d{1,2})(?:\.|st|nd|rd|th)? ?(?P<name>[a-z]{3,9})\.?,?(?: (?P<year>\d{4}|\d{2}))?",
    re.ASCII,
)
NAME_FIRST = re.compile(
    r"(?P<name>[a-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,? (?P<year>\d{4}))?", re.ASCII
)
COUNTED = re.compile(
    r"(?P<later>om|in|for)? ?(?P<count>\d{1,3}|en|et|a|one) (?P<unit>dage?|days?|uger?|weeks?)"
    r"(?: (?P<back>siden|ago))?",
    re.ASCII,
)
WEEKDAY = re.compile(
    r"(?:(?P<which>paa|on|sidste|last|naeste|next|i|denne|this) )?(?P<name>[a-z]{3,9})\.?",
    re.ASCII,
)
HOURS = re.compile(r"(\d{1,3}([.,]\d{1,2})?)(?: ?(?:t|timer|time|hours|hour|h)\.?)?", re.ASCII)

FROM_TODAY = {
    "i forgaars": -2,
    "i gaar": -1,
    "igaar": -1,
    "yesterday": -1,
    "i dag": 0,
    "idag": 0,
    "d.d.": 0,
    "today": 0,
    "i morgen": 1,
    "imorgen": 1,
    "tomorrow": 1,
    "i overmorgen": 2,
}
"""Days by their names, and how many days from today they are."""
WEEKDAYS = (
    ("mandag", "monday"),
    ("tirsdag", "tuesday"),
    ("onsdag", "wednesday"),
    ("torsdag", "thursday"),
    ("fredag", "friday"),
    ("loerdag", "saturday"),
    ("soendag", "sunday"),
)

IN_FULL = Message("Write a day as 2026-12-31 or 31.12.2026.")

Lies = Literal["past", "ahead", "either"]
"""Where the day that is asked for lies: what happened is past, what is planned lies ahead."""


class _NoSuchName(Exception):
    """No month and no weekday is called like this."""


class Reading(NamedTuple):
    """A day as it was read."""

    day: date
    to_confirm: bool = False
    """Whether somebody who is there is asked if it is meant: the writing left something out."""
    others: tuple[date, ...] = ()
    """What else can be meant; where anything can, nobody takes the day unasked."""
    by_today: bool = False
    """Whether the same words are another day tomorrow."""


def today() -> str:
    """Return the day it is here, as it would be typed."""
    return datetime.now().astimezone().date().isoformat()


def hour() -> int:
    """Return the hour of day that it is here."""
    return datetime.now().astimezone().hour


def day(text: str, lies: Lies = "ahead") -> date:
    """Return the only day that can be meant, as of today. Raises ValueError, as `read_day`."""
    reading = read_day(text, date.fromisoformat(today()), lies)
    if reading.others:
        raise ValueError(unclear(reading))
    return reading.day


def unclear(reading: Reading) -> Message:
    """Return what is said of a day that can be meant in several ways: each of them in full."""
    every = dict.fromkeys((reading.day, *reading.others))
    days = MessageList(Message("{day}", day=each) for each in every)
    return Message("This can be more than one day. Write it in full: {days}.", days=days)


def read_day(text: str, today: date, lies: Lies) -> Reading:
    """Return the day: 2026-12-31, 31.12.2026, 1/2/26, 1. februar, i morgen, fredag, om 14 dage.

    A weekday alone is the last one of what happened, and the next one of what is planned; either
    can be meant where both can be, and on that weekday itself. Raises ValueError.
    """
    typed = " ".join(folded(text).split()).removeprefix("den ")
    try:
        if typed in FROM_TODAY:
            return Reading(today + timedelta(FROM_TODAY[typed]), by_today=True)
        for pattern, read in READ:
            if found := pattern.fullmatch(typed):
                reading = read(found, today, lies)
                return reading._replace(by_today=pattern in (COUNTED, WEEKDAY))
    except (ValueError, OverflowError):
        raise ValueError("The calendar has no such day.") from None
    except _NoSuchName:
        pass
    raise ValueError(IN_FULL)


def _written(found: re.Match[str], today: date, lies: Lies) -> Reading:
    parts = found.groupdict()
    month = int(parts["month"]) if "month" in parts else _index(parts["name"], MONTH_NAMES) + 1
    number, year = int(parts["day"]), parts["year"]
    if year is None:
        return _without_year(number, month, today, lies)
    if len(year) > 2:  # noqa: PLR2004 - digits of a year that is not written in full
        return Reading(date(int(year), month, number))
    read = date(2000 + int(year), month, number)
    if lies == "past" and read > today:
        read = read.replace(year=read.year - 100)
    return Reading(read, to_confirm=True)


def _without_year(number: int, month: int, today: date, lies: Lies) -> Reading:
    """Return the nearest such day where it must lie, and the other one that is near."""
    days = [each for year in range(-1, 2) for each in _days(today.year + year, month, number)]
    days.sort(key=lambda each: (not _fits(each, today, lies), abs((each - today).days)))
    first, *others = days or [date(today.year, month, number)]
    return Reading(first, to_confirm=True, others=(*others, first)[:1])


def _days(year: int, month: int, number: int) -> Iterator[date]:
    """Yield the day of a year, where that year has it."""
    try:
        yield date(year, month, number)
    except ValueError:
        return


def _fits(each: date, today: date, lies: Lies) -> bool:
    return lies == "either" or (each <= today if lies == "past" else each >= today)


def _counted(found: re.Match[str], today: date, _lies: Lies) -> Reading:
    sign = {"om": 1, "in": 1}.get(found["later"], 0) - bool(found["back"])
    if not sign or (found["later"] == "for" and not found["back"]):
        raise _NoSuchName
    number = int(found["count"]) if found["count"].isdigit() else 1
    return Reading(today + timedelta(sign * number * (7 if found["unit"][0] in "uw" else 1)))


def _weekday(found: re.Match[str], today: date, lies: Lies) -> Reading:
    which, name = found["which"] or "", found["name"]
    if which == "i":  # i fredags
        which, name = "sidste", name.removesuffix("s")
    weekday = _index(name, WEEKDAYS)
    ahead = today + timedelta((weekday - today.weekday() - 1) % 7 + 1)
    last = ahead - timedelta(7 if ahead - timedelta(7) != today else 14)
    next_week = today + timedelta(7 - today.weekday() + weekday)
    if which in ("sidste", "last"):
        return Reading(last)
    if which in ("naeste", "next"):
        others = () if next_week == ahead else (ahead,)
        return Reading(next_week, bool(others), others)
    is_past = lies == "past" and not which
    if today.weekday() == weekday:
        return Reading(today, to_confirm=True, others=(last if is_past else ahead,))
    if lies == "either" and not which:
        return Reading(ahead, to_confirm=True, others=(last,))
    return Reading(last if is_past else ahead)


READ: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str], date, Lies], Reading]]] = (
    (ISO, _written),
    (NUMBERS, _written),
    (NAMED, _written),
    (NAME_FIRST, _written),
    (COUNTED, _counted),
    (WEEKDAY, _weekday),
)
"""How a day can be written, and what reads it."""


def _index(name: str, names: Sequence[tuple[str, ...]]) -> int:
    """Return which of the names this is, in full or by its first letters. Raises _NoSuchName."""
    for at, each in enumerate(names):
        if any(one.startswith(name) for one in each):
            return at
    raise _NoSuchName


def moment(text: str) -> datetime:
    """Return the moment: a day (all of it), or a day and a time. Raises ValueError."""
    try:
        if "T" in text or ":" in text:
            return datetime.fromisoformat(text.strip()).astimezone()
        return datetime.combine(day(text, "past"), time.max).astimezone()
    except (ValueError, OverflowError):
        raise ValueError("Write a moment as 2026-12-31 or 2026-12-31T14:30.") from None


def hours(text: str) -> Decimal:
    """Return hours a week: 7, 7.5, 7,5 or 7 timer. Raises ValueError."""
    found = HOURS.fullmatch(" ".join(text.split()).lower())
    if not found:
        raise ValueError("Write hours a week as 7 or 7.5.")
    return Decimal(found[1].replace(",", "."))
