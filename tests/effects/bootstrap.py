"""The bootstrap: persons drawn again with replacement, and two steps of Newton's from the full fit.

It judges the intervals from influence, and is no part of the method.
"""

from typing import NamedTuple

import numpy as np

from journeys.projections.effects.answer import Answer
from journeys.projections.effects.columns import Columns
from journeys.projections.effects.outcomes import days_in_work
from tests.effects.towns import Array

RIDGE, CAP = 0.1, 30


class Resampled(NamedTuple):
    """What is needed to estimate days in paid work again: a row each, but for the coefficients."""

    columns: Array
    began: Array
    person: Array
    days: Array
    counted: Array
    coefficients: Array

    def difference(self, times: Array) -> float:
        """Return the difference of the arms with each person so many times."""
        many = times[self.person].astype(float)
        coefficients = self.coefficients
        ridge = np.full(len(coefficients), RIDGE)
        ridge[0] = 0
        for _ in range(2):
            share = 1 / (1 + np.exp(-self.columns @ coefficients))
            slope = self.columns.T @ (many * (self.began - share)) - ridge * coefficients
            spread = self.columns * (many * share * (1 - share))[:, None]
            step = np.linalg.solve(spread.T @ self.columns + np.diag(ridge), slope)
            coefficients = coefficients + step
        odds = np.exp(np.minimum(self.columns @ coefficients, CAP))
        one, other = (
            self._mean(many * weights) for weights in (self.began, np.where(self.began, 0, odds))
        )
        return one - other

    def _mean(self, weights: Array) -> float:
        return float(((weights @ (self.days * self.counted)) / (weights @ self.counted)).sum())


def resampled(columns: Columns, found: Answer) -> Resampled:
    """Return what an answer about twelve months was estimated from."""
    trials, study = found.study.trials, found.study
    days = days_in_work(columns, trials, found.within).astype(float)
    counted = (trials.followed[:, None] > np.arange(found.within)).astype(float)
    return Resampled(
        study.design.columns,
        trials.began,
        np.unique(trials.person, return_inverse=True)[1],
        days,
        counted,
        study.model.coefficients,
    )
