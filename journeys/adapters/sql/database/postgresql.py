"""Connections to a PostgreSQL database, also through PgBouncer, and across a restart of its server.

A dead connection is noticed when it is taken from the pool: its socket has something to read. When
a statement fails on one, all that were opened before it are replaced (`connections.py`).
"""

import os
import select
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry

from journeys.adapters.sql.database.errors import is_out_of_step
from journeys.adapters.sql.database.urls import PGBOUNCER, options_of

RESTART = 10  # seconds that a connection waits at most for a server that restarts
AGAIN = 0.05  # seconds between two tries to connect to it
NOTHING: Mapping[str, str] = MappingProxyType({})
SETTINGS = "journeys_settings"  # the key of the statements that begin a transaction
SOCKET = "journeys_socket"  # the key of what watches a connection's socket


def connect_postgresql(
    url: URL, lock_timeout: float, pool: dict[str, Any], patience: float
) -> Engine:
    """Return an engine for a PostgreSQL database, without connecting yet."""
    wait = milliseconds(lock_timeout)
    arguments: dict[str, Any] = {"client_encoding": "utf8"}
    pooled = PGBOUNCER in url.query
    if pooled:
        # A prepared statement is on one connection to the server, and the next may be on another.
        arguments |= {"prepare_threshold": None}
    else:
        given = url.query.get("options", ())
        # Of two equal options PostgreSQL takes the last: the host's own come after ours.
        options = [f"-c lock_timeout={wait}", *([given] if isinstance(given, str) else given)]
        arguments |= {"options": " ".join(options)}
    try:
        # The isolation is set once for each connection, whatever the server's default is: what is
        # read after a lock must be what is there.
        engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            isolation_level="READ COMMITTED",
            connect_args=arguments,
            **pool,
        )
    except ModuleNotFoundError as error:
        message = "PostgreSQL needs its driver: install journeys[postgres]."
        raise ModuleNotFoundError(message, name=error.name) from error
    _wait_for_restart(engine, min(RESTART, patience), drop=(PGBOUNCER, "options") if pooled else ())
    _drop_out_of_step(engine)
    if hasattr(select, "poll"):
        _replace_dead(engine)
    if pooled:
        set_at_begin(engine, {"lock_timeout": wait} | options_of(url))
    return engine


def milliseconds(seconds: float) -> str:
    """Return so many seconds as PostgreSQL reads them; never 0, which would be for ever."""
    return f"{max(1, round(seconds * 1000))}ms"


def set_at_begin(
    engine: Engine, settings: Mapping[str, str], unless_set: Mapping[str, str] = NOTHING
) -> None:
    """Have each transaction begin with these settings of its own (SET LOCAL).

    Those of `unless_set` only where the connection has none (0).
    """
    always = [_set_local(*setting) for setting in settings.items()]

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if SETTINGS not in connection.info:
            # Neither SHOW nor SET takes the snapshot of the transaction: a SELECT would, and the
            # read tables are locked before that.
            missing = [
                _set_local(name, value)
                for name, value in unless_set.items()
                if connection.exec_driver_sql(f"SHOW {name}").scalar() == "0"
            ]
            statements = [*always, *missing]
            # Each alone where the host has all statements prepared: several cannot be.
            driver: Any = connection.connection.driver_connection
            alone = driver.prepare_threshold == 0
            connection.info[SETTINGS] = statements if alone else ["; ".join(statements)]
        for each in connection.info[SETTINGS]:
            connection.exec_driver_sql(each)


def _set_local(name: str, value: str) -> str:
    """Return the statement; no parameters are possible in it, so both parts are quoted."""
    # A list of schemas is several values; as one, it would be the name of a single schema.
    values = value.split(",") if name.lower() == "search_path" else [value]
    quoted = ", ".join(_quoted(each.strip().strip('"')) for each in values)
    return f"SET LOCAL {name} = {quoted}"


def _quoted(text: str) -> str:
    # The driver reads % as the place of a parameter.
    escaped = text.replace("\\", "\\\\").replace("'", "''").replace("%", "%%")
    return f"E'{escaped}'"


def abandon_postgresql(connections: Iterable[Any]) -> None:
    """Close connections that a child process inherited, without a word to the server.

    The parent goes on with them: the message by which the driver ends a session must not reach it.
    """
    with Path(os.devnull).open("r+b", buffering=0) as nowhere:
        for connection in connections:
            # One that is closed has no socket.
            with suppress(Exception):
                os.dup2(nowhere.fileno(), connection.fileno())
            with suppress(Exception):
                connection.close()


def _replace_dead(engine: Engine) -> None:
    """Replace connections that the server has closed, before a statement fails on one.

    An idle connection has nothing to read, unless its server has ended or says something. To look
    costs three microseconds; `pool_pre_ping` costs a round trip, 55 on a socket of this machine.
    """

    @event.listens_for(engine, "connect")
    def watch(connection: Any, entry: ConnectionPoolEntry) -> None:  # noqa: ANN401 - psycopg's
        entry.info[SOCKET] = socket = select.poll()
        socket.register(connection.fileno(), select.POLLIN)

    @event.listens_for(engine, "checkout")
    def check(connection: Any, entry: ConnectionPoolEntry, _proxy: object) -> None:  # noqa: ANN401 - psycopg's
        if entry.info[SOCKET].poll(0):
            try:
                engine.dialect.do_ping(connection)
            except Exception as error:
                raise InvalidatePoolError from error


def _drop_out_of_step(engine: Engine) -> None:
    """Have SQLAlchemy take a connection for lost whose answers do not fit what was sent."""

    @event.listens_for(engine, "handle_error")
    def handle(context: ExceptionContext) -> None:
        if is_out_of_step(context.original_exception):
            context.is_disconnect = True


def _wait_for_restart(engine: Engine, patience: float, drop: Iterable[str]) -> None:
    """Have a call wait for a server that it had reached before, and that may be restarting.

    Once it was waited for in vain, calls fail at once, until it is reached again.
    """
    reached, failing_since = False, 0.0

    @event.listens_for(engine, "do_connect")
    def connect(
        dialect: Any,  # noqa: ANN401 - psycopg's
        _entry: object,
        cargs: list[Any],
        cparams: dict[str, Any],
    ) -> Any:  # noqa: ANN401 - psycopg's connection
        nonlocal reached, failing_since
        for name in drop:
            cparams.pop(name, None)
        while True:
            try:
                connection = dialect.connect(*cargs, **cparams)
            except dialect.loaded_dbapi.OperationalError:
                now = time.monotonic()
                failing_since = failing_since or now
                if not reached or now - failing_since > patience:
                    raise
                time.sleep(AGAIN)
            else:
                reached, failing_since = True, 0.0
                return connection
