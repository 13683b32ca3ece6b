"""The true effect in a town: what those who began had more of than in their other life."""

from typing import NamedTuple

import numpy as np

from tests.effects.towns import CUT, END, FIRST, Array, Lives, Town

WEEKS = 52


class Truth(NamedTuple):
    """Sums of weekly means over those who began and are followed so long, as in an answer."""

    days: float
    first_hour: float
    began: int
    """With at least 13 weeks behind them."""
    followed: int


def truth(town: Town) -> Truth:
    """Return the true effect on days in paid work and on a first paid hour, within 52 weeks."""
    who = np.flatnonzero(town.lives.began < END)
    zero = town.lives.began[who].astype(int)
    had = worked(town.lives, who, zero)
    instead = worked(town.instead, who, zero)
    more = np.diff(had - instead, axis=1)
    reached = np.diff((had > 0).astype(int) - (instead > 0), axis=1)
    behind = ((CUT - FIRST).days - zero) // 7
    counted = behind[:, None] > np.arange(WEEKS)
    blocks = counted.sum(axis=0)
    return Truth(
        days=float(((more * counted).sum(axis=0) / blocks).sum()),
        first_hour=float(((reached * counted).sum(axis=0) / blocks).sum()),
        began=int((behind >= 13).sum()),
        followed=int((behind >= WEEKS).sum()),
    )


def worked(lives: Lives, who: Array, zero: Array) -> Array:
    """Return the days in paid work by the end of each week after a day, from none of them."""
    starts, ends = lives.job_starts[:, who], lives.job_ends[:, who]
    until = zero[:, None] + 7 * np.arange(WEEKS + 1)
    days = np.zeros(until.shape)
    for start, end in zip(starts, ends, strict=True):
        since = np.maximum(start, zero)[:, None]
        worked = np.minimum(end[:, None], until) - since
        days += np.where(np.isfinite(since), np.maximum(worked, 0), 0)
    return days
