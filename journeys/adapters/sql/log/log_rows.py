"""The rows of a log, and the leaf of each in the log's Merkle tree."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Final, NamedTuple, TypeAlias

Event: TypeAlias = tuple[str, int, str, bytes]
"""What is appended: stream, version, topic, body."""


class StreamRow(NamedTuple):
    """An event of one stream."""

    position: int
    version: int
    topic: str
    recorded_us: int
    body: bytes


PlainRow: TypeAlias = tuple[int, int, str, int, bytes]
"""The same as a driver gives it."""

POSITION: Final = 0
TOPIC: Final = 2


class LogRow(NamedTuple):
    """An event of the log."""

    position: int
    stream: str
    version: int
    topic: str
    recorded_us: int
    body: bytes
    leaf: bytes
    """The hash of the rest, as it was when it was appended."""


StoredRow: TypeAlias = tuple[int, str, int, str, int, bytes, bytes]
"""The same as a driver gives it."""


class Head(NamedTuple):
    """The end of the log: its last position (0 when empty) and when that was recorded."""

    position: int
    recorded_us: int
    frontier: bytes
    """What the Merkle tree over the log adds up to: see `journeys.adapters.sql.proofs.merkle`."""
    companion: bytes = b""
    """Of a sealed log, the stored `Companion`: see `journeys.adapters.sql.proofs.heads`."""
    note: str = ""
    """Of a sealed log, what was signed of it last: see `journeys.adapters.sql.log.head_note`."""


def leaf_of(position: int, recorded_us: int, event: Event) -> bytes:
    """Return the leaf of an event in its log's Merkle tree: the hash of all that is stored of it.

    What is hashed is a line of five numbers (position, version, microseconds since 1970, and how
    many characters topic and stream have), a line of topic and stream together, and the body: no
    two events give the same bytes.
    """
    stream, version, topic, body = event
    line = f"\0{position} {version} {recorded_us} {len(topic)} {len(stream)}\n{topic}{stream}\n"
    return sha256(line.encode() + body).digest()  # as `leaf_hash` does, with one copy less


def leaves_of(rows: Iterable[StoredRow]) -> list[bytes]:
    """Return the leaf of each row as it is stored: `leaf_of`, written out for a pass over a log."""
    return [
        sha256(
            f"\0{position} {version} {recorded_us} {len(topic)} {len(stream)}\n"
            f"{topic}{stream}\n".encode()
            + body
        ).digest()
        for position, stream, version, topic, recorded_us, body, _ in rows
    ]


def rows_after(head: Head, events: Sequence[Event]) -> Iterator[StoredRow]:
    """Yield the rows of events appended after this head, at its moment."""
    recorded_us = head.recorded_us
    for position, event in enumerate(events, head.position + 1):
        stream, version, topic, body = event
        leaf = leaf_of(position, recorded_us, event)
        yield position, stream, version, topic, recorded_us, body, leaf
