"""Bodies of journeys that moved here: what was sealed elsewhere, with where and when it was.

Such a body is a marker, the entry's position in the log it came from, when that log recorded it,
and the body that is sealed there, byte for byte; that may be of the same kind where somebody has
moved before. So an entry stays what it was, and the first proof of it can still be checked.
"""

from struct import Struct
from typing import NamedTuple

from journeys.adapters.sql.log.log_rows import StreamRow

MOVED = b"\x02"
"""What the body of a moved entry begins with. Stored for ever."""

PLACE = Struct(">qq")
HEAD = len(MOVED) + PLACE.size


class Sealed(NamedTuple):
    """What is sealed of an entry in the log that it came from."""

    position: int
    recorded_us: int
    body: bytes


def moved(sealed: Sealed) -> bytes:
    """Return the body of an entry that was sealed so elsewhere."""
    return MOVED + PLACE.pack(sealed.position, sealed.recorded_us) + sealed.body


def origin_of(body: bytes) -> Sealed | None:
    """Return what is sealed of an entry where it came from; None where it was recorded here."""
    # The stored value may have been altered to any type; decrypting it says so.
    if not isinstance(body, bytes) or not body.startswith(MOVED) or len(body) < HEAD:
        return None
    position, recorded_us = PLACE.unpack_from(body, len(MOVED))
    return Sealed(position, recorded_us, body[HEAD:])


def first_recorded(row: StreamRow) -> StreamRow:
    """Return a row with the body and the moment of its first recording, however often it moved."""
    while sealed := origin_of(row.body):
        row = row._replace(recorded_us=sealed.recorded_us, body=sealed.body)
    return row
