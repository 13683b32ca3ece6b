"""Many towns of a world: what the method answers in each, beside what is true there."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import NamedTuple
from unittest.mock import patch

import numpy as np

from journeys.projections.effects.curves import OUTCOMES
from journeys.projections.effects.effect import Reason, Word
from journeys.projections.effects.estimate import Compared
from journeys.projections.effects.estimating import columns_of, estimated
from journeys.projections.effects.facts import JourneyFacts
from tests.effects.recorded import MEASURE, recorded
from tests.effects.towns import CUT, Array, town
from tests.effects.truth import Truth, truth
from tests.effects.worlds import World

ON = CUT + timedelta(days=60)

IN_THE_WORD = {outcome: OUTCOMES[outcome] for outcome in ("first-hour", "kept")}
"""The curves that a word reads; the others take most of the time."""

Mutant = Callable[[Sequence[JourneyFacts]], Sequence[JourneyFacts]]


class Interval(NamedTuple):
    """An estimate with its 95 % interval."""

    at: float
    lower: float
    upper: float


class Answered(NamedTuple):
    """What is true in a town, and what was answered."""

    truth: Truth
    days: Interval | None
    """None where nothing could be estimated."""
    first_hour: Interval | None
    word: Word
    reason: Reason | None
    began: int
    late_share: float


class Figures(NamedTuple):
    """What came of the towns of a world: of days, and of a first paid hour in points."""

    world: str
    towns: int
    answered: int
    """Of them had numbers."""
    began: float
    true_days: float
    bias: float
    error: float
    """The standard error of the bias: of so many towns with such intervals."""
    rmse: float
    cover: float
    true_first: float
    bias_first: float
    error_first: float
    cover_first: float
    above: float
    """The share of the towns whose interval lies above zero."""
    below: float
    words: dict[str, float]
    """By word its share."""
    reasons: dict[str, float]
    late_share: float


def answered(world: World, seed: int, mutant: Mutant = list) -> Answered:
    """Return what is answered in one town."""
    made = town(world, seed)
    columns = columns_of(mutant(recorded(made)))
    with patch.dict(OUTCOMES, IN_THE_WORD, clear=True):
        numbers, effect = estimated(columns, MEASURE, on=ON, cut=CUT)
    days = first = None
    if numbers is not None:
        days = _interval(numbers.days)
        first = _interval(numbers.curves["first-hour"].weekly)
    return Answered(
        truth(made), days, first, effect.word, effect.reason, effect.began, effect.late_share
    )


def _interval(compared: Compared) -> Interval:
    lower, upper = compared.interval()
    return Interval(float(compared.difference[-1]), float(lower[-1]), float(upper[-1]))


def figures(world: World, all_of_them: Sequence[Answered]) -> Figures:
    """Return what came of these towns; an interval covers if the mean truth lies in it."""
    truths = np.array([each.truth for each in all_of_them])
    days = np.array([each.days for each in all_of_them if each.days])
    first = 100 * np.array([each.first_hour for each in all_of_them if each.first_hour])
    true_days, true_first = truths[:, 0].mean(), 100 * truths[:, 1].mean()
    if not len(days):
        days = first = np.full((1, 3), np.nan)
    missed = days[:, 0] - true_days
    n = len(all_of_them)
    return Figures(
        world=world.name,
        towns=n,
        answered=sum(each.days is not None for each in all_of_them),
        began=float(np.mean([each.began for each in all_of_them])),
        true_days=true_days,
        bias=missed.mean(),
        error=_error(days),
        rmse=np.sqrt((missed**2).mean()),
        cover=_share((days[:, 1] <= true_days) & (true_days <= days[:, 2])),
        true_first=true_first,
        bias_first=first[:, 0].mean() - true_first,
        error_first=_error(first),
        cover_first=_share((first[:, 1] <= true_first) & (true_first <= first[:, 2])),
        above=_share(days[:, 1] > 0),
        below=_share(days[:, 2] < 0),
        words={w: k / n for w, k in Counter(each.word for each in all_of_them).items()},
        reasons={r: k / n for r, k in Counter(each.reason for each in all_of_them).items() if r},
        late_share=float(np.mean([each.late_share for each in all_of_them])),
    )


def _error(intervals: Array) -> float:
    """Return the standard error of the mean of these estimates."""
    half = (intervals[:, 2] - intervals[:, 1]) / 2
    return float(np.sqrt((half**2).mean() / len(half)) / 1.96)


def _share(flags: Array) -> float:
    return float(flags.mean())
