"""What was erased since the list of erasures was written last, as the store has it."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.mapper import RECEIPTS
from journeys.adapters.sql.proofs.erasures import (
    BEGINNING,
    LOGS,
    NO_ENTRY,
    NO_LEAF,
    ErasedEntry,
    ErasedPart,
)
from journeys.adapters.sql.proofs.heads import StoreHeads
from journeys.adapters.sql.proofs.notes import NoteKey, NoteRefused, opened


def erased_since(
    connection: Connection,
    logs: Mapping[str, EventLog],
    heads: StoreHeads,
    last: ErasedPart | None,
) -> ErasedPart | None:
    """Return what was erased after the last part, up to these heads; None where that is the same.

    Where the last part is not of this store as it is now, as after a restore, it is all there was.
    """
    upto = {log: heads.logs[log].size for log in LOGS}
    if last is not None and not _goes_on(connection, logs, upto, last):
        last = None
    if last is not None and last.upto == upto:
        return None
    since, after = (BEGINNING, NO_ENTRY) if last is None else (last.upto, last.newest)
    erased = [each for log in LOGS for each in _erased(connection, log, logs[log], since[log])]
    newest = {log: _leaf(connection, logs[log], upto[log]) for log in LOGS}
    return ErasedPart(heads, since, after, newest, tuple(erased))


def part_in(note: str | None, key: NoteKey) -> ErasedPart | None:
    """Return the part of a list in this note; None where this key did not sign one."""
    try:
        return None if note is None else ErasedPart.parse(opened(note, key))
    except (NoteRefused, ValueError):
        return None


def _goes_on(
    connection: Connection,
    logs: Mapping[str, EventLog],
    upto: Mapping[str, int],
    last: ErasedPart,
) -> bool:
    """Return whether these logs begin with what they were at the end of the last part."""
    return all(
        last.upto[log] <= upto[log]
        and _leaf(connection, logs[log], last.upto[log]) == last.newest[log]
        for log in LOGS
    )


def _leaf(connection: Connection, log: EventLog, position: int) -> str:
    column = log.tables.events.c
    leaf = connection.scalar(select(column.leaf).where(column.position == position))
    return NO_LEAF if leaf is None else leaf.hex()


def _erased(connection: Connection, name: str, log: EventLog, since: int) -> Sequence[ErasedEntry]:
    column = log.tables.events.c
    columns = [column.stream, column.topic, column.version, column.position, column.recorded_us]
    receipts = select(*columns, column.body).where(
        column.position > since, column.topic.in_(RECEIPTS)
    )
    rows = connection.execute(receipts.order_by(column.position))
    return [ErasedEntry._make((name, *row)) for row in rows]
