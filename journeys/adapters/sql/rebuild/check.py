"""How the read tables stand: compared with folds, and summed up. Nothing they say is shown."""

from collections import defaultdict
from collections.abc import Iterator
from random import Random

from sqlalchemy import ColumnElement, Connection, Table, func, select, text

from journeys.adapters.sql.readmodels import tables as read
from journeys.adapters.sql.readmodels.rows import Row, rows
from journeys.adapters.sql.readmodels.tables import TABLES, VERSIONS
from journeys.adapters.sql.rebuild.parts import (
    BEGUN,
    DIGITS,
    ends,
    progress,
    rebuild_plan,
    set_aside,
    versions,
)
from journeys.adapters.sql.transactions import SQLTransaction, SQLTransactions
from journeys.app.ports.maintenance import Difference, Status, TableStatus, Underway
from journeys.domain.errors import StoreError
from journeys.domain.message import Message
from journeys.domain.rulebook import Rulebook

Keyed = dict[tuple[str, int], Row]
"""Rows by their journey and number; a journey's own row has the number 0."""


def check(
    store: SQLTransactions, book: Rulebook, sample: int | None, random: Random
) -> Iterator[Difference]:
    """Yield where rows are not what a fold of the history gives, of all journeys or of some."""
    with store.reading() as transaction:
        entries = transaction.log.log.head(transaction.connection).position
        ids = [] if sample is None else [str(each) for each in transaction.log.journeys()]
    if sample is None:
        ranges = [ends(part) for part in rebuild_plan((), book, entries).parts]
    else:
        chosen = random.sample(ids, min(sample, len(ids)))
        ranges = [(stream, f"{stream}-") for stream in sorted(chosen)]
    for first, end in ranges:
        with store.reading() as transaction:
            yield from _compared(transaction, book, first, end)


def _compared(
    transaction: SQLTransaction, book: Rulebook, first: str, end: str
) -> Iterator[Difference]:
    wanted = defaultdict[Table, Keyed](dict)
    unread = set[str]()
    for journey, history in transaction.log.between(first, end):
        if isinstance(history, StoreError):
            unread.add(str(journey))
            yield Difference(journey=str(journey), table="", nr=0, what=str(history))
            continue
        for table, row in rows(journey, history, book):
            wanted[table][_key(table, row)] = row
    for table in TABLES:
        among = select(table).where(table.c.journey >= first, table.c.journey < end)
        stored = {
            _key(table, tuple(row)): tuple(row) for row in transaction.connection.execute(among)
        }
        for key in sorted(stored.keys() | wanted[table].keys()):
            if key[0] not in unread:
                what = _difference(table, stored.get(key), wanted[table].get(key))
                if what is not None:
                    yield Difference(journey=key[0], table=table.name, nr=key[1], what=what)


def _key(table: Table, row: Row) -> tuple[str, int]:
    return row[0], 0 if table is read.journeys else row[1]


def _difference(table: Table, stored: Row | None, wanted: Row | None) -> str | None:
    if stored is None:
        return "the row is missing"
    if wanted is None:
        return "the row stands for nothing that is recorded"
    other = [
        name for name, one, two in zip(table.c.keys(), stored, wanted, strict=True) if one != two
    ]
    return Message("the row says otherwise: {other}", other=", ".join(other)) if other else None


def status(transaction: SQLTransaction, book: Rulebook) -> Status:
    """Return where the log stands, and how the read tables stand to it and to this code."""
    connection = transaction.connection
    made_by = versions(connection)
    events = transaction.log.log.tables.events.c
    newest = (
        select(events.stream, func.max(events.version).label("version"))
        .group_by(events.stream)
        .subquery()
    )
    late = select(func.count()).select_from(
        read.journeys.join(newest, newest.c.stream == read.journeys.c.journey)
    )
    return Status(
        position=transaction.log.log.head(connection).position,
        lag=connection.scalar(late.where(read.journeys.c.version < newest.c.version)) or 0,
        tables=tuple(
            TableStatus(
                name=table.name,
                rows=connection.scalar(select(func.count()).select_from(table)) or 0,
                bytes=_size(connection, table),
                made_by=made_by.get(table.name),
                known=VERSIONS[table.name],
            )
            for table in TABLES
        ),
        behind_law=_journeys(connection, read.behind_law(book.law.edition)),
        behind_rulebook=_journeys(connection, read.behind_rulebook(book.rows_fingerprint)),
        set_aside={row.journey: row.why for row in connection.execute(select(set_aside))},
        rebuild=_under_way(connection),
    )


def _journeys(connection: Connection, condition: ColumnElement[bool]) -> int:
    counted = select(func.count()).select_from(read.journeys).where(condition)
    return connection.scalar(counted) or 0


def _size(connection: Connection, table: Table) -> int:
    """Return how many bytes a table takes, with its indexes."""
    if connection.dialect.name == "postgresql":
        return connection.scalar(select(func.pg_total_relation_size(table.name))) or 0
    pages = text(
        "SELECT sum(pgsize) FROM dbstat WHERE name IN "
        "(SELECT name FROM sqlite_master WHERE tbl_name = :name)"
    )
    return connection.scalar(pages, {"name": table.name}) or 0


def _under_way(connection: Connection) -> Underway | None:
    begun = connection.scalar(select(progress.c.plan).where(progress.c.part == BEGUN))
    if begun is None:
        return None
    done = connection.scalar(
        select(func.count()).select_from(progress).where(progress.c.part != BEGUN)
    )
    return Underway(done=done or 0, parts=len(DIGITS) ** int(begun.partition(";")[0]))
