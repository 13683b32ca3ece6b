"""Reading with a look: in one state of the store, and the look is logged before it is shown."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Protocol, Self, TypeVar
from uuid import UUID

from journeys.app.ports.store import Store, Transaction
from journeys.domain.decisions.access import (
    require_may_look,
    require_may_look_across,
    require_may_manage,
)
from journeys.domain.decisions.forms import require_journey_id
from journeys.domain.decisions.restriction import is_exempt, require_may_open
from journeys.domain.employers.history import EmployerHistory
from journeys.domain.errors import BrokenHistory, Erased, KeyWrong, StoreError
from journeys.domain.history import History
from journeys.domain.looks import Look
from journeys.domain.message import Message
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import EmployerId, JourneyId
from journeys.projections.view import SetAside

RESTRICTED = Message("It is restricted to named staff, and you are not among them.")

T = TypeVar("T")
V = TypeVar("V", bound="Across")


class Across(Protocol):
    """A view over many journeys, which names those that cannot be read."""

    def without(self, set_aside: SetAside) -> Self:
        """Return the same without these journeys, which are named."""


@dataclass(frozen=True)
class LoggedReads:
    """Læsning med opslag: whatever is read is returned only after its look is committed.

    `access.py` has what is read so of one person. Raises Refused (role-may-not, purpose-missing and
    what else `require_may_look` refuses), and StoreError where the look cannot be logged.
    """

    store: Store
    book: Rulebook
    actor: Actor
    purpose: str
    request_id: str | None

    def __post_init__(self) -> None:
        require_may_look(self.actor, self.book, self.purpose, self.request_id)

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
            self.note(view, shown(found))
        except (BrokenHistory, KeyWrong, Erased):
            with self.store.reading() as transaction:
                ids = dict.fromkeys(map(JourneyId, shown(found)))
                damaged = transaction.many.unopenable(list(ids))
            if not damaged:
                raise
            found = found.without(damaged)
            self.note(view, shown(found))
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
                    self.note(view, [journey_id])
                    yield journey_id, history

    def restricted(self, transaction: Transaction) -> frozenset[JourneyId]:
        """Return the journeys that are restricted to others than the actor."""
        if is_exempt(self.actor, self.book):
            return frozenset()
        today = transaction.now.date()
        return transaction.queries.restricted_to_others(self.actor.name, today)

    def note(self, view: str, shown: Iterable[UUID]) -> None:
        """Log the look at each of these journeys or employers, and commit it."""
        # A person who is in a list twice was looked at once.
        if journeys := [JourneyId(each) for each in dict.fromkeys(shown)]:
            with self.store.noting() as access:
                access.note(journeys, Look(self.actor, view, self.purpose, self.request_id))

    def note_each(
        self, view: str, streams: Mapping[JourneyId, Sequence[JourneyId]]
    ) -> Mapping[str, Message]:
        """Log the look at each of these journeys, and return those at which none can be logged.

        By journey the streams that its history has. One may have been erased since it was read.
        """
        try:
            self.note(view, chain.from_iterable(streams.values()))
        except (BrokenHistory, KeyWrong, Erased):
            with self.store.reading() as transaction:
                unopenable = transaction.many.unopenable([*chain.from_iterable(streams.values())])
            damaged = {
                str(journey): unopenable[str(each)]
                for journey, of_it in streams.items()
                for each in of_it
                if str(each) in unopenable
            }
            if not damaged:
                raise
            left = (of_it for journey, of_it in streams.items() if str(journey) not in damaged)
            self.note(view, chain.from_iterable(left))
            return damaged
        return {}

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
        self.note(view, shown(found))
        return found
