"""Counts of everybody, drawn for people: on one day, or over months."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from journeys.adapters.cli.output.console import table
from journeys.adapters.words.counts import (
    DIMENSION_TITLES,
    all_values,
    count_text,
    reading_notes,
    value_name,
)
from journeys.adapters.words.language import month, say
from journeys.projections.overview import Overview, Trend


def overview(view: Overview) -> RenderableType:
    """Return the counts on one day."""
    head = say(
        "Journeys open or resting on {on}: {number}", on=view.on, number=count_text(view.journeys)
    )
    return Group(Text(head, style="bold"), *_counts((view,), ["Journeys"]), *_notes((view,)))


def trend(view: Trend) -> RenderableType:
    """Return the counts of each day beside each other."""
    days, now = view.days, view.days[-1]
    head = say("Journeys open or resting on {on}, and on that day of the months before", on=now.on)
    drawn = table("All", *(month(day.on) for day in days), numbers=range(1, len(days) + 1))
    drawn.add_row(say("Journeys"), *(count_text(day.journeys) for day in days))
    counts = _counts(days, [month(day.on) for day in days])
    return Group(Text(head, style="bold"), Text(), drawn, *counts, *_notes(days))


def _counts(days: tuple[Overview, ...], columns: list[str]) -> Iterator[RenderableType]:
    """Yield a table for each dimension: a line for each value, a column for each day."""
    for by in days[-1].by:
        if not (found := all_values(days, by)):
            continue
        drawn = table(DIMENSION_TITLES[by], *columns, numbers=range(1, len(days) + 1))
        for value in found:
            counts = (count_text(day.by[by].get(value, 0)) for day in days)
            drawn.add_row(Text(value_name(value)), *counts)
        yield Text()
        yield drawn


def _notes(days: tuple[Overview, ...]) -> Iterator[Text]:
    return map(Text, reading_notes(days))
