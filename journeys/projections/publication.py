"""Offentliggjort: what was published, and what holds the next publication of the same figure."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from pydantic import JsonValue

from journeys.projections.masking import FEWEST
from journeys.projections.view import View

STEP = 5
"""Published counts are rounded to the nearest multiple of this."""

EFFECTS, OVERVIEW = "effects", "overview"
"""What a figure is of; its name is `effects:MEASURE` or `overview:DIMENSION`."""


class ListedPublication(View):
    """A publication in the list of them all, without the counts behind it."""

    figure: str
    on: date
    """The day it was published."""
    cut: date
    """Nothing that happened after this day was used; of a table the day that was counted."""
    known_at: datetime | None = None
    numbers: Mapping[str, JsonValue]
    """What was published."""


class Publication(ListedPublication):
    """Offentliggørelse: the numbers of one figure as they left the house. It names nobody."""

    counts: Mapping[str, int]
    """The exact counts behind it, by what was counted. They are not published: only the next
    publication is compared with them."""
    splits: tuple[str, ...] = ()
    """The kinds of split whose groups were published."""


class Publications(View):
    """Offentliggørelser: what was published of a store, the oldest first."""

    publications: tuple[ListedPublication, ...]


def listed(publications: Sequence[Publication]) -> Publications:
    """Return the list of what was published."""
    shown = [
        ListedPublication(**each.model_dump(exclude={"counts", "splits"})) for each in publications
    ]
    return Publications(publications=tuple(shown))


def rounded(count: int) -> int | None:
    """Return a count to the nearest five; None under five, none included.

    It depends on this count alone, so that a published number says nothing about another one.
    """
    return nearest(count) if count >= FEWEST else None


def nearest(count: int) -> int:
    """Return a count rounded to the nearest multiple of five."""
    return (count + STEP // 2) // STEP * STEP


def quarter(day: date) -> tuple[int, int]:
    """Return the year and the quarter of a day, counted from 0."""
    return day.year, (day.month - 1) // 3
