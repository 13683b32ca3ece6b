"""The check of places: every stream without a gap, and every look where it was recorded.

A log can be sealed as it is and still not be right: by a fault of a program that had the keys. And
where an entry was taken out and the rest was sealed again, the head tells only between which
positions something was changed; what is found here tells the place.
"""

from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, Table, func, or_, select

from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.seal.verifier import fault_at
from journeys.app.ports.sealing import Fault


def gap(connection: Connection, log: EventLog) -> Fault | None:
    """Return the first entry before which an entry of its stream is missing; None without one."""
    row = connection.execute(_first_gap(log.tables.events)).one_or_none()
    if row is None:
        return None
    return fault_at(
        row.position,
        "it is number {version} of its stream, and number {expected} is missing",
        version=row.version,
        expected=row.expected,
    )


@lru_cache(maxsize=8)
def _first_gap(events: Table) -> Select[Any]:
    """Return the question for it, which is asked of the same few tables again and again."""
    column = events.c
    number = func.row_number().over(partition_by=column.stream, order_by=column.version)
    broken = (
        select(column.stream)
        .group_by(column.stream)
        .having(or_(func.count() != func.max(column.version), func.min(column.version) != 1))
    )
    numbered = (
        select(column.position, column.version, number.label("expected"))
        .where(column.stream.in_(broken))
        .subquery()
    )
    return (
        select(numbered).where(numbered.c.version != numbered.c.expected).order_by("position")
    ).limit(1)


def misplaced_look(connection: Connection, log: EventLog) -> Fault | None:
    """Return the first look whose number is not its place in the log; None without one."""
    column = log.tables.events.c
    wrong = select(func.min(column.position)).where(column.version != column.position)
    position = connection.scalar(wrong)
    if position is None:
        return None
    return fault_at(
        position, "the look was recorded in another place: one before it was taken out or put in"
    )
