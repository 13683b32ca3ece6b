"""Access: the one way to what is recorded about people. Every look is noted before it is shown."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from journeys.app.ports.moving import Export
from journeys.app.ports.store import Store, Transaction
from journeys.domain.decisions.access import (
    require_may_export,
    require_may_look,
    require_may_look_across,
)
from journeys.domain.errors import UnknownJourney
from journeys.domain.history import History
from journeys.domain.identity import Identity, too_many_matches
from journeys.domain.looks import LoggedLook, Look
from journeys.domain.person_record import PersonRecord
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId

T = TypeVar("T")


@dataclass(frozen=True)
class LoggedAccess:
    """Logget adgang: what is recorded about people, for one actor and one purpose.

    What is read is returned only when the look is noted and committed: a look that cannot be
    noted shows nothing. Raises Refused (role-may-not, purpose-missing and what else `may_look`
    refuses), and StoreError.
    """

    store: Store
    book: Rulebook
    actor: Actor
    purpose: str
    request_id: str | None

    def __post_init__(self) -> None:
        require_may_look(self.actor, self.book, self.purpose, self.request_id)

    def history(self, view: str, journey_id: JourneyId) -> History:
        """Return what is recorded on one journey. Raises UnknownJourney, and notes nothing then."""
        return self._seen(
            view, lambda there: there.log.existing(journey_id), lambda _: [journey_id]
        )

    def looks(self, view: str, journey_id: JourneyId) -> Sequence[LoggedLook]:
        """Return the looks at one journey, without this one. Raises UnknownJourney."""

        def noted(there: Transaction) -> Sequence[LoggedLook]:
            there.log.existing(journey_id)
            return there.access.of(journey_id)

        return self._seen(view, noted, lambda _: [journey_id])

    def held(self, view: str, journey_id: JourneyId) -> PersonRecord:
        """Return everything that is kept about one person, in one state of the store.

        Raises UnknownJourney, Erased.
        """

        def kept(there: Transaction) -> PersonRecord:
            return PersonRecord(
                history=there.log.existing(journey_id),
                identities=there.people.all_of(journey_id),
                rows=there.rows.of(journey_id),
                requests=there.log.requests(journey_id),
                looks=there.access.of(journey_id),
            )

        return self._seen(view, kept, lambda _: [journey_id])

    def identity(self, view: str, journey_id: JourneyId) -> Identity | None:
        """Return who a journey is about, where it was said. Raises UnknownJourney, Erased."""

        def known(there: Transaction) -> Identity | None:
            there.log.existing(journey_id)
            return there.people.of(journey_id)

        return self._seen(view, known, lambda _: [journey_id])

    def found(self, view: str, kind: str, number: str) -> JourneyId | None:
        """Return the journey of whoever has, or had, this number; notes nothing for nobody."""
        require_may_look_across(self.actor, self.book)
        return self._seen(
            view,
            lambda there: there.people.find(kind, number),
            lambda found: [] if found is None else [found],
        )

    def called(self, view: str, beginning: str, most: int) -> Mapping[JourneyId, str]:
        """Return the names that begin so, by journey. Refused: role-may-not, journey-ambiguous.

        Where there are more than `most`, nobody is shown, and nothing is noted.
        """
        require_may_look_across(self.actor, self.book)

        def named(there: Transaction) -> Mapping[JourneyId, str]:
            found = there.people.called(beginning)
            if len(found) > most:
                raise too_many_matches(most)
            return found

        return self._seen(view, named, lambda found: found)

    def export(self, view: str, journey_id: JourneyId) -> Export:
        """Return all of one journey with its proofs. Raises UnknownJourney. Refused: role-may-not.

        Asked before anything is read: an export holds the journey's key.
        """
        require_may_export(self.actor, self.book)

        def left(there: Transaction) -> Export:
            export = there.moves.leave(journey_id)
            if export is None:
                raise UnknownJourney(journey_id)
            return export

        return self._seen(view, left, lambda _: [journey_id])

    def across(
        self, view: str, ask: Callable[[Transaction], T], shown: Callable[[T], Iterable[UUID]]
    ) -> T:
        """Return what is asked across journeys; `shown` tells whom the answer shows."""
        require_may_look_across(self.actor, self.book)
        return self._seen(view, ask, shown)

    def each(self, view: str, known_at: datetime | None) -> Iterator[tuple[JourneyId, History]]:
        """Return every journey on which anything was known then, each noted when it is reached.

        All are read in one state of the store, which is let go of at the end.
        """
        require_may_look_across(self.actor, self.book)
        return self._each(view, known_at)

    def _each(self, view: str, known_at: datetime | None) -> Iterator[tuple[JourneyId, History]]:
        with self.store.reading() as there:
            for journey_id in there.log.journeys():
                history = there.log.history(journey_id)
                if history.as_of(known_at=known_at).entries:
                    self._note(view, [journey_id])
                    yield journey_id, history

    def _seen(
        self, view: str, read: Callable[[Transaction], T], shown: Callable[[T], Iterable[UUID]]
    ) -> T:
        with self.store.reading() as there:
            found = read(there)
        self._note(view, shown(found))
        return found

    def _note(self, view: str, shown: Iterable[UUID]) -> None:
        # Somebody who stands in a list twice was looked at once.
        if journeys := [JourneyId(each) for each in dict.fromkeys(shown)]:
            with self.store.noting() as access:
                access.note(journeys, Look(self.actor, view, self.purpose, self.request_id))
