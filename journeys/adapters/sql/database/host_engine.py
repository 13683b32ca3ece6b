"""A store on a host's own SQLAlchemy engine: its pool, its address and its way to connect.

Nothing is changed for the host's own transactions. What the store needs besides is set in each
transaction of its own, or on a connection that it uses for the first time.
"""

from sqlalchemy import Engine
from sqlalchemy.pool import StaticPool

from journeys.adapters.sql.database.connections import OURS, SharedEngine
from journeys.adapters.sql.database.forks import close_before_fork, reset_in_child
from journeys.adapters.sql.database.postgresql import milliseconds, set_at_begin
from journeys.adapters.sql.database.sqlite_path import sqlite_path
from journeys.domain.errors import StoreUnreachable
from journeys.domain.message import Message

LOCK_TIMEOUT = milliseconds(30)

UNTRANSLATED = {"schema_translate_map": None}
"""The schemas of the host's own tables are none of a store's: search_path names that."""

OTHER_DRIVER = Message(
    "This engine has another driver. Make it with sqlite:///path/to/file, or with "
    "postgresql+psycopg://host/database."
)
NO_FILE = Message(
    "A history must outlive the process that wrote it: make this engine with the address of a file "
    "(sqlite:///path/to/file), not of a database in memory."
)
ONE_CONNECTION = Message(
    "This engine has one connection for all threads (StaticPool). Make it with another pool."
)


def on_host_engine(engine: Engine) -> Engine:
    """Return an engine for a store that shares the pool of a host's own engine.

    An engine that `connect` made is returned as it is. Raises StoreUnreachable where the engine has
    another driver, no file, or one connection for all threads.
    """
    if engine.get_execution_options().get(OURS):
        return engine
    if isinstance(engine.pool, StaticPool):
        raise StoreUnreachable(ONE_CONNECTION)
    reset_in_child(engine, _forget_parent)
    match engine.dialect.name, engine.dialect.driver:
        case "postgresql", "psycopg":
            # An engine may be made to commit each statement; text is UTF-8, whatever it says.
            shared = SharedEngine(engine, {"isolation_level": "READ COMMITTED", **UNTRANSLATED})
            encoding = {"client_encoding": "UTF8"}
            set_at_begin(shared, encoding, unless_set={"lock_timeout": LOCK_TIMEOUT})
        case "sqlite", "pysqlite":
            path = sqlite_path(engine.url)
            if path is None or engine.url.query.get("mode") == "memory" or str(path) == ":memory:":
                raise StoreUnreachable(NO_FILE)
            shared = SharedEngine(engine, UNTRANSLATED)
            close_before_fork(engine, path, Engine.dispose)
        case _:
            raise StoreUnreachable(OTHER_DRIVER)
    return shared


def _forget_parent(engine: Engine) -> None:
    engine.dispose(close=False)
