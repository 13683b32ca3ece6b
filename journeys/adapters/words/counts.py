"""Names of counts and of their values, for the screen and for pages."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from journeys.adapters.words.language import say
from journeys.domain.message import Message
from journeys.projections.alphabetical import alphabetical
from journeys.projections.overview import NO_VALUE, NOT_SAID, Dimension, Overview

DIMENSION_TITLES: dict[Dimension, str] = {
    "basis": Message("Lives on"),
    "activity": Message("Does"),
    "phase": Message("In the phase"),
    "target-group": Message("Target group"),
    "paid-hours": Message("Paid hours a week"),
    "municipality": Message("Municipality"),
    "responsible": Message("Responsible"),
}
NO_VALUE_NAMES = {NO_VALUE: Message("none"), NOT_SAID: Message("not-said")}
MASKED = "*"


COLUMNS = 6
"""The most days that stand side by side: 80 columns hold them."""
STEPS = (1, 2, 3, 6, 12)
"""Every how many months a day is shown, where they are too many."""

Day = TypeVar("Day")


def few_of(days: Sequence[Day]) -> tuple[Day, ...]:
    """Return so many of the days of a trend as stand side by side, back from the newest.

    They are as many months apart as each other.
    """
    step = next(each for each in STEPS if (len(days) - 1) // each < COLUMNS)
    return tuple(days[::-1][::step][::-1])


def count_text(count: int | None) -> str:
    """Return a count as text; `*` where it is masked."""
    return MASKED if count is None else str(count)


def value_name(value: str, by: Dimension) -> str:
    """Return what a value of a dimension is called; codes stay as they are."""
    if value == NO_VALUE and by != "activity":
        return say("none recorded")
    return say(NO_VALUE_NAMES[value]) if value in NO_VALUE_NAMES else value


def all_values(days: tuple[Overview, ...], by: Dimension) -> list[str]:
    """Return every value on any of the days; those without a value come last.

    Caseworkers are in the order of the alphabet.
    """
    values = list(dict.fromkeys(value for day in days for value in day.by[by]))
    if by == "responsible":
        values.sort(key=alphabetical)
    return sorted(values, key=lambda value: value in NO_VALUE_NAMES)


NOT_COMPARABLE = Message(
    "Caseworkers have different citizens, so their numbers do not compare with each other."
)


def reading_notes(days: tuple[Overview, ...]) -> Iterator[str]:
    """Yield what a reader must know to understand the counts."""
    by = days[-1].by
    if by.get("activity"):
        yield say("Somebody who does two things is counted in both.")
    if by.get("paid-hours"):
        yield say("Paid hours are the total of all placements: 5-10 is more than 5 and up to 10.")
    if by.get("responsible"):
        yield say(NOT_COMPARABLE)
    counted = (count for day in days for counts in day.by.values() for count in counts.values())
    if None in (*(day.journeys for day in days), *counted):
        yield say(
            "{sign} is fewer than five, or a number that would reveal one that is.", sign=MASKED
        )
