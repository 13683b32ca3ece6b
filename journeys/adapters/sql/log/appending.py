"""Inserting events and moving the head: row by row in SQLite, in one statement in PostgreSQL."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Insert

from journeys.adapters.sql.database.driver_sql import driver_sql
from journeys.adapters.sql.database.persistence_errors import InternalError
from journeys.adapters.sql.log.head_note import Change
from journeys.adapters.sql.log.log_rows import Event, Head, rows_after
from journeys.adapters.sql.log.log_statements import insert_and_move, log_statements

Moved: TypeAlias = Callable[[Sequence[bytes]], Sequence[object]]
"""Returns the values of the head row after these leaves."""


class Alongside(NamedTuple):
    """A row of the companion table that is inserted together with an append."""

    statement: Insert
    values: Sequence[object]
    change: Change
    """Of the companion that the head signs."""


class Appending(NamedTuple):
    """What one append inserts into a log, and after which head."""

    log: str
    events: Sequence[Event]
    head: Head
    moved: Moved
    alongside: Alongside | None


NOT_KEPT = "The database did not keep the head of the log: look which triggers it has."
COPIED = ("int8", "text", "int4", "text", "int8", "bytea", "bytea")
FEW = 16  # events that travel to PostgreSQL in one statement; more are copied


@contextmanager
def rolled_back_alone(raw: Any) -> Iterator[None]:  # noqa: ANN401 - either driver's connection
    """Roll the body alone back where it fails; the transaction can go on."""
    raw.execute("SAVEPOINT journeys_append")
    try:
        yield
    except BaseException:
        # On a lost connection this fails too; what happened first is what the caller must see.
        with suppress(Exception):
            raw.execute("ROLLBACK TO SAVEPOINT journeys_append")
            raw.execute("RELEASE SAVEPOINT journeys_append")
        raise
    raw.execute("RELEASE SAVEPOINT journeys_append")


def require_moved(cursor: Any) -> None:  # noqa: ANN401 - either driver's cursor
    """Raise InternalError where the head was not moved: a trigger of somebody's could prevent it.

    Else what was said to be recorded would be missing, and no head would tell.
    """
    if cursor.rowcount != 1:
        raise InternalError(NOT_KEPT)


def insert_in_sqlite(raw: Any, appending: Appending) -> list[bytes]:  # noqa: ANN401 - sqlite3's connection
    """Insert events after the head, and move it; return the leaf of each."""
    log, events, head, moved, alongside = appending
    sql = log_statements(log)
    rows = list(rows_after(head, events))
    leaves = [row[-1] for row in rows]
    raw.executemany(driver_sql(sql.insert, "sqlite"), rows)
    require_moved(raw.execute(driver_sql(sql.move_head, "sqlite"), moved(leaves)))
    if alongside:
        raw.execute(driver_sql(alongside.statement, "sqlite"), alongside.values)
    return leaves


def insert_in_postgresql(raw: Any, appending: Appending) -> list[bytes]:  # noqa: ANN401 - psycopg's connection
    """Insert events after the head, and move it; return the leaf of each."""
    log, events, head, moved, alongside = appending
    statement, values, _ = alongside or (None, (), None)
    if len(events) <= FEW:
        rows = list(rows_after(head, events))
        leaves = [row[-1] for row in rows]
        all_at_once = driver_sql(insert_and_move(log, len(rows), statement), "postgresql")
        require_moved(
            raw.execute(all_at_once, (*chain.from_iterable(rows), *values, *moved(leaves)))
        )
        return leaves
    sql, leaves = log_statements(log), []
    with raw.cursor() as cursor, cursor.copy(driver_sql(sql.copy, "postgresql")) as copy:
        copy.set_types(COPIED)
        # PostgreSQL stores one while the next is sealed.
        for row in rows_after(head, events):
            copy.write_row(row)
            leaves.append(row[-1])
    require_moved(raw.execute(driver_sql(sql.move_head, "postgresql"), moved(leaves)))
    if statement is not None:
        raw.execute(driver_sql(statement, "postgresql"), values)
    return leaves
