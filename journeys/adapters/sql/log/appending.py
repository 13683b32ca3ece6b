"""Inserting events and moving the head: row by row in SQLite, in one statement in PostgreSQL."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from typing import Any, TypeAlias

from sqlalchemy import Insert

from journeys.adapters.sql.database.driver_sql import driver_sql
from journeys.adapters.sql.log.log_rows import Event, Head, head_after, rows_after
from journeys.adapters.sql.log.log_statements import insert_and_move, log_statements

Alongside: TypeAlias = tuple[Insert, Sequence[object]]
"""An insert that runs together with an append, without another round trip; and its values."""

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


def insert_in_sqlite(
    raw: Any,  # noqa: ANN401 - sqlite3's connection
    log: str,
    events: Sequence[Event],
    head: Head,
    alongside: Alongside | None,
) -> list[bytes]:
    """Insert events after the head, and move it; return the leaf of each."""
    sql = log_statements(log)
    rows = list(rows_after(head, events))
    leaves = [row[-1] for row in rows]
    raw.executemany(driver_sql(sql.insert, "sqlite"), rows)
    raw.execute(driver_sql(sql.move_head, "sqlite"), head_after(head, leaves))
    if alongside:
        statement, values = alongside
        raw.execute(driver_sql(statement, "sqlite"), values)
    return leaves


def insert_in_postgresql(
    raw: Any,  # noqa: ANN401 - psycopg's connection
    log: str,
    events: Sequence[Event],
    head: Head,
    alongside: Alongside | None,
) -> list[bytes]:
    """Insert events after the head, and move it; return the leaf of each."""
    statement, values = alongside or (None, ())
    if len(events) <= FEW:
        rows = list(rows_after(head, events))
        leaves = [row[-1] for row in rows]
        all_at_once = driver_sql(insert_and_move(log, len(rows), statement), "postgresql")
        raw.execute(all_at_once, (*chain.from_iterable(rows), *values, *head_after(head, leaves)))
        return leaves
    sql, leaves = log_statements(log), []
    with raw.cursor() as cursor, cursor.copy(driver_sql(sql.copy, "postgresql")) as copy:
        copy.set_types(COPIED)
        # PostgreSQL stores one while the next is sealed.
        for row in rows_after(head, events):
            copy.write_row(row)
            leaves.append(row[-1])
    raw.execute(driver_sql(sql.move_head, "postgresql"), head_after(head, leaves))
    if statement is not None:
        raw.execute(driver_sql(statement, "postgresql"), values)
    return leaves
