"""Masking: counts that can leave the house, in which nobody can be told from a small number."""

from collections.abc import Mapping
from typing import TypeVar

from journeys.projections.overview import Overview, Trend

FEWEST = 5
"""Fewer than this are masked in what leaves the house."""

Name = TypeVar("Name", bound=str)
Counts = Mapping[str, int | None]


def masked(view: Overview) -> Overview:
    """Return the counts with None in place of those under 5, and of those that give them away.

    The numbers that are left are what they were, and so is the number of all, unless that itself
    would tell: then nothing is. Two days can still be told from each other by who came in between.
    """
    by = {each: _masked(counts) for each, counts in view.by.items()}
    if 0 < (view.journeys or 0) < FEWEST or None in by.values():
        nothing = {each: dict.fromkeys(counts) for each, counts in view.by.items()}
        return view.model_copy(update={"journeys": None, "by": nothing})
    return view.model_copy(update={"by": by})


def masked_trend(view: Trend) -> Trend:
    """Return each day masked by itself."""
    return Trend(days=tuple(map(masked, view.days)))


def _masked(counts: Counts) -> Counts | None:
    """Return the counts that can be shown beside their sum; None where not even the sum can.

    The smallest are masked, as many as it takes that none of them can be worked out: together they
    are at least what may be shown, more than if each were one, and less than if each were as much
    as the smallest that is left lets them be.
    """
    smallest = sorted((number, value) for value, number in counts.items() if number)
    few = sum(number < FEWEST for number, _ in smallest)
    if not few:
        return counts
    for hide in range(max(few, 2), len(smallest) + 1):
        numbers, left = smallest[:hide], smallest[hide:]
        together = sum(number for number, _ in numbers)
        most = left[0][0] - 1 if left else together
        if together >= FEWEST and hide < together < hide * most and numbers[-1][0] <= most:
            hidden = {value for _, value in numbers}
            return {value: None if value in hidden else number for value, number in counts.items()}
    return None
