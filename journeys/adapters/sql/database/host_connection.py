"""A connection of a host's own, which a store joins: what a call needs, and the host has otherwise.

All of it is as the host had it after the call.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, func, select

from journeys.adapters.sql.database.connections import driver
from journeys.adapters.sql.database.schemas import IN_TRANSACTION
from journeys.domain.message import Message

COMMITS_EACH = Message(
    "This connection commits each statement by itself (AUTOCOMMIT), so nothing on it is one "
    "transaction. Join one that begins a transaction. Nothing was done."
)
UTF_8 = "utf-8"  # as Python names it
TRANSLATED = "schema_translate_map"


def begin_host_transaction(host: Connection) -> None:
    """Make sure that the host's transaction has begun in the database, too.

    sqlite3 delays BEGIN until the first change; a savepoint set before it would be a transaction
    of its own, and releasing it a commit.
    """
    if host.dialect.name != "sqlite":
        return
    # Deleted data, such as a key, is overwritten on a host's connection too, and also where the
    # host has written before.
    host.exec_driver_sql("PRAGMA secure_delete=ON")
    if not driver(host).in_transaction:
        host.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def host_ready(host: Connection) -> Iterator[None]:
    """Let the statements of a store reach its own tables, in UTF-8, for the body.

    Raises ValueError where the connection has no transactions.
    """
    with _untranslated(host):
        if host.dialect.name == "postgresql":
            if driver(host).autocommit:
                raise ValueError(COMMITS_EACH)
            with _in_utf_8(host):
                yield
        else:
            yield


@contextmanager
def _untranslated(host: Connection) -> Iterator[None]:
    """Leave the schemas of the host's own tables out: those of a store name none."""
    before = host.get_execution_options().get(TRANSLATED)
    if before is None:
        yield
        return
    host.execution_options(**{TRANSLATED: None})
    try:
        yield
    finally:
        host.execution_options(**{TRANSLATED: before})


@contextmanager
def _in_utf_8(host: Connection) -> Iterator[None]:
    raw: Any = driver(host)
    if raw.info.encoding == UTF_8:
        yield
        return
    before = host.exec_driver_sql("SHOW client_encoding").scalar_one()
    host.exec_driver_sql("SET LOCAL client_encoding = 'UTF8'")
    try:
        yield
    finally:
        # Where the body made the transaction fail, its rollback does the same.
        if not host.closed and raw.info.transaction_status == IN_TRANSACTION:
            host.execute(select(func.set_config("client_encoding", before, True)))  # noqa: FBT003
