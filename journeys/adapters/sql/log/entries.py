"""The entries of a stream: decrypted, validated and made in one pass over its rows."""

from collections.abc import Sequence
from functools import partial
from typing import cast
from uuid import UUID

from journeys.adapters.sql.keys.cipher import Cipher
from journeys.adapters.sql.log.damage import LATEST, first_intact, refuse_gaps
from journeys.adapters.sql.log.log_rows import PlainRow, StreamRow
from journeys.adapters.sql.log.mapper import EPOCH, MICROSECOND, EntryCodec
from journeys.adapters.sql.log.moved import MOVED
from journeys.adapters.sql.log.stream_kinds import N
from journeys.domain.errors import BrokenHistory


def entries_of(
    codec: EntryCodec[N], stream: UUID, rows: Sequence[PlainRow], cipher: Cipher
) -> tuple[N, ...]:
    """Return the entries of all rows of a stream, in order.

    Raises BrokenHistory where a version is missing or an entry cannot be read, and EntryNewer.
    """
    refuse_gaps(stream, rows, codec.of)
    decoders, opened, entries = codec.decoders, cipher.open, list[N]()
    # As its `_make` does, with one call less.
    make = partial(tuple.__new__, cast("type[N]", codec.of.entry))
    # Written out, because it runs for every entry that is read. What is not plainly as it was
    # recorded here, and of today's shape, is left to `entry_of`: it reads all there is, or says
    # what is wrong. So nothing is read here that is refused there.
    for row in rows:
        position, version, topic, recorded_us, body = row
        try:
            if (
                type(position) is type(recorded_us) is int
                and 0 <= recorded_us <= LATEST
                and not body.startswith(MOVED)
            ):
                said = decoders[topic](opened(version, topic, body))
                more = said.get
                entries.append(
                    make(
                        (
                            stream,
                            version,
                            position,
                            EPOCH + recorded_us * MICROSECOND,
                            said["actor"],
                            said["event"],
                            more("request_id"),
                            more("role"),
                            more("on_behalf_of"),
                            more("sure", ()),
                        )
                    )
                )
                continue
        except (BrokenHistory, ValueError, KeyError, TypeError, AttributeError):
            pass
        entries.append(entry_of(codec, stream, row, cipher))
    return tuple(entries)


def entry_of(codec: EntryCodec[N], stream: UUID, row: PlainRow, cipher: Cipher) -> N:
    """Return the entry of one row, wherever it was recorded first and whatever its shape.

    Raises BrokenHistory where it cannot be read, and EntryNewer.
    """
    first = first_intact(stream, StreamRow._make(row), codec.of)
    return codec.entry(stream, first, cipher.open(first.version, first.topic, first.body))
