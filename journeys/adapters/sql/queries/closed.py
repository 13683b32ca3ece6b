"""The journeys that are closed on a day."""

from datetime import date

from sqlalchemy import Connection, select

from journeys.adapters.sql.database.streams import journey_of
from journeys.adapters.sql.queries.set_aside import without_id
from journeys.adapters.sql.readmodels.tables import holds, journeys, periods
from journeys.app.ports.queries import JourneysFound


def closed(connection: Connection, on: date) -> JourneysFound:
    """Return the journeys that were opened and are neither open nor resting on that day."""
    followed = select(periods.c.journey).where(holds(periods, ("journey",), on))
    statement = (
        select(journeys.c.journey)
        .where(journeys.c.opened <= on, journeys.c.journey.not_in(followed))
        .order_by(journeys.c.journey)
    )
    names = connection.scalars(statement).all()
    found = [journey for name in names if (journey := journey_of(name)) is not None]
    return JourneysFound(found, without_id(connection, names))
