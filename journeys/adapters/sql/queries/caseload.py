"""Which journeys are open and who is responsible, and journeys by the beginning of their id."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, Text, and_, func, select, type_coerce

from journeys.adapters.sql.database.streams import journey_of
from journeys.adapters.sql.queries.set_aside import WRONG_VALUE, without_id
from journeys.adapters.sql.readmodels.tables import holds, journeys, periods
from journeys.domain.vocabulary import JourneyId
from journeys.projections.caseload import Caseload, CaseloadLine


def caseload(connection: Connection, on: date, responsible: str | None = None) -> Caseload:
    """Return the journeys that are open or resting on that day; one person's, or all."""
    walk, caseworker, income = (periods.alias(name) for name in ("walk", "caseworker", "income"))
    statement = (
        select(
            journeys.c.journey,
            journeys.c.municipality,
            type_coerce(journeys.c.opened, Text).label("opened"),
            walk.c.value.label("state"),
            caseworker.c.value.label("responsible"),
            func.coalesce(income.c.value, "").label("support_basis"),
        )
        .join(walk, walk.c.journey == journeys.c.journey)
        .join(caseworker, caseworker.c.journey == journeys.c.journey)
        .outerjoin(
            income, and_(income.c.journey == journeys.c.journey, holds(income, ("income",), on))
        )
        .where(
            holds(walk, ("journey",), on),
            holds(caseworker, ("caseworker",), on),
        )
        .order_by(journeys.c.opened, journeys.c.journey)
    )
    if responsible is not None:
        statement = statement.where(caseworker.c.value == responsible)
    found = connection.execute(statement).mappings().all()
    cases, set_aside = [], without_id(connection, (row["journey"] for row in found))
    for row in found:
        if journey := journey_of(row["journey"]):
            try:
                cases.append(CaseloadLine.model_validate({**row, "journey": journey}))
            except ValueError:
                set_aside[row["journey"]] = WRONG_VALUE
    return Caseload(on=on, cases=tuple(cases), set_aside=set_aside)


def colleagues(connection: Connection, names: Collection[str]) -> frozenset[str]:
    """Return those of these names that were ever responsible; all of them where nobody was."""
    worked = select(periods.c.value).where(periods.c.track == "caseworker")
    if connection.scalar(worked.limit(1)) is None:
        return frozenset(names)
    return frozenset(
        name
        for name in names
        if connection.scalar(worked.where(periods.c.value == name).limit(1)) is not None
    )


def ids_like(connection: Connection, prefix: str, most: int) -> tuple[JourneyId, ...]:
    """Return the journeys whose id begins with the prefix, at most so many."""
    statement = (
        select(journeys.c.journey)
        .where(journeys.c.journey.startswith(prefix.lower(), autoescape=True))
        .order_by(journeys.c.journey)
        .limit(most)
    )
    names = connection.scalars(statement)
    return tuple(journey for name in names if (journey := journey_of(name)) is not None)
