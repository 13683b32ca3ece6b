"""Rows of all trials with their weights, and the sums over them that every outcome needs."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from journeys.projections.effects.arrays import Flags, Floats, Ints, Numbers
from journeys.projections.effects.start_model import CHUNK, Design, StartModel


class Rows(NamedTuple):
    """Rows in order of person. Arms are 0, the comparison, and 1, the starters."""

    began: Flags
    place: Ints
    """Of each row which person it is, counted from 0."""
    persons: int
    followed: Ints
    """How many blocks count."""
    weights: Floats
    reach: Floats
    """The weights by how many blocks count: arms x persons x (blocks + 1)."""
    totals: Floats
    """The weight of each block: arms x blocks."""
    columns: Floats
    """Of the design; none where the rows are not adjusted."""
    model: StartModel | None
    scores: Floats
    """The slopes of the likelihood of each person's rows (persons x columns)."""
    reach_slope: Floats
    """The weighted covariates of the comparison by how many blocks count."""

    @property
    def n(self) -> int:
        """How many began."""
        return int(self.began.sum())


class Sums(NamedTuple):
    """Weighted sums of an outcome."""

    arms: Floats
    """Of each person by block: arms x persons x blocks."""
    slope: Floats
    """Of the comparison: times the covariates, by block (columns x blocks)."""


def rows_of(
    began: Flags,
    person: Ints,
    followed: Ints,
    fitted: tuple[Design, StartModel] | None = None,
    blocks: int | None = None,
) -> Rows:
    """Return rows that stand in order of person; without a model each has weight 1."""
    new = np.r_[True, person[1:] != person[:-1]][: len(person)]
    place, persons = np.cumsum(new) - 1, int(new.sum())
    width = (int(followed.max(initial=0)) if blocks is None else blocks) + 1
    columns, model = np.zeros((len(began), 0)), None
    weights = np.ones(len(began))
    if fitted is not None:
        columns, model = fitted[0].columns, fitted[1]
        weights = np.where(began, 1.0, model.odds)
    cells = (began * persons + place) * width + followed
    reach = np.zeros((2, persons, width))
    np.add.at(reach.reshape(-1), cells, weights)
    totals = np.cumsum(reach.sum(axis=1)[:, ::-1], axis=1)[:, ::-1][:, 1:]
    scores = np.zeros((persons, columns.shape[1]))
    reach_slope = np.zeros((columns.shape[1], width))
    if model is not None:
        miss = began - 1 / (1 + np.exp(-np.clip(model.score, -500, 500)))
        others = np.where(began, 0.0, weights)
        for part in chunks(len(began)):
            _add_sorted(scores, place[part], columns[part] * miss[part, None])
            reach_slope += _sums_by(columns[part] * others[part, None], followed[part], width)
    return Rows(
        began, place, persons, followed, weights, reach, totals, columns, model, scores, reach_slope
    )


def sums_of(rows: Rows, found: Numbers) -> Sums:
    """Return the weighted sums of what fell in each block, of the blocks that count."""
    blocks = found.shape[1]
    arms = np.zeros((2, rows.persons, blocks))
    slope = np.zeros((rows.columns.shape[1], blocks))
    for part in chunks(len(rows.began)):
        counted = found[part] * (rows.followed[part, None] > np.arange(blocks))
        some = np.flatnonzero(counted.any(axis=1))
        at = some + part.start
        weighted = counted[some] * rows.weights[at, None]
        began = rows.began[at]
        for arm, of_arm in enumerate((~began, began)):
            _add_sorted(arms[arm], rows.place[at[of_arm]], weighted[of_arm])
        slope += rows.columns[at[~began]].T @ weighted[~began]
    return Sums(arms, slope)


def chunks(rows: int) -> Iterator[slice]:
    """Yield the rows in parts that stay in the processor's cache."""
    for at in range(0, rows, CHUNK):
        yield slice(at, min(at + CHUNK, rows))


def _add_sorted(sums: Floats, place: Ints, values: Floats) -> None:
    """Add rows in order of their place to the sums of their places."""
    if len(place):
        firsts = np.flatnonzero(np.r_[True, place[1:] != place[:-1]])
        sums[place[firsts]] += np.add.reduceat(values, firsts, axis=0)


def _sums_by(values: Floats, group: Ints, groups: int) -> Floats:
    """Return the sums of rows by group (columns x groups)."""
    order = np.argsort(group, kind="stable")
    sums = np.zeros((groups, values.shape[1]))
    _add_sorted(sums, group[order], values[order])
    return sums.T
