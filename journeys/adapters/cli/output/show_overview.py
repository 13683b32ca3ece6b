"""Counts of everybody, drawn for people: on one day, or over months."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from journeys.adapters.cli.output.console import table
from journeys.adapters.words.counts import TITLES, notes, number, value_named, values
from journeys.adapters.words.language import month, say
from journeys.projections.overview import Overview, Trend


def overview(view: Overview) -> RenderableType:
    """Return the counts on one day."""
    head = say(
        "Journeys open or resting on {on}: {number}", on=view.on, number=number(view.journeys)
    )
    return Group(Text(head, style="bold"), *_counts((view,), ["Journeys"]), *_notes((view,)))


def trend(view: Trend) -> RenderableType:
    """Return the counts of each day beside each other."""
    days, now = view.days, view.days[-1]
    head = say("Journeys open or resting on {on}, and on that day of the months before", on=now.on)
    drawn = table("All", *(month(day.on) for day in days), numbers=range(1, len(days) + 1))
    drawn.add_row(say("Journeys"), *(number(day.journeys) for day in days))
    counts = _counts(days, [month(day.on) for day in days])
    return Group(Text(head, style="bold"), Text(), drawn, *counts, *_notes(days))


def _counts(days: tuple[Overview, ...], columns: list[str]) -> Iterator[RenderableType]:
    """Yield a table for each dimension: a line for each value, a column for each day."""
    for by in days[-1].by:
        if not (found := values(days, by)):
            continue
        drawn = table(TITLES[by], *columns, numbers=range(1, len(days) + 1))
        for value in found:
            counts = (number(day.by[by].get(value, 0)) for day in days)
            drawn.add_row(Text(value_named(value)), *counts)
        yield Text()
        yield drawn


def _notes(days: tuple[Overview, ...]) -> Iterator[Text]:
    return map(Text, notes(days))
