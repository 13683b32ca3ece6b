"""The SQL connection behind a transaction, for tests that look into the tables or at its driver."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import Any

from sqlalchemy import Connection

from journeys.adapters.sql.transactions import SQLTransaction
from journeys.adapters.store import SQLStore
from journeys.app.ports.store import Store, Transaction


def connection_of(transaction: Transaction) -> Connection:
    """Return the SQL connection of a transaction."""
    assert isinstance(transaction, SQLTransaction)
    return transaction.connection


@contextmanager
def round_trips(store: Store) -> Iterator[Callable[[], int]]:
    """Count what the driver asks the database for, on the one connection that is in the pool.

    In SQLite that is each statement. In PostgreSQL it is each message of the server that it is
    ready for the next one, as libpq's own trace has them: one for each time that is waited.
    """
    assert isinstance(store, SQLStore)
    with store.engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
    if isinstance(raw, sqlite3.Connection):
        statements = list[str]()
        raw.set_trace_callback(statements.append)
        yield lambda: len(statements)
        raw.set_trace_callback(None)
        return
    with TemporaryFile() as file:
        raw.pgconn.trace(file.fileno())

        def waited() -> int:
            file.seek(0)
            return sum(b"ReadyForQuery" in line for line in file)

        yield waited
        raw.pgconn.untrace()
