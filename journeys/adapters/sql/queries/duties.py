"""The duties that are owed on a day across journeys, and by whom."""

from datetime import date

from sqlalchemy import Connection, and_, case, func, select

from journeys.adapters.sql.database.streams import journey_of
from journeys.adapters.sql.queries.set_aside import WRONG_VALUE, without_id
from journeys.adapters.sql.readmodels.tables import (
    behind_law,
    days_as_stored,
    holds,
    journeys,
    owed,
    periods,
)
from journeys.adapters.sql.readmodels.tables import duties as table
from journeys.domain.duties import Duty
from journeys.domain.rulebook import Rulebook
from journeys.projections.duties import Duties, JourneyDuty, as_view


def duties(
    connection: Connection,
    on: date,
    book: Rulebook,
    kind: str | None = None,
    owed_by: str | None = None,
) -> Duties:
    """Return what is owed on that day, as known now: of one kind or all, by one person or all."""
    caseworker = periods.alias("caseworker")
    by = case((table.c.owed_by != "", table.c.owed_by), else_=func.coalesce(caseworker.c.value, ""))
    statement = (
        select(*days_as_stored(table), by.label("whose"))
        .outerjoin(
            caseworker,
            and_(caseworker.c.journey == table.c.journey, holds(caseworker, ("caseworker",), on)),
        )
        .where(owed(on))
        .order_by(table.c.due, table.c.since, table.c.journey, table.c.nr)
    )
    if kind is not None:
        statement = statement.where(table.c.kind == kind)
    if owed_by is not None:
        statement = statement.where(by == owed_by)
    behind = select(func.count()).select_from(journeys).where(behind_law(book.law.edition))
    rows = connection.execute(statement).all()
    owed_by_journey, set_aside = [], without_id(connection, (row.journey for row in rows))
    for row in rows:
        if journey := journey_of(row.journey):
            try:
                duty = Duty(row.kind, row.about, row.since, row.due, row.raised, row.owed_by)
                view = as_view(duty, book, row.whose)
            except (KeyError, ValueError):
                set_aside[row.journey] = WRONG_VALUE
            else:
                owed_by_journey.append(JourneyDuty(journey=journey, owed=view))
    return Duties(
        on=on,
        law_good_until=book.law.newest.good_until,
        behind=connection.scalar(behind) or 0,
        owed=tuple(owed_by_journey),
        set_aside=set_aside,
    )
