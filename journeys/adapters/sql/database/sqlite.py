"""Connections to a SQLite file: safe against a power cut, and private to the file's owner."""

import os
import re
import sqlite3
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from journeys.adapters.sql.database.errors import is_busy
from journeys.adapters.sql.database.forks import (
    ForkSafeLock,
    close_before_fork,
    refuse_file_of_parent,
)
from journeys.adapters.sql.database.read_only import is_read_only, read_alone, reopen_changed
from journeys.adapters.sql.database.sqlite_path import sqlite_path
from journeys.domain.errors import StoreUnreachable
from journeys.domain.message import Message

LOCK_TIMEOUT = "journeys_lock_timeout"  # the key of a connection's own timeout
FILE_ID = "journeys_file_id"  # the key of what tells the file of a connection from every other
TURN = 20  # milliseconds between two tries for SQLite's write lock
SECONDS = re.compile(r"\d{1,6}(\.\d{1,3})?")  # of a timeout in a URL
OWNER_ONLY = 0o600  # the rights to a new SQLite file

OWN_TRANSACTIONS = Message(
    "This engine lets the driver begin its transactions or never end them. Make the engine without "
    "autocommit=... in connect_args."
)

_making = ForkSafeLock()


def connect_sqlite(url: URL, lock_timeout: float, pool: dict[str, Any]) -> Engine:
    """Return an engine for a SQLite file, without connecting yet."""
    file = Path(str(sqlite_path(url))).absolute()
    lock_timeout = _seconds(url.query.get("timeout", str(lock_timeout)))
    url = url.difference_update_query(["timeout"])
    read_only = is_read_only(url)
    # isolation_level=None leaves BEGIN to us; the timeout is SQLite's busy_timeout.
    arguments = {"isolation_level": None, "timeout": lock_timeout, "factory": _FileConnection}
    engine = create_engine(url, connect_args=arguments, **pool)

    @event.listens_for(engine, "do_connect")
    def make(
        _dialect: object, entry: ConnectionPoolEntry, arguments: list[str], options: dict[str, Any]
    ) -> None:
        refuse_file_of_parent(file)
        if read_only:
            read_alone(file, url, entry, arguments)
        elif not options.get("uri"):
            _make_private(arguments[0])

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, entry: ConnectionPoolEntry) -> None:
        entry.info[LOCK_TIMEOUT] = lock_timeout
        entry.info[FILE_ID] = file_id(file)
        if not read_only:
            _use_wal(connection, time.monotonic() + lock_timeout)
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        # Deleted data, such as a key, is overwritten, not only unlinked.
        connection.execute("PRAGMA secure_delete=ON")
        # Else what is sorted, as the ids and days of an index, goes into files outside the store.
        connection.execute("PRAGMA temp_store=MEMORY")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # The driver would wait for the first change.
        raw: Any = connection.connection.driver_connection
        if not raw.in_transaction:
            raw.execute("BEGIN")

    close_before_fork(engine, file, Engine.dispose)
    if read_only:
        reopen_changed(engine)
    return engine


def prepare_of_host(connection: Connection) -> None:
    """Prepare a connection of a host's own engine, the first time that a store uses it.

    What concerns the host's tables too, such as foreign keys, is left as the host has it.
    """
    if LOCK_TIMEOUT in connection.info:
        return
    raw: Any = connection.connection.driver_connection
    legacy = getattr(sqlite3, "LEGACY_TRANSACTION_CONTROL", -1)
    if getattr(raw, "autocommit", legacy) != legacy:
        raise StoreUnreachable(OWN_TRANSACTIONS)
    if (file := sqlite_path(connection.engine.url)) is not None:
        connection.info[FILE_ID] = file_id(file)
    timeout = raw.execute("PRAGMA busy_timeout").fetchone()[0] / 1000
    if not is_read_only(connection.engine.url):
        _use_wal(raw, time.monotonic() + timeout)
    raw.execute("PRAGMA synchronous=FULL")
    raw.execute("PRAGMA secure_delete=ON")
    # Not temp_store: to set it deletes the temporary tables that the host may have.
    connection.info[LOCK_TIMEOUT] = timeout


def file_id(file: Path) -> tuple[int, int] | None:
    """Return what tells the file at a path from every other; None where none is there."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def begin_of_host(connection: Connection) -> None:
    """Begin a transaction on a host's engine, whose own listeners come first.

    SQLAlchemy's recipe for SQLite has one that sends BEGIN, and a second one would fail.
    """
    connection.begin()
    raw: Any = connection.connection.driver_connection
    if not raw.in_transaction:
        raw.execute("BEGIN")


def begin_immediate(connection: Connection) -> None:
    """Take SQLite's write lock at once, before anything is read.

    A reading transaction that wants to write later is refused without waiting when somebody else
    has written in between. Poll every 20 ms: SQLite's own back-off starves writers; of eight, one
    waited for more than a second.
    """
    raw: Any = connection.connection.driver_connection
    if raw.in_transaction:
        # A host's listener has begun it; nothing was done in it yet.
        raw.execute("ROLLBACK")
    timeout = connection.info[LOCK_TIMEOUT]
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


def abandon_sqlite(connections: Iterable[Any]) -> None:
    """Make connections that a child process inherited unusable, and never close them.

    To close one, or roll it back, would change the journal that the parent is writing.
    """
    import ctypes  # noqa: PLC0415 - few processes fork in a transaction

    for connection in connections:
        connection.__class__ = _InheritedConnection
        # Never freed: that would close it.
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(connection))


class _FileConnection(sqlite3.Connection):
    """A connection to a file."""


class _InheritedConnection(sqlite3.Connection):
    """A connection of the parent process: nothing done here reaches its file."""

    def _refuse(self, *_: object) -> NoReturn:
        message = "this connection belongs to the process that this one was forked from"
        raise sqlite3.ProgrammingError(message)

    execute = executemany = executescript = cursor = commit = _refuse  # type: ignore[assignment]

    def rollback(self) -> None:
        """Do nothing: the parent ends its own transaction."""

    def close(self) -> None:
        """Do nothing, for the same reason."""


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
