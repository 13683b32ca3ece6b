"""The maintenance of the read models of employers: rebuilt in place, checked, and their status.

Employers are few (thousands at most), and a row depends on its employer alone. So they need no
shadow tables: each is brought up to date as at an append, some in each transaction.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, delete, exists, func, insert, or_, select

from journeys.adapters.sql.database.streams import UNNAMED, parsed_id
from journeys.adapters.sql.log.damage import NO_ENTRIES, NO_ID, misnamed
from journeys.adapters.sql.readmodels import employer_tables as read
from journeys.adapters.sql.readmodels.employer_tables import EMPLOYER_TABLES
from journeys.adapters.sql.readmodels.employers import delete_rows
from journeys.adapters.sql.readmodels.rows import Row
from journeys.adapters.sql.readmodels.tables import days_as_stored, name_of
from journeys.adapters.sql.rebuild.parts import set_aside
from journeys.adapters.sql.rebuild.row_difference import NO_ENTRY, difference
from journeys.adapters.sql.rebuild.shadows import note_versions
from journeys.adapters.sql.rebuild.suspects import suspect_streams
from journeys.adapters.sql.transactions import SQLTransaction, SQLTransactions
from journeys.app.ports.maintenance import Difference
from journeys.domain.errors import StoreError
from journeys.domain.message import Message
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import EmployerId

FEW = 100
"""Employers that are brought up to date in one transaction, while others wait to record."""


def rebuild_employers(store: SQLTransactions, book: Rulebook) -> None:
    """Bring the rows of every employer up to date.

    An interrupted one starts again: rows that are up to date stay as they are. The versions of the
    tables are noted last, so until then `status` says that other projections made them.
    """
    with store.reading() as transaction:
        employers = transaction.employers.employers()
    broken = dict[EmployerId, str]()
    for first in range(0, len(employers), FEW):
        with store.writing() as transaction:
            broken |= _refresh(transaction, employers[first : first + FEW], book)
    with store.writing() as transaction:
        transaction.log.lock_log()
        # Employers that were registered meanwhile have their rows from that append.
        there = frozenset(transaction.employers.employers())
        _finish(transaction, {each: why for each, why in broken.items() if each in there})


def rebuild_employers_within(transaction: SQLTransaction, book: Rulebook) -> None:
    """Do the same in one transaction, while everybody else waits."""
    _finish(transaction, _refresh(transaction, transaction.employers.employers(), book))


def _refresh(
    transaction: SQLTransaction, employers: Sequence[EmployerId], book: Rulebook
) -> dict[EmployerId, str]:
    """Bring the rows of these employers up to date; return which cannot be read, and why."""
    transaction.log.lock_log()
    there = frozenset(transaction.employers.employers())
    # One that was erased meanwhile has no rows.
    read_now = {each: transaction.employers.read(each) for each in employers if each in there}
    histories = {
        employer: history
        for employer, history in read_now.items()
        if not isinstance(history, StoreError)
    }
    transaction.employer_rows.restore(histories, book)
    return {
        employer: str(error)
        for employer, error in read_now.items()
        if isinstance(error, StoreError)
    }


def _finish(transaction: SQLTransaction, broken: dict[EmployerId, str]) -> None:
    """Delete rows that belong to no employer; note who could not be read, and the versions."""
    connection = transaction.connection
    events = transaction.employers.log.tables.events.c
    there = {*map(str, transaction.employers.employers())}
    strange = _names(transaction) - there
    # A stream that no id names keeps its rows: it may have been an employer's.
    gone = strange - {*transaction.employers.log.streams(connection)} if strange else strange
    delete_rows(connection, sorted(gone))
    connection.execute(delete(set_aside).where(set_aside.c.journey.in_(select(events.stream))))
    if broken:
        why = [{"journey": str(employer), "why": why} for employer, why in broken.items()]
        connection.execute(insert(set_aside), why)
    note_versions(connection, EMPLOYER_TABLES)


def _names(transaction: SQLTransaction) -> set[str]:
    """Return the ids of the employers that have rows."""
    return {
        name
        for table in EMPLOYER_TABLES
        for name in transaction.connection.scalars(select(table.c.employer).distinct())
    }


def check_employers(transaction: SQLTransaction, book: Rulebook) -> Iterator[Difference]:
    """Yield where the rows of employers differ from a fold of their histories."""
    connection, unreadable = transaction.connection, set[str]()
    expected = {table: dict[tuple[object, ...], Row]() for table in EMPLOYER_TABLES}
    for employer in transaction.employers.employers():
        history = transaction.employers.read(employer)
        if isinstance(history, StoreError):
            unreadable.add(str(employer))
            yield Difference(
                journey=str(employer), table="", nr=0, what=history.sentence, of="employer"
            )
            continue
        for table, row in transaction.employer_rows.projected(employer, history, book):
            expected[table][row[: len(table.primary_key)]] = row
    for table in EMPLOYER_TABLES:
        key = len(table.primary_key)
        rows = (tuple(row) for row in connection.execute(select(*days_as_stored(table))))
        stored = {row[:key]: row for row in rows}
        for each in sorted(stored.keys() | expected[table].keys(), key=_order):
            what = difference(table, stored.get(each), expected[table].get(each))
            if what is None or each[0] in unreadable:
                continue
            name, nr = _order(each)
            known = parsed_id(name) is not None
            yield Difference(
                journey=name if known else UNNAMED,
                table=name_of(table),
                nr=nr,
                what=what if known else NO_ENTRY,
                of="employer",
            )


def _order(key: tuple[object, ...]) -> tuple[str, int]:
    """Return whose row it is, and its number: 0 is an employer's own, and a number that is none."""
    nr = key[1] if len(key) > 1 else 0
    return str(key[0]), nr if isinstance(nr, int) else 0


def damaged_employers(transaction: SQLTransaction) -> dict[str, Message]:
    """Return the employers that are seen to be damaged without reading what is recorded, and why.

    A stream with a hole or without its key, one that no id names, and a row without a stream.
    """
    log, connection = transaction.employers, transaction.connection
    tables, found = log.log.tables, dict[str, Message]()
    for each in misnamed(connection, tables, log.log.streams(connection)):
        found[each.name] = NO_ID
    suspects = frozenset(suspect_streams(connection, tables))
    for employer in log.employers() if suspects else ():
        history = log.read(employer) if str(employer) in suspects else None
        if isinstance(history, StoreError):
            found[str(employer)] = history.sentence
    has_entries = exists().where(tables.events.c.stream == read.employers.c.employer)
    for name in connection.scalars(select(read.employers.c.employer).where(~has_entries)):
        found[name if parsed_id(name) else UNNAMED] = NO_ENTRIES
    return found


def employers_behind(transaction: SQLTransaction, book: Rulebook) -> int:
    """Return how many employers have rows of an older entry, or by another rulebook."""
    events, own = transaction.employers.log.tables.events.c, read.employers.c
    newest = select(func.max(events.version)).where(events.stream == own.employer)
    behind: ColumnElement[bool] = or_(
        own.rulebook != book.rows_fingerprint, own.version < newest.scalar_subquery()
    )
    counted = select(func.count()).select_from(read.employers).where(behind)
    return transaction.connection.scalar(counted) or 0
