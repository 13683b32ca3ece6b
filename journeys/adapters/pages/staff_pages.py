"""Pages for those who work there: everything on one journey in order, and the counts of everybody.

These name staff and are not for handing over.
"""

from datetime import UTC
from typing import NamedTuple

from journeys.adapters.pages.rendering import rendered
from journeys.adapters.words.counts import (
    DIMENSION_TITLES,
    all_values,
    count_text,
    reading_notes,
    value_name,
)
from journeys.adapters.words.entries import field_lines
from journeys.adapters.words.ids import short
from journeys.adapters.words.language import Language, month, say, spoken
from journeys.adapters.words.names import role_name
from journeys.projections.overview import Dimension, Overview, Trend
from journeys.projections.timeline import Timeline

WIDE, HIGH = 200, 24
"""How large the part of a chart is that tells one value, in units of the chart."""


class ChartRow(NamedTuple):
    """Række: one value, how many on each day, and the course of the line that draws them."""

    name: str
    told: tuple[str, ...]
    course: str
    bar: float
    """How long the bar of the last day is."""


class Chart(NamedTuple):
    """Diagram: the counts by one dimension, with the same as a table."""

    title: str
    rows: tuple[ChartRow, ...]


def timeline(view: Timeline, *, language: Language = "da") -> str:
    """Return everything on a journey as a page: both clocks, retracted entries, who recorded."""
    return rendered(
        "timeline.html.j2",
        language,
        view=view,
        journey=short(view.journey),
        field_lines=field_lines,
        role_name=role_name,
        UTC=UTC,
        easy=False,
    )


def overview(view: Overview | Trend, *, language: Language = "da") -> str:
    """Return the counts of everybody as a page: a chart for each dimension, with its table."""
    days = view.days if isinstance(view, Trend) else (view,)
    with spoken(language):
        return rendered(
            "overview.html.j2",
            language,
            days=days,
            months=[month(day.on) for day in days] if len(days) > 1 else [say("Journeys")],
            everybody=[count_text(day.journeys) for day in days],
            charts=[_chart(days, by) for by in days[-1].by if all_values(days, by)],
            notes=list(reading_notes(days)),
            wide=WIDE,
            high=HIGH,
            easy=False,
        )


def _chart(days: tuple[Overview, ...], by: Dimension) -> Chart:
    counts = {value: [day.by[by].get(value, 0) for day in days] for value in all_values(days, by)}
    most = max((count or 0 for each in counts.values() for count in each), default=0) or 1
    rows = (
        ChartRow(
            value_name(value),
            tuple(map(count_text, each)),
            _course(each, most),
            WIDE * (each[-1] or 0) / most,
        )
        for value, each in counts.items()
    )
    return Chart(say(DIMENSION_TITLES[by]), tuple(rows))


def _course(counts: list[int | None], most: int) -> str:
    """Return the line over the days; it is broken where a number is masked."""
    step, course, broken = WIDE / max(len(counts) - 1, 1), "", True
    for place, count in enumerate(counts):
        if count is None:
            broken = True
            continue
        course += f"{'M' if broken else 'L'}{place * step:g},{HIGH * (1 - count / most):g} "
        broken = False
    return course.strip()
