"""The check: rows compared with a fold of the history. A difference is named, never shown."""

from collections import defaultdict
from collections.abc import Iterator
from random import Random

from sqlalchemy import Table, select

from journeys.adapters.sql.database.streams import journey_of
from journeys.adapters.sql.log.damage import NO_ID, misnamed
from journeys.adapters.sql.readmodels import tables as read
from journeys.adapters.sql.readmodels.rows import Row, as_stored, rows
from journeys.adapters.sql.readmodels.tables import TABLES, days_as_stored, name_of
from journeys.adapters.sql.rebuild.employers import check_employers
from journeys.adapters.sql.rebuild.row_difference import NO_ENTRY, difference
from journeys.adapters.sql.transactions import SQLTransaction, SQLTransactions
from journeys.app.ports.maintenance import Difference
from journeys.app.slices import DIGITS, digits_for, slices
from journeys.domain.errors import StoreError
from journeys.domain.rulebook import Rulebook

Keyed = dict[tuple[str, int], Row]
"""Rows by their journey and number; a journey's own row has the number 0."""

AFTER_LAST_DIGIT = "g"


def check(
    store: SQLTransactions, book: Rulebook, sample: int | None, random: Random
) -> Iterator[Difference]:
    """Yield where rows differ from a fold of the history: of every stream, or of some journeys."""
    with store.reading() as transaction:
        entries = transaction.log.last_position
        ids = [] if sample is None else [str(each) for each in transaction.log.journeys()]
    if sample is None:
        ranges = [_ids_from(beginning) for beginning in slices(digits_for(entries))]
    else:
        chosen = random.sample(ids, min(sample, len(ids)))
        ranges = [(stream, f"{stream}-") for stream in sorted(chosen)]
    for first, end in ranges:
        with store.reading() as transaction:
            yield from _compared(transaction, book, first, end)
    if sample is None:
        with store.reading() as transaction:
            yield from _without_id(transaction)
        with store.reading() as transaction:
            yield from check_employers(transaction, book)


def _ids_from(beginning: str) -> tuple[str, str]:
    """Return the range of the ids that begin so: the first, and one after the last.

    A rebuild divides by a hash. Here rows are selected too, also of no journey, and they have ids.
    """
    if not beginning.strip("f"):
        return beginning, AFTER_LAST_DIGIT
    prefix = beginning.rstrip("f")
    return beginning, prefix[:-1] + DIGITS[DIGITS.index(prefix[-1]) + 1]


def _without_id(transaction: SQLTransaction) -> Iterator[Difference]:
    """Yield the streams and the rows that are no journey's."""
    strange = transaction.many.misnamed()
    for each in strange:
        yield Difference(journey=each.name, table="", nr=0, what=NO_ID)
    connection, streams = transaction.connection, {each.stream for each in strange}
    for table in TABLES:
        names = connection.scalars(select(table.c.journey).distinct()).all()
        for each in misnamed(connection, transaction.log.log.tables, names):
            if each.stream not in streams:
                yield Difference(journey=each.name, table=name_of(table), nr=0, what=NO_ENTRY)


def _compared(
    transaction: SQLTransaction, book: Rulebook, first: str, end: str
) -> Iterator[Difference]:
    expected = defaultdict[Table, Keyed](dict)
    unreadable = set[str]()
    for journey, history in transaction.many.in_range(first, end):
        if isinstance(history, StoreError):
            unreadable.add(str(journey))
            yield Difference(journey=str(journey), table="", nr=0, what=history.sentence)
            continue
        for table, row in rows(journey, history, book):
            expected[table][_key(table, row)] = as_stored(transaction.connection, table, row)
    for table in TABLES:
        columns = select(*days_as_stored(table))
        in_range = columns.where(table.c.journey >= first, table.c.journey < end)
        stored = {
            _key(table, tuple(row)): tuple(row) for row in transaction.connection.execute(in_range)
        }
        for key in sorted(stored.keys() | expected[table].keys(), key=_order):
            if key[0] not in unreadable and journey_of(key[0]):
                what = difference(table, stored.get(key), expected[table].get(key))
                if what is not None:
                    nr = _order(key)[1]
                    yield Difference(journey=key[0], table=name_of(table), nr=nr, what=what)


def _key(table: Table, row: Row) -> tuple[str, int]:
    return row[0], 0 if table is read.journeys else row[1]


def _order(key: tuple[str, object]) -> tuple[str, int]:
    """Return the key of a row; SQLite may hold a number that is none, which counts as 0."""
    return key[0], key[1] if isinstance(key[1], int) else 0
