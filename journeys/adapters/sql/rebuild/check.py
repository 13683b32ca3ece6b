"""The check: rows compared with a fold of the history. A difference is named, never shown."""

from collections import defaultdict
from collections.abc import Iterator
from random import Random

from sqlalchemy import Table, select

from journeys.adapters.sql.readmodels import tables as read
from journeys.adapters.sql.readmodels.rows import Row, rows
from journeys.adapters.sql.readmodels.tables import TABLES, name_of
from journeys.adapters.sql.rebuild.parts import id_range, rebuild_plan
from journeys.adapters.sql.transactions import SQLTransaction, SQLTransactions
from journeys.app.ports.maintenance import Difference
from journeys.domain.errors import StoreError
from journeys.domain.message import Message
from journeys.domain.rulebook import Rulebook

Keyed = dict[tuple[str, int], Row]
"""Rows by their journey and number; a journey's own row has the number 0."""


def check(
    store: SQLTransactions, book: Rulebook, sample: int | None, random: Random
) -> Iterator[Difference]:
    """Yield where rows differ from a fold of the history, of all journeys or of a sample."""
    with store.reading() as transaction:
        entries = transaction.log.log.head(transaction.connection).position
        ids = [] if sample is None else [str(each) for each in transaction.log.journeys()]
    if sample is None:
        ranges = [id_range(part) for part in rebuild_plan((), book, entries).parts]
    else:
        chosen = random.sample(ids, min(sample, len(ids)))
        ranges = [(stream, f"{stream}-") for stream in sorted(chosen)]
    for first, end in ranges:
        with store.reading() as transaction:
            yield from _compared(transaction, book, first, end)


def _compared(
    transaction: SQLTransaction, book: Rulebook, first: str, end: str
) -> Iterator[Difference]:
    expected = defaultdict[Table, Keyed](dict)
    unreadable = set[str]()
    for journey, history in transaction.log.histories_in_range(first, end):
        if isinstance(history, StoreError):
            unreadable.add(str(journey))
            yield Difference(journey=str(journey), table="", nr=0, what=str(history))
            continue
        for table, row in rows(journey, history, book):
            expected[table][_key(table, row)] = row
    for table in TABLES:
        in_range = select(table).where(table.c.journey >= first, table.c.journey < end)
        stored = {
            _key(table, tuple(row)): tuple(row) for row in transaction.connection.execute(in_range)
        }
        for key in sorted(stored.keys() | expected[table].keys()):
            if key[0] not in unreadable:
                what = _difference(table, stored.get(key), expected[table].get(key))
                if what is not None:
                    yield Difference(journey=key[0], table=name_of(table), nr=key[1], what=what)


def _key(table: Table, row: Row) -> tuple[str, int]:
    return row[0], 0 if table is read.journeys else row[1]


def _difference(table: Table, stored: Row | None, expected: Row | None) -> str | None:
    if stored is None:
        return "the row is missing"
    if expected is None:
        return "the row follows from no entry"
    other = [
        name for name, one, two in zip(table.c.keys(), stored, expected, strict=True) if one != two
    ]
    return Message("these columns differ: {other}", other=", ".join(other)) if other else None
