"""Damage in a stream: what a row must be to be read, and how a stream without an id is named.

An error about one journey sets that journey aside where many are read; an error of the whole store
ends all of it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from traceback import clear_frames
from typing import Any, NamedTuple, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import Connection, exists, func, select

from journeys.adapters.sql.database.persistence_errors import PersistenceError
from journeys.adapters.sql.database.streams import UNNAMED, journey_of, parsed_id
from journeys.adapters.sql.database.tables import Tables
from journeys.adapters.sql.keys.keyring import BATCH, FIND, Keyring, key_lost, keys
from journeys.adapters.sql.log.log_rows import PlainRow, StreamRow
from journeys.adapters.sql.log.mapper import stored_moment
from journeys.adapters.sql.log.moved import first_recorded
from journeys.adapters.sql.log.stream_kinds import JOURNEY, StreamKind
from journeys.domain.errors import BrokenHistory, EntryNewer, Erased, KeyWrong, StoreError
from journeys.domain.events.joining import JourneyAbsorbed, JourneyMerged
from journeys.domain.message import Message

T = TypeVar("T")

MERGED: str = JourneyMerged.model_fields["kind"].default
"""The topic of the newest entry of a stream that was joined to another."""

JOINING = (MERGED, JourneyAbsorbed.model_fields["kind"].default)
"""The topics of the two entries that join streams."""

LATEST = stored_moment(datetime(9999, 1, 1, tzinfo=UTC))
"""The last moment that can be shown in every time zone, as it is stored."""

NO_ID = Message(
    "Its name is no id, so it is no journey's: an older version stored it, or somebody altered it. "
    "Its entries are still there; `journeys audit verify` says whether it was sealed so."
)
NO_ENTRIES = Message(
    "It has rows in the read tables, and no entries. If no entry was deleted (journeys audit "
    "verify), remove the rows: journeys rebuild"
)


class Misnamed(NamedTuple):
    """A stream that no journey's id names, by the position of its first entry."""

    stream: str
    name: str
    """The stream itself where it is an id in another spelling, else its first position: it might
    be somebody's number or name."""


def misnamed(
    connection: Connection, tables: Tables, streams: Iterable[object]
) -> Iterator[Misnamed]:
    """Yield those of these streams, or of these names in read tables, that are no journey's id."""
    column = tables.events.c
    for stream in streams:
        if journey_of(stream) is not None:
            continue
        if parsed_id(stream) is not None:
            yield Misnamed(str(stream), str(stream))
            continue
        first = select(func.min(column.position)).where(column.stream == stream)
        position = connection.scalar(first)
        yield Misnamed(str(stream), UNNAMED if position is None else f"position {position}")


def erased_streams(
    connection: Connection, tables: Tables, of: StreamKind[Any] = JOURNEY
) -> frozenset[str]:
    """Return the streams that an erasure ended: without a key, and with a receipt.

    One that has lost its key without a receipt was not erased.
    """
    events = tables.events.c
    receipt = exists().where(events.stream == keys.c.holder, events.topic == of.erased)
    return frozenset(
        connection.scalars(select(keys.c.holder).where(keys.c.wrapped.is_(None), receipt))
    )


def streams_with(
    connection: Connection, tables: Tables, topics: Collection[str], streams: Sequence[str]
) -> frozenset[str]:
    """Return those of these streams that have an entry of one of these topics."""
    events, found = tables.events.c, set[str]()
    for first in range(0, len(streams), BATCH):
        some = events.stream.in_(streams[first : first + BATCH])
        found.update(
            connection.scalars(select(events.stream).where(some, events.topic.in_(topics)))
        )
    return frozenset(found)


def merged_streams(connection: Connection, tables: Tables, prefix: str = "") -> frozenset[str]:
    """Return the streams that were joined to another: that is their newest entry.

    Only those whose name begins with `prefix`.
    """
    events, later = tables.events.c, tables.events.alias("later").c
    newest = select(func.max(later.version)).where(later.stream == events.stream).scalar_subquery()
    merged = select(events.stream).where(events.topic == MERGED, events.version == newest)
    if prefix:
        merged = merged.where(events.stream.between(prefix, f"{prefix}g"))
    return frozenset(connection.scalars(merged))


def refuse_damaged(stream: UUID, row: StreamRow, of: StreamKind[Any] = JOURNEY) -> StreamRow:
    """Return the row. Raises BrokenHistory where a value is of another type, or no moment there is.

    SQLite stores any type in any column.
    """
    position, version, topic, recorded_us, body = row
    if not (
        type(position) is type(version) is type(recorded_us) is int
        and type(topic) is str
        and type(body) is bytes
    ):
        raise BrokenHistory(
            "An entry of {stream} holds a value of another type: it was altered. "
            "`journeys audit verify` says where.",
            stream=of.named(stream),
        )
    if not 0 <= recorded_us <= LATEST:
        raise BrokenHistory(
            "Entry {version} of {stream} was recorded at no moment there is.",
            version=version,
            stream=of.named(stream),
        )
    return row


def first_intact(stream: UUID, row: StreamRow, of: StreamKind[Any] = JOURNEY) -> StreamRow:
    """Return a row as it was first recorded (`first_recorded`). Raises as `refuse_damaged`."""
    first = first_recorded(refuse_damaged(stream, row, of))
    return first if first is row else refuse_damaged(stream, first, of)


def refuse_gaps(stream: UUID, rows: Sequence[PlainRow], of: StreamKind[Any] = JOURNEY) -> None:
    """Raise BrokenHistory where a version of a stream is missing."""
    for expected, (_, version, *_) in enumerate(rows, start=1):
        if version != expected:
            raise BrokenHistory(
                "The stream of {stream} has no entry {expected}, but has entry {version}: it was "
                "altered. Restore the store from a backup.",
                stream=of.named(stream),
                expected=expected,
                version=version,
            )


class OpenedStore(Protocol):
    """The connection and the keys that something is read by."""

    @property
    def connection(self) -> Connection:
        """The connection, in a transaction."""

    @property
    def keyring(self) -> Keyring:
        """The keys of the store."""


def result_or_damage(
    store: OpenedStore, stream: object, read: Callable[[], T], of: StreamKind[Any] = JOURNEY
) -> T | StoreError:
    """Return what is read of one stream, or the error where it is damaged.

    Raises every error that is not about this stream alone.
    """
    try:
        return read()
    except KeyWrong:
        # Under another master key nobody could be read: that is no damage of one stream.
        store.keyring.secret(store.connection, FIND)
        return BrokenHistory(
            "The key of {stream} is not the one it had. Restore the store from a backup.",
            stream=of.named(stream),
        )
    except Erased:
        return key_lost(stream)
    except (BrokenHistory, EntryNewer) as error:
        return error
    except PersistenceError as error:
        if store.connection.dialect.name != "sqlite":
            raise  # the transaction is over
        close_cursors(error)
        return BrokenHistory(
            "The database cannot read what is stored of {stream}. Restore the store from a backup.",
            stream=of.named(stream),
        )


def close_cursors(error: BaseException) -> None:
    """Close what a selection that failed left open: SQLite holds its table locked meanwhile."""
    link: BaseException | None = error
    while link is not None:
        clear_frames(link.__traceback__)
        link = link.__cause__
