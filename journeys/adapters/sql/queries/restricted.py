"""The journeys that are restricted to other staff (beskyttede forløb)."""

from datetime import date

from sqlalchemy import Connection, select

from journeys.adapters.sql.database.streams import journey_of
from journeys.adapters.sql.readmodels.tables import duties, holds, owed, periods
from journeys.domain.duties import HANDOVER
from journeys.domain.vocabulary import JourneyId


def restricted_to_others(connection: Connection, name: str, on: date) -> frozenset[JourneyId]:
    """Return the journeys that somebody of the staff may not open on that day.

    Who is named may, who is responsible, and who is asked to take over. The restriction is that of
    now, whatever day it is: its newest period has no end.
    """
    restricted = select(periods.c.journey, periods.c.value).where(
        periods.c.track == "restricted", periods.c.ends.is_(None)
    )
    rows = connection.execute(restricted).all()
    if not rows:
        return frozenset()
    journeys = {row.journey for row in rows}
    responsible = select(periods.c.journey).where(
        holds(periods, ("caseworker",), on), periods.c.value == name
    )
    offered = select(duties.c.journey).where(
        duties.c.kind == HANDOVER, duties.c.owed_by == name, owed(on)
    )
    open_to_them = {row.journey for row in rows if row.value == name}
    open_to_them.update(connection.scalars(responsible), connection.scalars(offered))
    ids = (journey_of(each) for each in journeys - open_to_them)
    return frozenset(each for each in ids if each is not None)
