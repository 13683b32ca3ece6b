"""Requests: what was asked under which id, so that a repeated request is idempotent."""

from collections.abc import Sequence

from sqlalchemy import Column, Connection, MetaData, Table, Text, bindparam, delete, select

from journeys.adapters.sql.database.connections import driver_connection
from journeys.adapters.sql.database.driver_sql import driver_sql, insert_new, insert_row
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.log.appending import Alongside
from journeys.app.ports.log import Request

REQUESTS = MetaData()

requests = Table(
    "journeys_requests",
    REQUESTS,
    Column("request_id", Text, primary_key=True),
    Column("stream", Text, nullable=False),
    Column("digest", Text, nullable=False),
)

SELECT = select(requests.c.stream, requests.c.digest).where(
    requests.c.request_id == bindparam("request_id")
)
INSERT = insert_row(requests)


def requested(connection: Connection, keyring: Keyring, request: Request) -> bool | None:
    """Return whether this very request was made under its id; None where none was."""
    with driver_connection(connection) as raw:
        found = raw.execute(driver_sql(SELECT, connection.dialect.name), (request.id,)).fetchall()
    return is_same(connection, keyring, request, *found[0]) if found else None


def is_same(
    connection: Connection, keyring: Keyring, request: Request, stream: str, keyed: str
) -> bool:
    """Return whether the stream and the keyed hash stored under its id are this request's."""
    return _row(connection, keyring, request)[1:] == (stream, keyed)


def ids_of(connection: Connection, stream: str) -> Sequence[str]:
    """Return the ids of the requests on a stream."""
    ids = select(requests.c.request_id).where(requests.c.stream == stream)
    return connection.scalars(ids.order_by(requests.c.request_id)).all()


def forget(connection: Connection, stream: str) -> int:
    """Delete the requests on a stream; return how many there were."""
    gone = delete(requests).where(requests.c.stream == stream).returning(requests.c.request_id)
    return len(connection.execute(gone).all())


def remember(connection: Connection, keyring: Keyring, request: Request) -> bool:
    """Insert a request; False where its id is taken.

    This waits for a transaction that is inserting the same id.
    """
    dialect, values = connection.dialect.name, _row(connection, keyring, request)
    statement = driver_sql(insert_new(requests, dialect, "request_id"), dialect)
    with driver_connection(connection) as raw:
        return bool(raw.execute(statement, values).fetchall())


def insert_of(connection: Connection, keyring: Keyring, request: Request) -> Alongside:
    """Return what inserts a request together with the events that answer it.

    It raises IntegrityError where `remember` would return False.
    """
    return INSERT, _row(connection, keyring, request)


def _row(connection: Connection, keyring: Keyring, request: Request) -> tuple[str, str, str]:
    # Somebody who reads the database could guess a few words from a digest, not from this.
    keyed = keyring.keyed_hash(connection, "request", request.digest).hex()
    return request.id, str(request.journey), keyed
