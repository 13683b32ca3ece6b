"""Offentliggørelse af tabeller: counts of an overview that leave the house again and again.

Each number is the rounded count of its own cell. Nothing that is published adds up: there is no
total, and two dimensions are never of the same day. So no equation holds between two published
numbers, and no cell under five can be worked out from others.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from journeys.domain.days import days_after
from journeys.projections.overview import Dimension, Overview
from journeys.projections.publication import OVERVIEW, Publication, rounded
from journeys.projections.view import View

MONTHS = 3
"""So far apart are two published days of the same dimension."""

NOT_PUBLISHED = frozenset({"responsible"})
"""Dimensions whose values are colleagues: numbers beside a name are no public figures."""

Stays = Literal["not-month-end", "not-over", "too-soon", "day-taken", "names-staff"]
"""Hvorfor ikke: the day is not the last of a month, or not over; the same dimension was published
of a day less than three months away, or another dimension of the same day; it names colleagues."""


class PublishedTable(View, extra="ignore"):
    """Offentliggjort tabel: how many journeys are open or resting on a day, by one dimension.

    Counts are to the nearest five. A value with fewer than five is left out, whether there are one
    to four or none. There is no total: the numbers are not all there are.
    """

    on: date
    dimension: Dimension
    counts: Mapping[str, int]


class ReleasedTable(View):
    """A table as it stands published; None where nothing was published of that day."""

    dry_run: bool
    """Whether nothing was recorded: it says what would be published."""
    stays: Stays | None
    """Why no new table was published; None where one was."""
    table: PublishedTable | None


def published_table(view: Overview, dimension: Dimension) -> PublishedTable:
    """Return what may be published of an overview's counts by one dimension."""
    exact = {value: number or 0 for value, number in view.by[dimension].items()}
    shown = {value: number for value, count in exact.items() if (number := rounded(count))}
    return PublishedTable(on=view.on, dimension=dimension, counts=shown)


def table_stays(
    dimension: str, day: date, *, today: date, earlier: Sequence[Publication]
) -> Stays | None:
    """Return why the counts by a dimension on a day are not published; None where they may be.

    `earlier` is everything that was published of the store. Fixed days three months apart leave
    nobody the choice of two days between which one person came.
    """
    if dimension in NOT_PUBLISHED:
        return "names-staff"
    if day >= today:
        return "not-over"
    if days_after(day, 1).day != 1:
        return "not-month-end"
    for each in earlier:
        kind, _, other = each.figure.partition(":")
        if kind != OVERVIEW:
            continue
        if other == dimension and abs(_month(day) - _month(each.cut)) < MONTHS:
            return "too-soon"
        if other != dimension and each.cut == day:
            return "day-taken"
    return None


def _month(day: date) -> int:
    return day.year * 12 + day.month
