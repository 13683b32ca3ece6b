"""Days and times as people say them: with the weekday, or short in a list."""

from datetime import date, time
from typing import NamedTuple

from journeys.adapters.words.language import current_language, say
from journeys.adapters.words.names import choice_name
from journeys.projections.appointments import AgreedTalk

IN_WORDS = {"da": "d. MMMM y", "en": "d MMMM y"}
MONTH = {"da": "MMMM y", "en": "MMMM y"}
MONTH_ALONE = {"da": "LLLL", "en": "LLLL"}
LONG = {"da": "EEEE 'den' d. MMMM y", "en": "EEEE d MMMM y"}
SHORT = {"da": "d. MMM", "en": "d MMM"}
WEEKDAY = {"da": "EEE", "en": "EEE"}


class DayBadge(NamedTuple):
    """Dagmærke: a day in three short lines, as a tear-off calendar has it."""

    weekday: str
    day: str
    month: str
    """With the year where that is not the reader's."""


def day_badge(day: date, today: date) -> DayBadge:
    """Return a day as a badge for a page of today: `tirsdag`, `1.`, `december`."""
    month = "MMMM" if day.year == today.year else "MMMM y"
    number = {"da": "d.", "en": "d"}
    return DayBadge(
        _dated(day, dict.fromkeys(number, "EEEE")),
        _dated(day, number),
        _dated(day, dict.fromkeys(number, month)),
    )


def day_in_words(day: date) -> str:
    """Return a day without its weekday: `3. december 2026`."""
    return _dated(day, IN_WORDS)


def month_in_words(day: date) -> str:
    """Return the month of a day: `december 2026`."""
    return _dated(day, MONTH)


def month_name(day: date, today: date) -> str:
    """Return the month of a day, with its year where that is not today's: `juni`, `maj 2025`."""
    return _dated(day, MONTH_ALONE if day.year == today.year else MONTH)


def weekday_and_day(day: date) -> str:
    """Return a day in full: `torsdag den 3. december 2026`."""
    return _dated(day, LONG)


def short_day(day: date) -> str:
    """Return a day without its year: `3. dec.`."""
    return _dated(day, SHORT)


def short_weekday(day: date) -> str:
    """Return the weekday in short: `tors.`."""
    return _dated(day, WEEKDAY)


def clock(at: time) -> str:
    """Return a time of day: `kl. 10.00`."""
    return say("at {time}", time=at)


def talk_sentences(talk: AgreedTalk) -> str:
    """Return when the two talk next, where and how, as sentences for the citizen."""
    day = weekday_and_day(talk.due)
    if talk.time is None:
        said = [say("We agreed to talk again by {next_talk}.", next_talk=talk.due)]
    else:
        said = [say("We agreed to talk on {day} {at}.", day=day, at=clock(talk.time))]
    if talk.place:
        said.append(say("Where: {place}.", place=talk.place))
    if talk.how:
        said.append(say("How: {how}.", how=choice_name(talk.how)))
    return " ".join(said)


def talk_in_short(talk: AgreedTalk) -> str:
    """Return the day of a talk, and the time, the place and the way that were agreed."""
    when = weekday_and_day(talk.due)
    if talk.time is not None:
        when = f"{when} {clock(talk.time)}"
    return ", ".join(filter(None, [when, where_and_how(talk)]))


def where_and_how(talk: AgreedTalk) -> str:
    """Return the place and the way; empty where neither was agreed."""
    return ", ".join(filter(None, [talk.place, say(choice_name(talk.how)) if talk.how else ""]))


def _dated(day: date, patterns: dict[str, str]) -> str:
    from babel.dates import format_date  # noqa: PLC0415 - most commands show none

    language = current_language()
    return format_date(day, patterns[language], locale=language)
