"""The benchmark of growth: how long an append takes, and a rebuild, on a small and a large log."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import quantiles
from typing import NamedTuple
from uuid import uuid4

import journeys
from journeys import JourneyId, Journeys
from journeys.app.ports.log import Recording
from tests.benchmarks.generated import fill
from tests.benchmarks.grounds import Ground, analyse
from tests.benchmarks.measuring import Row, row, say
from tests.benchmarks.picture import Curve, drawn
from tests.benchmarks.writing import noticed
from tests.invented import BY_ANNA, KEYS, opened

APPENDS = 600


class Grown(NamedTuple):
    """A log of so many entries: the slowest append of a hundred, and entries a second rebuilt."""

    entries: int
    p99_ms: float
    rebuilt: float


def growing(ground: Ground, sizes: Sequence[int], picture: Path) -> Iterator[Row]:
    """Yield the rows of growth, from the smallest size to each of the others; draw them."""
    url, grown, there = ground.new(), list[Grown](), 0
    with journeys.open(url, keys=KEYS) as walks:
        for size in sizes:
            say(f"  {ground.database}: a log of {size:,} entries")
            there += fill(walks, size - there, seed=size)
            analyse(url)
            grown.append(Grown(there, _p99(walks), _rebuilt(walks, there)))
    first, last = grown[0], grown[-1]
    p99 = last.p99_ms / first.p99_ms
    yield row("growth, append p99", ground.database, last.p99_ms, first.p99_ms, p99, unit="ms")
    rebuilt = last.rebuilt / first.rebuilt
    yield row("growth, rebuild", ground.database, last.rebuilt, first.rebuilt, rebuilt)
    for each in grown:
        name = f"growth at {each.entries:,}"
        yield row(f"{name}, append p99", ground.database, each.p99_ms, 0, 0, unit="ms")
        yield row(f"{name}, rebuild", ground.database, each.rebuilt, 0, 0)
    curves = [
        Curve("append p99, ms", [(each.entries, each.p99_ms) for each in grown]),
        Curve("rebuild, 1,000/s", [(each.entries, each.rebuilt / 1000) for each in grown]),
    ]
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_text(drawn(f"Growth on {ground.database}", curves), encoding="utf-8")


def _p99(walks: Journeys) -> float:
    journey, times = opened(walks, JourneyId(uuid4())), list[float]()
    for number in range(APPENDS):
        began = time.perf_counter()
        with walks.store.writing() as transaction:
            recording = Recording(journey, number + 1, [noticed(number)])
            transaction.log.append([recording], BY_ANNA, None)
        times.append(1000 * (time.perf_counter() - began))
    return quantiles(times, n=100)[-1]


def _rebuilt(walks: Journeys, entries: int) -> float:
    began = time.perf_counter()
    walks.maintenance.rebuild()
    return entries / (time.perf_counter() - began)
