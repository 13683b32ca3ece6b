"""Calendar months of many days, which are ordinals as `date.toordinal` gives them."""

from datetime import date

import numpy as np

from journeys.projections.effects.arrays import Ints

_EPOCH = date(1970, 1, 1).toordinal()
MONTHS_IN_A_QUARTER = 3


def month_of(day: Ints) -> Ints:
    """Return the month of each day, counted from January 1970."""
    return (day - _EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def first_day(month: int) -> int:
    """Return the first day of a month."""
    return date(1970 + month // 12, month % 12 + 1, 1).toordinal()


def quarter_of(month: Ints) -> Ints:
    """Return the quarter of each month."""
    return month // MONTHS_IN_A_QUARTER
