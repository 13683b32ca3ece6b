"""The benchmark of a crowd: eight processes that record at once, one decision a commit each."""

import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from statistics import median

import journeys
from journeys.adapters.sql.database.connections import connect, reading
from journeys.adapters.sql.database.tables import Tables
from journeys.adapters.sql.log.event_log import EventLog
from tests.benchmarks.grounds import Ground
from tests.benchmarks.measuring import Effort, Row, Work, compared, row
from tests.benchmarks.stock import stock
from tests.benchmarks.writing import append_one, stock_append
from tests.invented import KEYS, opened
from tests.processes import PROCESSES

WRITERS = 8

Told = tuple[int, float]
"""How many decisions were recorded, and how many seconds one waited at most."""


def crowding(ground: Ground, effort: Effort) -> Iterator[Row]:
    """Yield the rows of `crowd`."""
    url, name = ground.new(), ground.database
    with journeys.open(url, keys=KEYS) as walks, stock(url):
        opened(walks)
    ours, theirs, waits, missed = list[float](), list[float](), list[float](), 0
    seconds = 2 * effort.seconds
    for _ in range(effort.rounds):
        told, lost = _crowd(record, url, seconds, watched=True)
        ours.append(sum(done for done, _ in told) / seconds)
        waits.append(max(wait for _, wait in told))
        missed += lost
        told, _ = _crowd(record_stock, url, seconds, watched=False)
        theirs.append(sum(done for done, _ in told) / seconds)
    yield compared("crowd", name, ours, theirs)
    longest = max(waits)
    yield row("crowd, longest wait", name, longest, median(waits), longest, unit="s")
    yield row("crowd, missed by the tail", name, missed, 0, missed, unit="")


def _crowd(
    work: Callable[[str, Event, float, Connection], None],
    url: str,
    seconds: float,
    *,
    watched: bool,
) -> tuple[list[Told], int]:
    """Let eight work at once; return what each tells, and how much a reader of the tail missed."""
    start, ends = PROCESSES.Event(), [PROCESSES.Pipe(duplex=False) for _ in range(WRITERS)]
    writers = [PROCESSES.Process(target=work, args=(url, start, seconds, its)) for _, its in ends]
    for writer, (mine, _) in zip(writers, ends, strict=True):
        writer.start()
        mine.recv()  # it is ready: stock eventsourcing cannot be started by many at once
    start.set()
    missed = _missed(url, lambda: any(writer.is_alive() for writer in writers)) if watched else 0
    told = [mine.recv() for mine, _ in ends]
    for writer in writers:
        writer.join()
    return told, missed


def _missed(url: str, going_on: Callable[[], bool]) -> int:
    """Follow the tail of the log without ever looking back; return how much was missed."""
    log, engine = EventLog(Tables("journeys")), connect(url)
    with reading(engine) as connection:
        first = seen = log.head(connection).position
    found, over = 0, False
    while not over:
        over = not going_on()
        with reading(engine) as connection:
            for each in log.scan(connection, after=seen):
                seen, found = each.position, found + 1
    with reading(engine) as connection:
        missed = log.head(connection).position - first - found
    engine.dispose()
    return missed


def record(url: str, start: Event, seconds: float, told: Connection) -> None:
    """Record decisions, one a commit, on a journey of one's own."""
    with journeys.open(url, keys=KEYS) as walks:
        _work(append_one(walks, requested=True), start, seconds, told)


def record_stock(url: str, start: Event, seconds: float, told: Connection) -> None:
    """Do the same with stock eventsourcing."""
    with stock(url) as application:
        _work(stock_append(application), start, seconds, told)


def _work(one: Work, start: Event, seconds: float, told: Connection) -> None:
    told.send("ready")
    start.wait()
    done, longest, began = 0, 0.0, time.perf_counter()
    while (now := time.perf_counter()) < began + seconds:
        one()
        longest = max(longest, time.perf_counter() - now)
        done += 1
    told.send((done, longest))
