"""Weighted means of two arms in weekly blocks, and intervals from each person's influence.

The influence with an estimated start model is that of Lunceford and Davidian, Statistics in
Medicine 23 (2004) 2937; a person's rows are added up, as one person's outcomes depend on each
other.
"""

from typing import NamedTuple

import numpy as np

from journeys.projections.effects.arrays import Flags, Floats, Ints, Numbers
from journeys.projections.effects.rows import Rows, chunks, rows_of, sums_of
from journeys.projections.effects.start_model import design_of, fit
from journeys.projections.effects.t_quantile import half_width


class Compared(NamedTuple):
    """Both arms by the end of each block: sums of the block means so far, with standard errors.

    One entry for each block that was wanted, in the unit of the outcome (days, or a share of 0 to
    1).
    """

    n: int
    """How many began."""
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
    of_compared, of_began = (
        _influence(sums.arms[arm], rows.reach[arm], means[arm], totals[arm], ends) for arm in (0, 1)
    )
    if rows.model is not None:
        # The weights are estimated: what the model's own error adds, by its slopes and information.
        slope = _influence(sums.slope, rows.reach_slope, means[0], totals[0], ends)
        of_compared += rows.scores @ (rows.model.inverse @ slope)
    n = rows.n
    squares = [
        (each * each).sum(axis=0) for each in (of_began, of_compared, of_began - of_compared)
    ]
    errors = np.sqrt(np.array(squares) * (n / (n - 1) if n > 1 else np.nan))
    compared, began = (np.cumsum(each)[ends - 1] for each in means)
    return Compared(
        n, began, compared, began - compared, errors[0], errors[1], errors[2], rows.weights
    )


def _influence(found: Floats, reach: Floats, means: Floats, totals: Floats, ends: Ints) -> Floats:
    """Return the influence (persons x ends): deviations over the arm's weight, up to each end.

    `found` are weighted sums by block (persons x blocks), `reach` sums of weights by how many
    blocks count (persons x (blocks + 1)); `means` and `totals` are the arm's by block. It is summed
    without a row for each block: what a person was expected to have depends on `reach` alone.
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
