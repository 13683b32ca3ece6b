"""Waiting for something to be recorded: PostgreSQL notifies, a SQLite file is polled.

A lost connection loses nothing: the caller reads the log after every wait, and the next wait
connects again.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol, cast

from sqlalchemy import ColumnClause, Engine, Select, literal_column, select
from sqlalchemy.exc import SQLAlchemyError

from journeys.adapters.sql.database.connections import can_listen, reading
from journeys.adapters.sql.database.forks import close_before_fork, in_sqlite, reset_in_child
from journeys.adapters.sql.database.listening import listen
from journeys.adapters.sql.database.persistence_errors import PersistenceError
from journeys.adapters.sql.database.postgresql import abandon_postgresql
from journeys.adapters.sql.database.sqlite_path import sqlite_path
from journeys.adapters.sql.database.tables import Tables
from journeys.app.logs import Log
from journeys.app.ports.reactors import Stop, Watch

if TYPE_CHECKING:
    import psycopg

log = Log(__name__)

SLICE = 0.2  # seconds after which `stop` is looked at
POLL = 0.05  # seconds between two looks at a SQLite file
UNPROVEN = 1.0  # seconds between two looks where no notification has come yet


class _Closing(Protocol):
    def wait(self, stop: Stop, seconds: float) -> None: ...

    def close(self) -> None: ...


@contextmanager
def watching(engine: Engine, tables: Tables) -> Iterator[Watch]:
    """Yield what waits for an append to this log, and close its connection at the end."""
    watch: _Closing
    if can_listen(engine):
        watch = ListeningWatch(engine, tables)
    else:
        watch = PollingWatch(engine) if engine.dialect.name == "sqlite" else TimedWatch()
    try:
        yield watch
    finally:
        watch.close()


class PollingWatch:
    """Asks SQLite for the version of the file's data, which any commit of others changes.

    It reads a few bytes that every connection shares, and no page of the file.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: sqlite3.Connection | None = None
        self._version: int | None = None
        close_before_fork(self, Path(str(sqlite_path(engine.url))).absolute(), PollingWatch.close)

    def wait(self, stop: Stop, seconds: float) -> None:
        """Return soon after a commit since the last call, or after so many seconds."""
        deadline = monotonic() + seconds
        while not self._has_changed() and (left := deadline - monotonic()) > 0:
            if stop.wait(min(POLL, left)):
                return

    def _has_changed(self) -> bool:
        before = self._version
        try:
            with in_sqlite:
                if self._connection is None:
                    self._connection = self._connect()
                ((self._version,),) = self._connection.execute("PRAGMA data_version").fetchall()
        except (sqlite3.Error, SQLAlchemyError):
            # Who asks the log next sees that the file is lost, and says so.
            self.close()
            return False
        return self._version != before

    def _connect(self) -> sqlite3.Connection:
        pooled = self._engine.raw_connection()
        connection = cast("sqlite3.Connection", pooled.driver_connection)
        pooled.detach()
        return connection

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class TimedWatch:
    """Has the log looked at every second: behind PgBouncer no notification comes."""

    def wait(self, stop: Stop, seconds: float) -> None:
        """Return after so many seconds, or after one."""
        stop.wait(min(seconds, UNPROVEN))

    def close(self) -> None:
        """There is nothing to close."""


class ListeningWatch:
    """Waits by LISTEN for the notification of an append. Reactors and subscriptions use it.

    Until the first one has come it looks every second, too: behind a pooler in transaction mode
    (PgBouncer) none ever comes. One thread at a time waits or closes it.
    """

    def __init__(self, engine: Engine, tables: Tables) -> None:
        self._engine = engine
        self._tables = tables
        self._channel = tables.events.name
        self._schema: str | None = None
        self._connection: psycopg.Connection | None = None
        self._is_proven = False
        reset_in_child(self, ListeningWatch._forget_parent)

    def wait(self, stop: Stop, seconds: float) -> None:
        """Return soon after an append since the last call, or after so many seconds."""
        import psycopg  # noqa: PLC0415 - SQLite needs no psycopg

        deadline = monotonic() + (seconds if self._is_proven else min(seconds, UNPROVEN))
        try:
            if self._connection is None:
                self._connect()
                return  # what was committed before LISTEN sent no notification: look at once
            while not stop.is_set() and (left := deadline - monotonic()) > 0:
                if self._was_notified(self._connection, min(left, SLICE)):
                    self._is_proven = True
                    return
        except (psycopg.Error, PersistenceError, SQLAlchemyError) as error:
            # Who asks the log next sees that the store is lost, and says so.
            log.debug("a listening connection was lost", error=type(error).__name__)
            self.close()
            stop.wait(min(seconds, UNPROVEN))

    def _connect(self) -> None:
        with reading(self._engine) as connection:
            self._schema = connection.scalar(_schema_of(self._tables))
        self._connection = listen(self._engine, self._channel, self._schema)

    def _was_notified(self, connection: "psycopg.Connection", seconds: float) -> bool:
        """Wait for a notification of this store; those of other schemas are passed over."""
        first = [each.payload for each in connection.notifies(timeout=seconds, stop_after=1)]
        more = connection.notifies(timeout=0) if first else ()
        # The trigger of a log that is not sealed names no schema.
        own = self._schema if self._tables.sealed else ""
        # Appends that came together are one reason to look.
        return own in {*first, *(each.payload for each in more)}

    def _forget_parent(self) -> None:
        """Leave the parent its connection: a forked child listens on one of its own."""
        if self._connection is not None:
            abandon_postgresql([self._connection])
        self._connection = None

    def close(self) -> None:
        """Close the connection; the next wait makes another."""
        self._is_proven = False
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _schema_of(tables: Tables) -> Select[Any]:
    """Return the selection of the schema that the tables are in, wherever the engine finds them."""
    head = tables.head.alias("head")
    schema: ColumnClause[str] = literal_column(
        "(SELECT nspname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
        " WHERE pg_class.oid = head.tableoid)"
    )
    return select(schema).select_from(head)
