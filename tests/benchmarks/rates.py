"""Rates beside stock eventsourcing, in one run: `python -m tests.benchmarks.rates`.

Prints medians of interleaved rounds. Only the ratios count: machines differ and are shared.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from uuid import UUID, uuid4

from eventsourcing.application import Application
from sqlalchemy import Engine

import journeys
from journeys import JourneyId, Journeys, verbs
from journeys.adapters.store import connect
from journeys.domain.events.path import SmallSuccessNoticed
from journeys.ports import Recording
from journeys.requests import request
from tests.benchmarks.stock import StockWalk, stock
from tests.invented import ANNA, BY_ANNA, FEB_1, KEYS, opened
from tests.servers import postgresql

ROUNDS = 5
SECONDS = 0.4  # how long one measurement of one round takes
LENGTH = 100  # entries of the journey that is loaded
BULK = 500  # a thousand at once can hang in the pipeline of the stock PostgreSQL recorder
WORDS = "Tog bussen selv og kom i god tid til bageriet. " * 6  # about 490 bytes as JSON

APPEND = "append 1 a commit, no views"
REQUESTED = "the same under a request id"
DECIDE = "decide 1 a commit, views current"
LOAD = "load a journey of 100"
IMPORT = "import, 500 a commit"
VERIFY = "verify the seal (beside a raw scan)"

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


def ours(walks: Journeys) -> dict[str, Work]:
    """Return what is measured of ours, by name."""
    journey, versions = opened(walks, JourneyId(uuid4())), {"append": 1}
    long = opened(walks, JourneyId(uuid4()))
    for number in range(LENGTH - 1):
        _append(walks, long, number + 1, number)
    facts = [noticed(number) for number in range(BULK)]

    def append(request_id: str | None = None) -> int:
        _append(walks, journey, versions["append"], versions["append"], request_id)
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

    def bulk() -> int:
        with walks.store.writing() as transaction:
            transaction.log.append([Recording(JourneyId(uuid4()), 0, facts)], BY_ANNA, None)
        return BULK

    def load() -> int:
        with walks.store.reading() as transaction:
            assert transaction.log.history(long).journey.path.successes
        return 1

    def verify() -> int:
        journeys_log, _ = walks.seal.verify()
        assert journeys_log.fault is None
        return journeys_log.entries

    return {
        APPEND: append,
        REQUESTED: lambda: append(str(uuid4())),
        DECIDE: decide,
        LOAD: load,
        IMPORT: bulk,
        VERIFY: verify,
    }


def theirs(application: Application[UUID], engine: Engine) -> dict[str, Work]:
    """Return the same of stock eventsourcing; beside the check of the seal, a raw scan."""
    walk = StockWalk("621", "kontanthjælp", ANNA, "2026-01-01")
    application.save(walk)
    long = StockWalk("621", "kontanthjælp", ANNA, "2026-01-01")
    for number in range(LENGTH - 1):
        long.notice(f"{number} {WORDS}", ANNA, "2026-02-01")
    application.save(long)
    many = StockWalk("621", "kontanthjælp", ANNA, "2026-01-01")
    for number in range(BULK - 1):
        many.notice(f"{number} {WORDS}", ANNA, "2026-02-01")
    facts = many.collect_events()

    def append() -> int:
        walk.notice(f"x {WORDS}", ANNA, "2026-02-01")
        application.save(walk)
        return 1

    def load() -> int:
        held: StockWalk = application.repository.get(long.id)
        assert held.successes
        return 1

    def bulk() -> int:
        # The same facts of another aggregate, made as cheaply as can be.
        another = uuid4()
        for fact in facts:
            fact.__dict__["originator_id"] = another
        application.events.put(facts)
        return BULK

    def scan() -> int:
        with engine.connect() as connection:
            rows = connection.exec_driver_sql(
                "SELECT position, stream, version, topic, recorded_us, body FROM journeys_events "
                "ORDER BY position"
            )
            return sum(1 for row in rows.yield_per(BULK) if sha256(row[-1]).digest())

    return {
        APPEND: append,
        REQUESTED: append,
        DECIDE: append,
        LOAD: load,
        IMPORT: bulk,
        VERIFY: scan,
    }


def _append(
    walks: Journeys, journey: JourneyId, after: int, number: int, request_id: str | None = None
) -> None:
    asked = None if request_id is None else request(request_id, journey, BY_ANNA, number)
    with walks.store.writing() as transaction:
        if asked is not None:
            assert transaction.log.asked(asked) is None
        transaction.log.append([Recording(journey, after, [noticed(number)])], BY_ANNA, asked)


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """Yield the URL of an empty database of each kind."""
    with TemporaryDirectory(prefix="rates-") as folder, postgresql() as url:
        yield {"SQLite": f"sqlite:///{Path(folder) / 'store.db'}", "PostgreSQL": url}


def analyse(engine: Engine) -> None:
    """Let the database know its tables, as PostgreSQL does by itself within a minute."""
    # Without it, a table that was just filled is sorted anew for every batch of a scan.
    with engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")


def main() -> None:
    """Measure, and print a table."""
    print(f"{'':12}{'':36}{'ours/s':>10}{'stock/s':>10}{'ratio':>8}")
    with databases() as urls:
        for name, url in urls.items():
            with ExitStack() as stack:
                walks = stack.enter_context(journeys.open(url, keys=KEYS))
                engine = connect(url)
                stack.callback(engine.dispose)
                pairs = ours(walks), theirs(stack.enter_context(stock(url)), engine)
                rates: dict[str, list[tuple[float, float]]] = {work: [] for work in pairs[0]}
                for _ in range(ROUNDS):
                    for work, measured in rates.items():
                        analyse(engine)
                        measured.append((rate(pairs[0][work]), rate(pairs[1][work])))
                for work, measured in rates.items():
                    mine, stocks = (median(side) for side in zip(*measured, strict=True))
                    ratio = median(one / other for one, other in measured)
                    print(f"{name:12}{work:36}{mine:10,.0f}{stocks:10,.0f}{ratio:8.2f}")


if __name__ == "__main__":
    main()
