"""Requests: what was asked under which id, so that asking again gives the first answer."""

from sqlalchemy import Column, Connection, MetaData, Table, Text, delete, select, text

REQUESTS = MetaData()

requests = Table(
    "journeys_requests",
    REQUESTS,
    Column("request_id", Text, primary_key=True),
    Column("stream", Text, nullable=False),
    Column("digest", Text, nullable=False),
)

KEEP = text(
    "INSERT INTO journeys_requests (request_id, stream, digest) "
    "VALUES (:request_id, :stream, :digest) ON CONFLICT DO NOTHING RETURNING request_id"
)


def find(connection: Connection, request_id: str) -> tuple[str, str] | None:
    """Return on which stream something was asked under an id, and its digest; None where not."""
    asked = select(requests.c.stream, requests.c.digest).where(requests.c.request_id == request_id)
    found = connection.execute(asked).one_or_none()
    return None if found is None else (found.stream, found.digest)


def forget(connection: Connection, stream: str) -> int:
    """Forget everything that was asked on a stream; return how many requests that were."""
    gone = delete(requests).where(requests.c.stream == stream).returning(requests.c.request_id)
    return len(connection.execute(gone).all())


def keep(connection: Connection, request_id: str, stream: str, digest: str) -> bool:
    """Keep what is asked under an id; False where somebody else was faster.

    Whoever is in the midst of keeping the same id is waited for.
    """
    values = {"request_id": request_id, "stream": stream, "digest": digest}
    return connection.execute(KEEP, values).one_or_none() is not None
