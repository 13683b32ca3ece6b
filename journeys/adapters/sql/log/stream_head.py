"""What a store knows of a stream before anything is recorded on it, in one statement."""

from typing import NamedTuple

from sqlalchemy import Connection

from journeys.adapters.sql.database.connections import driver_connection, pipelined
from journeys.adapters.sql.database.statements import in_dialect
from journeys.adapters.sql.log.event_log import EventLog

KNOWN = """
    SELECT keys.wrapped, newest.version, newest.leaf, asked.stream, asked.digest
    FROM (SELECT 1) AS once
    LEFT JOIN journeys_keys AS keys ON keys.holder = $value
    LEFT JOIN (
        SELECT version, leaf FROM $events WHERE stream = $value ORDER BY version DESC LIMIT 1
    ) AS newest ON 1 = 1
    LEFT JOIN journeys_requests AS asked ON asked.request_id = $value
"""


class StreamHead(NamedTuple):
    """A stream's key and end, and what was asked under the id of a request."""

    wrapped: bytes | None
    """None where it has no key, or no more."""
    version: int | None
    leaf: bytes | None
    """Of its newest entry, as is the version; None where it has none."""
    asked_on: str | None
    asked_mark: str | None


def stream_head(
    connection: Connection, log: EventLog, stream: str, request_id: str | None
) -> StreamHead:
    """Return what is known of a stream, and of a request where one is asked for."""
    statement = in_dialect(KNOWN, connection.dialect.name, events=log.tables.events.name)
    # With it travels what begins the transaction.
    with driver_connection(connection) as raw, pipelined(raw):
        found = raw.execute(statement, (stream, stream, request_id))
    return StreamHead._make(found.fetchall()[0])
