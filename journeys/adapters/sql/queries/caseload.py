"""Which journeys are open and who is responsible, and journeys by the beginning of their id."""

from datetime import date
from uuid import UUID

from sqlalchemy import Connection, and_, func, select

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
            journeys.c.opened,
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
    return Caseload(
        on=on,
        cases=tuple(
            CaseloadLine.model_validate({**row, "journey": UUID(row["journey"])})
            for row in connection.execute(statement).mappings()
        ),
    )


def ids_like(connection: Connection, prefix: str) -> tuple[JourneyId, ...]:
    """Return at most two journeys whose id begins with the prefix."""
    statement = (
        select(journeys.c.journey)
        .where(journeys.c.journey.startswith(prefix.lower(), autoescape=True))
        .order_by(journeys.c.journey)
        .limit(2)
    )
    return tuple(JourneyId(UUID(journey)) for journey in connection.scalars(statement))
