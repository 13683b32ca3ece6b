"""Access: the one way to what is recorded about people. A look is logged before it is shown."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, Self, TypeVar
from uuid import UUID

from journeys.app.joined import (
    identities_of,
    identity_of,
    joined_cannot_leave,
    joined_looks,
    names_of,
    restricted_of,
    staying_names,
)
from journeys.app.ports.moving import Export
from journeys.app.ports.persons import Names
from journeys.app.ports.store import Store, Transaction
from journeys.domain.decisions.access import (
    require_may_export,
    require_may_look,
    require_may_look_across,
    require_may_manage,
)
from journeys.domain.decisions.forms import require_journey_id
from journeys.domain.decisions.restriction import is_exempt, require_may_open
from journeys.domain.employers.history import EmployerHistory
from journeys.domain.errors import (
    BrokenHistory,
    EntryNewer,
    Erased,
    KeyWrong,
    StoreError,
    UnknownJourney,
)
from journeys.domain.history import History
from journeys.domain.identity import Identity, too_many_matches
from journeys.domain.law.sealed import SealedEdition
from journeys.domain.looks import Look, ReadLooks
from journeys.domain.message import Message
from journeys.domain.person_record import PersonRecord
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import EmployerId, JourneyId
from journeys.projections.view import AsKnown, SetAside

RESTRICTED = Message("It is restricted to named staff, and you are not among them.")

T = TypeVar("T")
K = TypeVar("K", bound=AsKnown)
V = TypeVar("V", bound="Across")


class Across(Protocol):
    """A view over many journeys, which names those that cannot be read."""

    def without(self, set_aside: SetAside) -> Self:
        """Return the same without these journeys, which are named."""


@dataclass(frozen=True)
class LoggedAccess:
    """Logget adgang: what is recorded about people, for one actor and one purpose.

    What is read is returned only after the look is logged and committed: a look that cannot be
    logged shows nothing. Raises Refused (role-may-not, purpose-missing and what else
    `require_may_look` refuses; not-understood, where a journey's id is no UUID), and StoreError.
    """

    store: Store
    book: Rulebook
    actor: Actor
    purpose: str
    request_id: str | None

    def __post_init__(self) -> None:
        require_may_look(self.actor, self.book, self.purpose, self.request_id)

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

    def exports(self, view: str, journey_id: JourneyId) -> tuple[Export, ...]:
        """Return all of one citizen with its proofs: of each journey that was joined, one export.

        Raises UnknownJourney, Erased. Refused: role-may-not, journey-restricted.
        """
        require_may_export(self.actor, self.book)
        require_journey_id(journey_id)

        def left(transaction: Transaction) -> tuple[Export, ...]:
            streams = self._opened(transaction, journey_id).streams
            found = [transaction.moves.export(each) for each in streams]
            return tuple(each for each in found if each is not None)

        return self._logged(view, left, lambda found: (each.journey for each in found))

    def across(
        self, view: str, ask: Callable[[Transaction], V], shown: Callable[[V], Iterable[UUID]]
    ) -> V:
        """Return an answer across journeys; `shown` returns the journeys that the answer shows.

        Journeys at which no look can be noted are set aside, and nothing of them is shown.
        """
        require_may_look_across(self.actor, self.book)
        with self.store.reading() as transaction:
            found = ask(transaction)
        try:
            self._note(view, shown(found))
        except (BrokenHistory, KeyWrong, Erased):
            with self.store.reading() as transaction:
                ids = dict.fromkeys(map(JourneyId, shown(found)))
                damaged = transaction.many.unopenable(list(ids))
            if not damaged:
                raise
            found = found.without(damaged)
            self._note(view, shown(found))
        return found

    def alongside(
        self, view: str, journey_id: JourneyId, ask: Callable[[Transaction, History], T]
    ) -> T:
        """Return what is read of one journey beside other things of the store, in one state of it.

        Raises and refuses as `history`; the look is logged in the same way.
        """
        require_journey_id(journey_id)

        def read(transaction: Transaction) -> tuple[Sequence[JourneyId], T]:
            history = self._opened(transaction, journey_id)
            return history.streams, ask(transaction, history)

        return self._logged(view, read, lambda found: found[0])[1]

    def employer(
        self,
        view: str,
        employer_id: EmployerId,
        ask: Callable[[Transaction, EmployerHistory], T],
    ) -> T:
        """Return what is read of one employer; the look is logged on its stream.

        Of an employer the staff alone are shown anything: a citizen may see themselves, no lists.
        Raises UnknownEmployer, and logs nothing then; EmployerErased. Refused: role-may-not.
        """
        require_may_look_across(self.actor, self.book)
        return self._logged(
            view,
            lambda transaction: ask(transaction, transaction.employers.existing(employer_id)),
            lambda _: [employer_id],
        )

    def listed(self, ask: Callable[[Transaction], T]) -> T:
        """Return a list of employers or posts. It shows no journey, so no look is logged.

        Refused: role-may-not.
        """
        require_may_look_across(self.actor, self.book)
        with self.store.reading() as transaction:
            return ask(transaction)

    def counted(self, ask: Callable[[Transaction], T]) -> T:
        """Return counts for a manager. They show no journey, so no look is logged.

        Refused: role-may-not.
        """
        require_may_manage(self.actor, self.book)
        with self.store.reading() as transaction:
            return ask(transaction)

    def behind(
        self, view: str, ask: Callable[[Transaction], V], shown: Callable[[V], Iterable[UUID]]
    ) -> V:
        """Return the journeys behind a manager's figure, as `across`.

        Those that are restricted to others are set aside. Refused: role-may-not.
        """
        require_may_manage(self.actor, self.book)
        return self.open_to_actor(view, ask, shown)

    def open_to_actor(
        self, view: str, ask: Callable[[Transaction], V], shown: Callable[[V], Iterable[UUID]]
    ) -> V:
        """Return an answer across journeys, as `across`, where restricted ones are set aside."""

        def found(transaction: Transaction) -> V:
            answer, restricted = ask(transaction), self.restricted(transaction)
            among = restricted.intersection(map(JourneyId, shown(answer)))
            return answer.without({str(each): RESTRICTED for each in among})

        return self.across(view, found, shown)

    def each(
        self, view: str, known_at: datetime | None, set_aside: dict[str, Message]
    ) -> Iterator[tuple[JourneyId, History]]:
        """Yield every journey on which anything was known then; each look is logged on its turn.

        All are read from one state of the store, in a transaction that ends with the iteration.
        Those that cannot be read are added to `set_aside` on their turn.
        """
        require_may_look_across(self.actor, self.book)
        return self._each(view, known_at, set_aside)

    def _each(
        self, view: str, known_at: datetime | None, set_aside: dict[str, Message]
    ) -> Iterator[tuple[JourneyId, History]]:
        with self.store.reading() as transaction:
            set_aside.update(transaction.many.set_aside())
            restricted = self.restricted(transaction)
            set_aside.update((str(each), RESTRICTED) for each in restricted)
            for journey_id in transaction.log.journeys():
                if journey_id in restricted:
                    continue
                history = transaction.many.read(journey_id)
                if isinstance(history, StoreError):
                    set_aside[str(journey_id)] = history.sentence
                elif history.as_of(known_at=known_at).entries:
                    self._note(view, [journey_id])
                    yield journey_id, history

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

    def restricted(self, transaction: Transaction) -> frozenset[JourneyId]:
        """Return the journeys that are restricted to others than the actor."""
        if is_exempt(self.actor, self.book):
            return frozenset()
        today = transaction.now.date()
        return transaction.queries.restricted_to_others(self.actor.name, today)

    def _opened(self, transaction: Transaction, journey_id: JourneyId) -> History:
        """Return what is recorded on a journey. Raises UnknownJourney. Refused: journey-restricted.

        By the history itself: the read tables could have been altered.
        """
        history = transaction.log.existing(journey_id)
        if history.journey.people.restricted_to is None:  # the day makes no difference
            return history
        require_may_open(history, self.actor, self.book, transaction.now.date())
        return history

    def _logged(
        self, view: str, read: Callable[[Transaction], T], shown: Callable[[T], Iterable[UUID]]
    ) -> T:
        with self.store.reading() as transaction:
            found = read(transaction)
        self._note(view, shown(found))
        return found

    def _note(self, view: str, shown: Iterable[UUID]) -> None:
        # A person who is in a list twice was looked at once.
        if journeys := [JourneyId(each) for each in dict.fromkeys(shown)]:
            with self.store.noting() as access:
                access.note(journeys, Look(self.actor, view, self.purpose, self.request_id))
