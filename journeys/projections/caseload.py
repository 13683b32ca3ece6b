"""Caseload: which journeys are open, and who is responsible."""

from datetime import date
from typing import Literal
from uuid import UUID

from sqlalchemy import Connection, select

from journeys.domain.vocabulary import JourneyId
from journeys.projections.tables import holds, journeys, periods
from journeys.projections.view import View


class Case(View):
    """One journey as a line: codes and days, no words."""

    journey: UUID
    municipality: str
    opened: date
    state: Literal["open", "resting"]
    responsible: str
    support_basis: str


class Caseload(View):
    """Sagsstamme: the journeys open or resting on a day, those opened first first."""

    on: date
    cases: tuple[Case, ...]


def caseload(connection: Connection, on: date, responsible: str | None = None) -> Caseload:
    """Return the journeys that are open or resting on that day; one person's, or all."""
    walk, caseworker, basis = (periods.alias(name) for name in ("walk", "caseworker", "basis"))
    asked = (
        select(
            journeys.c.journey,
            journeys.c.municipality,
            journeys.c.opened,
            walk.c.value.label("state"),
            caseworker.c.value.label("responsible"),
            basis.c.value.label("support_basis"),
        )
        .join(walk, walk.c.journey == journeys.c.journey)
        .join(caseworker, caseworker.c.journey == journeys.c.journey)
        .join(basis, basis.c.journey == journeys.c.journey)
        .where(
            holds(walk, ("journey",), on),
            holds(caseworker, ("caseworker",), on),
            holds(basis, ("basis",), on),
        )
        .order_by(journeys.c.opened, journeys.c.journey)
    )
    if responsible is not None:
        asked = asked.where(caseworker.c.value == responsible)
    return Caseload(
        on=on,
        cases=tuple(
            Case.model_validate({**row, "journey": UUID(row["journey"])})
            for row in connection.execute(asked).mappings()
        ),
    )


def ids_like(connection: Connection, prefix: str) -> tuple[JourneyId, ...]:
    """Return at most two journeys whose id begins with the prefix."""
    asked = (
        select(journeys.c.journey)
        .where(journeys.c.journey.startswith(prefix.lower(), autoescape=True))
        .order_by(journeys.c.journey)
        .limit(2)
    )
    return tuple(JourneyId(UUID(journey)) for journey in connection.scalars(asked))


def ids_open(connection: Connection, on: date) -> tuple[str, ...]:
    """Return the ids of the journeys that are open or resting on that day."""
    asked = select(periods.c.journey).where(holds(periods, ("journey",), on)).distinct()
    return tuple(connection.scalars(asked.order_by(periods.c.journey)))
