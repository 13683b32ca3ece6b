"""Origins: from which log a journey moved here, and the proofs that it was sealed there.

They are bound to the journey by a key of the store's own: whoever alters the database, and does
not hold the master key, cannot make the journey come from elsewhere. The person's key would not do:
it is in the export, and known where the journey came from.
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

from journeys.adapters.sql.keys.keyring import ENCRYPTED, Keyring
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
"""Where an origin is bound to, in place of an entry's number and kind."""

ALTERED = "what is kept of where it came from is not what came with it"
"""Said of the first entry of a journey whose origin cannot be believed."""


class Origin(NamedTuple):
    """Where a journey came from: the key of that log, its checkpoint, a proof for each version."""

    checkpoint: Checkpoint
    proofs: Sequence[Sequence[bytes]]


def keep(connection: Connection, keyring: Keyring, export: Export) -> None:
    """Keep where a journey came from, and its proofs."""
    stream = str(export.journey)
    proofs = json.dumps([list(map(encoded, each.proof)) for each in export.entries])
    told = {"key": export.key, "checkpoint": export.checkpoint, "proofs": proofs}
    bound = keyring.receipts(connection, stream).close(*PLACE, _digest(**told))
    connection.execute(insert(origins).values(stream=stream, bound=bound, **told))


def forget(connection: Connection, stream: str) -> None:
    """Forget where a journey came from, where it came from anywhere."""
    connection.execute(delete(origins).where(origins.c.stream == stream))


def fault(
    connection: Connection, log: EventLog, keyring: Keyring, moved: Collection[str]
) -> Fault | None:
    """Return the first entry of this log that moved here, and is not what its origin sealed.

    Asked of the streams that hold a body which moved, and of those that something is kept of.
    """
    streams = {*moved, *connection.scalars(select(origins.c.stream))}
    faults = [
        found
        for stream in sorted(streams)
        if (found := _in_stream(connection, log, keyring, stream))
    ]
    return min(faults, key=lambda each: each.position, default=None)


def _in_stream(
    connection: Connection, log: EventLog, keyring: Keyring, stream: str
) -> Fault | None:
    rows = log.stream(connection, stream)
    origin = _kept(connection, keyring, stream)
    if origin is None:
        return Fault(position=rows[0].position if rows else 1, what=ALTERED)
    return next(_wrong(origin, stream, rows), None)


def _kept(connection: Connection, keyring: Keyring, stream: str) -> Origin | None:
    """Return the origin of a journey, where all that is kept of it is what came with it."""
    asked = select(origins).where(origins.c.stream == stream)
    try:
        kept = connection.execute(asked).one_or_none()
        if kept is None:
            return None
        digest = keyring.receipts(connection, stream).open(*PLACE, kept.bound)
        if kept.bound[:1] != ENCRYPTED or digest != _digest(kept.key, kept.checkpoint, kept.proofs):
            return None
        proofs = [list(map(decoded, proof)) for proof in json.loads(kept.proofs)]
        return Origin(signed_checkpoint(kept.checkpoint, kept.key, stream, len(proofs)), proofs)
    except (BrokenHistory, NoteRefused, TypeError):  # of another type, too, behind our back
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
