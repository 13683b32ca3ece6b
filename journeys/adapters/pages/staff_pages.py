"""Pages for staff: the timeline of one journey, and the counts of all citizens.

They name staff and are not for handing over.
"""

from collections.abc import Mapping, Sequence
from math import inf
from typing import NamedTuple

from journeys.adapters.pages.rendering import rendered
from journeys.adapters.words.counts import (
    DIMENSION_TITLES,
    NO_VALUE_NAMES,
    all_values,
    count_text,
    few_of,
    reading_notes,
    value_name,
)
from journeys.adapters.words.danish_time import danish_time
from journeys.adapters.words.days import clock
from journeys.adapters.words.entries import field_lines
from journeys.adapters.words.ids import short
from journeys.adapters.words.language import Language, month, say, shown, spoken
from journeys.adapters.words.names import role_name
from journeys.domain.law.vocabularies import Vocabularies
from journeys.domain.rulebook import Rulebook
from journeys.domain.standard import rulebook
from journeys.projections.overview import PAID_HOURS, Dimension, Overview, Trend
from journeys.projections.timeline import Timeline, TimelineLine

WIDTH, HEIGHT = 200, 24
"""The size of what is drawn for one value, in units of its own; it is as wide as its column."""

VOCABULARIES: Mapping[Dimension, tuple[str, ...]] = {
    "basis": ("support-basis",),
    "activity": ("placement", "measure", "education"),
    "phase": ("phase",),
    "target-group": ("target-group",),
    "municipality": ("municipality",),
}
"""The vocabularies of which a dimension counts the codes."""


class ChartRow(NamedTuple):
    """Række: one value, its count on each day, and what is drawn below its name."""

    name: str
    counts: tuple[str, ...]
    """The newest day first."""
    course: str
    """The line over the days, the oldest at the left."""
    bar: float
    """The length of the bar for the newest day."""


class Chart(NamedTuple):
    """Diagram: the counts by one dimension, each drawn in the row of its number."""

    title: str
    rows: tuple[ChartRow, ...]


def timeline(view: Timeline, *, language: Language = "da") -> str:
    """Return a timeline as a page: both clocks, retracted entries, and who recorded each.

    Times are in Danish time: the page says so once. JSON and CSV have them in UTC.
    """
    return rendered(
        "timeline.html.j2",
        language,
        view=view,
        journey=short(view.journey),
        field_lines=field_lines,
        role_name=role_name,
        danish_time=danish_time,
        recorded_at=_recorded_at,
        easy=False,
    )


def _recorded_at(line: TimelineLine) -> str:
    """Return when an entry was recorded, in Danish time: `29.11.2026 kl. 10.00`."""
    local = danish_time(line.recorded_at)
    at = clock(local.time()).replace(" ", "\N{NO-BREAK SPACE}")
    return f"{shown(local.date())} {at}"


def overview(
    view: Overview | Trend, *, language: Language = "da", book: Rulebook | None = None
) -> str:
    """Return the counts of all citizens as a page: a table for each dimension, drawn in its rows.

    The newest month stands first. The rows are in the order of `_in_order`; `book` has the ranks of
    a municipality's own codes.
    """
    days = view.days if isinstance(view, Trend) else (view,)
    vocabularies = (book or rulebook()).vocabularies
    with spoken(language):
        notes = [*reading_notes(days)]
        if len(days) > 1:
            notes.append(say("Each line runs from the oldest month to the newest."))
        return rendered(
            "overview.html.j2",
            language,
            days=days,
            months=[month(day.on) for day in reversed(days)]
            if len(days) > 1
            else [say("Journeys")],
            totals=[count_text(day.journeys) for day in reversed(days)],
            between=[day not in few_of(days) for day in reversed(days)],
            charts=[_chart(days, by, vocabularies) for by in days[-1].by if all_values(days, by)],
            notes=notes,
            width=WIDTH,
            height=HEIGHT,
            easy=False,
        )


def _chart(days: tuple[Overview, ...], by: Dimension, vocabularies: Vocabularies) -> Chart:
    counts = {
        value: [day.by[by].get(value, 0) for day in days]
        for value in _in_order(days, by, vocabularies)
    }
    most = max((count or 0 for each in counts.values() for count in each), default=0) or 1
    rows = (
        ChartRow(
            value_name(value, by),
            tuple(map(count_text, reversed(each))),
            course_line(each, most),
            WIDTH * (each[-1] or 0) / most,
        )
        for value, each in counts.items()
    )
    return Chart(say(DIMENSION_TITLES[by]), tuple(rows))


def _in_order(days: tuple[Overview, ...], by: Dimension, vocabularies: Vocabularies) -> list[str]:
    """Return the values by rank: the order of the vocabulary, or of the hours.

    Without a rank the largest on the newest day comes first, and what is masked there last, which
    says nothing of its number; the same number goes by name. Caseworkers go by name alone. Those
    without a value end the list.
    """
    if by == "responsible":  # by name: nobody is ordered by a number
        return all_values(days, by)
    ranks = {value: rank for rank, value in enumerate(PAID_HOURS, 1)} if by == "paid-hours" else {}
    for name in VOCABULARIES.get(by, ()):
        ranks |= {term.code: term.rank for term in vocabularies[name].terms.values() if term.rank}
    newest = days[-1].by[by]

    def place(value: str) -> tuple[bool, float, bool, int, str]:
        count = newest.get(value, 0)
        return (
            value in NO_VALUE_NAMES,
            ranks.get(value, inf),
            count is None,
            -(count or 0),
            value_name(value, by),
        )

    return sorted(all_values(days, by), key=place)


def course_line(counts: Sequence[float | None], most: float, height: float = HEIGHT) -> str:
    """Return the line over the days, as an SVG path; it breaks where a number is masked."""
    step, course, broken = WIDTH / max(len(counts) - 1, 1), "", True
    for place, count in enumerate(counts):
        if count is None:
            broken = True
            continue
        course += f"{'M' if broken else 'L'}{place * step:g},{height * (1 - count / most):g} "
        broken = False
    return course.strip()
