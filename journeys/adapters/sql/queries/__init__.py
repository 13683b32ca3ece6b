"""Queries across journeys, over the read models."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from journeys.app.ports.queries import JourneysFound
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import EmployerId, JourneyId, PostId

if TYPE_CHECKING:
    from journeys.domain.employers.room import Taken
    from journeys.projections.caseload import Caseload
    from journeys.projections.continuity import ContinuityOverview
    from journeys.projections.duties import Duties
    from journeys.projections.employers.owed import OwedToEmployers
    from journeys.projections.employers.room_counts import RoomFigures
    from journeys.projections.figure_codes import FigureCode
    from journeys.projections.management import Behind, ByCaseworker, Figure
    from journeys.projections.overview import Dimension, Overview, Trend


@dataclass(frozen=True, slots=True)
class SQLQueries:
    """The queries across journeys, on one connection in one transaction.

    Each is imported when it is first asked: most commands ask one of them, or none.
    """

    _connection: Connection
    _make_pending_rows: Callable[[], None]

    @property
    def connection(self) -> Connection:
        """The connection, once every row on it is up to date."""
        self._make_pending_rows()
        return self._connection

    def overview(self, on: date, by: "Collection[Dimension]") -> "Overview":
        """Return how many citizens there are on a day, by each dimension."""
        from journeys.adapters.sql.queries.overview import overview

        return overview(self.connection, on, by)

    def trend(self, on: date, by: "Collection[Dimension]", months: int) -> "Trend":
        """Return the same counts on that day and on the same day of so many months before."""
        from journeys.adapters.sql.queries.overview import trend

        return trend(self.connection, on, by, months)

    def figures(self, codes: "Collection[FigureCode]", on: date) -> "tuple[Figure, ...]":
        """Return these figures of a manager on a day, each whole before its parts."""
        from journeys.adapters.sql.queries.management.figures import figures

        return figures(self.connection, codes, on)

    def caseworkers(self, on: date) -> "tuple[ByCaseworker, ...]":
        """Return the counts of each caseworker on a day, in the order of the alphabet."""
        from journeys.adapters.sql.queries.management.figures import caseworkers

        return caseworkers(self.connection, on)

    def behind(self, code: "FigureCode", value: str, on: date) -> "Behind":
        """Return the journeys that a figure is about, or its part with that value."""
        from journeys.adapters.sql.queries.management.figures import behind

        return behind(self.connection, code, value, on)

    def continuity(self, on: date) -> "ContinuityOverview":
        """Return the continuity of every municipality in the store on a day."""
        from journeys.adapters.sql.queries.continuity import continuity_overview

        return continuity_overview(self.connection, on)

    def caseload(self, on: date, responsible: str | None) -> "Caseload":
        """Return the journeys that are open or resting on a day; one person's, or all."""
        from journeys.adapters.sql.queries.caseload import caseload

        return caseload(self.connection, on, responsible)

    def on_desk(self, on: date, responsible: str) -> JourneysFound:
        """Return the journeys that are one person's on a day, or offered to them."""
        from journeys.adapters.sql.queries.desk import on_desk

        return on_desk(self.connection, on, responsible)

    def closed(self, on: date) -> JourneysFound:
        """Return the journeys that were opened and are neither open nor resting on a day."""
        from journeys.adapters.sql.queries.closed import closed

        return closed(self.connection, on)

    def duties(self, on: date, book: Rulebook, kind: str | None, owed_by: str | None) -> "Duties":
        """Return what is owed on a day: of one kind or all, by one person or all."""
        from journeys.adapters.sql.queries.duties import duties

        return duties(self.connection, on, book, kind, owed_by)

    def maybe_met_late(self, on: date, book: Rulebook, kind: str | None) -> Sequence[JourneyId]:
        """Return the journeys in which a duty may have been met late by that day, by id."""
        from journeys.adapters.sql.queries.late import maybe_met_late

        return maybe_met_late(self.connection, on, book, kind)

    def ruled_against(self, on: date, book: Rulebook) -> Sequence[JourneyId]:
        """Return the journeys in which a ruling may have gone against the wish by that day."""
        from journeys.adapters.sql.queries.late import ruled_against

        return ruled_against(self.connection, on, book)

    def restricted_to_others(self, name: str, on: date) -> frozenset[JourneyId]:
        """Return the journeys that somebody of the staff may not open on that day."""
        from journeys.adapters.sql.queries.restricted import restricted_to_others

        # The rows of people never wait, and this is asked before each look.
        return restricted_to_others(self._connection, name, on)

    def taken(self, posts: Collection[PostId]) -> "tuple[Taken, ...]":
        """Return what citizens take of these posts, on any day; nobody's of an erased citizen."""
        from journeys.adapters.sql.queries.employers.taken import taken

        return taken(self.connection, posts)

    def named_post(self, post: PostId) -> Sequence[JourneyId]:
        """Return the journeys that any entry ever named this post in, retracted ones too, by id."""
        from journeys.adapters.sql.queries.employers.taken import named_post

        return named_post(self.connection, post)

    def employer_of(self, digest: bytes) -> EmployerId | None:
        """Return the employer with this number (`EmployerLog.number_digest`); None without one."""
        from journeys.adapters.sql.queries.employers.taken import employer_of

        return employer_of(self.connection, digest)

    def employer_with(self, post: PostId) -> EmployerId | None:
        """Return the employer that has this post; None where none has."""
        from journeys.adapters.sql.queries.employers.taken import employer_with

        return employer_with(self.connection, post)

    def employer_duties(self, on: date, book: Rulebook, owed_by: str | None) -> "OwedToEmployers":
        """Return what is owed to employers on a day: by one person or all, by due day."""
        from journeys.adapters.sql.queries.employers.owed import owed_to_employers

        return owed_to_employers(self.connection, on, book, owed_by)

    def room(self, on: date, months: int = 0) -> "RoomFigures":
        """Return the counts of a day and of the same day of so many months before, as known now."""
        from journeys.adapters.sql.queries.employers.room import room

        return room(self.connection, on, months)

    def colleagues(self, names: Collection[str]) -> Collection[str]:
        """Return those of these names that were ever responsible; all of them where nobody was."""
        from journeys.adapters.sql.queries.caseload import colleagues

        return colleagues(self._connection, names)

    def ids_like(self, prefix: str, most: int) -> Sequence[JourneyId]:
        """Return the journeys whose id begins with the prefix, at most so many."""
        from journeys.adapters.sql.queries.caseload import ids_like

        return ids_like(self._connection, prefix, most)
