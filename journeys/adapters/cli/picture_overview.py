"""Counts of everybody, drawn for people: on one day, or over months."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from journeys.adapters.cli.page import table
from journeys.adapters.language import month, say
from journeys.domain.message import Message
from journeys.projections.dimensions import Dimension
from journeys.projections.overview import NONE, NOT_SAID, Overview, Trend

TITLES: dict[Dimension, str] = {
    "basis": Message("Lives on"),
    "activity": Message("Does"),
    "phase": Message("In the phase"),
    "target-group": Message("Target group"),
    "paid-hours": Message("Paid hours a week"),
    "municipality": Message("Municipality"),
}
WITHOUT = {NONE: Message("none"), NOT_SAID: Message("not-said")}
MASKED = "*"


def overview(view: Overview) -> RenderableType:
    """Return the counts on one day."""
    head = say(
        "Journeys open or resting on {on}: {number}", on=view.on, number=_number(view.journeys)
    )
    return Group(Text(head, style="bold"), *_counts((view,), ["Journeys"]), *_notes((view,)))


def trend(view: Trend) -> RenderableType:
    """Return the counts of each day beside each other."""
    days, now = view.days, view.days[-1]
    head = say("Journeys open or resting on {on}, and on that day of the months before", on=now.on)
    drawn = table("All", *(month(day.on) for day in days), numbers=range(1, len(days) + 1))
    drawn.add_row(say("Journeys"), *(_number(day.journeys) for day in days))
    counts = _counts(days, [month(day.on) for day in days])
    return Group(Text(head, style="bold"), Text(), drawn, *counts, *_notes(days))


def _counts(days: tuple[Overview, ...], columns: list[str]) -> Iterator[RenderableType]:
    """Yield a table for each dimension: a line for each value, a column for each day."""
    for by in days[-1].by:
        values = dict.fromkeys(value for day in days for value in day.by[by])
        if not values:
            continue
        drawn = table(TITLES[by], *columns, numbers=range(1, len(days) + 1))
        # Who has none stands last, whichever day brought them in first.
        for value in sorted(values, key=lambda value: value in WITHOUT):
            drawn.add_row(
                Text(say(WITHOUT[value]) if value in WITHOUT else value),
                *(_number(day.by[by].get(value, 0)) for day in days),
            )
        yield Text()
        yield drawn


def _number(count: int | None) -> str:
    return MASKED if count is None else str(count)


def _notes(days: tuple[Overview, ...]) -> Iterator[Text]:
    by = days[-1].by
    if by.get("activity"):
        yield Text(say("Somebody who does two things counts in both."))
    if by.get("paid-hours"):
        yield Text(
            say("Paid hours are those of all placements together: 5-10 is over 5 and up to 10.")
        )
    numbers = (number for day in days for counts in day.by.values() for number in counts.values())
    if None in (*(day.journeys for day in days), *numbers):
        yield Text(say("{sign} is fewer than five, or would tell a number that is.", sign=MASKED))
