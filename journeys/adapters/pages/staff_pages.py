"""Pages for staff: the timeline of one journey, and the counts of all citizens.

They name staff and are not for handing over.
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

WIDTH, HEIGHT = 200, 24
"""The size of the part of a chart that shows one value, in units of the chart."""


class ChartRow(NamedTuple):
    """Række: one value, its count on each day, and the course of its line in the chart."""

    name: str
    counts: tuple[str, ...]
    course: str
    bar: float
    """The length of the bar for the last day."""


class Chart(NamedTuple):
    """Diagram: the counts by one dimension, as a chart and as a table."""

    title: str
    rows: tuple[ChartRow, ...]


def timeline(view: Timeline, *, language: Language = "da") -> str:
    """Return a timeline as a page: both clocks, retracted entries, and who recorded each."""
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
    """Return the counts of all citizens as a page: a chart and a table for each dimension."""
    days = view.days if isinstance(view, Trend) else (view,)
    with spoken(language):
        return rendered(
            "overview.html.j2",
            language,
            days=days,
            months=[month(day.on) for day in days] if len(days) > 1 else [say("Journeys")],
            totals=[count_text(day.journeys) for day in days],
            charts=[_chart(days, by) for by in days[-1].by if all_values(days, by)],
            notes=list(reading_notes(days)),
            width=WIDTH,
            height=HEIGHT,
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
            WIDTH * (each[-1] or 0) / most,
        )
        for value, each in counts.items()
    )
    return Chart(say(DIMENSION_TITLES[by]), tuple(rows))


def _course(counts: list[int | None], most: int) -> str:
    """Return the line over the days, as an SVG path; it breaks where a number is masked."""
    step, course, broken = WIDTH / max(len(counts) - 1, 1), "", True
    for place, count in enumerate(counts):
        if count is None:
            broken = True
            continue
        course += f"{'M' if broken else 'L'}{place * step:g},{HEIGHT * (1 - count / most):g} "
        broken = False
    return course.strip()
