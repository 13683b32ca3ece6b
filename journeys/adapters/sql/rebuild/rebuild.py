"""The way through a rebuild: parts are made, what came meanwhile is made again, then the switch."""

from collections.abc import Collection, Iterator, Sequence
from time import monotonic
from uuid import UUID

from sqlalchemy import Connection, Table, delete, func, inspect, select

from journeys.adapters.sql.readmodels.tables import OLD
from journeys.adapters.sql.rebuild.part_rows import PartRows, rows_of_journeys, rows_of_part
from journeys.adapters.sql.rebuild.parts import RebuildPlan, begun, done, rebuild_plan, set_aside
from journeys.adapters.sql.rebuild.shadows import (
    begin,
    fill,
    fill_again,
    read_up_to,
    switch,
    under_way,
)
from journeys.adapters.sql.rebuild.workers import rows_by_workers
from journeys.adapters.sql.transactions import SQLTransaction, SQLTransactions
from journeys.app.ports.maintenance import Progress, Rebuilt
from journeys.domain.errors import StoreBusy
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId

FEW = 100
"""Journeys that are made again in one transaction, in which others wait to record."""

SWEPT = 200  # journeys whose old rows are removed in one transaction

PATIENCE = 60  # seconds after which a switch that others do not let through is given up


def rebuild(
    store: SQLTransactions,
    book: Rulebook,
    *,
    workers: int,
    only: Collection[str],
    progress: Progress,
) -> Rebuilt:
    """Make these read tables anew beside the old ones, and put them in their place.

    Goes on where one by the same plan was cut off, or is under way. Raises InputUnreadable for a
    table there is not, and StoreBusy where readers let nobody switch.
    """
    _sweep(store)
    with store.writing() as transaction:
        entries = transaction.log.log.head(transaction.connection).position
        fresh = rebuild_plan(only, book, entries)
        resumed = begun(transaction.connection, fresh)
        plan = resumed or fresh
        if not resumed:
            begin(transaction.connection, plan)
        finished = done(transaction.connection)
    parts = [part for part in plan.parts if part not in finished]
    progress(len(plan.parts) - len(parts), len(plan.parts))
    for nr, (part, made) in enumerate(_made(store, plan, parts, book, workers), start=1):
        with store.writing() as transaction:
            fill(transaction.connection, plan, part, made)
        progress(len(plan.parts) - len(parts) + nr, len(plan.parts))
    _finish(store, plan, book)
    _sweep(store)
    with store.reading() as transaction:
        aside = transaction.connection.execute(select(set_aside)).all()
        count = len(transaction.log.journeys()) - len(aside)
    return Rebuilt(count, {row.journey: row.why for row in aside}, resumed is not None)


def _made(
    store: SQLTransactions, plan: RebuildPlan, parts: Sequence[str], book: Rulebook, workers: int
) -> Iterator[tuple[str, PartRows]]:
    if workers > 1 and len(parts) > 1:
        yield from rows_by_workers(store, plan, parts, book, workers)
        return
    for part in parts:
        with store.reading() as transaction:
            made = rows_of_part(transaction.log, plan, part, book)
        yield part, made


def _finish(store: SQLTransactions, plan: RebuildPlan, book: Rulebook) -> None:
    """Make again what changed since it was read, until little is left; then switch."""
    began = monotonic()
    while True:
        with store.reading() as transaction:
            head = transaction.log.log.head(transaction.connection).position
            late = _changed(transaction, plan)
        if len(late) > FEW:
            _catch_up(store, plan, late, head, book)
            continue
        try:
            with store.writing() as transaction:
                # Somebody else may have switched.
                if under_way(transaction.connection, plan, alone=True):
                    transaction.log.hold()
                    _again(transaction, plan, _changed(transaction, plan), book)
                    switch(transaction.connection, plan)
                return
        except StoreBusy:
            if monotonic() - began > PATIENCE:
                raise


def _catch_up(
    store: SQLTransactions, plan: RebuildPlan, late: Sequence[JourneyId], head: int, book: Rulebook
) -> None:
    for first in range(0, len(late), FEW):
        with store.writing() as transaction:
            if under_way(transaction.connection, plan, alone=True):
                _again(transaction, plan, late[first : first + FEW], book)
    with store.writing() as transaction:
        read_up_to(transaction.connection, head)


def _again(
    transaction: SQLTransaction, plan: RebuildPlan, journeys: Sequence[JourneyId], book: Rulebook
) -> None:
    if journeys:
        made = rows_of_journeys(transaction.log, plan, journeys, book)
        fill_again(transaction.connection, list(map(str, journeys)), made)


def _changed(transaction: SQLTransaction, plan: RebuildPlan) -> list[JourneyId]:
    """Return the journeys on which something was recorded since their part was read."""
    read = done(transaction.connection)
    events = transaction.log.log.tables.events.c
    late = (
        select(events.stream, func.max(events.position).label("position"))
        .where(events.position > min(read.values(), default=0))
        .group_by(events.stream)
    )
    return [
        JourneyId(UUID(row.stream))
        for row in transaction.connection.execute(late)
        if row.position > read.get(row.stream[: plan.digits], 0)
    ]


def _sweep(store: SQLTransactions) -> None:
    """Remove the tables that others took the place of, a little at a time where others wait."""
    for old in OLD.values():
        with store.reading() as transaction:
            there = inspect(transaction.connection).has_table(old.name)
        while there:
            with store.writing() as transaction:
                there = _emptied(transaction.connection, old)
                if not there:
                    old.drop(transaction.connection, checkfirst=True)


def _emptied(connection: Connection, old: Table) -> bool:
    """Remove some rows of a table, where dropping it would overwrite them all; whether any were."""
    if connection.dialect.name != "sqlite":
        return False
    some = select(old.c.journey).distinct().limit(SWEPT)
    gone = delete(old).where(old.c.journey.in_(some))
    return bool(connection.execute(gone).rowcount)
