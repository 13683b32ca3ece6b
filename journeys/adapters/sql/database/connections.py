"""Connections to the store: a SQLite file or a PostgreSQL database."""

import os
import re
import sqlite3
import time
import weakref
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from journeys.adapters.sql.database.bounded_pool import Bound, BoundedPool
from journeys.adapters.sql.database.errors import (
    BEATEN,
    StaleSnapshot,
    is_busy,
    translated,
    translation,
)
from journeys.adapters.sql.database.read_only import (
    SNAPSHOT,
    Snapshot,
    is_read_only,
    read_alone,
    reopen_changed,
)
from journeys.adapters.sql.database.sqlite_path import sqlite_path
from journeys.adapters.sql.database.urls import SQLITE, parse_url

LOCK_TIMEOUT = "journeys_lock_timeout"  # the key of a connection's own timeout
TURN = 20  # milliseconds between two tries for SQLite's write lock
SECONDS = re.compile(r"\d{1,6}(\.\d{1,3})?")  # of a timeout in a URL
OWNER_ONLY = 0o600  # the rights to a new SQLite file

_making = Lock()


def connect(url: str | URL, *, lock_timeout: float = 30, bound: Bound | None = None) -> Engine:
    """Return an engine for the store at this URL, without connecting yet.

    With a `bound` its connections count together with those of all engines that have the same.
    No statement waits longer than `lock_timeout` seconds for a lock, or as long as the URL says:
    `sqlite:///file?timeout=5`, `postgresql://host/database?options=-c lock_timeout=5s`. Raises
    ValueError, which never repeats the URL, for any but a SQLite file's or a PostgreSQL database's,
    and ModuleNotFoundError when the PostgreSQL driver is not installed. A SQLite file that is not
    there yet is made for its owner alone, unless it is given as a URI of SQLite's own. With
    `mode=ro` or `immutable=1` nothing is written or made, not even a journal.
    """
    url = parse_url(url)
    connected = _connect_sqlite if url.drivername in SQLITE else _connect_postgresql
    pool = {} if bound is None else {"poolclass": BoundedPool, "bound": bound}
    engine = connected(url, lock_timeout, pool)
    _close_when_forgotten(engine)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Yield a connection in a transaction that may write; commit at the end, or roll back.

    Raises eventsourcing's persistence errors for everything the database refuses.
    """
    with translated(), engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            _begin_writing(connection)
        with connection.begin():
            yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Yield a connection in a transaction that only reads, and sees one state of the store.

    Raises eventsourcing's persistence errors for everything the database refuses.
    """
    with translated(), engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            # In SQLite every transaction sees one state; here each statement would see its own.
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin() as transaction:
            try:
                yield connection
            finally:
                if connection.dialect.name == "sqlite" and not connection.invalidated:
                    _refuse_changed(connection)
            # There is nothing to commit, and SQLite would refuse to in a damaged file.
            transaction.rollback()


def _refuse_changed(connection: Connection) -> None:
    """Raise StaleSnapshot where a file that is read without locks has changed meanwhile."""
    then: Snapshot | None = connection.info.get(SNAPSHOT)
    if then is not None and then.has_changed(written=True):
        raise StaleSnapshot(BEATEN)


def _begin_writing(connection: Connection) -> None:
    """Take SQLite's write lock at once, before anything is read.

    A reading transaction that wants to write later is refused without waiting when somebody else
    has written in between. Poll every 20 ms: SQLite's own back-off starves writers; of eight, one
    waited for more than a second.
    """
    raw, timeout = driver(connection), connection.info[LOCK_TIMEOUT]
    deadline = time.monotonic() + timeout
    raw.execute(f"PRAGMA busy_timeout={TURN}")
    try:
        while True:
            try:
                raw.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if not is_busy(error) or time.monotonic() > deadline:
                    raise
            else:
                return
    finally:
        raw.execute(f"PRAGMA busy_timeout={round(1000 * timeout)}")


def driver(connection: Connection) -> Any:  # noqa: ANN401 - either driver's connection
    """Return the driver's own connection."""
    return connection.connection.driver_connection


def driver_connection(connection: Connection) -> AbstractContextManager[Any]:
    """Give the driver's own connection, in a transaction as SQLAlchemy would begin it.

    A statement through it costs a third of one through SQLAlchemy. Raises eventsourcing's
    persistence errors.
    """
    return _Driving(connection)


def pipelined(raw: Any) -> AbstractContextManager[object]:  # noqa: ANN401 - either driver's connection
    """Send the statements of the body to PostgreSQL in one round trip; none may be a COPY.

    Their results and errors are known after the body.
    """
    pipeline: AbstractContextManager[object] = (
        nullcontext() if isinstance(raw, sqlite3.Connection) else raw.pipeline()
    )
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
        # SQLAlchemy must know that the connection is lost, or its rollback hides this error.
        lost: Any = error
        if self._connection.dialect.is_disconnect(lost, self._raw, None):
            self._connection.invalidate(error)
        if translated_error := translation(error):
            raise translated_error from error


def _connect_sqlite(url: URL, lock_timeout: float, pool: dict[str, Any]) -> Engine:
    file = Path(str(sqlite_path(url))).absolute()
    lock_timeout = _seconds(url.query.get("timeout", str(lock_timeout)))
    url = url.difference_update_query(["timeout"])
    read_only = is_read_only(url)
    # isolation_level=None leaves BEGIN to us; the timeout is SQLite's busy_timeout.
    arguments = {"isolation_level": None, "timeout": lock_timeout}
    engine = create_engine(url, connect_args=arguments, **pool)

    @event.listens_for(engine, "do_connect")
    def make(
        _dialect: object, entry: ConnectionPoolEntry, arguments: list[str], options: dict[str, Any]
    ) -> None:
        if read_only:
            read_alone(file, url, entry, arguments)
        elif not options.get("uri"):
            _make_private(arguments[0])

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, entry: ConnectionPoolEntry) -> None:
        entry.info[LOCK_TIMEOUT] = lock_timeout
        if not read_only:
            _use_wal(connection, time.monotonic() + lock_timeout)
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        # Deleted data, such as a key, is overwritten, not only unlinked.
        connection.execute("PRAGMA secure_delete=ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        raw = driver(connection)
        if not raw.in_transaction:
            raw.execute("BEGIN")

    if read_only:
        reopen_changed(engine)
    return engine


def _seconds(given: str | tuple[str, ...]) -> float:
    if not isinstance(given, str) or not SECONDS.fullmatch(given):
        raise ValueError("Write the timeout in the address as a number of seconds: ?timeout=5.")
    return float(given)


def _make_private(file: str) -> None:
    """Create a SQLite file where there is none; its journal and index get the same rights."""
    # Closing a file releases every lock that this process holds on it. So an existing file is never
    # opened here, and no other thread connects before a new one is closed. Where none can be
    # created, SQLite says why.
    with _making, suppress(OSError):
        os.close(os.open(os.path.realpath(file), os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))


def _use_wal(connection: sqlite3.Connection, deadline: float) -> None:
    """Put the file in WAL mode unless it is, however many processes open it at once."""
    # SQLite does not always honour busy_timeout while it changes the mode, so we wait ourselves.
    while True:
        try:
            if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                connection.execute("PRAGMA journal_mode=WAL")
        except UnicodeDecodeError:
            # SQLite's message would hold the damaged bytes, which are no text.
            raise sqlite3.DatabaseError("the schema of this file is damaged") from None
        except sqlite3.OperationalError as error:
            if not is_busy(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.005)
        else:
            return


def _connect_postgresql(url: URL, lock_timeout: float, pool: dict[str, Any]) -> Engine:
    given = url.query.get("options", ())
    # Of two equal options PostgreSQL takes the last: the host's own come after ours.
    options = [f"-c lock_timeout={max(1, round(lock_timeout * 1000))}"]
    options += [given] if isinstance(given, str) else given
    arguments: dict[str, Any] = {"options": " ".join(options)}
    try:
        url = url.set(drivername="postgresql+psycopg")
        return create_engine(url, connect_args=arguments, **pool)
    except ModuleNotFoundError as error:
        message = "PostgreSQL needs its driver: install journeys[postgres]."
        raise ModuleNotFoundError(message, name=error.name) from error


def _close_when_forgotten(engine: Engine) -> None:
    """Close the connections that an engine left open, when the engine is garbage-collected."""
    # eventsourcing's runners drop factories without closing them, and a driver warns about an open
    # connection that is dropped. The set must not refer back to the engine.
    opened: set[Any] = set()
    event.listen(engine, "connect", lambda connection, _entry: opened.add(connection))
    for gone in ("close", "detach"):
        event.listen(engine, gone, lambda connection, _entry: opened.discard(connection))
    finalizer = weakref.finalize(engine, _close_all, opened)
    finalizer.atexit = False  # a forked child must not close its parent's connections


def _close_all(connections: set[Any]) -> None:
    while connections:
        connections.pop().close()
