"""Differences in whole units: as people read them, and as they are published."""

from math import ceil, floor
from typing import NamedTuple

from journeys.projections.effects.effect import Difference

PER_CENT = 100
"""Of a share in 0 to 1: per cents, and percentage points of a difference."""
TINY = 1e-9
"""By so much a whole number may be off, because it was computed."""


class Whole(NamedTuple):
    """A difference in whole days, or in whole percentage points."""

    began: int
    compared: int
    difference: int
    lower: int
    upper: int


def whole(found: Difference, scale: int = 1) -> Whole:
    """Return a difference in whole units: `scale` is 1 for days, PER_CENT for shares.

    The interval is rounded outwards, so that none is shown as narrower than it is; the rest to the
    nearest. The mean of those who are compared is what makes the three numbers add up.
    """
    began, difference = round(found.began * scale), round(found.difference * scale)
    lower, upper = floor(found.lower * scale + TINY), ceil(found.upper * scale - TINY)
    return Whole(began, began - difference, difference, lower, upper)
