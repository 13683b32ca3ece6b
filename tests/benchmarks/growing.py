"""The benchmark of growth: an append, and a rebuild, on a large log beside a small one.

Both take turns. Measured one after the other, minutes apart, the small log alone is ten times as
slow while somebody else uses the machine: a waiting process gives away a turn of some milliseconds.
"""

import gc
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import NamedTuple

import journeys
from journeys import JourneyId, Journeys
from journeys.app.ports.log import Recording
from tests.benchmarks.generated import fill
from tests.benchmarks.grounds import Ground, analyse
from tests.benchmarks.measuring import Row, row, say
from tests.benchmarks.picture import Curve, drawn
from tests.benchmarks.writing import noticed
from tests.invented import BY_ANNA, KEYS

APPENDS = 1_000
FIRST = 20  # appends that are not measured: they read what none has read before
SMALL_REBUILDS = 5  # of the small log, for one of the large


class Side(NamedTuple):
    """The slowest append of a hundred, and how many entries a second are rebuilt."""

    p99_ms: float
    rebuilt: float


class Grown(NamedTuple):
    """A log of so many entries, beside the small one at the same time."""

    entries: int
    large: Side
    small: Side


def growing(ground: Ground, sizes: Sequence[int], picture: Path) -> Iterator[Row]:
    """Yield the rows of growth, from the smallest size to each of the others; draw them."""
    first, *others = sizes
    urls, grown, there = (ground.new(), ground.new()), list[Grown](), 0
    with ExitStack() as stack:
        large, small = (stack.enter_context(journeys.open(url, keys=KEYS)) for url in urls)
        fill(small, first, seed=first)
        analyse(urls[1])
        for size in others:
            say(f"  {ground.database}: a log of {size:,} entries")
            there += fill(large, size - there, seed=size)
            analyse(urls[0])
            slow, quick = _p99((large, small))
            rebuilt = _rebuilt(large)
            again = median(_rebuilt(small) for _ in range(SMALL_REBUILDS))
            grown.append(Grown(there, Side(slow, rebuilt), Side(quick, again)))
    yield from _rows(grown, ground.database)
    curves = [
        Curve(f"{name}, beside {first:,}", [(first, 1.0), *((at.entries, of(at)) for at in grown)])
        for name, of in (("append p99", _slower), ("rebuild", _faster))
    ]
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_text(drawn(f"Growth on {ground.database}", curves), encoding="utf-8")


def _rows(grown: Sequence[Grown], database: str) -> Iterator[Row]:
    for name, each in (
        ("growth", grown[-1]),
        *((f"growth at {each.entries:,}", each) for each in grown[:-1]),
    ):
        p99, rebuilt = zip(each.large, each.small, strict=True)
        yield row(f"{name}, append p99", database, *p99, _slower(each), unit="ms")
        yield row(f"{name}, rebuild", database, *rebuilt, _faster(each))


def _slower(each: Grown) -> float:
    return each.large.p99_ms / each.small.p99_ms


def _faster(each: Grown) -> float:
    return each.large.rebuilt / each.small.rebuilt


def _p99(sides: Sequence[Journeys]) -> list[float]:
    """Return the slowest append of a hundred of each store, while they take turns.

    Any journey comes next, as in life: so the page of its entries is seldom at hand.
    """
    random, times = Random(1), [list[float]() for _ in sides]
    drawn = [_drawn(walks, random) for walks in sides]
    # Else each full collection falls on one of the two.
    gc.collect()
    gc.freeze()
    for number in range(FIRST + APPENDS):
        for walks, journeys_there, taken in zip(sides, drawn, times, strict=True):
            journey = random.choice(journeys_there)
            with walks.store.reading() as transaction:
                after = transaction.log.history(journey).version
            began = time.perf_counter()
            with walks.store.writing() as transaction:
                recording = Recording(journey, after, [noticed(number)])
                transaction.log.append([recording], BY_ANNA, None)
            taken.append(1000 * (time.perf_counter() - began))
    gc.unfreeze()
    return [quantiles(taken[FIRST:], n=100)[-1] for taken in times]


def _drawn(walks: Journeys, random: Random) -> list[JourneyId]:
    with walks.store.reading() as transaction:
        there = sorted(transaction.log.journeys())
    return random.sample(there, min(APPENDS, len(there)))


def _rebuilt(walks: Journeys) -> float:
    with walks.store.reading() as transaction:
        entries = transaction.log.last_position
    began = time.perf_counter()
    walks.maintenance.rebuild()
    return entries / (time.perf_counter() - began)
