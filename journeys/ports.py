"""The ports: what the use cases need of whoever keeps the store."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self

from journeys.domain.erasure import Receipt
from journeys.domain.history import Entry, History
from journeys.domain.identity import Identity
from journeys.domain.journey import Event
from journeys.domain.looks import Look, Looked
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId
from journeys.exports import Export
from journeys.kept import Difference, Progress, Rebuilt, Status
from journeys.proofs import Consistency, Inclusion, Verdict
from journeys.reactions import Happened, Reaction
from journeys.requests import Request

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Recording(NamedTuple):
    """Events to be recorded on a journey, after the newest entry that the decision saw."""

    journey: JourneyId
    after: int
    events: Sequence[Event]


class KeyProvider(Protocol):
    """Port: who holds the master key, which wraps every key that a store keeps."""

    def wrap(self, key: bytes, holder: str) -> bytes:
        """Return the key of this holder, readable with the master key alone."""

    def unwrap(self, wrapped: bytes, holder: str) -> bytes:
        """Return what was wrapped for this holder. Raises KeyWrong."""


class JourneyLog(Protocol):
    """Port: the streams, in one transaction."""

    def history(self, journey: JourneyId) -> History:
        """Return the whole history, as it is stored; an empty one where there is none."""

    def recall(self, journey: JourneyId, request: Request | None = None) -> History:
        """Return the whole history to decide on, with what was appended in this transaction.

        Where it is older than what is stored, what is recorded on it is a Conflict. The request
        that is asked is looked up on the way.
        """

    def expect(self, journeys: Sequence[JourneyId]) -> None:
        """Look up these journeys at once, for `recall`; what it knew of others is let go."""

    def journeys(self) -> Sequence[JourneyId]:
        """Return every journey that anything was recorded on."""

    def erased_like(self, prefix: str) -> Sequence[JourneyId]:
        """Return the journeys that were erased and whose id begins so, two at most."""

    def position(self, journey: JourneyId, version: int) -> int | None:
        """Return where an entry stands in the log, whether or not it can be read; None: nowhere."""

    def append(
        self, recordings: Sequence[Recording], actor: Actor, request: Request | None
    ) -> tuple[Entry, ...]:
        """Seal the events and return their entries; remember the request they answer.

        Raises Conflict where a stream has grown, or where the request was answered meanwhile.
        """

    def receipt(self, journey: JourneyId) -> Receipt | None:
        """Return what is left of somebody who was erased; None where nobody was."""

    def hold(self) -> datetime:
        """Let nobody else record until the transaction ends; return the moment it is now."""

    def destroy(self, journey: JourneyId) -> None:
        """Destroy the key of a journey, and forget what was asked on it and where it came from."""

    def close(self, receipt: Receipt) -> Receipt:
        """Seal the receipt behind the last entry of somebody who was erased.

        Returns it with where and when it was sealed. Raises Conflict as `append`.
        """

    def asked(self, request: Request) -> bool | None:
        """Return whether just this was asked under its id; None where nothing was."""

    def requests(self, journey: JourneyId) -> Sequence[str]:
        """Return the ids of the requests that are remembered of a journey."""

    def remember(self, request: Request) -> None:
        """Remember a request that nothing was recorded for. Raises Conflict as `append`."""

    def mark(self, told: str) -> bytes:
        """Return what stands for something told: the same each time, and by this store alone."""


class ReadModels(Protocol):
    """Port: the read tables, in the same transaction."""

    def refresh(self, histories: Mapping[JourneyId, History], book: Rulebook) -> None:
        """Make the rows of these journeys what the projections say."""

    def add(self, histories: Mapping[JourneyId, History], book: Rulebook) -> None:
        """Add the rows of these journeys, which have none."""

    def advance(self, journey: JourneyId, before: History, after: History, book: Rulebook) -> None:
        """Make the rows of a journey what the projections say `after` what they said `before`."""

    def of(self, journey: JourneyId) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """Return every row of a journey, by table."""

    def forget(self, journey: JourneyId) -> int:
        """Remove every row of a journey; return how many."""

    def clear(self) -> None:
        """Remove every row there is: before all are made anew."""


class People(Protocol):
    """Port: who the persons are, apart from the journeys."""

    def of(self, journey: JourneyId) -> Identity | None:
        """Return who a journey is about, where it was said. Raises Erased."""

    def all_of(self, journey: JourneyId) -> Sequence[Identity]:
        """Return every identity there was, today's first. Raises Erased."""

    def find(self, kind: str, number: str) -> JourneyId | None:
        """Return the journey of whoever has, or had, this number.

        Raises Erased, and BrokenHistory where what is found is about another number.
        """

    def called(self, beginning: str) -> Mapping[JourneyId, str]:
        """Return the names that begin so, or a word of which does, by journey.

        Every identity there is today is opened. Raises Erased.
        """

    def identify(self, journey: JourneyId, identity: Identity) -> None:
        """Keep who a journey is about; what was kept before goes on finding it.

        Raises Erased, and Conflict where another journey is found by that number.
        """

    def forget(self, journey: JourneyId) -> int:
        """Remove every identity of a journey; return how many numbers that were."""


class Seal(Protocol):
    """Port: the Merkle trees over the logs of a store, by the name of each log."""

    def key(self, log: str) -> str:
        """Return the public key of a log's checkpoints, as it is published."""

    def checkpoint(self, log: str) -> str:
        """Return a signed note of where a log stands now."""

    def verify(self, notes: Sequence[str]) -> tuple[Verdict, ...]:
        """Recompute every log, and compare each with its checkpoints among these notes.

        Raises InputUnreadable where a note is no checkpoint of this store.
        """

    def prove(self, position: int) -> Inclusion:
        """Return the proof that the entry at a position of the journeys' log is in it."""

    def consistency(self, old_note: str, new_note: str) -> Consistency:
        """Return the proof that a log grew from one checkpoint to another without change.

        Raises InputUnreadable where they are no two checkpoints of one log, or where it did not.
        """


class Moves(Protocol):
    """Port: journeys that leave a store with their proofs, or arrive, in the same transaction."""

    def leave(self, journey: JourneyId) -> Export | None:
        """Return everything of a journey with its proofs; None where nothing was recorded.

        Raises Erased, and BrokenHistory where it is not what was sealed.
        """

    def arrive(self, export: Export, key: str, permit: Callable[[Entry], None]) -> None:
        """Keep a journey that left the log of this key, as it is sealed there.

        `permit` passes each entry as it will be read here, or raises, before anything is kept.
        Raises InputUnreadable and UnknownKind where it does not hold, cannot be read, or was
        recorded at a moment that cannot be; Conflict where the journey, or its key, is here
        already.
        """


class AccessLog(Protocol):
    """Port: who looked at which journey, in the same transaction."""

    def note(self, journeys: Sequence[JourneyId], look: Look) -> None:
        """Note a look at each of these journeys. Others who look wait until it is committed."""

    def of(self, journey: JourneyId) -> Sequence[Looked]:
        """Return the looks at a journey, the first first."""


class Reactions(Protocol):
    """Port: reactors, how far each came, and what became of each entry with it."""

    def begin(
        self, name: str, since: int | None, holder: str, now_us: int, until_us: int
    ) -> int | None:
        """Return how far a reactor came; None where somebody else goes on with it now."""

    def let_go(self, name: str, holder: str) -> None:
        """Let others go on with a reactor."""

    def end(self) -> int:
        """Return the position of the newest entry."""

    def after(self, position: int, limit: int) -> Sequence[Happened]:
        """Return that entries were recorded after a position, and nothing of what they say."""

    def note(
        self,
        name: str,
        position: int,
        error: str | None,
        now_us: int,
        until_us: int,
        *,
        moving: bool,
    ) -> None:
        """Note whether an entry was told, and where it was, let the reactor go on behind it."""

    def set_aside(self, name: str, position: int, tries: int) -> bool:
        """Set an entry aside that was tried so often, and go on behind it; whether it was."""

    def ledger(self, name: str) -> Sequence[Reaction]:
        """Return what became of each entry with a reactor, the first first."""


class Transaction(Protocol):
    """Both logs and the read tables, together or not at all; and the connection views ask."""

    @property
    def log(self) -> JourneyLog:
        """The streams."""

    @property
    def rows(self) -> ReadModels:
        """The read tables."""

    @property
    def people(self) -> People:
        """Who the persons are."""

    @property
    def seal(self) -> Seal:
        """What proves that nothing recorded was altered."""

    @property
    def moves(self) -> Moves:
        """What leaves and arrives."""

    @property
    def access(self) -> AccessLog:
        """Who looked."""

    @property
    def reactions(self) -> Reactions:
        """Who reacts to what was recorded."""

    @property
    def connection(self) -> "Connection":
        """What views across journeys ask."""


class Store(Protocol):
    """Port: where transactions come from."""

    def writing(self) -> AbstractContextManager[Transaction]:
        """Return a transaction that may write; it commits at the end, or rolls back."""

    def reading(self) -> AbstractContextManager[Transaction]:
        """Return a transaction that sees one state of the store and only reads."""

    def noting(self) -> AbstractContextManager[AccessLog]:
        """Return a writing transaction for looks: a rehearsal takes none of them back."""

    def joining(self, connection: "Connection") -> Self:
        """Return the same store inside a transaction that somebody else owns."""

    def rehearsing(self) -> Self:
        """Return the same store, where every writing transaction rolls back at its end."""

    def rebuild(
        self,
        book: Rulebook,
        *,
        workers: int,
        only: Collection[str],
        progress: Progress,
    ) -> Rebuilt:
        """Make the read tables anew beside the old ones, or those named `only`, and switch.

        Raises InputUnreadable for a table there is not, and StoreBusy where nobody lets it switch.
        """

    def status(self, book: Rulebook) -> Status:
        """Return where the log stands, and how the read tables stand to it and to this code."""

    def check(self, book: Rulebook, sample: int | None, random: Random) -> Iterator[Difference]:
        """Yield where the rows of all journeys, or of some, are not what a fold gives."""

    def abandon_rebuild(self) -> bool:
        """Remove what a rebuild that was cut off has made; return whether there was anything."""

    def scrub(self) -> None:
        """Take out of the database's own files what was removed in transactions before."""

    def close(self) -> None:
        """Let go of every connection."""
