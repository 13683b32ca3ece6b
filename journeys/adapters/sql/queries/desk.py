"""The journeys on the desk of one person."""

from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select, union

from journeys.adapters.sql.readmodels.tables import duties, holds, owed, periods
from journeys.domain.duties import HANDOVER
from journeys.domain.vocabulary import JourneyId


def on_desk(connection: Connection, on: date, responsible: str) -> list[JourneyId]:
    """Return the journeys that are open or resting on that day and theirs, or offered to them."""
    walk, caseworker = periods.alias("walk"), periods.alias("caseworker")
    theirs = select(caseworker.c.journey).where(
        holds(caseworker, ("caseworker",), on), caseworker.c.value == responsible
    )
    offered = select(duties.c.journey).where(
        duties.c.kind == HANDOVER, duties.c.owed_by == responsible, owed(on)
    )
    either = union(theirs, offered).subquery()
    statement = (
        select(walk.c.journey)
        .join(either, either.c.journey == walk.c.journey)
        .where(holds(walk, ("journey",), on))
        .order_by(walk.c.journey)
    )
    return [JourneyId(UUID(journey)) for journey in connection.scalars(statement)]
