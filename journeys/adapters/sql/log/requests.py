"""Requests: what was asked under which id, so that asking again gives the first answer."""

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


def asked(connection: Connection, keyring: Keyring, request: Request) -> bool | None:
    """Return whether just this was asked under its id; None where nothing was."""
    with driver_connection(connection) as raw:
        found = raw.execute(driver_sql(SELECT, connection.dialect.name), (request.id,)).fetchall()
    return same(connection, keyring, request, *found[0]) if found else None


def same(
    connection: Connection, keyring: Keyring, request: Request, stream: str, mark: str
) -> bool:
    """Return whether what is kept under the id of a request, on a stream and as a mark, is it."""
    return _kept_as(connection, keyring, request)[1:] == (stream, mark)


def of(connection: Connection, stream: str) -> Sequence[str]:
    """Return the ids under which something was asked on a stream."""
    asked = select(requests.c.request_id).where(requests.c.stream == stream)
    return connection.scalars(asked.order_by(requests.c.request_id)).all()


def forget(connection: Connection, stream: str) -> int:
    """Forget everything that was asked on a stream; return how many requests that were."""
    gone = delete(requests).where(requests.c.stream == stream).returning(requests.c.request_id)
    return len(connection.execute(gone).all())


def keep(connection: Connection, keyring: Keyring, request: Request) -> bool:
    """Keep what is asked under an id; False where somebody else was faster.

    Whoever is in the midst of keeping the same id is waited for.
    """
    dialect, values = connection.dialect.name, _kept_as(connection, keyring, request)
    statement = driver_sql(insert_new(requests, dialect, "request_id"), dialect)
    with driver_connection(connection) as raw:
        return bool(raw.execute(statement, values).fetchall())


def keeping(connection: Connection, keyring: Keyring, request: Request) -> Alongside:
    """Return the statement that keeps it, to be run with what is recorded for it.

    It raises IntegrityError where `keep` is False.
    """
    return INSERT, _kept_as(connection, keyring, request)


def _kept_as(connection: Connection, keyring: Keyring, request: Request) -> tuple[str, str, str]:
    # A digest of a few words could be guessed by whoever reads the database; a mark cannot.
    mark = keyring.mark(connection, "request", request.digest).hex()
    return request.id, str(request.journey), mark
