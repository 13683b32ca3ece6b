"""Masking: counts fit for publication, in which no small number gives a person away."""

from collections.abc import Mapping
from typing import TypeVar

from journeys.projections.overview import Overview, Trend

FEWEST = 5
"""Counts below this are masked in what is published."""

Name = TypeVar("Name", bound=str)
Counts = Mapping[str, int | None]


def masked(view: Overview) -> Overview:
    """Return the counts with None for those under 5 and for those that would give them away.

    The other counts, and the total, stay as they are; where the total would give a count away,
    everything is masked. It is for one table: comparing those of two days shows by how many each
    number changed. What is published again and again goes by `publishing.py`.
    """
    by = {each: masked_counts(counts) for each, counts in view.by.items()}
    if 0 < (view.journeys or 0) < FEWEST or None in by.values():
        nothing = {each: dict.fromkeys(counts) for each, counts in view.by.items()}
        return view.model_copy(update={"journeys": None, "by": nothing})
    return view.model_copy(update={"by": by})


def masked_trend(view: Trend) -> Trend:
    """Return each day masked by itself."""
    return Trend(days=tuple(map(masked, view.days)))


def masked_counts(counts: Counts) -> Counts | None:
    """Return the counts that can be shown beside their sum; None where not even the sum can.

    As many of the smallest are masked as it takes that none of them can be worked out. Their sum
    is at least the smallest that may be shown, more than if each were one, and less than if each
    were as large as the smallest visible count allows.
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
