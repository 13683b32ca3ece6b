"""The looks of one person in a period, at any journey or employer: one pass over the period.

Who looked is in no column: every look of the period is decrypted, and those of others are left out.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from journeys.adapters.sql.database.persistence_errors import PersistenceError
from journeys.adapters.sql.database.streams import journey_of
from journeys.adapters.sql.keys.keyring import Keyring, key_lost
from journeys.adapters.sql.log.damage import NO_ID, OpenedStore, refuse_damaged, result_or_damage
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.log_reader import BATCH
from journeys.adapters.sql.log.log_rows import LogRow, StreamRow
from journeys.adapters.sql.log.look_bodies import read_look
from journeys.adapters.sql.log.mapper import stored_moment
from journeys.adapters.sql.log.together import close_or_raise
from journeys.domain.errors import StoreError
from journeys.domain.looks import LoggedLook, LooksBy
from journeys.domain.message import Message
from journeys.domain.plain_text import composed
from journeys.domain.vocabulary import JourneyId

if TYPE_CHECKING:
    from journeys.app.ports.maintenance import Progress

UNREADABLE = Message("The database cannot read it. Restore the store from a backup.")


def looks_by(
    store: OpenedStore,
    log: EventLog,
    name: str,
    *,
    after: datetime,
    upto: datetime,
    progress: "Progress",
) -> LooksBy:
    """Return the looks of one person after a moment, up to and with another.

    A name that looks the same is the same: a space at its end is not another person.
    """
    name = _as_read(name)
    found, set_aside, erased = list[tuple[UUID, LoggedLook]](), dict[int, Message](), 0
    first, last = _position(store, log, after), _position(store, log, upto)
    progress(0, last - first)
    for start in range(first, last, BATCH):
        rows = list(_rows(store, log, start, min(start + BATCH, last), set_aside))
        streams = {name: journey_of(name) for name in {row.stream for row in rows}}
        named = [name for name, stream in streams.items() if stream]
        keys = store.keyring.wrapped_keys(store.connection, named)
        for row in rows:
            stream = streams[row.stream]
            if stream is None:
                set_aside[row.position] = NO_ID
                continue
            if row.stream in keys and keys[row.stream] is None:
                erased += 1
                continue
            read = partial(_read, store.keyring, stream, keys.get(row.stream), row)
            look = result_or_damage(store, stream, read)
            if isinstance(look, StoreError):
                set_aside[row.position] = look.sentence
            elif _as_read(look.look.actor.name) == name:
                found.append((stream, look))
        progress(min(start + BATCH, last) - first, last - first)
    return LooksBy(found, dict(sorted(set_aside.items())), erased)


def _as_read(name: str) -> str:
    return composed(name).strip()


def _position(store: OpenedStore, log: EventLog, moment: datetime) -> int:
    """Return the position of the last look at a moment or before: moments never go backwards."""
    events = log.tables.events.c

    def recorded(position: int) -> int:
        found = select(events.recorded_us).where(events.position >= position)
        first = store.connection.scalar(found.order_by(events.position).limit(1))
        return first if type(first) is int else 0

    positions = range(1, log.head(store.connection).position + 1)
    return bisect_right(positions, stored_moment(moment), key=recorded)


def _rows(
    store: OpenedStore, log: EventLog, after: int, upto: int, set_aside: dict[int, Message]
) -> Iterator[LogRow]:
    """Yield the rows of some positions; one that SQLite cannot read is set aside."""
    try:
        rows = list(log.scan(store.connection, after, upto))
    except PersistenceError as error:
        close_or_raise(store.connection, error)
        if upto == after + 1:
            set_aside[upto] = UNREADABLE
            return
        for position in range(after, upto):
            yield from _rows(store, log, position, position + 1, set_aside)
    else:
        yield from rows


def _read(keyring: Keyring, stream: JourneyId, wrapped: bytes | None, row: LogRow) -> LoggedLook:
    """Return the look of a row. Raises KeyWrong, EntryNewer, BrokenHistory."""
    if wrapped is None:
        raise key_lost(stream)
    of_stream = StreamRow(row.position, row.version, row.topic, row.recorded_us, row.body)
    return read_look(keyring.unwrap(row.stream, wrapped), stream, refuse_damaged(stream, of_stream))
