"""Weighted means of two arms in weekly blocks, and intervals from each person's influence."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from journeys.projections.effects.arrays import Flags, Floats, Ints, Numbers
from journeys.projections.effects.start_model import CHUNK, Design, StartModel, design_of, fit
from journeys.projections.effects.t_quantile import half_width


class Outcome(NamedTuple):
    """What fell in each block (rows x blocks), and how many blocks of each row count."""

    found: Numbers
    followed: Numbers

    def counted(self, part: slice) -> Flags:
        """Return which blocks of some rows count."""
        counts: Flags = self.followed[part, None] > np.arange(self.found.shape[1])
        return counts


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
    found = Outcome(outcome[order], reach)
    result = estimate(rows, found, np.arange(1, outcome.shape[1] + 1))
    weights = np.empty(len(order))
    weights[order] = rows.weights
    return result._replace(weights=weights, converged=model is None or model.converged)


def rows_of(
    began: Flags, person: Numbers, design: Design | None = None, model: StartModel | None = None
) -> Rows:
    """Return rows that stand in order of person; without a model each has weight 1."""
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


def estimate(rows: Rows, outcome: Outcome, ends: Numbers) -> Compared:
    """Return both arms after the given numbers of blocks (ascending)."""
    others, starters = (
        _Arm(rows, outcome, ends, *block_means(rows, outcome, arm=arm)) for arm in (False, True)
    )
    leaning = None
    if rows.design is not None and rows.inverse is not None:
        slope = np.zeros((rows.design.columns.shape[1], len(ends)))
        for at in range(0, len(rows.began), CHUNK):
            part = slice(at, at + CHUNK)
            slope += rows.design.columns[part].T @ others.deviations(part)
        leaning = rows.inverse @ slope
    squares = np.zeros((3, len(ends)))
    for people, part in _parts(rows.firsts, len(rows.began)):
        firsts = rows.firsts[people] - part.start
        one = np.add.reduceat(starters.deviations(part), firsts, axis=0)
        other = np.add.reduceat(others.deviations(part), firsts, axis=0)
        if leaning is not None and rows.scores is not None:
            other += rows.scores[people] @ leaning
        squares += [(each * each).sum(axis=0) for each in (one, other, one - other)]
    n = rows.n
    errors = np.sqrt(squares * (n / (n - 1) if n > 1 else np.nan))
    began, compared = (np.cumsum(arm.means)[ends - 1] for arm in (starters, others))
    return Compared(
        n, began, compared, began - compared, errors[0], errors[1], errors[2], rows.weights
    )


def block_means(rows: Rows, outcome: Outcome, *, arm: bool) -> tuple[Flags, Floats, Floats]:
    """Return which rows are of the arm, and its weighted means and sums of weights by block."""
    of_arm = rows.began == arm
    sums, totals = np.zeros((2, outcome.found.shape[1]))
    for at in range(0, len(of_arm), CHUNK):
        part = slice(at, at + CHUNK)
        counted, weights = outcome.counted(part), rows.weights[part] * of_arm[part]
        sums += weights @ (outcome.found[part] * counted)
        totals += weights @ counted
    with np.errstate(invalid="ignore", divide="ignore"):
        return of_arm, sums / totals, totals


class _Arm(NamedTuple):
    rows: Rows
    outcome: Outcome
    ends: Numbers
    of_arm: Flags
    means: Floats
    totals: Floats

    def deviations(self, part: slice) -> Floats:
        """Return the weighted deviations of rows over the arm's weight, summed to each end."""
        each = (self.outcome.found[part] - self.means) / self.totals
        each *= self.outcome.counted(part)
        each *= (self.rows.weights[part] * self.of_arm[part])[:, None]
        if len(self.ends) == 1:
            summed: Floats = each[:, : self.ends[0]].sum(axis=1, keepdims=True)
            return summed
        return np.cumsum(each, axis=1)[:, self.ends - 1]


def _parts(firsts: Ints, rows: int) -> Iterator[tuple[slice, slice]]:
    """Yield slices of whole persons and of their rows, about CHUNK rows each."""
    at = 0
    while at < len(firsts):
        until = int(np.searchsorted(firsts, firsts[at] + CHUNK, side="right"))
        until = max(until - 1, at + 1) if until < len(firsts) else len(firsts)
        last = int(firsts[until]) if until < len(firsts) else rows
        yield slice(at, until), slice(int(firsts[at]), last)
        at = until
