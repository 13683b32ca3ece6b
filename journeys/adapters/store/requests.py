"""Requests: what was asked under which id, so that asking again gives the first answer."""

from collections.abc import Sequence

from sqlalchemy import Column, Connection, MetaData, Table, Text, delete, select

from journeys.adapters.store.engine import driving
from journeys.adapters.store.sql import spoken

REQUESTS = MetaData()

requests = Table(
    "journeys_requests",
    REQUESTS,
    Column("request_id", Text, primary_key=True),
    Column("stream", Text, nullable=False),
    Column("digest", Text, nullable=False),
)

FIND = "SELECT stream, digest FROM journeys_requests WHERE request_id = $value"
KEEP = """
    INSERT INTO journeys_requests (request_id, stream, digest) VALUES ($value, $value, $value)
    ON CONFLICT DO NOTHING RETURNING request_id
"""


def find(connection: Connection, request_id: str) -> tuple[str, str] | None:
    """Return on which stream something was asked under an id, and its digest; None where not."""
    with driving(connection) as raw:
        found = raw.execute(spoken(FIND, connection.dialect.name), (request_id,)).fetchall()
    return found[0] if found else None


def of(connection: Connection, stream: str) -> Sequence[str]:
    """Return the ids under which something was asked on a stream."""
    asked = select(requests.c.request_id).where(requests.c.stream == stream)
    return connection.scalars(asked.order_by(requests.c.request_id)).all()


def forget(connection: Connection, stream: str) -> int:
    """Forget everything that was asked on a stream; return how many requests that were."""
    gone = delete(requests).where(requests.c.stream == stream).returning(requests.c.request_id)
    return len(connection.execute(gone).all())


def keep(connection: Connection, request_id: str, stream: str, digest: str) -> bool:
    """Keep what is asked under an id; False where somebody else was faster.

    Whoever is in the midst of keeping the same id is waited for.
    """
    values = request_id, stream, digest
    with driving(connection) as raw:
        return bool(raw.execute(spoken(KEEP, connection.dialect.name), values).fetchall())
