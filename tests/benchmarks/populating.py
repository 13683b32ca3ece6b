"""Benchmarks of a view of every journey, by processes and by a Dask cluster, beside a plain loop.

What counts is the processor's time, of all who work: on a machine that others use as well the time
on the clock says little. With its first part a worker starts, and opens the store: it is left out.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import dask
from distributed import Client, LocalCluster

import journeys
from journeys import Actor, Journeys
from journeys.adapters.files.exports.population_read import RowsFolder, read_folder
from journeys.adapters.files.exports.population_rows import write_population_rows
from journeys.adapters.files.population_figures import facts_of
from journeys.adapters.sql.log.mapper import EntryCodec
from journeys.adapters.sql.log.stream_kinds import JOURNEY
from journeys.app.population import answers_unlogged
from journeys.app.population_parts import parts_of
from journeys.errors import StoreError
from tests.benchmarks.generated import fill
from tests.benchmarks.grounds import Ground, analyse, driver
from tests.benchmarks.measuring import Effort, Row, Work, compared, row
from tests.benchmarks.reading import scanned_and_loaded
from tests.benchmarks.views import Seen, seen
from tests.benchmarks.writing import noticed
from tests.invented import ANNA, BY_ANNA, KEYS, MAR_1

WORKERS = 2
ROUNDS = 3  # at most: a million entries take a while
ENOUGH = 65_000  # entries for each second of a core
LARGE = 500  # megabytes that a worker may need
IN_MEMORY = {"distributed.worker.memory.target": False, "distributed.worker.memory.spill": False}


class Ran(NamedTuple):
    """How many entries were read for each second of a core, and the most memory of a worker."""

    rate: float
    megabytes: float


def populating(ground: Ground, effort: Effort, entries: int) -> Iterator[Row]:
    """Yield the rows of `population`, by processes and by Dask."""
    url = ground.new()
    body = EntryCodec(JOURNEY).encode(noticed(1), ANNA, None, "caseworker")
    with journeys.open(url, keys=KEYS) as walks, driver(url) as raw:
        fill(walks, entries)
        analyse(url)
        scan = scanned_and_loaded(raw, body)
        with _cluster() as executor, TemporaryDirectory() as folder:
            written = _written(walks, Path(folder) / "rows")
            ways: dict[str, Callable[[], Ran]] = {
                "a raw scan": lambda: _scanned(scan),
                "a plain loop": lambda: _looped(walks),
                "rows as Parquet": lambda: _from_rows(written),
                "processes": lambda: _asked(walks, None),
                "Dask": lambda: _asked(walks, executor),
            }
            told: dict[str, list[Ran]] = {name: [] for name in ways}
            for _ in range(min(ROUNDS, effort.rounds)):
                for name, way in ways.items():
                    told[name].append(way())
    (_, scanned), (loop, looped), (rows, read), *others = told.items()
    plain, raw_scan = ([each.rate for each in side] for side in (looped, scanned))
    yield compared(f"population, {loop}, beside a raw scan", ground.database, plain, raw_scan)
    rates = [each.rate for each in read]
    yield row(f"population, {rows}", ground.database, median(rates), ENOUGH, median(rates) / ENOUGH)
    for name, ran in others:
        yield from _rows(f"population, {name}", ground.database, ran, looped)


def _rows(name: str, database: str, ran: list[Ran], loop: list[Ran]) -> Iterator[Row]:
    rates, beside = ([each.rate for each in side] for side in (ran, loop))
    most = max(each.megabytes for each in ran)
    yield row(name, database, median(rates), ENOUGH, median(rates) / ENOUGH)
    yield compared(f"{name}, beside a plain loop", database, rates, beside)
    yield row(f"{name}, memory", database, most, LARGE, most / LARGE, unit="MB")


@contextmanager
def _cluster() -> Iterator[Executor]:
    """Yield an executor of Dask, whose workers are processes of this machine."""
    start: Any = LocalCluster  # neither has types
    ask: Any = Client
    with (
        dask.config.set(IN_MEMORY),
        start(n_workers=WORKERS, threads_per_worker=1, dashboard_address=None) as cluster,
        ask(cluster) as client,
    ):
        yield client.get_executor()


def _scanned(scan: Work) -> Ran:
    began = time.process_time()
    return Ran(scan() / (time.process_time() - began), 0)


def _looped(walks: Journeys) -> Ran:
    """Read every journey in this process, some at once, and nothing else."""
    entries, began = 0, time.process_time()
    with walks.store.reading() as transaction:
        parts = parts_of(transaction, "").parts
    for part in parts:
        with walks.store.reading() as transaction:
            found = transaction.many.read_together(part.journeys)
        for history in found.values():
            assert not isinstance(history, StoreError)
            entries += seen(history, walks.book, MAR_1, None).entries
    return Ran(entries / (time.process_time() - began), 0)


def _written(walks: Journeys, folder: Path) -> RowsFolder:
    """Write everybody's rows, which takes as long as reading everybody does, and is not timed."""
    population = walks.population(Actor("Rita", "auditor"), "Opgørelse")
    write_population_rows(
        population, folder, new_key=bytes(32), now=datetime.now(UTC), workers=WORKERS
    )
    return read_folder(folder)


def _from_rows(folder: RowsFolder) -> Ran:
    """Read what effects are estimated from, of everybody, from the rows alone."""
    began = time.process_time()
    for file in folder.files("facts", None):
        for _ in facts_of(folder.columns(file)):
            pass
    seconds = time.process_time() - began
    entries = sum(
        sum(folder.columns(file)["entries"].to_pylist()) for file in folder.files("journeys", None)
    )
    return Ran(entries / seconds, 0)


def _asked(walks: Journeys, executor: Executor | None) -> Ran:
    """Ask every journey by other processes; whatever this one does in between counts as well."""
    began, by_process = time.process_time(), defaultdict[int, list[list[Seen]]](list)
    asked = walks.population(BY_ANNA, "Opgørelse").stores
    for part in answers_unlogged(asked, seen, on=MAR_1, executor=executor, workers=WORKERS):
        if found := list(part.answers.values()):
            by_process[found[0].process].append(found)
    own = time.process_time() - began
    everything = _entries(part for parts in by_process.values() for part in parts)
    later = _entries(part for parts in by_process.values() for part in parts[1:])
    most = max(parts[-1][-1].megabytes for parts in by_process.values())
    if not later:
        return Ran(everything / own, most)  # so little that it is one part
    seconds = sum(parts[-1][-1].seconds - parts[0][-1].seconds for parts in by_process.values())
    return Ran(later / (seconds + own * later / everything), most)


def _entries(parts: Iterator[list[Seen]]) -> int:
    return sum(each.entries for part in parts for each in part)
