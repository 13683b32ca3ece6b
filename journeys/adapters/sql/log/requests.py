"""Requests: what was asked under which id, so that a repeated request is idempotent.

They are sealed by a sum that the head of the journeys' log signs: each row adds a number that only
the store can compute. So a row that is put in, taken out or changed is found, in any order of rows.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Column, Connection, MetaData, Table, Text, bindparam, delete, func, select

from journeys.adapters.sql.database.connections import driver_connection
from journeys.adapters.sql.database.driver_sql import driver_sql, insert_new, insert_row
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.log.appending import Alongside
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.head_note import Change
from journeys.adapters.sql.proofs.heads import Companion
from journeys.adapters.sql.proofs.merkle import HASH
from journeys.app.ports.log import Request

REQUESTS = MetaData()
SUMS = 1 << 8 * HASH  # there are so many sums

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


def forget(connection: Connection, log: EventLog, keyring: Keyring, stream: str) -> None:
    """Delete the requests on a stream."""
    gone = delete(requests).where(requests.c.stream == stream).returning(*requests.c)
    rows = [tuple(row) for row in connection.execute(gone)]
    if rows:
        log.change_companion(connection, summed(connection, keyring, rows, sign=-1))


def remember(connection: Connection, log: EventLog, keyring: Keyring, request: Request) -> bool:
    """Insert a request that nothing was recorded for; False where its id is taken.

    This waits for a transaction that is inserting the same id.
    """
    dialect, values = connection.dialect.name, _row(connection, keyring, request)
    statement = driver_sql(insert_new(requests, dialect, "request_id"), dialect)
    with driver_connection(connection) as raw:
        is_new = bool(raw.execute(statement, values).fetchall())
    if is_new:
        log.change_companion(connection, summed(connection, keyring, [values]))
    return is_new


def insert_of(connection: Connection, keyring: Keyring, request: Request) -> Alongside:
    """Return what inserts a request together with the events that answer it.

    It raises IntegrityError where `remember` would return False.
    """
    row = _row(connection, keyring, request)
    return Alongside(INSERT, row, summed(connection, keyring, [row]))


def summed(
    connection: Connection, keyring: Keyring, rows: Iterable[Sequence[str]], *, sign: int = 1
) -> Change:
    """Return the change of the sum by rows that were added, or with sign -1 deleted."""
    marks = [_mark(connection, keyring, *row) for row in rows]

    def change(before: Companion) -> Companion:
        total = int.from_bytes(before.digest) + sign * sum(marks)
        return Companion(before.changes + len(marks), (total % SUMS).to_bytes(HASH))

    return change


def sum_of_all(connection: Connection, keyring: Keyring) -> bytes:
    """Return the sum of the rows that there are."""
    rows = connection.execute(select(requests))
    return summed(connection, keyring, map(tuple, rows))(Companion()).digest


def differ(connection: Connection) -> bool:
    """Return whether no request is there twice: in a table without its key one can be."""
    column = requests.c.request_id
    rows, ids = connection.execute(select(func.count(), func.count(column.distinct()))).one()
    return bool(rows == ids)


def _mark(
    connection: Connection, keyring: Keyring, request_id: str, stream: str, keyed: str
) -> int:
    text = f"{len(request_id)} {len(stream)} {request_id}{stream}{keyed}"
    return int.from_bytes(keyring.keyed_hash(connection, "remembered", text))


def _row(connection: Connection, keyring: Keyring, request: Request) -> tuple[str, str, str]:
    # Somebody who reads the database could guess a few words from a digest, not from this.
    keyed = keyring.keyed_hash(connection, "request", request.digest).hex()
    return request.id, str(request.stream), keyed
