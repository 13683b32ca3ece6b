"""The benchmark of contention: threads that decide at once on one journey, on PostgreSQL."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import journeys
from journeys import JourneyId, Journeys, verbs
from journeys.errors import Conflict
from tests.benchmarks.asked import POSTGRESQL
from tests.benchmarks.grounds import Ground, analyse
from tests.benchmarks.measuring import Effort, Row, compared, row
from tests.benchmarks.writing import SAID
from tests.invented import ANNA, BY_ANNA, FEB_1, KEYS, opened

THREADS = (2, 8, 20)


def contending(ground: Ground, effort: Effort) -> Iterator[Row]:
    """Yield the rows of `contention`: how much is recorded, beside what one thread records."""
    if ground.database != POSTGRESQL:
        return
    url, conflicts = ground.new(), 0
    told: dict[int, list[float]] = {number: [] for number in (1, *THREADS)}
    with journeys.open(url, keys=KEYS) as walks:
        _contend(walks, max(THREADS), 0)  # every connection is made
        analyse(url)
        for _ in range(effort.rounds):
            for threads, rates in told.items():
                rate, lost = _contend(walks, threads, 2 * effort.seconds)
                rates.append(rate)
                conflicts += lost
    for threads in THREADS:
        yield compared(f"contention, {threads} threads", POSTGRESQL, told[threads], told[1])
    yield row("contention, conflicts", POSTGRESQL, conflicts, 0, conflicts, unit="")


def _contend(walks: Journeys, threads: int, seconds: float) -> tuple[float, int]:
    """Let threads decide on one new journey; return decisions a second, and how many conflicted."""
    journey, start = opened(walks, JourneyId(uuid4())), Barrier(threads + 1)

    def decide(thread: int) -> tuple[int, int]:
        start.wait()
        done = conflicts = 0
        while not done or time.perf_counter() < began + seconds:
            try:
                walks.decide(
                    journey,
                    verbs.notice_small_success,
                    BY_ANNA,
                    str(uuid4()),
                    words=f"{thread} {done} {SAID}",
                    noticed_by=ANNA,
                    on=FEB_1,
                )
            except Conflict:
                conflicts += 1
            done += 1
        return done, conflicts

    with ThreadPoolExecutor(threads) as pool:
        work = [pool.submit(decide, thread) for thread in range(threads)]
        began = time.perf_counter()
        start.wait()
        told = [each.result() for each in work]
        passed = time.perf_counter() - began
    done, conflicts = (sum(side) for side in zip(*told, strict=True))
    return (done - conflicts) / passed, conflicts
