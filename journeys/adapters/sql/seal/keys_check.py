"""The check of the keys of persons and employers: none exchanged, deleted, or restored."""

from collections.abc import Collection

from sqlalchemy import Connection, func, select

from journeys.adapters.sql.keys.keyring import Keyring, keys
from journeys.adapters.sql.log import receipts
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.seal.verifier import index_damage
from journeys.app.ports.sealing import Fault


def wrong_key(
    connection: Connection, log: EventLog, keyring: Keyring, erased: Collection[str]
) -> Fault | None:
    """Return the first entry of a log whose stream's key is not what it was.

    Of the journeys' log or that of employers. `erased` are the streams with a receipt: their keys
    must not be there again.
    """
    events = log.tables.events.c
    firsts = (
        select(events.stream, func.min(events.position).label("position"))
        .group_by(events.stream)
        .subquery()
    )
    holders = (
        select(firsts, keys.c.wrapped)
        .outerjoin_from(firsts, keys, keys.c.holder == firsts.c.stream)
        .order_by(firsts.c.position)
    )
    for stream, position, wrapped in connection.execute(holders):
        what = (
            _wrong_after_erasure(connection, log, keyring, stream, wrapped)
            if stream in erased
            else _wrong_with(keyring, stream, wrapped)
        )
        if what:
            return Fault(position=position, what=what)
    return index_damage(connection, keys)


def _wrong_with(keyring: Keyring, stream: str, wrapped: bytes | None) -> str | None:
    if wrapped is None:
        return "its key is gone, and no receipt says it was erased"
    return None if keyring.can_unwrap(wrapped, stream) else "its key is not the one it had"


def _wrong_after_erasure(
    connection: Connection, log: EventLog, keyring: Keyring, stream: str, wrapped: bytes | None
) -> str | None:
    if wrapped is not None:
        return "its key is there again, though a receipt says it was erased"
    if receipts.has_own_receipt(connection, log, keyring, stream):
        return None
    return "its receipt is none that this store sealed"
