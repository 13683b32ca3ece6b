"""Queries across journeys, over the read models: counts, lists and ids."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Protocol

from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import EmployerId, JourneyId, PostId
from journeys.projections.view import SetAside

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


class JourneysFound(NamedTuple):
    """Journeys by their rows, and the rows that are no journey's, set aside by name."""

    journeys: Sequence[JourneyId]
    set_aside: SetAside


class Queries(Protocol):
    """Port: queries across journeys, in one state of the store, as known now."""

    def overview(self, on: date, by: "Collection[Dimension]") -> "Overview":
        """Return how many citizens there are on a day, by each dimension."""

    def trend(self, on: date, by: "Collection[Dimension]", months: int) -> "Trend":
        """Return the same counts on that day and on the same day of so many months before."""

    def figures(self, codes: "Collection[FigureCode]", on: date) -> "tuple[Figure, ...]":
        """Return these figures of a manager on a day, each whole before its parts."""

    def caseworkers(self, on: date) -> "tuple[ByCaseworker, ...]":
        """Return the counts of each caseworker on a day, in the order of the alphabet."""

    def behind(self, code: "FigureCode", value: str, on: date) -> "Behind":
        """Return the journeys that a figure is about, or its part with that value."""

    def continuity(self, on: date) -> "ContinuityOverview":
        """Return the continuity of every municipality in the store on a day."""

    def caseload(self, on: date, responsible: str | None) -> "Caseload":
        """Return the journeys that are open or resting on a day; one person's, or all."""

    def on_desk(self, on: date, responsible: str) -> JourneysFound:
        """Return the journeys that are one person's on a day, or offered to them."""

    def closed(self, on: date) -> JourneysFound:
        """Return the journeys that were opened and are neither open nor resting on a day."""

    def duties(self, on: date, book: Rulebook, kind: str | None, owed_by: str | None) -> "Duties":
        """Return the duties that are owed on a day: of one kind or all, by one person or all."""

    def maybe_met_late(self, on: date, book: Rulebook, kind: str | None) -> Sequence[JourneyId]:
        """Return the journeys in which a duty may have been met late by that day, by id.

        On either clock. Their histories say whether it was.
        """

    def ruled_against(self, on: date, book: Rulebook) -> Sequence[JourneyId]:
        """Return the journeys in which a ruling may have gone against the wish by that day."""

    def restricted_to_others(self, name: str, on: date) -> frozenset[JourneyId]:
        """Return the journeys that somebody of the staff may not open on that day."""

    def taken(self, posts: Collection[PostId]) -> "Sequence[Taken]":
        """Return what citizens take of these posts, on any day; nobody's of an erased citizen."""

    def named_post(self, post: PostId) -> Sequence[JourneyId]:
        """Return the journeys that any entry ever named this post in, retracted ones too, by id.

        What was known at a moment is read in these histories alone.
        """

    def employer_duties(self, on: date, book: Rulebook, owed_by: str | None) -> "OwedToEmployers":
        """Return what is owed to employers on a day: by one person or all, by due day."""

    def room(self, on: date, months: int = 0) -> "RoomFigures":
        """Return the counts of a day and of the same day of so many months before, as known now."""

    def employer_of(self, digest: bytes) -> EmployerId | None:
        """Return the employer with this number (`EmployerLog.number_digest`); None without one."""

    def employer_with(self, post: PostId) -> EmployerId | None:
        """Return the employer that has this post; None where none has."""

    def colleagues(self, names: Collection[str]) -> Collection[str]:
        """Return those of these names that have been responsible for a journey of the store.

        All of them in a store in which nobody has.
        """

    def ids_like(self, prefix: str, most: int) -> Sequence[JourneyId]:
        """Return the journeys whose id begins with the prefix, at most so many."""
