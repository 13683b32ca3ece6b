"""Streams that are seen to be damaged without reading what is recorded."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, or_, select

from journeys.adapters.sql.database.tables import Tables
from journeys.adapters.sql.keys.keyring import keys


def suspect_streams(connection: Connection, tables: Tables) -> Sequence[str]:
    """Return the streams of a log with a hole or without a key; erased ones are among them."""
    events = tables.events.c
    streams = (
        select(events.stream)
        .outerjoin(keys, keys.c.holder == events.stream)
        .group_by(events.stream, keys.c.wrapped)
        .having(
            or_(
                func.max(events.version) != func.count(),
                func.min(events.version) != 1,
                keys.c.wrapped.is_(None),
            )
        )
    )
    return connection.scalars(streams).all()
