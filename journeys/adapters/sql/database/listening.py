"""LISTEN on a connection of its own, for which an append notifies only while somebody listens."""

from typing import TYPE_CHECKING, cast

from sqlalchemy import Engine

from journeys.adapters.sql.database.errors import translated

if TYPE_CHECKING:
    import psycopg

SHARED = """
SELECT pg_advisory_lock_shared(1785688434, hashtext(coalesce(%s, current_schema()) || '.' || %s))
"""
"""Migration 0014 says what this lock is for. Appends that run now end before it is given."""


def listen(engine: Engine, channel: str, schema: str | None = None) -> "psycopg.Connection":
    """Return a connection that listens on the channel of an events table of this name.

    The table is in that schema; None stands for the engine's own. The connection is made as by the
    engine, and taken out of its pool. What was committed before sent no notification to it: look
    after this. Raises psycopg's errors.
    """
    from psycopg.sql import SQL, Identifier  # noqa: PLC0415 - SQLite needs no psycopg

    with translated():
        pooled = engine.raw_connection()
    connection = cast("psycopg.Connection", pooled.driver_connection)
    pooled.detach()
    connection.autocommit = True
    connection.execute(SHARED, [schema, channel])
    connection.execute(SQL("LISTEN {}").format(Identifier(channel)))
    return connection
