"""Origins: from which log a journey moved here, and the proofs that it was sealed there.

They are bound to the journey by a key of the store's own: somebody who alters the database without
the master key cannot give the journey another origin. The person's key would not do: it is in the
export, and known where the journey came from.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import (
    Column,
    Connection,
    LargeBinary,
    MetaData,
    Table,
    Text,
    delete,
    insert,
    select,
)

from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.log_rows import StreamRow
from journeys.adapters.sql.log.moved import origin_of
from journeys.adapters.sql.proofs.notes import Checkpoint, NoteRefused, decoded, encoded
from journeys.adapters.sql.seal.exported import is_sealed, signed_checkpoint
from journeys.app.ports.moving import Export
from journeys.app.ports.sealing import Fault
from journeys.domain.errors import BrokenHistory

ORIGINS = MetaData()

origins = Table(
    "journeys_origins",
    ORIGINS,
    Column("stream", Text, primary_key=True),
    Column("key", Text, nullable=False),
    Column("checkpoint", Text, nullable=False),
    Column("proofs", Text, nullable=False),  # JSON: by version, the hashes in base64
    Column("bound", LargeBinary, nullable=False),  # a digest of the rest, under the store's key
)

PLACE = (0, "origin")
"""What an origin is bound to, in place of an entry's version and topic."""

ALTERED = "what is kept of where it came from is not what came with it"
"""The fault of the first entry of a journey whose origin was altered."""


class Origin(NamedTuple):
    """The origin of a journey: the checkpoint of that log, and a proof for each version."""

    checkpoint: Checkpoint
    proofs: Sequence[Sequence[bytes]]


def keep(connection: Connection, keyring: Keyring, export: Export) -> None:
    """Store the origin of a journey, and its proofs."""
    stream = str(export.journey)
    proofs = json.dumps([list(map(encoded, each.proof)) for each in export.entries])
    values = {"key": export.key, "checkpoint": export.checkpoint, "proofs": proofs}
    bound = keyring.receipt_cipher(connection, stream).close(*PLACE, _digest(**values))
    connection.execute(insert(origins).values(stream=stream, bound=bound, **values))


def forget(connection: Connection, stream: str) -> None:
    """Delete the origin of a journey, if it has one."""
    connection.execute(delete(origins).where(origins.c.stream == stream))


def fault(
    connection: Connection, log: EventLog, keyring: Keyring, moved: Collection[str]
) -> Fault | None:
    """Return the first entry of this log that moved here and is not what its origin sealed.

    Looks at the streams with a moved body, and at those with a stored origin.
    """
    streams = {*moved, *connection.scalars(select(origins.c.stream))}
    faults = [
        found
        for stream in sorted(streams)
        if (found := _in_stream(connection, log, keyring, stream))
    ]
    return min(faults, key=lambda each: each.position or 0, default=None)


def _in_stream(
    connection: Connection, log: EventLog, keyring: Keyring, stream: str
) -> Fault | None:
    rows = log.stream(connection, stream)
    origin = _stored(connection, keyring, stream)
    if origin is None:
        return Fault(position=rows[0].position if rows else 1, what=ALTERED)
    return next(_wrong(origin, stream, rows), None)


def _stored(connection: Connection, keyring: Keyring, stream: str) -> Origin | None:
    """Return the origin of a journey; None where there is none, or it was altered."""
    of_stream = select(origins).where(origins.c.stream == stream)
    try:
        row = connection.execute(of_stream).one_or_none()
        if row is None:
            return None
        digest = keyring.receipt_cipher(connection, stream).open(*PLACE, row.bound)
        if digest != _digest(row.key, row.checkpoint, row.proofs):
            return None
        proofs = [list(map(decoded, proof)) for proof in json.loads(row.proofs)]
        return Origin(signed_checkpoint(row.checkpoint, row.key, stream, len(proofs)), proofs)
    except (BrokenHistory, NoteRefused, TypeError):  # an altered value may have another type
        return None


def _wrong(origin: Origin, stream: str, rows: Sequence[StreamRow]) -> Iterator[Fault]:
    for row in rows:
        at, came = origin_of(row.body), row.version <= len(origin.proofs)
        place = (stream, row.version, row.topic)
        if (at is not None) is not came:
            what = "the entry moved here without a proof" if at else "the entry did not move here"
            yield Fault(position=row.position, what=what)
        elif at and not is_sealed(origin.checkpoint, place, at, origin.proofs[row.version - 1]):
            yield Fault(position=row.position, what="the log it came from did not seal this entry")


def _digest(key: str, checkpoint: str, proofs: str) -> bytes:
    return sha256(f"{key}\0{checkpoint}\0{proofs}".encode()).digest()
