"""The event store as a decision sees it: histories out, decided events in; and the other logs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import repeat
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeAlias, TypeVar
from uuid import UUID

from journeys.domain.erasure import Receipt
from journeys.domain.errors import StoreError
from journeys.domain.history import Entry, History
from journeys.domain.journey import Event
from journeys.domain.law.sealed import SealedEdition
from journeys.domain.looks import LoggedLook, Look, LooksBy, ReadLooks
from journeys.domain.message import Message
from journeys.domain.roles import Actor
from journeys.domain.vocabulary import JourneyId

if TYPE_CHECKING:
    from journeys.app.ports.maintenance import Progress

Id_co = TypeVar("Id_co", bound=UUID, covariant=True)  # of a stream
Event_co = TypeVar("Event_co", covariant=True)


class Request(NamedTuple):
    """Forespørgsel: what makes a repeated call idempotent: its id, the stream, and a digest."""

    id: str
    stream: UUID
    """Of the journey or the employer."""
    digest: str
    """Tells whether the same is asked again. Short words could be guessed from it, so a store keeps
    a keyed hash of it instead."""


class StreamRecording(NamedTuple, Generic[Id_co, Event_co]):
    """Events to be recorded on a stream.

    `after` is the version of the newest entry that the decision saw (optimistic concurrency).
    """

    stream: Id_co
    after: int
    events: Sequence[Event_co]
    sure: Sequence[tuple[str, ...]] = ()
    """For each event the codes of its doubts that were acknowledged; or nothing for any of them."""

    @property
    def doubted(self) -> Iterator[tuple[Event_co, tuple[str, ...]]]:
        """Each event, with the codes of its doubts that were acknowledged."""
        return zip(self.events, self.sure or repeat((), len(self.events)), strict=True)


Recording: TypeAlias = StreamRecording[JourneyId, Event]
"""Events to be recorded on a journey."""


class JourneyLog(Protocol):
    """Port: the streams, in one transaction."""

    def history(self, journey: JourneyId, /) -> History:
        """Return the whole history, as it is stored; an empty one where there is none."""

    def existing(self, journey: JourneyId, /) -> History:
        """Return the whole history; of a journey that was joined to another, that of both.

        Raises UnknownJourney where there is none, and Erased.
        """

    def staying(self, journey: JourneyId) -> JourneyId:
        """Return the journey that this one was joined to; itself where it was not."""

    def staying_of(self, journeys: Sequence[JourneyId]) -> Mapping[JourneyId, JourneyId]:
        """Return which journey each of these was joined to; those that were not are left out."""

    def joined_among(self, journeys: Sequence[JourneyId]) -> Sequence[JourneyId]:
        """Return those of these journeys that were ever joined with another."""

    def load_to_decide(self, journey: JourneyId, /, request: Request | None = None) -> History:
        """Return the whole history to decide on, with what was appended in this transaction.

        Of a journey that was joined to another, without that one's (`History.merged_into`).

        Who else decides on the journey waits until the transaction ends. The request is looked up
        in the same round trip. Where the history is older than what is stored all the same,
        `append` raises Conflict (optimistic concurrency).
        """

    def wait_for(self, journey: JourneyId) -> None:
        """Wait until nobody else decides on this journey, as `load_to_decide` does."""

    def lock_journeys(self, journeys: Sequence[JourneyId]) -> None:
        """Wait until nobody decides on these journeys; then let nobody else record.

        Until the transaction ends. What is read afterwards can be decided on without a Conflict.
        """

    def prefetch(self, journeys: Sequence[JourneyId]) -> None:
        """Look up together which of these journeys exist, for `load_to_decide`; drop all others.

        In a transaction that may write they are locked first, as by `lock_journeys`.
        """

    def journeys(self) -> Sequence[JourneyId]:
        """Return every journey that has entries, and was neither erased nor joined to another."""

    def erased_like(self, prefix: str) -> Sequence[JourneyId]:
        """Return the journeys that were erased and whose id begins with `prefix`, two at most."""

    def merged_like(self, prefix: str) -> Sequence[JourneyId]:
        """Return the journeys to which others were joined whose id begins with `prefix`."""

    @property
    def last_position(self) -> int:
        """The position of the newest entry of the log; 0 where there is none."""

    def position(self, journey: JourneyId, version: int) -> int | None:
        """Return the position of an entry in the log, readable or not; None where there is none.

        The number is that of the entry in its own stream.
        """

    def append(
        self, recordings: Sequence[Recording], actor: Actor, request: Request | None
    ) -> tuple[Entry, ...]:
        """Seal the events and return their entries; remember the request they answer.

        Raises Conflict where a stream has grown, or where the request was answered meanwhile.
        """

    def receipt(self, journey: JourneyId, /) -> Receipt | None:
        """Return the receipt for an erasure; None where nobody was erased."""

    def destroy_key(self, journey: JourneyId, /) -> None:
        """Destroy the key of a journey (crypto-shredding), and delete the requests on it."""

    def append_receipt(self, receipt: Receipt) -> Receipt:
        """Seal the receipt after the last entry of somebody who was erased.

        Returns it with its position and time. Raises Conflict as `append`.
        """

    def requested(self, request: Request) -> bool | None:
        """Return whether this very request was made under its id; None where none was."""

    def requests(self, journey: JourneyId) -> Sequence[str]:
        """Return the ids of the requests that are remembered of a journey."""

    def remember(self, request: Request) -> None:
        """Remember a request that nothing was recorded for. Raises Conflict as `append`."""

    def keyed_hash(self, text: str) -> bytes:
        """Return a hash of a text that only this store can compute; always the same."""


class ManyJourneys(Protocol):
    """Port: many journeys in one transaction. One that is damaged is set aside, and nobody else.

    Every error that is not about one journey alone is raised.
    """

    def read(self, journey: JourneyId) -> History | StoreError:
        """Return the whole history, or the error where it cannot be read, or has no entries."""

    def read_together(
        self, journeys: Sequence[JourneyId]
    ) -> Mapping[JourneyId, History | StoreError]:
        """Return each of these journeys as `read` does, in a few statements for all of them."""

    def read_up_to(
        self, journeys: Sequence[JourneyId], position: int
    ) -> Mapping[JourneyId, History | StoreError]:
        """Return the same of what was recorded up to a position of the log, and with it.

        One that was erased since is left out.
        """

    def unopenable(self, journeys: Iterable[JourneyId]) -> Mapping[str, Message]:
        """Return those of these journeys at which no look can be noted, and why."""

    def set_aside(self) -> dict[str, Message]:
        """Return the streams that are no journey's, by name, and why they are set aside."""


class AccessLog(Protocol):
    """Port: who looked at which journey, in the same transaction."""

    def note(self, journeys: Sequence[JourneyId], look: Look) -> None:
        """Note a look at each of these journeys. Others who look wait until it is committed."""

    def of(self, journey: JourneyId) -> Sequence[LoggedLook]:
        """Return the looks at a journey, the oldest first. Raises Erased, BrokenHistory."""

    def of_view(
        self, journeys: Sequence[JourneyId], view: str, since: datetime
    ) -> Sequence[tuple[JourneyId, LoggedLook]]:
        """Return the looks at one view of these journeys since a moment, the oldest first.

        Those that cannot be read are left out.
        """

    def readable(self, journey: JourneyId) -> ReadLooks:
        """Return the looks at a journey that can be read, and which cannot."""

    def by(self, name: str, after: datetime, upto: datetime, progress: "Progress") -> LooksBy:
        """Return the looks of one person after a moment, up to and with another.

        `progress` is called with how many looks of anybody are read, and how many there are.
        """


class LawLog(Protocol):
    """Port: which editions of the law the store was used with, in the same transaction."""

    def sealed(self) -> Sequence[SealedEdition]:
        """Return every edition that this store sealed, the oldest entry first."""

    def seal(self, digests: Mapping[date, str], library: str) -> Sequence[SealedEdition]:
        """Seal these editions, by their digests, and return those that were not sealed so.

        Others who seal wait until it is committed. `library` is the version that has them.
        """
