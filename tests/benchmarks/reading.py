"""Benchmarks of reading: a journey, its views on both clocks, counts across all, and the seal."""

import gc
import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from random import Random
from statistics import quantiles
from typing import Any
from uuid import UUID, uuid4

from eventsourcing.application import Application
from sqlalchemy import func, select

import journeys
from journeys import Entry, History, JourneyId, Journeys
from journeys.adapters.sql.readmodels.rows import as_stored, load, rows
from journeys.adapters.sql.readmodels.tables import TABLES, name_of
from journeys.adapters.sql.readmodels.tables import periods as periods_table
from journeys.app.ports.log import Recording
from journeys.errors import DOUBTS
from tests.benchmarks.generated import fill, history, varied
from tests.benchmarks.grounds import Ground, analyse, driver
from tests.benchmarks.measuring import Effort, Row, Work, compared, rates, row
from tests.benchmarks.stock import EncryptedStock, StockWalk, stock
from tests.benchmarks.writing import SAID, STOCK_BULK
from tests.connections import connection_of
from tests.invented import ANNA, BO, BY_ANNA, BY_BO, JAN_1, KEYS, MAR_1, looking

LENGTHS = (10, 100, 1000)
ASKED = 40  # times that a view is asked
MANY = 100_000  # journeys that are counted across
ON_DESK = 50  # of them on the desk of one person
IN_2020 = MAR_1.replace(year=2020)

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
SCAN = """
    SELECT position, stream, version, topic, recorded_us, body FROM journeys_events
    ORDER BY position
"""


def reading(ground: Ground, effort: Effort) -> Iterator[Row]:
    """Yield the rows of `load` and `as_of`."""
    url = ground.new()
    with ExitStack() as stack:
        walks = stack.enter_context(journeys.open(url, keys=KEYS))
        theirs = stack.enter_context(stock(url))
        encrypted = stack.enter_context(stock(url, EncryptedStock))
        works = dict[str, Work]()
        for length in LENGTHS:
            journey = JourneyId(uuid4())
            recording = Recording(journey, 0, history(length, length))
            with walks.store.writing() as transaction:
                transaction.log.append([recording], BY_ANNA, None)
            works[f"load {length}"] = _load(walks, journey)
            works[f"stock {length}"] = _stock_load(theirs, length)
            works[f"encrypted stock {length}"] = _stock_load(encrypted, length)
        analyse(url)
        told = rates(works, effort)
        for length in LENGTHS:
            name = f"load {length}"
            yield compared(name, ground.database, told[name], told[f"stock {length}"])
            alike = told[f"encrypted stock {length}"]
            yield compared(f"{name}, like for like", ground.database, told[name], alike)
        yield _as_of(walks, journey, ground)


def _load(walks: Journeys, journey: JourneyId) -> Work:
    def load_it() -> int:
        with walks.store.reading() as transaction:
            assert transaction.log.history(journey).journey.people.opened
        return 1

    return load_it


def _stock_load(application: Application[UUID], length: int) -> Work:
    long = StockWalk("621", "kontanthjælp", ANNA, "2026-01-01")
    for number in range(length - 1):
        long.notice(f"{number} {SAID}", ANNA, "2026-02-01")
        if number % STOCK_BULK == 0:
            application.save(long)
    application.save(long)

    def load_it() -> int:
        loaded: StockWalk = application.repository.get(long.id)
        assert loaded.municipality
        return 1

    return load_it


def _as_of(walks: Journeys, journey: JourneyId, ground: Ground) -> Row:
    anna, times = looking(walks), list[tuple[float, float]]()
    moment = anna.history(journey).entries[500].recorded_at + timedelta(microseconds=1)
    # Else each full collection walks what the stock side keeps too, and falls on one of the two.
    gc.collect()
    gc.freeze()
    for _ in range(ASKED):
        began = time.perf_counter()
        anna.milestones(journey, on=MAR_1)
        then = time.perf_counter()
        anna.milestones(journey, on=JAN_1, known_at=moment)
        times.append((then - began, time.perf_counter() - then))
    gc.unfreeze()
    now, past = (1000 * quantiles(side, n=20)[-1] for side in zip(*times, strict=True))
    return row("as_of", ground.database, past, now, past / now, unit="ms")


def verifying(ground: Ground, effort: Effort, entries: int) -> Iterator[Row]:
    """Yield the row of `verify`."""
    url = ground.new()
    with journeys.open(url, keys=KEYS) as walks, driver(url) as raw:
        fill(walks, entries)
        analyse(url)

        def verify() -> int:
            verdict, *_ = walks.seal.verify()
            assert verdict.fault is None
            return verdict.entries

        def scan() -> int:
            return sum(1 for each in _scanned(raw) if sha256(each[-1]).digest())

        told = rates({"verify": verify, "scan": scan}, effort)
    yield compared("verify", ground.database, told["verify"], told["scan"])


def scanned_and_loaded(raw: Any, body: bytes) -> Work:  # noqa: ANN401 - either driver's connection
    """Return a raw scan of the log that also reads a body as JSON for each event."""

    def scan() -> int:
        return sum(1 for _ in _scanned(raw) if json.loads(body))

    return scan


def _scanned(raw: Any) -> Iterator[Any]:  # noqa: ANN401 - either driver's connection
    # Through a cursor of the server's, PostgreSQL sends a batch at a time, as SQLite does.
    if hasattr(raw, "info"):
        with raw.transaction(), raw.cursor(name="scan") as cursor:
            cursor.itersize = 2000
            yield from cursor.execute(SCAN)
        return
    cursor = raw.execute(SCAN)
    while some := cursor.fetchmany(2000):
        yield from some


def across(ground: Ground, effort: Effort, journeys_there: int = MANY) -> Iterator[Row]:
    """Yield the rows of `overview` and `desk`: counts on a day, and one person's desk, among many.

    The rows are those of histories that differ, given to as many journeys as there are to be;
    nothing is recorded of them, but of those on the desk.
    """
    url, random = ground.new(), Random(3)
    with journeys.open(url, keys=KEYS) as walks:
        with walks.store.writing() as transaction:
            for first in range(0, journeys_there, 2000):
                some = range(first, min(first + 2000, journeys_there))
                _give_rows(connection_of(transaction), walks, [_drawn(random) for _ in some])
        for opened, *later in varied()[:ON_DESK]:
            events = [opened.model_copy(update={"responsible": BO}), *later]
            journey = JourneyId(UUID(int=random.getrandbits(128)))
            walks.record(journey, lambda _, events=events: events, BY_BO, sure=DOUBTS)  # type: ignore[misc]
        analyse(url)

        def overview() -> int:
            assert walks.overview(on=IN_2020).journeys
            return 1

        def desk() -> int:
            mine = walks.seen_by(BY_BO, "sagsbehandling").desk(on=IN_2020, responsible=BO)
            assert len(mine.lines) == ON_DESK
            return 1

        def count() -> int:
            with walks.store.reading() as transaction:
                counted = select(func.count()).select_from(periods_table)
                assert connection_of(transaction).scalar(counted)
            return 1

        told = rates({"overview": overview, "desk": desk, "count": count}, effort)
    took = {name: [1000 / rate for rate in each] for name, each in told.items()}
    for name in ("overview", "desk"):
        yield compared(name, ground.database, took[name], took["count"], "ms")


def _drawn(random: Random) -> tuple[JourneyId, int]:
    return JourneyId(UUID(int=random.getrandbits(128))), random.randrange(len(varied()))


def _give_rows(connection: Any, walks: Journeys, some: list[tuple[JourneyId, int]]) -> None:  # noqa: ANN401 - SQLAlchemy's
    templates = _templates(walks)
    for table in TABLES:
        load(
            connection,
            table,
            [
                as_stored(connection, table, (str(journey), *rest[1:]))
                for journey, nr in some
                for rest in templates[nr].get(name_of(table), ())
            ],
        )


_made = dict[int, dict[str, list[tuple[Any, ...]]]]()


def _templates(walks: Journeys) -> dict[int, dict[str, list[tuple[Any, ...]]]]:
    """Return by number of a history the rows of each table, for a journey of no name."""
    if not _made:
        nobody = JourneyId(UUID(int=0))
        for nr, events in enumerate(varied()):
            entries = tuple(
                Entry(nobody, version, version, NOON, ANNA, event)
                for version, event in enumerate(events, start=1)
            )
            told: dict[str, list[tuple[Any, ...]]] = {}
            for table, each in rows(nobody, History(entries), walks.book):
                told.setdefault(name_of(table), []).append(each)
            _made[nr] = told
    return _made
