"""The steps of a rebuild: project all parts, build indexes, catch up, switch the tables."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from time import monotonic

from sqlalchemy import Connection, Table, delete, func, inspect, select
from sqlalchemy.schema import DropTable

from journeys.adapters.population.running import run
from journeys.adapters.sql.database.streams import journey_of
from journeys.adapters.sql.readmodels.tables import OLD
from journeys.adapters.sql.rebuild.employers import rebuild_employers
from journeys.adapters.sql.rebuild.indexes import build_index, indexes_of
from journeys.adapters.sql.rebuild.part_rows import RowsOfPart, rows_of_journeys
from journeys.adapters.sql.rebuild.parts import (
    RebuildPlan,
    positions_read,
    rebuild_plan,
    resumable_plan,
)
from journeys.adapters.sql.rebuild.set_aside import set_aside_by_rebuild, set_misnamed_aside
from journeys.adapters.sql.rebuild.shadows import (
    create_shadows,
    fill,
    lock_plan,
    read_up_to,
    refill,
    switch,
    under_way,
)
from journeys.adapters.sql.transactions import SQLTransaction, SQLTransactions
from journeys.app.ports.maintenance import Progress, Rebuilt
from journeys.app.ports.population import Job
from journeys.app.slices import divided, slice_of
from journeys.domain.errors import StoreBusy
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId

FEW = 100
"""Journeys that are projected again in one transaction, while others wait to record."""

SWEPT = 200  # journeys whose old rows are deleted in one transaction

PATIENCE = 60  # seconds after which a switch that readers block is given up


def rebuild(
    store: SQLTransactions,
    book: Rulebook,
    *,
    workers: int,
    only: Collection[str],
    progress: Progress,
) -> Rebuilt:
    """Build these read tables alongside the old ones, and switch them; employers' before, in place.

    Resumes an interrupted rebuild by the same plan, and helps one that runs. Raises InputUnreadable
    for an unknown table, StoreBusy where readers block the switch, and as `run`.
    """
    chosen = rebuild_plan(only, book, 0)
    if chosen.with_employers:
        rebuild_employers(store, book)
    if not chosen.tables:
        with store.reading() as transaction:
            return Rebuilt(0, set_aside_by_rebuild(transaction), resumed=False)
    plan, resumed, finished = _begin(store, book, only)
    with store.reading() as transaction:
        log = transaction.log
        of_store = divided(log.journeys(), plan.digits, log.last_position)
    parts = [part for part in of_store if part.slice not in finished]
    done = len(of_store) - len(parts)
    progress(done, len(of_store))
    job = Job(store, RowsOfPart(plan, book), parts)
    with closing(run([job], None, workers)) as projected:
        for part, rows in zip(parts, projected, strict=True):
            with store.writing() as transaction:
                fill(transaction.connection, plan, part, rows)
            done += 1
            progress(done, len(of_store))
    _finish(store, plan, book)
    _sweep(store)
    with store.reading() as transaction:
        unreadable = set_aside_by_rebuild(transaction)
        journeys = transaction.log.journeys()
    read = [each for each in journeys if str(each) not in unreadable]
    return Rebuilt(len(read), unreadable, resumed)


def _begin(
    store: SQLTransactions, book: Rulebook, only: Collection[str]
) -> tuple[RebuildPlan, bool, Mapping[str, int]]:
    """Create the shadow tables, or find those of the same plan.

    Returns the plan, whether it is resumed, and by part that is done the position it was read at.
    """
    while True:
        _sweep(store)
        with store.writing() as transaction:
            connection = transaction.connection
            lock_plan(connection)
            entries = transaction.log.log.head(connection).position
            fresh = rebuild_plan(only, book, entries)
            resumed = resumable_plan(connection, fresh)
            if resumed is None:
                # Another process may have switched since then: its old tables are in the way.
                if any(inspect(connection).has_table(old.name) for old in OLD.values()):
                    continue
                create_shadows(connection, fresh)
                set_misnamed_aside(transaction)
            return resumed or fresh, resumed is not None, positions_read(connection)


def _finish(store: SQLTransactions, plan: RebuildPlan, book: Rulebook) -> None:
    """Build the indexes; catch up with what changed, until little is left; then switch."""
    _build_indexes(store, plan)
    began = monotonic()
    while True:
        with store.reading() as transaction:
            if resumable_plan(transaction.connection, plan) != plan:
                # Another process has switched, or dropped all of it.
                return
            head = transaction.log.log.head(transaction.connection).position
            late = _changed(transaction, plan)
        if len(late) > FEW:
            _catch_up(store, plan, late, head, book)
            continue
        try:
            with store.writing() as transaction:
                # Another process may have switched.
                if under_way(transaction.connection, plan, alone=True):
                    transaction.log.lock_log()
                    _refill(transaction, plan, _changed(transaction, plan), book)
                    switch(transaction.connection, plan)
                return
        except StoreBusy:
            if monotonic() - began > PATIENCE:
                raise


def _build_indexes(store: SQLTransactions, plan: RebuildPlan) -> None:
    # One at a time: in SQLite, others record in between.
    for table, index in indexes_of(plan):
        with store.writing() as transaction:
            if under_way(transaction.connection, plan, alone=True):
                build_index(transaction.connection, table, index)


def _catch_up(
    store: SQLTransactions, plan: RebuildPlan, late: Sequence[JourneyId], head: int, book: Rulebook
) -> None:
    for first in range(0, len(late), FEW):
        with store.writing() as transaction:
            if under_way(transaction.connection, plan, alone=True):
                _refill(transaction, plan, late[first : first + FEW], book)
    with store.writing() as transaction:
        read_up_to(transaction.connection, head)


def _refill(
    transaction: SQLTransaction, plan: RebuildPlan, journeys: Sequence[JourneyId], book: Rulebook
) -> None:
    if journeys:
        rows = rows_of_journeys(transaction.many, plan, journeys, book)
        refill(transaction.connection, list(map(str, journeys)), rows)


def _changed(transaction: SQLTransaction, plan: RebuildPlan) -> list[JourneyId]:
    """Return the journeys with entries newer than what was read of their part."""
    read = positions_read(transaction.connection)
    events = transaction.log.log.tables.events.c
    late = (
        select(events.stream, func.max(events.position).label("position"))
        .where(events.position > min(read.values(), default=0))
        .group_by(events.stream)
    )
    return [
        journey
        for row in transaction.connection.execute(late)
        if (journey := journey_of(row.stream)) is not None
        and row.position > read.get(slice_of(row.stream, plan.digits), 0)
    ]


def _sweep(store: SQLTransactions) -> None:
    """Drop the old tables; in SQLite a little at a time, because others wait meanwhile."""
    for old in OLD.values():
        with store.reading() as transaction:
            there = inspect(transaction.connection).has_table(old.name)
        while there:
            with store.writing() as transaction:
                # Other processes may be sweeping too.
                there = _emptied(transaction.connection, old)
                if not there:
                    transaction.connection.execute(DropTable(old, if_exists=True))


def _emptied(connection: Connection, old: Table) -> bool:
    """Delete some rows in SQLite, whose secure_delete overwrites them; return whether any were."""
    if connection.dialect.name != "sqlite" or not inspect(connection).has_table(old.name):
        return False
    some = select(old.c.journey).distinct().limit(SWEPT)
    deleted = delete(old).where(old.c.journey.in_(some))
    return bool(connection.execute(deleted).rowcount)
