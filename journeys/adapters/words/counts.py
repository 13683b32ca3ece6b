"""How counts of everybody are called where people read them, on a screen or on a page."""

from collections.abc import Iterator

from journeys.adapters.words.language import say
from journeys.domain.message import Message
from journeys.projections.overview import NO_VALUE, NOT_SAID, Dimension, Overview

DIMENSION_TITLES: dict[Dimension, str] = {
    "basis": Message("Lives on"),
    "activity": Message("Does"),
    "phase": Message("In the phase"),
    "target-group": Message("Target group"),
    "paid-hours": Message("Paid hours a week"),
    "municipality": Message("Municipality"),
}
WITHOUT = {NO_VALUE: Message("none"), NOT_SAID: Message("not-said")}
MASKED = "*"


def count_text(count: int | None) -> str:
    """Return a count as it is told; a sign where it is masked."""
    return MASKED if count is None else str(count)


def value_name(value: str) -> str:
    """Return what a value is called; codes stand as they are."""
    return say(WITHOUT[value]) if value in WITHOUT else value


def all_values(days: tuple[Overview, ...], by: Dimension) -> list[str]:
    """Return every value on any of the days; who has none stands last, whichever day had them."""
    found = dict.fromkeys(value for day in days for value in day.by[by])
    return sorted(found, key=lambda value: value in WITHOUT)


def reading_notes(days: tuple[Overview, ...]) -> Iterator[str]:
    """Yield what one must know to read the counts."""
    by = days[-1].by
    if by.get("activity"):
        yield say("Somebody who does two things counts in both.")
    if by.get("paid-hours"):
        yield say("Paid hours are those of all placements together: 5-10 is over 5 and up to 10.")
    counted = (count for day in days for counts in day.by.values() for count in counts.values())
    if None in (*(day.journeys for day in days), *counted):
        yield say("{sign} is fewer than five, or would tell a number that is.", sign=MASKED)
