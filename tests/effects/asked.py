"""What is asked of the method in each world: bounds on what came of its towns."""

from collections.abc import Mapping, Sequence
from functools import cache
from math import sqrt
from typing import NamedTuple

from journeys.projections.effects.facts import JourneyFacts
from tests.effects.calibration import Answered, Figures, Mutant, answered, figures
from tests.effects.recorded import MEASURE
from tests.effects.worlds import (
    DATED_BACK,
    HARM,
    HELP,
    HIDDEN,
    HIDDEN_MORE,
    LATE,
    LATE_SOME,
    LOST,
    NET_ZERO,
    NONE,
    SENT,
    World,
    sized,
)

FRESH = 7_000_000
"""The seed of the first town: none of these was looked at when the worlds were made."""


class Bound(NamedTuple):
    """What is asked of one figure."""

    figure: str
    least: float
    most: float


class Row(NamedTuple):
    """One figure beside what is asked of it."""

    world: str
    figure: str
    value: float
    bound: Bound
    slack: float
    """Three standard errors: what so few towns may be wrong by."""

    @property
    def met(self) -> bool:
        """Whether it is as asked."""
        return self.bound.least <= self.value <= self.bound.most

    @property
    def plausible(self) -> bool:
        """Whether it is as asked, but for chance."""
        return self.bound.least - self.slack <= self.value <= self.bound.most + self.slack


class Asked(NamedTuple):
    """A world, how its facts are spoilt first, and what is asked."""

    world: World
    bounds: tuple[Bound, ...]
    mutant: Mutant = list


BIAS = Bound("bias", -1.5, 1.5), Bound("bias_first", -0.6, 0.6)
COVER = Bound("cover", 0.92, 0.985), Bound("cover_first", 0.92, 0.985)
RIGHT = *BIAS, *COVER
RMSE, RMSE_OF_FEW = Bound("rmse", 0, 6), Bound("rmse", 0, 13.5)


def _share(word: str, least: float, most: float) -> Bound:
    return Bound(word, least, most)


def by_month(people: Sequence[JourneyFacts]) -> list[JourneyFacts]:
    """Line everybody up by month: who began is followed from the first day of that month."""
    return [
        each._replace(
            started=tuple(
                start._replace(starts=start.starts.replace(day=1))
                if start.measure == MEASURE
                else start
                for start in each.started
            )
        )
        for each in people
    ]


ASKED: Mapping[str, Asked] = {
    asked.world.name: asked
    for asked in (
        Asked(sized(NONE, 390), (*RIGHT, RMSE, _share("helps", 0, 0.02))),
        Asked(sized(NONE, 130), COVER),
        Asked(sized(NONE, 90), (*COVER, RMSE_OF_FEW)),
        Asked(sized(HELP, 390), (*RIGHT, RMSE, Bound("above", 0.98, 1))),
        Asked(sized(HELP, 310), (_share("helps", 0.95, 1),)),
        Asked(sized(HELP, 90), (*COVER, RMSE_OF_FEW, Bound("above", 0.62, 1))),
        Asked(sized(NET_ZERO, 390), (*RIGHT, RMSE)),
        Asked(sized(NET_ZERO, 839), (_share("mixed", 0.65, 1),)),
        Asked(sized(HARM, 390), (*RIGHT, RMSE, Bound("below", 0.8, 1))),
        Asked(HIDDEN, (_share("helps", 0, 0.06),)),
        Asked(HIDDEN_MORE, (_share("helps", 0, 0.15),)),
        Asked(SENT, (_share("too-few", 1, 1),)),
        Asked(LATE, (_share("too-few", 1, 1), Bound("recorded-late", 1, 1))),
        Asked(LATE_SOME, (Bound("late_share", 0.1, 0.25),)),
        Asked(DATED_BACK, RIGHT),
        Asked(LOST, RIGHT),
    )
}

BY_MONTH = Asked(sized(NONE, 390)._replace(name="none-by-month"), BIAS[:1], by_month)
"""A mutant: what is asked is not met."""


@cache
def town_of(asked: Asked, seed: int) -> Answered:
    """Return what is answered in a town."""
    return answered(asked.world, seed, asked.mutant)


def towns(asked: Asked, count: int, first: int = FRESH) -> list[Answered]:
    """Return what is answered in so many towns of a world."""
    return [town_of(asked, seed) for seed in range(first, first + count)]


def rows(asked: Asked, found: Figures) -> list[Row]:
    """Return each figure beside what is asked of it."""
    return [_row(asked.world.name, found, bound) for bound in asked.bounds]


def _row(world: str, found: Figures, bound: Bound) -> Row:
    name, n = bound.figure, found.towns
    if name in found._fields:
        value = float(getattr(found, name))
    else:
        value = found.words.get(name, found.reasons.get(name, 0.0))
    end = bound.most if bound.least <= 0 else bound.least
    error = {
        "bias": found.error,
        "bias_first": found.error_first,
        "rmse": end / sqrt(2 * n),
        "late_share": 0,
    }.get(name)
    return Row(
        world, name, value, bound, 3 * (sqrt(end * (1 - end) / n) if error is None else error)
    )


def measured(asked: Asked, count: int, first: int = FRESH) -> Figures:
    """Return what comes of so many towns of a world."""
    return figures(asked.world, towns(asked, count, first))
