"""Balance: whether starters and comparison persons are alike in what is known of them.

By standardised differences, as in Austin, Statistics in Medicine 28 (2009) 3083.
"""

from typing import NamedTuple

import numpy as np

from journeys.projections.effects.arrays import Flags, Floats, Ints, Numbers
from journeys.projections.effects.start_model import CHUNK, Design, design_of


class Moments(NamedTuple):
    """Of each covariate: the means of the arms, and the standard deviation that they differ by.

    Each is an array of the covariates; of products, of (1 + bands) x covariates.
    """

    began: Floats
    compared: Floats
    weighted: Floats
    spread: Floats
    """The root of the mean of both arms' variances, without weights."""

    @property
    def before(self) -> Floats:
        """The standardised differences without weights."""
        return self._standardised(self.compared)

    @property
    def after(self) -> Floats:
        """The standardised differences with weights."""
        return self._standardised(self.weighted)

    def _standardised(self, other: Floats) -> Floats:
        differs = self.began - other
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(np.abs(differs) < 1e-12, 0.0, differs / self.spread)  # noqa: PLR2004


def balance_of(covariates: Numbers, began: Flags, weights: Floats) -> tuple[Floats, Floats]:
    """Return the standardised differences before and after weighting, on plain arrays."""
    found = moments(design_of(covariates), began, weights)
    return found.before, found.after


def moments(design: Design, began: Flags, weights: Floats) -> Moments:
    """Return the balance of all covariates of a design, in their own units."""
    found = _moments(design.columns[:, 1:], began, weights, _Sizes.of(began, weights))
    began_, compared, weighted = (
        mean * design.scale + design.centre
        for mean in (found.began, found.compared, found.weighted)
    )
    return Moments(began_, compared, weighted, found.spread * design.scale)


def products(values: Numbers, band: Ints, began: Flags, weights: Floats) -> Moments:
    """Return the balance of every product of a band with one of these values (rows x values).

    Of each kind of moment: (all bands together, then each of them, ascending) x values.
    """
    sizes = _Sizes.of(began, weights)
    found = [_moments(values, began, weights, sizes)]
    for each in np.unique(band):
        rows = np.flatnonzero(band == each)
        found.append(_moments(values[rows], began[rows], weights[rows], sizes))
    return Moments(*(np.array(each) for each in zip(*found, strict=True)))


class _Sizes(NamedTuple):
    """What the sums of both arms are divided by."""

    began: int
    compared: int
    weight: float

    @classmethod
    def of(cls, began: Flags, weights: Floats) -> "_Sizes":
        starters = int(began.sum())
        others = len(began) - starters
        return cls(max(starters, 1), max(others, 1), float(weights[~began].sum()) or 1.0)


def _moments(values: Numbers, began: Flags, weights: Floats, sizes: _Sizes) -> Moments:
    """Return the moments over both arms, whose rows may be fewer than the arms: others are 0."""
    sums = np.zeros((5, values.shape[1]))
    for at in range(0, len(values), CHUNK):
        part = values[at : at + CHUNK].astype(np.float64)
        starts = began[at : at + CHUNK]
        others = np.logical_not(starts)
        squares = part * part
        sums[0] += starts @ part
        sums[1] += others @ part
        sums[2] += (others * weights[at : at + CHUNK]) @ part
        sums[3] += starts @ squares
        sums[4] += others @ squares
    first, second = sums[0] / sizes.began, sums[1] / sizes.compared
    variances = sums[3] / sizes.began - first**2 + sums[4] / sizes.compared - second**2
    spread = np.sqrt(np.maximum(variances, 0) / 2)
    return Moments(first, second, sums[2] / sizes.weight, spread)
