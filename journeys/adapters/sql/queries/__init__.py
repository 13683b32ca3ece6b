"""Queries across journeys, over the read models."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from journeys.adapters.sql.queries.caseload import caseload, colleagues, ids_like
from journeys.adapters.sql.queries.continuity import continuity_overview
from journeys.adapters.sql.queries.desk import on_desk
from journeys.adapters.sql.queries.duties import duties
from journeys.adapters.sql.queries.overview import overview, trend
from journeys.adapters.sql.queries.restricted import restricted_to_others
from journeys.app.ports.queries import OnDesk
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId
from journeys.projections.caseload import Caseload
from journeys.projections.continuity import ContinuityOverview
from journeys.projections.duties import Duties
from journeys.projections.overview import Dimension, Overview, Trend


@dataclass(frozen=True, slots=True)
class SQLQueries:
    """The queries across journeys, on one connection in one transaction."""

    connection: Connection

    def overview(self, on: date, by: Collection[Dimension]) -> Overview:
        """Return how many citizens there are on a day, by each dimension."""
        return overview(self.connection, on, by)

    def trend(self, on: date, by: Collection[Dimension]) -> Trend:
        """Return the same counts on that day and on the same day of each of five months before."""
        return trend(self.connection, on, by)

    def continuity(self, on: date) -> ContinuityOverview:
        """Return the continuity of every municipality in the store on a day."""
        return continuity_overview(self.connection, on)

    def caseload(self, on: date, responsible: str | None) -> Caseload:
        """Return the journeys that are open or resting on a day; one person's, or all."""
        return caseload(self.connection, on, responsible)

    def on_desk(self, on: date, responsible: str) -> OnDesk:
        """Return the journeys that are one person's on a day, or offered to them."""
        return on_desk(self.connection, on, responsible)

    def duties(self, on: date, book: Rulebook, kind: str | None, owed_by: str | None) -> Duties:
        """Return what is owed on a day: of one kind or all, by one person or all."""
        return duties(self.connection, on, book, kind, owed_by)

    def restricted_to_others(self, name: str, on: date) -> frozenset[JourneyId]:
        """Return the journeys that somebody of the staff may not open on that day."""
        return restricted_to_others(self.connection, name, on)

    def colleagues(self, names: Collection[str]) -> Collection[str]:
        """Return those of these names that were ever responsible; all of them where nobody was."""
        return colleagues(self.connection, names)

    def ids_like(self, prefix: str, most: int) -> Sequence[JourneyId]:
        """Return the journeys whose id begins with the prefix, at most so many."""
        return ids_like(self.connection, prefix, most)
