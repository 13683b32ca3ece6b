"""The journeys on the desk of one person."""

from datetime import date

from sqlalchemy import Connection, select, union

from journeys.adapters.sql.database.streams import journey_of
from journeys.adapters.sql.queries.set_aside import without_id
from journeys.adapters.sql.readmodels.tables import duties, holds, owed, periods
from journeys.app.ports.queries import JourneysFound
from journeys.domain.duties import HANDOVER


def on_desk(connection: Connection, on: date, responsible: str) -> JourneysFound:
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
    names = connection.scalars(statement).all()
    journeys = [journey for name in names if (journey := journey_of(name)) is not None]
    return JourneysFound(journeys, without_id(connection, names))
