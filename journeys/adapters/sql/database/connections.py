"""Connections to the store: a SQLite file or a PostgreSQL database.

A server that restarts is met in three places, each of which may try again: there is no connection
yet (`postgresql.py`); nothing was done on one (`_begin`); or the work only reads (`read`). After a
write nobody here knows whether it was committed, so that is raised: to a caller with a request id,
or to a recorder that tracks what it followed.
"""

import sqlite3
import time
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, event
from sqlalchemy.engine.base import OptionEngine
from sqlalchemy.engine.interfaces import IsolationLevel
from sqlalchemy.exc import DBAPIError

from journeys.adapters.sql.database.bounded_pool import Bound, BoundedPool
from journeys.adapters.sql.database.errors import (
    BEATEN,
    StaleSnapshot,
    is_out_of_step,
    translated,
    translation,
)
from journeys.adapters.sql.database.forks import in_sqlite, reset_in_child
from journeys.adapters.sql.database.persistence_errors import InterfaceError, OperationalError
from journeys.adapters.sql.database.postgresql import (
    AGAIN,
    RESTART,
    abandon_postgresql,
    connect_postgresql,
)
from journeys.adapters.sql.database.read_only import SNAPSHOT, Snapshot
from journeys.adapters.sql.database.sqlite import (
    abandon_sqlite,
    begin_immediate,
    begin_of_host,
    connect_sqlite,
    prepare_of_host,
)
from journeys.adapters.sql.database.urls import PGBOUNCER, SQLITE, parse_url
from journeys.app.ports.pool import Pool

T = TypeVar("T")

OURS = "journeys_engine"  # the execution option of an engine that `connect` made


def connect(
    url: str | URL,
    *,
    lock_timeout: float = 30,
    pool: Pool | None = None,
    bound: Bound | None = None,
) -> Engine:
    """Return an engine for the store at this URL, without connecting yet.

    With a `bound`, in place of a `pool`, its connections count together with those of all engines
    that have the same.
    No statement waits longer than `lock_timeout` seconds for a lock, or as long as the URL says:
    `sqlite:///file?timeout=5`, `postgresql://host/database?options=-c lock_timeout=5s`. With
    `postgresql://host/database?pgbouncer=true` each transaction may have another connection to the
    server: nothing stays in a session. Raises ValueError, which never repeats the URL, for any but
    a SQLite file's or a PostgreSQL database's, and ModuleNotFoundError where the driver of
    PostgreSQL is not installed. A SQLite file that is not there yet is made for its owner alone,
    unless it is given as a URI of SQLite's own. With `mode=ro` or `immutable=1` nothing is written
    or made, not even a journal.
    """
    url, pool = parse_url(url), pool or Pool()
    settings: dict[str, Any] = {
        "pool_recycle": -1 if pool.recycle is None else pool.recycle,
        "execution_options": {OURS: True},
    }
    if bound is None:
        settings["pool_size"], settings["max_overflow"] = pool.size, pool.overflow
        settings["pool_timeout"] = pool.timeout
    else:
        settings["poolclass"], settings["bound"] = BoundedPool, bound
    if url.drivername in SQLITE:
        engine = connect_sqlite(url, lock_timeout, settings)
        _track(engine, abandon_sqlite)
    else:
        engine = connect_postgresql(url, lock_timeout, settings, pool.timeout)
        _track(engine, abandon_postgresql)
    return engine


class SharedEngine(OptionEngine):
    """An engine on the pool of another, which others use: to dispose of it closes nothing."""

    def dispose(self, close: bool = True) -> None:  # noqa: FBT001, FBT002 - SQLAlchemy's own signature
        """Leave the pool open."""


SharedEngine._option_cls = SharedEngine  # noqa: SLF001 - an engine made of one shares the pool, too


def can_listen(engine: Engine) -> bool:
    """Return whether a connection of this engine can wait for notifications (LISTEN)."""
    return engine.dialect.name == "postgresql" and PGBOUNCER not in engine.url.query


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Yield a connection in a transaction that may write; commit at the end, or roll back.

    Raises persistence errors for everything the database refuses.
    """
    with translated(), _connected(engine) as connection:
        if connection.dialect.name == "sqlite":
            begin_immediate(connection)
        with connection.get_transaction() or connection.begin():
            yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Yield a connection in a transaction that only reads, and sees one state of the store.

    Raises persistence errors for everything the database refuses.
    """
    # In SQLite every transaction sees one state; in PostgreSQL each statement would see its own.
    with (
        translated(),
        _connected(engine, "REPEATABLE READ") as connection,
        connection.get_transaction() or connection.begin() as transaction,
    ):
        try:
            yield connection
        finally:
            if connection.dialect.name == "sqlite" and not connection.invalidated:
                _refuse_changed(connection)
        # There is nothing to commit, and SQLite would refuse to in a damaged file.
        transaction.rollback()


def read(engine: Engine, query: Callable[[Connection], T]) -> T:
    """Return what a query returns in a reading transaction of its own.

    It is repeated once where the connection was lost: the server may have restarted. Raises as
    `reading`.
    """
    try:
        with reading(engine) as connection:
            return query(connection)
    except (OperationalError, InterfaceError) as error:
        if not is_lost(engine, error):
            raise
    with reading(engine) as connection:
        return query(connection)


def is_lost(engine: Engine, error: BaseException | None) -> bool:
    """Return whether a persistence error may mean that the connection was lost.

    What has a cause that is known, such as a lock timeout, is of a subclass of these.
    """
    return engine.dialect.name != "sqlite" and type(error) in {OperationalError, InterfaceError}


@contextmanager
def _connected(engine: Engine, isolation: IsolationLevel | None = None) -> Iterator[Connection]:
    """Yield a connection; one to PostgreSQL in a transaction, of this isolation where one is given.

    On SQLite a transaction is isolated anyway; on a host's engine one has begun.
    """
    if engine.dialect.name == "sqlite":
        with in_sqlite, engine.connect() as connection:
            prepare_of_host(connection)
            if not engine.get_execution_options().get(OURS):
                begin_of_host(connection)
            yield connection
    else:
        with _begin(engine, isolation) as connection:
            yield connection


def _begin(engine: Engine, isolation: IsolationLevel | None) -> Connection:
    """Return a connection to PostgreSQL in a new transaction.

    Where its settings are the first statement that is sent, the connection may turn out to be dead,
    or PgBouncer to have no server. Nothing was done yet: so it is tried again while that restarts.
    """
    until = time.monotonic() + RESTART
    while True:
        connection = engine.connect()
        try:
            if isolation is not None:
                connection.execution_options(isolation_level=isolation)
            connection.begin()
        except Exception as error:
            lost = _lost_at_begin(connection, error)
            connection.close()
            if not lost or time.monotonic() > until:
                raise
            time.sleep(AGAIN)
        except BaseException:
            connection.close()
            raise
        else:
            return connection


def _lost_at_begin(connection: Connection, error: Exception) -> bool:
    """Return whether a connection was lost, and let go of it. The error may be the driver's own."""
    if isinstance(error, DBAPIError):
        return error.connection_invalidated
    other: Any = error
    lost = connection.dialect.is_disconnect(other, connection.connection.driver_connection, None)
    if lost:
        connection.invalidate(error)
    return lost


def _refuse_changed(connection: Connection) -> None:
    """Raise StaleSnapshot where a file that is read without locks has changed meanwhile."""
    then: Snapshot | None = connection.info.get(SNAPSHOT)
    if then is not None and then.has_changed(written=True):
        raise StaleSnapshot(BEATEN)


def driver(connection: Connection) -> Any:  # noqa: ANN401 - either driver's connection
    """Return the driver's own connection."""
    return connection.connection.driver_connection


def driver_connection(connection: Connection) -> AbstractContextManager[Any]:
    """Give the driver's own connection, in a transaction as SQLAlchemy would begin it.

    A statement through it costs a third of one through SQLAlchemy. Raises persistence
    errors.
    """
    return _Driving(connection)


def pipelined(raw: Any) -> AbstractContextManager[object]:  # noqa: ANN401 - either driver's connection
    """Send the statements of the body to PostgreSQL in one round trip; none may be a COPY.

    Their results and errors are known after the body.
    """
    # A connection that prepares nothing leads to PgBouncer. Where its server is lost in the middle
    # of a pipeline, the answers that come do not belong to the statements that were sent.
    if isinstance(raw, sqlite3.Connection) or raw.prepare_threshold is None:
        return nullcontext()
    pipeline: AbstractContextManager[object] = raw.pipeline()
    return pipeline


class _Driving:
    """What `driver_connection` gives; a generator would cost as much as a statement in SQLite."""

    __slots__ = ("_connection", "_raw")

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __enter__(self) -> Any:  # noqa: ANN401 - either driver's connection
        try:
            if not self._connection.in_transaction():
                self._connection.begin()
            self._raw = driver(self._connection)
        except Exception as error:
            if translated_error := translation(error):
                raise translated_error from error
            raise
        return self._raw

    def __exit__(self, _: object, error: BaseException | None, _traceback: object) -> None:
        if not isinstance(error, Exception):
            return
        lost: Any = error
        if is_out_of_step(error) or self._connection.dialect.is_disconnect(lost, self._raw, None):
            _note_lost(self._connection, error)
        if translated_error := translation(error):
            raise translated_error from error


def _note_lost(connection: Connection, error: Exception) -> None:
    """Let SQLAlchemy notice that a connection is lost, or its rollback would hide this error.

    It replaces every connection of the pool that was opened before: their server has gone as well.
    """
    with suppress(DBAPIError):
        connection.exec_driver_sql("SELECT 1")
    if not connection.invalidated:
        connection.invalidate(error)


def _track(engine: Engine, abandon: Callable[[Iterable[Any]], None]) -> None:
    """Close the connections that an engine left open, when the engine is garbage-collected.

    In a forked child nobody closes them: they are the parent's.
    """
    # eventsourcing's runners drop factories without closing them, and a driver warns about an open
    # connection that is dropped. The set must not refer back to the engine.
    opened: set[Any] = set()
    event.listen(engine, "connect", lambda connection, _entry: opened.add(connection))
    for gone in ("close", "detach"):
        event.listen(engine, gone, lambda connection, _entry: opened.discard(connection))
    finalizer = weakref.finalize(engine, _close_all, opened)
    finalizer.atexit = False
    reset_in_child(engine, partial(_forget_parent, opened, abandon))


def _forget_parent(
    opened: set[Any], abandon: Callable[[Iterable[Any]], None], engine: Engine
) -> None:
    abandon(opened)
    opened.clear()
    engine.dispose(close=False)


def _close_all(connections: set[Any]) -> None:
    while connections:
        connections.pop().close()
