"""Access: the one way to what is recorded about people. A look is logged before it is shown."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from journeys.app.joined import (
    identities_of,
    identity_of,
    joined_cannot_leave,
    joined_looks,
    names_of,
    restricted_of,
    staying_names,
)
from journeys.app.logged_reads import LoggedReads
from journeys.app.ports.moving import Export
from journeys.app.ports.persons import Names
from journeys.app.ports.store import Transaction
from journeys.domain.decisions.access import (
    require_may_export,
    require_may_look_across,
)
from journeys.domain.decisions.forms import require_journey_id
from journeys.domain.errors import BrokenHistory, EntryNewer, UnknownJourney
from journeys.domain.history import History
from journeys.domain.identity import Identity, too_many_matches
from journeys.domain.law.sealed import SealedEdition
from journeys.domain.looks import ReadLooks
from journeys.domain.person_record import PersonRecord
from journeys.domain.vocabulary import JourneyId
from journeys.projections.view import AsKnown

K = TypeVar("K", bound=AsKnown)


@dataclass(frozen=True)
class LoggedAccess(LoggedReads):
    """Logget adgang: what is recorded about people, for one actor and one purpose.

    What is read is returned only after the look is logged and committed: a look that cannot be
    logged shows nothing. Raises Refused (role-may-not, purpose-missing and what else
    `require_may_look` refuses; not-understood, where a journey's id is no UUID), and StoreError.
    """

    def history(self, view: str, journey_id: JourneyId) -> History:
        """Return what is recorded on one journey. Raises UnknownJourney, and logs nothing then.

        Of one that was joined to another, that of both; the look is logged on both. Refused:
        journey-restricted.
        """
        require_journey_id(journey_id)
        return self._logged(
            view,
            lambda transaction: self._opened(transaction, journey_id),
            lambda history: history.streams,
        )

    def sealed_editions(self) -> Sequence[SealedEdition]:
        """Return the editions of the law that the store has sealed; nobody is looked at."""
        with self.store.reading() as transaction:
            return transaction.law.sealed()

    def looks(self, view: str, journey_id: JourneyId) -> ReadLooks:
        """Return the looks at one journey, without this one, and those that cannot be read.

        Raises UnknownJourney, Erased.
        """
        require_journey_id(journey_id)

        def noted(transaction: Transaction) -> tuple[Sequence[JourneyId], ReadLooks]:
            streams: Sequence[JourneyId] = [journey_id]
            with suppress(BrokenHistory, EntryNewer):  # who looked rests on no entry
                streams = self._opened(transaction, journey_id).streams
            return streams, joined_looks(transaction.access.readable(each) for each in streams)

        return self._logged(view, noted, lambda found: found[0])[1]

    def person_record(self, view: str, journey_id: JourneyId) -> PersonRecord:
        """Return everything that is stored about one person, from one state of the store.

        Raises UnknownJourney, Erased.
        """
        require_journey_id(journey_id)

        def everything(transaction: Transaction) -> PersonRecord:
            history = self._opened(transaction, journey_id)
            streams = history.streams
            looks = joined_looks(ReadLooks(transaction.access.of(each), {}) for each in streams)
            return PersonRecord(
                history=history,
                identities=identities_of(transaction, streams),
                rows=transaction.rows.of(history.stream),
                requests=sorted(
                    request for each in streams for request in transaction.log.requests(each)
                ),
                looks=looks.looks,
            )

        return self._logged(view, everything, lambda record: record.history.streams)

    def identity(self, view: str, journey_id: JourneyId) -> Identity | None:
        """Return the identity of a journey's person; None where none is stored.

        Raises UnknownJourney, Erased.
        """
        require_journey_id(journey_id)

        def known(transaction: Transaction) -> tuple[Sequence[JourneyId], Identity | None]:
            streams = self._opened(transaction, journey_id).streams
            return streams, identity_of(transaction, streams)

        return self._logged(view, known, lambda found: found[0])[1]

    def find(self, view: str, kind: str, number: str) -> JourneyId | None:
        """Return the journey of the person who has, or had, this number; else None, unlogged.

        Somebody whose journey is restricted to others is not found.
        """
        require_may_look_across(self.actor, self.book)

        def known(transaction: Transaction) -> JourneyId | None:
            found = transaction.people.find(kind, number)
            staying = None if found is None else transaction.log.staying(found)
            return None if staying in self.restricted(transaction) else staying

        return self._logged(view, known, lambda found: [] if found is None else [found])

    def names(self, view: str, journeys: Iterable[JourneyId]) -> Names:
        """Return the names of the persons of these journeys, and the identities that do not open.

        A journey whose person is not known, or that is restricted to others, is left out, and
        nothing is logged of it. Refused:
        role-may-not, where there are several and the actor may not see several people at once.
        """
        wanted = list(dict.fromkeys(journeys))
        if len(wanted) > 1:
            require_may_look_across(self.actor, self.book)

        def named(transaction: Transaction) -> Names:
            restricted = restricted_of(transaction, wanted, self.restricted(transaction))
            names = names_of(transaction, [each for each in wanted if each not in restricted])
            return names._replace(restricted=restricted)

        return self._logged(view, named, lambda names: names.found)

    def called(self, view: str, part: str, most: int) -> Names:
        """Return the names with this part, by journey, and the identities that do not open.

        Where there are more than `most`, nobody is shown, and nothing is logged. Refused:
        role-may-not, journey-ambiguous.
        """
        require_may_look_across(self.actor, self.book)

        def named(transaction: Transaction) -> Names:
            restricted = self.restricted(transaction)
            names = staying_names(transaction, transaction.people.called(part))
            found = {each: name for each, name in names.found.items() if each not in restricted}
            names = names._replace(found=found)
            if len(names.found) > most:
                raise too_many_matches(most)
            return names

        return self._logged(view, named, lambda names: names.found)

    def export(self, view: str, journey_id: JourneyId) -> Export:
        """Return all of one journey with its proofs. Raises UnknownJourney.

        Refused: role-may-not; joined-cannot-leave. Raises EntryNewer where the journey was joined
        to another, and an entry of either cannot be read here. An export holds the journey's key,
        so the permission is checked before anything is read.
        """
        require_may_export(self.actor, self.book)
        require_journey_id(journey_id)

        def left(transaction: Transaction) -> Export:
            try:
                joined = len(transaction.log.existing(journey_id).streams) > 1
            except EntryNewer:
                # A proof needs no reading. Whether two were separated again, does.
                if transaction.log.joined_among([journey_id]):
                    raise
                joined = False
            if joined:
                raise joined_cannot_leave()
            export = transaction.moves.export(journey_id)
            if export is None:
                raise UnknownJourney(journey_id)
            return export

        return self._logged(view, left, lambda _: [journey_id])

    def with_stamped_ahead(
        self,
        view: K,
        history: History,
        known_at: datetime | None,
        now: Callable[[], datetime] | None = None,
    ) -> K:
        """Return a view with how many entries `known_at` hides that are stamped later than now."""
        if known_at is None:
            return view
        ahead = history.stamped_ahead(known_at, (now or self.now)())
        return view.with_stamped_ahead(ahead) if ahead else view

    def now(self) -> datetime:
        """Return the moment it is by the clock that entries are recorded by."""
        with self.store.reading() as transaction:
            return transaction.now
