"""Weighted means of two arms in weekly blocks, and intervals from each person's influence."""

from typing import NamedTuple

import numpy as np

from journeys.projections.effects.arrays import Flags, Floats, Ints, Numbers
from journeys.projections.effects.start_model import CHUNK, Design, StartModel, design_of, fit
from journeys.projections.effects.t_quantile import half_width


class Rows(NamedTuple):
    """The rows of all trials, in order of person: arms, weights and the fitted start model."""

    began: Flags
    person: Ints
    weights: Floats
    design: Design | None
    """None: unadjusted, so no model takes part in the influence."""
    inverse: Floats | None
    scores: Floats | None
    """Persons x columns: the slopes of the likelihood of each person's rows, summed."""
    firsts: Ints
    """Where the rows of each person begin."""

    @property
    def n(self) -> int:
        """How many began."""
        return int(self.began.sum())


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
    model, design = None, None
    if adjusted:
        design = design_of(covariates[order])
        model = fit(design, arm)
    rows = rows_of(arm, people, design, model)
    result = estimate(rows, outcome[order], reach, np.arange(1, outcome.shape[1] + 1))
    weights = np.empty(len(order))
    weights[order] = rows.weights
    return result._replace(weights=weights, converged=model is None or model.converged)


def rows_of(
    began: Flags, person: Numbers, design: Design | None = None, model: StartModel | None = None
) -> Rows:
    """Return rows that stand in order of person: weighted by their odds, or by 1 without a model."""
    firsts = np.flatnonzero(np.r_[True, person[1:] != person[:-1]][: len(person)])
    if design is None or model is None:
        return Rows(began, person, np.ones(len(began)), None, None, None, firsts)
    weights = np.where(began, 1.0, model.odds)
    miss = began - 1 / (1 + np.exp(-np.clip(model.score, -500, 500)))
    scores = np.empty((len(firsts), design.columns.shape[1]))
    for people, part in _parts(firsts, len(began)):
        scores[people] = np.add.reduceat(
            design.columns[part] * miss[part, None], firsts[people] - part.start, axis=0
        )
    return Rows(began, person, weights, design, model.inverse, scores, firsts)


def estimate(rows: Rows, outcome: Numbers, followed: Numbers, ends: Numbers) -> Compared:
    """Return both arms after the given numbers of blocks (ascending)."""
    means, totals = _block_means(rows, outcome, followed)
    slope = _slope(rows, outcome, followed, means[0], totals[0], ends)
    leaning = None
    if rows.scores is not None and rows.inverse is not None:
        leaning = rows.inverse @ slope
    squares = np.zeros((3, len(ends)))
    for people, part in _parts(rows.firsts, len(rows.began)):
        starts = rows.firsts[people] - part.start
        arms = [
            np.add.reduceat(
                _deviations(rows, part, outcome, followed, arm, means[arm], totals[arm], ends),
                starts,
                axis=0,
            )
            for arm in (0, 1)
        ]
        if leaning is not None and rows.scores is not None:
            arms[0] += rows.scores[people] @ leaning
        squares += [(each * each).sum(axis=0) for each in (arms[1], arms[0], arms[1] - arms[0])]
    n = rows.n
    errors = np.sqrt(squares * (n / (n - 1) if n > 1 else np.nan))
    sums = np.cumsum(means, axis=1)[:, ends - 1]
    return Compared(n, sums[1], sums[0], sums[1] - sums[0], *errors, rows.weights)


def _parts(firsts: Ints, rows: int) -> list[tuple[slice, slice]]:
    """Return slices of whole persons and of their rows, about CHUNK rows each."""
    parts, at = [], 0
    while at < len(firsts):
        limit = int(np.searchsorted(firsts, firsts[at] + CHUNK, side="left"))
        until = max(limit - 1, at + 1) if limit < len(firsts) else len(firsts)
        last = int(firsts[until]) if until < len(firsts) else rows
        parts.append((slice(at, until), slice(int(firsts[at]), last)))
        at = until
    return parts


def _block_means(rows: Rows, outcome: Numbers, followed: Numbers) -> tuple[Floats, Floats]:
    """Return for both arms (comparison, starters) the means and the sums of weights by block."""
    blocks = outcome.shape[1]
    sums, totals = np.zeros((2, blocks)), np.zeros((2, blocks))
    for at in range(0, len(rows.began), CHUNK):
        part = slice(at, at + CHUNK)
        counted = followed[part, None] > np.arange(blocks)
        found = outcome[part] * counted
        for arm in (0, 1):
            weights = rows.weights[part] * (rows.began[part] == bool(arm))
            sums[arm] += weights @ found
            totals[arm] += weights @ counted
    with np.errstate(invalid="ignore", divide="ignore"):
        return sums / totals, totals


def _deviations(
    rows: Rows,
    part: slice,
    outcome: Numbers,
    followed: Numbers,
    arm: int,
    means: Floats,
    totals: Floats,
    ends: Numbers,
) -> Floats:
    """Return the weighted deviations of an arm's rows over its weight, summed to each end."""
    weights = rows.weights[part] * (rows.began[part] == bool(arm))
    each = (outcome[part] - means) / totals
    each *= followed[part, None] > np.arange(len(means))
    each *= weights[:, None]
    if len(ends) == 1:
        summed: Floats = each[:, : ends[0]].sum(axis=1, keepdims=True)
        return summed
    return np.cumsum(each, axis=1)[:, ends - 1]


def _slope(
    rows: Rows,
    outcome: Numbers,
    followed: Numbers,
    means: Floats,
    totals: Floats,
    ends: Numbers,
) -> Floats:
    """Return how the comparison arm moves with each coefficient of the start model."""
    if rows.design is None:
        return np.zeros((0, len(ends)))
    slope = np.zeros((rows.design.columns.shape[1], len(ends)))
    for at in range(0, len(rows.began), CHUNK):
        part = slice(at, at + CHUNK)
        deviations = _deviations(rows, part, outcome, followed, 0, means, totals, ends)
        slope += rows.design.columns[part].T @ deviations
    return slope
