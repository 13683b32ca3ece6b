"""Transactions and units of work: everything of a store, together or not at all."""

from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

from journeys.app.ports.log import AccessLog, JourneyLog, LawLog, ManyJourneys
from journeys.app.ports.observing import Observer
from journeys.app.ports.persons import People
from journeys.app.ports.reactors import Reactions, Watch
from journeys.app.ports.readmodels import ReadModels
from journeys.domain.employers.history import EmployerHistory
from journeys.domain.employers.room import Taken
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import EmployerId, PostId

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from journeys.app.ports.employers import EmployerLog, EmployerRows
    from journeys.app.ports.health import VitalSigns
    from journeys.app.ports.maintenance import Maintenance
    from journeys.app.ports.moving import Moves
    from journeys.app.ports.population import Job
    from journeys.app.ports.publications import PublicationLog
    from journeys.app.ports.queries import Queries
    from journeys.app.ports.sealing import Seal

T = TypeVar("T")


class Transaction(Protocol):
    """A unit of work: the logs and the read tables, together or not at all."""

    @property
    def log(self) -> JourneyLog:
        """The event store's streams."""

    @property
    def many(self) -> ManyJourneys:
        """Many journeys at once, where a damaged one is set aside."""

    @property
    def employers(self) -> "EmployerLog":
        """The streams of employers, in a log of their own."""

    def load_room(
        self, employers: Sequence[EmployerId], posts: Sequence[PostId]
    ) -> tuple[Mapping[EmployerId, EmployerHistory], Sequence[Taken]]:
        """Let nobody else record; return these histories, and what citizens take of these posts.

        Until the transaction ends. The history of an employer that was erased is empty. Raises
        StoreError as `taken_to_decide`.
        """

    def taken_to_decide(self, posts: Collection[PostId]) -> Sequence[Taken]:
        """Return what citizens take of these posts, for a decision about them.

        Raises StoreError where the rows were made by other projections than those of this code.
        """

    @property
    def employer_rows(self) -> "EmployerRows":
        """The read tables of employers."""

    @property
    def now(self) -> datetime:
        """The moment it is, by the clock (the host's or the database's) that stamps entries."""

    @property
    def rows(self) -> ReadModels:
        """The read tables."""

    @property
    def people(self) -> People:
        """Who the persons are."""

    @property
    def seal(self) -> "Seal":
        """What proves that nothing recorded was altered."""

    @property
    def moves(self) -> "Moves":
        """Exports and imports of journeys."""

    @property
    def access(self) -> AccessLog:
        """The access log."""

    @property
    def law(self) -> LawLog:
        """The law log."""

    @property
    def publications(self) -> "PublicationLog":
        """What was published."""

    @property
    def reactions(self) -> Reactions:
        """Reactors, and what became of each entry with them."""

    @property
    def queries(self) -> "Queries":
        """Queries across journeys."""


class HostConnection(Protocol):
    """A SQLAlchemy connection of the host's: this library's own layers do not import SQLAlchemy."""

    def in_transaction(self) -> bool:
        """Return whether a transaction has begun on it."""


class Store(Protocol):
    """Port: where transactions come from."""

    @property
    def observer(self) -> Observer | None:
        """What a host sees of the use cases; None where it sees nothing."""

    def writing(self) -> AbstractContextManager[Transaction]:
        """Return a transaction that may write; it commits at the end, or rolls back."""

    def retrying(self, work: Callable[[Transaction], T]) -> T:
        """Return what some work returns in such a transaction; done again after a Conflict.

        As often as the store was opened with. Raises the last Conflict; and at once one that only
        the host's rollback can end, where the transaction is the host's.
        """

    def reading(self) -> AbstractContextManager[Transaction]:
        """Return a transaction that sees one state of the store and only reads."""

    def noting(self) -> AbstractContextManager[AccessLog]:
        """Return a writing transaction for looks, which commits in a rehearsal too."""

    def unit_of_work(self) -> AbstractContextManager[Self]:
        """Return the same store inside one writing transaction; it commits at the end."""

    def joining(self, connection: HostConnection) -> Self:
        """Return the same store inside a transaction that somebody else owns."""

    def rehearsing(self) -> Self:
        """Return the same store, where every writing transaction rolls back at its end."""

    def maintenance(self, book: Rulebook) -> "Maintenance":
        """Return the maintenance of this store's read models, by this rulebook."""

    def vital_signs(self, book: Rulebook) -> "VitalSigns":
        """Return what the health of the store is read from, by this rulebook; nothing is written.

        Raises StoreError where it cannot be read.
        """

    def probe(self) -> None:
        """Write as a recording does, and leave nothing behind.

        Raises StoreError and Conflict where it cannot be written to.
        """

    def run(
        self, jobs: "Sequence[Job]", executor: "Executor | None", workers: int | None
    ) -> Generator[Any, None, None]:
        """Yield what the work returns for each part of each job, in their order.

        The parts may be of other stores. They are worked on by the executor, else by so many
        processes started with `spawn`; without either by as many as this process may use, or by
        this process alone where little is to be read, and where no other sees what it sees (a
        transaction of the host's). A few parts at most are ahead of the one that is taken, and a
        part whose worker died is done again. What the work raises is raised on the turn of its
        part. Raises PartFailed where nobody can work on a part, KeyMissing where the keys cannot
        be handed to another process, and TypeError where the work cannot.
        """

    def watching(self) -> AbstractContextManager[Watch]:
        """Return what waits for something to be recorded, on a connection of its own."""

    def scrub(self) -> None:
        """Remove data that earlier transactions deleted from the database's own files."""

    def note_erasures(self) -> None:
        """Write what was erased since into the list of erasures that is kept outside the store.

        Nothing is written for a rehearsal, in a transaction of the host's, and where no list is
        kept. Raises StoreUnreachable where the list cannot be written.
        """

    def close(self) -> None:
        """Close every connection."""
