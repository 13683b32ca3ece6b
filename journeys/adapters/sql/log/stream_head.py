"""The stream head: a stream's key and newest version, and a request, read in one round trip."""

from collections.abc import Sequence
from contextlib import nullcontext
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, Select, bindparam, literal_column, select, true

from journeys.adapters.sql.database.connections import driver_connection, pipelined
from journeys.adapters.sql.database.driver_sql import driver_sql
from journeys.adapters.sql.database.tables import tables_of
from journeys.adapters.sql.keys.keyring import keys
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.requests import requests
from journeys.adapters.sql.log.stream_queue import Turn
from journeys.app.observing import Waiting


class StreamHead(NamedTuple):
    """A stream's key and newest entry, and what is stored under the id of a request."""

    wrapped: bytes | None
    """None where it has no key, or no longer one."""
    version: int | None
    leaf: bytes | None
    """Of its newest entry, as is the version; None where it has none."""
    request_stream: str | None
    request_hash: str | None


def stream_head(
    connection: Connection,
    log: EventLog,
    stream: str,
    request_id: str | None,
    turns: Sequence[Turn],
) -> StreamHead:
    """Return the head of a stream, with what is stored under the request id if one is given.

    These turns are waited for first.
    """
    statement = head_statement(connection, log)
    # Pipelined, they share a round trip with the BEGIN of the transaction.
    with (
        driver_connection(connection) as raw,
        Waiting() if turns else nullcontext(),
        pipelined(raw),
    ):
        for turn in turns:
            raw.execute(*turn)
        found = raw.execute(statement, (stream, stream, request_id))
    return StreamHead._make(found.fetchall()[0])


def head_statement(connection: Connection, log: EventLog) -> str:
    """Return the statement that reads the head of a stream, by its name twice and a request id."""
    return driver_sql(_select_head(log.tables.name), connection.dialect.name)


@cache
def _select_head(log: str) -> Select[Any]:
    """Return the selection of one row: each part is joined to a row that is always there."""
    events = tables_of(log).events
    stream: BindParameter[str] = bindparam("stream")
    newest = (
        select(events.c.version, events.c.leaf)
        .where(events.c.stream == stream)
        .order_by(events.c.version.desc())
        .limit(literal_column("1"))
        .offset(literal_column("0"))
        .subquery("newest")
    )
    return select(
        keys.c.wrapped, newest.c.version, newest.c.leaf, requests.c.stream, requests.c.digest
    ).select_from(
        select(literal_column("1"))
        .subquery("once")
        .outerjoin(keys, keys.c.holder == stream)
        .outerjoin(newest, true())
        .outerjoin(requests, requests.c.request_id == bindparam("request_id"))
    )
