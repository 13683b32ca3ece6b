"""Entries that are stamped later than now: a clock was once ahead when they were recorded.

Within one log moments never go backwards, so every entry after such a one carries that future
moment too, until the clock has passed it. Nothing is edited: they are counted and named.
"""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, func, select

from journeys.adapters.sql.log.damage import LATEST
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.mapper import moment_of
from journeys.app.ports.maintenance import AheadOfClock


def ahead_of_clock(connection: Connection, logs: Mapping[str, EventLog]) -> Iterator[AheadOfClock]:
    """Yield each log, by name, that has entries stamped later than now.

    Now is by the clock that the log is recorded by: the caller's, or else the database's.
    """
    for name, log in logs.items():
        column = log.tables.events.c
        # What claims to be later than that is damage. SQLite sorts text after every number.
        later = column.recorded_us.between(log.now(connection) + 1, LATEST)
        entries, since, latest = connection.execute(
            select(func.count(), func.min(column.position), func.max(column.recorded_us)).where(
                later
            )
        ).one()
        if entries:
            yield AheadOfClock(log=name, entries=entries, since=since, latest=moment_of(latest))
