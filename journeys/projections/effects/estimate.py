"""Weighted means of two arms in weekly blocks, and intervals from each person's influence."""

from typing import NamedTuple

import numpy as np

from journeys.projections.effects.arrays import Flags, Floats, Ints, Numbers
from journeys.projections.effects.rows import Rows, chunks, rows_of, sums_of
from journeys.projections.effects.start_model import design_of, fit
from journeys.projections.effects.t_quantile import half_width


class Compared(NamedTuple):
    """Both arms by the end of each block: sums of the block means so far, with standard errors."""

    n: int
    began: Floats
    compared: Floats
    difference: Floats
    se_began: Floats
    se_compared: Floats
    se_difference: Floats
    weights: Floats
    """Of the rows, in the order they were given."""
    converged: bool = True

    def interval(self, level: float = 0.95) -> tuple[Floats, Floats]:
        """Return the lower and upper ends for the difference, after each block."""
        half = half_width(1.0, level, self.n) * self.se_difference
        return self.difference - half, self.difference + half


def compare(
    covariates: Numbers,
    began: Flags,
    person: Numbers,
    outcome: Numbers,
    followed: Numbers | None = None,
    *,
    adjusted: bool = True,
) -> Compared:
    """Return the comparison of starters with the others on plain arrays.

    `covariates` are rows x covariates without a constant; `outcome` is rows x blocks, what fell in
    each block; `followed` is how many blocks of each row count. Several rows may be one person's.
    """
    order = np.argsort(person, kind="stable")
    arm, people = began[order], person[order]
    reach = np.full(len(order), outcome.shape[1]) if followed is None else followed[order]
    fitted = None
    if adjusted:
        design = design_of(covariates[order])
        fitted = design, fit(design, arm)
    rows = rows_of(arm, people, np.minimum(reach, outcome.shape[1]), fitted)
    result = estimate(rows, outcome[order], np.arange(1, outcome.shape[1] + 1))
    weights = np.empty(len(order))
    weights[order] = rows.weights
    return result._replace(weights=weights, converged=fitted is None or fitted[1].converged)


def estimate(rows: Rows, found: Numbers, ends: Ints) -> Compared:
    """Return both arms after the given numbers of blocks (ascending).

    `found` is what fell in each block (rows x blocks); blocks that do not count may hold anything.
    From the first block on that nobody of an arm is followed to, everything is NaN.
    """
    sums = sums_of(rows, found)
    totals = np.where(rows.totals > 0, rows.totals, np.nan)
    means = sums.arms.sum(axis=1) / totals
    other, one = (
        _summed(sums.arms[arm], rows.reach[arm], means[arm], totals[arm], ends) for arm in (0, 1)
    )
    if rows.model is not None:
        slope = _summed(sums.slope, rows.reach_slope, means[0], totals[0], ends)
        other += rows.scores @ (rows.model.inverse @ slope)
    n = rows.n
    squares = [(each * each).sum(axis=0) for each in (one, other, one - other)]
    errors = np.sqrt(np.array(squares) * (n / (n - 1) if n > 1 else np.nan))
    compared, began = (np.cumsum(each)[ends - 1] for each in means)
    return Compared(
        n, began, compared, began - compared, errors[0], errors[1], errors[2], rows.weights
    )


def _summed(found: Floats, reach: Floats, means: Floats, totals: Floats, ends: Ints) -> Floats:
    """Return the deviations summed up to each end, from weighted sums.

    `found` are sums by block; `reach` are sums of weights by how many blocks count.
    """
    expected = np.zeros((len(means) + 1, len(means)))
    for followed in range(len(means) + 1):
        expected[followed, :followed] = (means / totals)[:followed]
    expected = np.cumsum(expected, axis=1)[:, ends - 1]
    until = np.arange(1, len(means) + 1)[:, None] <= ends
    return found @ (until / totals[:, None]) - reach @ expected


def weighted_means(weights: Floats, found: Numbers, followed: Ints) -> Floats:
    """Return the mean of each block for several sets of weights (sets x rows): sets x blocks."""
    blocks = found.shape[1]
    sums, totals = np.zeros((2, len(weights), blocks))
    for part in chunks(len(found)):
        counted = (followed[part, None] > np.arange(blocks)).astype(np.float64)
        sums += weights[:, part] @ (found[part] * counted)
        totals += weights[:, part] @ counted
    means: Floats = sums / np.where(totals > 0, totals, np.nan)
    return means
