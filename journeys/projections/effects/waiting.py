"""Ventetid: how long a journey had been open, in bands of months."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from journeys.projections.effects.arrays import Ints
from journeys.projections.effects.columns import Columns

DAYS_IN_A_MONTH = 30.4375
BANDS = (0, 2, 3, 6, 7, 9, 12, 15, 24)
"""The first month of each band."""


def band_of(columns: Columns, person: Ints, day: Ints) -> Ints:
    """Return the place in BANDS of each person, who is followed on the day."""
    waited = day - columns.followed.start_of(person, day)
    months = np.floor(waited / DAYS_IN_A_MONTH)
    return np.searchsorted(np.array(BANDS), months, side="right") - 1


def names_of(lowest: Sequence[int]) -> list[str]:
    """Return the names of bands that each reach up to the next: 0-1, 2, 24+.

    `lowest` are places in BANDS, ascending; merged bands go by their lowest one.
    """
    starts = [BANDS[each] for each in lowest]
    names = [
        f"{start}-{end - 1}" if start < end - 1 else f"{start}" for start, end in pairwise(starts)
    ]
    return [f"waiting:{name}" for name in [*names, *(f"{each}+" for each in starts[-1:])]]
