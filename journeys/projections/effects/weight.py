"""How the weight of the comparison is spread over rows and persons."""

from typing import NamedTuple

import numpy as np

from journeys.projections.effects.arrays import Floats
from journeys.projections.effects.effect import OddsBar
from journeys.projections.effects.study import Study

LEAST_POWER, MOST_POWER = -12, 12
"""Bars beyond these powers of two are drawn together with the last one."""


class Weight(NamedTuple):
    """Shares of the weight, and starters who have nobody to be compared with."""

    effective: float
    """The effective number of comparison persons, after Kish: (sum of weights)² / sum of
    squares."""
    top_share: float
    """Of the one per cent of comparison rows with most of it, in 0 to 1."""
    largest_share: float
    """Of the comparison person with most of it, in 0 to 1."""
    not_comparable: int
    """Starters with larger odds than are comparable."""


def weight_of(study: Study, most_odds: float) -> Weight:
    """Return how the weight is spread."""
    others = np.where(study.rows.began, 0.0, study.rows.weights)
    persons = np.bincount(study.rows.place, others)
    rows = np.sort(others[~study.rows.began])[::-1]
    total = float(rows.sum())
    most = rows[: max(1, -(-len(rows) // 100))]
    return Weight(
        effective=total**2 / float((persons * persons).sum()),
        top_share=float(most.sum()) / total,
        largest_share=float(persons.max()) / total,
        not_comparable=int((study.model.odds[study.rows.began] > most_odds).sum()),
    )


def odds_bars(study: Study) -> tuple[OddsBar, ...]:
    """Return the histogram of the odds of beginning in both arms, on a base-2 scale."""
    powers = np.floor(study.model.score / np.log(2)).astype(np.int64)
    bars = np.clip(powers, LEAST_POWER, MOST_POWER)
    began = _bars(bars[study.rows.began])
    compared = _bars(bars[~study.rows.began])
    some = np.flatnonzero(began + compared)
    return tuple(
        OddsBar(
            lower=2.0 ** (LEAST_POWER + at),
            upper=2.0 ** (LEAST_POWER + at + 1),
            began=int(began[at]),
            compared=int(compared[at]),
        )
        for at in range(int(some[0]), int(some[-1]) + 1)
    )


def _bars(powers: Floats | np.ndarray) -> np.ndarray:
    return np.bincount(powers - LEAST_POWER, minlength=MOST_POWER - LEAST_POWER + 1)
