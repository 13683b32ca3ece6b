"""Measuring: rates of work that takes turns, and rows of what came of it."""

import sys
import time
from collections.abc import Callable, Mapping
from statistics import median
from typing import NamedTuple

from tests.benchmarks.asked import ASKED

Work = Callable[[], int]
"""Does some work and returns how much that was."""


class Effort(NamedTuple):
    """How long one measurement takes, and in how many rounds the works take turns."""

    seconds: float = 0.4
    rounds: int = 5


class Row(NamedTuple):
    """One figure: ours beside another's, and what is asked of their ratio."""

    benchmark: str
    database: str
    ours: float
    beside: float
    ratio: float
    asked: float | None
    met: bool | None
    """None where nothing is asked."""
    unit: str = "/s"


def row(
    benchmark: str, database: str, ours: float, beside: float, ratio: float, *, unit: str = "/s"
) -> Row:
    """Return a figure with what is asked of it."""
    asked = ASKED.get(benchmark)
    bound = None if asked is None else asked.of.get(database)
    if asked is None or bound is None:
        return Row(benchmark, database, ours, beside, ratio, None, None, unit)
    met = ratio >= bound if asked.at_least else ratio <= bound
    return Row(benchmark, database, ours, beside, ratio, bound, met, unit)


def rate(work: Work, seconds: float) -> float:
    """Return how much a second the work does; it is done at least once."""
    done, began = 0, time.perf_counter()
    while True:
        done += work()
        if (passed := time.perf_counter() - began) >= seconds:
            return done / passed


def rates(works: Mapping[str, Work], effort: Effort) -> dict[str, list[float]]:
    """Return the rates of each work in every round; in a round they take turns."""
    told: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(effort.rounds):
        for name, work in works.items():
            told[name].append(rate(work, effort.seconds))
    return told


def compared(
    benchmark: str, database: str, ours: list[float], beside: list[float], unit: str = "/s"
) -> Row:
    """Return the medians of two rates, and the median of their ratio in each round."""
    ratio = median(one / other for one, other in zip(ours, beside, strict=True))
    return row(benchmark, database, median(ours), median(beside), ratio, unit=unit)


def say(what: str) -> None:
    """Tell on stderr what is under way."""
    print(what, file=sys.stderr, flush=True)
