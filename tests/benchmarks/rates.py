"""Append and load rates beside stock eventsourcing, in one run: `python -m tests.benchmarks.rates`.

Prints medians of interleaved rounds. Only the ratios count: machines differ and are shared.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from uuid import UUID, uuid4

from eventsourcing.application import Application
from eventsourcing.persistence import ApplicationRecorder, StoredEvent

import journeys
from journeys import JourneyId, Journeys, verbs
from journeys.adapters.store import SQLAlchemyApplicationRecorder, connect
from journeys.domain.events.path import SmallSuccessNoticed
from journeys.ports import Recording
from tests.benchmarks.stock import StockWalk, stock
from tests.invented import ANNA, BY_ANNA, FEB_1, KEYS, looking, opened
from tests.servers import postgresql

ROUNDS = 5
SECONDS = 0.4  # how long one measurement of one round takes
LENGTH = 100  # entries of the journey that is loaded
BULK = 1_000
WORDS = "Tog bussen selv og kom i god tid til bageriet. " * 6  # about 490 bytes as JSON

Work = Callable[[], int]
"""Does some work and returns how many events (or loads) that was."""


def rate(work: Work) -> float:
    """Return how many a second the work does."""
    done, began = 0, time.perf_counter()
    while (passed := time.perf_counter() - began) < SECONDS:
        done += work()
    return done / passed


def noticed(number: int) -> SmallSuccessNoticed:
    """Return one fact of an ordinary size."""
    return SmallSuccessNoticed(on=FEB_1, words=f"{number} {WORDS}", noticed_by=ANNA)


def ours(url: str, walks: Journeys, stack: ExitStack) -> dict[str, Work]:
    """Return what is measured of ours, by name."""
    engine = connect(url)
    stack.callback(engine.dispose)
    recorder = SQLAlchemyApplicationRecorder(engine)
    recorder.create_table()
    journey, versions = opened(walks, JourneyId(uuid4())), {"append": 1}
    long = opened(walks, JourneyId(uuid4()))
    for number in range(LENGTH - 1):
        _append(walks, long, number + 1, number)

    def append() -> int:
        _append(walks, journey, versions["append"], versions["append"])
        versions["append"] += 1
        return 1

    def decide() -> int:
        walk = opened(walks, JourneyId(uuid4()))
        for number in range(9):
            walks.decide(
                walk,
                verbs.notice_small_success,
                actor=BY_ANNA,
                words=f"{number} {WORDS}",
                noticed_by=ANNA,
                on=FEB_1,
            )
        return 10

    def load() -> int:
        assert looking(walks).history(long).journey.path.successes
        return 1

    return {
        "append 1 a commit, no views": append,
        "decide 1 a commit, views current": decide,
        "recorder, 1,000 a commit": lambda: _bulk(recorder),
        "load a journey of 100": load,
    }


def theirs(application: Application[UUID]) -> dict[str, Work]:
    """Return the same of stock eventsourcing."""
    walk = StockWalk("621", "kontanthjælp", ANNA, "2026-01-01")
    application.save(walk)
    long = StockWalk("621", "kontanthjælp", ANNA, "2026-01-01")
    for number in range(LENGTH - 1):
        long.notice(f"{number} {WORDS}", ANNA, "2026-02-01")
    application.save(long)

    def append() -> int:
        walk.notice(f"x {WORDS}", ANNA, "2026-02-01")
        application.save(walk)
        return 1

    def load() -> int:
        held: StockWalk = application.repository.get(long.id)
        assert held.successes
        return 1

    return {
        "append 1 a commit, no views": append,
        "decide 1 a commit, views current": append,
        "recorder, 1,000 a commit": lambda: _bulk(application.recorder),
        "load a journey of 100": load,
    }


def _append(walks: Journeys, journey: JourneyId, after: int, number: int) -> None:
    with walks.store.writing() as transaction:
        transaction.log.append([Recording(journey, after, [noticed(number)])], BY_ANNA, None)


def _bulk(recorder: ApplicationRecorder) -> int:
    stream, body = uuid4(), WORDS.encode()
    recorder.insert_events(
        [StoredEvent(stream, version, "topic", body) for version in range(1, BULK + 1)]
    )
    return BULK


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """Yield the URL of an empty database of each kind."""
    with TemporaryDirectory(prefix="rates-") as folder, postgresql() as url:
        yield {"SQLite": f"sqlite:///{Path(folder) / 'store.db'}", "PostgreSQL": url}


def main() -> None:
    """Measure, and print a table."""
    print(f"{'':12}{'':36}{'ours/s':>10}{'stock/s':>10}{'ratio':>8}")
    with databases() as urls:
        for name, url in urls.items():
            with ExitStack() as stack:
                walks = stack.enter_context(journeys.open(url, keys=KEYS))
                pairs = ours(url, walks, stack), theirs(stack.enter_context(stock(url)))
                rates: dict[str, list[tuple[float, float]]] = {work: [] for work in pairs[0]}
                for _ in range(ROUNDS):
                    for work, measured in rates.items():
                        measured.append((rate(pairs[0][work]), rate(pairs[1][work])))
                for work, measured in rates.items():
                    mine, stocks = (median(side) for side in zip(*measured, strict=True))
                    ratio = median(one / other for one, other in measured)
                    print(f"{name:12}{work:36}{mine:10,.0f}{stocks:10,.0f}{ratio:8.2f}")


if __name__ == "__main__":
    main()
