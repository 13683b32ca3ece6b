"""Transactions (the unit of work): the logs, the read tables, persons and reactors, or nothing."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Self, TypeVar

from sqlalchemy import Connection, Engine, text

from journeys.adapters.sql.database.connections import (
    driver_connection,
    reading,
    writing,
)
from journeys.adapters.sql.database.errors import StaleSnapshot
from journeys.adapters.sql.database.forks import in_sqlite
from journeys.adapters.sql.database.host_connection import begin_host_transaction, host_ready
from journeys.adapters.sql.database.schemas import host_in_schema
from journeys.adapters.sql.database.store_errors import store_errors
from journeys.adapters.sql.database.tables import SEALED, tables_of
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.keys.persons import SQLPeople
from journeys.adapters.sql.log.access_log import SQLAccessLog
from journeys.adapters.sql.log.appending import rolled_back_alone
from journeys.adapters.sql.log.event_log import Clock, EventLog
from journeys.adapters.sql.log.history_cache import HistoryCache
from journeys.adapters.sql.log.journeys_log import SQLJourneyLog
from journeys.adapters.sql.log.law_log import SQLLawLog
from journeys.adapters.sql.log.mapper import EntryCodec, moment_of
from journeys.adapters.sql.log.store_log import SQLStoreLog
from journeys.adapters.sql.log.stream_kinds import EMPLOYER, JOURNEY
from journeys.adapters.sql.log.stream_queue import StreamQueue
from journeys.adapters.sql.queries import SQLQueries
from journeys.adapters.sql.readmodels.tables import TABLES
from journeys.app.logs import Log
from journeys.app.ports.reactors import Watch
from journeys.app.ports.store import HostConnection
from journeys.domain.employers.history import EmployerEntry, EmployerHistory
from journeys.domain.employers.room import Taken
from journeys.domain.errors import Conflict
from journeys.domain.history import Entry, History
from journeys.domain.vocabulary import EmployerId, PostId

if TYPE_CHECKING:
    from journeys.adapters.sql.log.employers_log import SQLEmployerLog
    from journeys.adapters.sql.log.many import SQLManyJourneys
    from journeys.adapters.sql.log.publications import SQLPublicationLog
    from journeys.adapters.sql.log.reactors import SQLReactions
    from journeys.adapters.sql.readmodels.employers import SQLEmployerRows
    from journeys.adapters.sql.readmodels.pending import PendingRows, SQLPendingReadModels
    from journeys.adapters.sql.readmodels.refresh import SQLReadModels
    from journeys.adapters.sql.seal.moves import SQLMoves
    from journeys.adapters.sql.seal.seal import SQLSeal

T = TypeVar("T")

log = Log(__name__)

RETRIES = 3
"""How often a call that ended in a conflict is done again."""

LOCK_READ_TABLES = f"LOCK TABLE {', '.join(table.name for table in TABLES)} IN ACCESS SHARE MODE"


@dataclass(frozen=True)
class SQLTransaction:
    """Everything of a store on one connection; each part is made on first use.

    What one view of one person does not need is imported by the part that needs it.
    """

    store: "SQLTransactions"
    connection: Connection
    for_writing: bool

    @cached_property
    def log(self) -> SQLJourneyLog:
        """The event store's streams."""
        store = self.store
        return SQLJourneyLog(
            self.connection,
            store.log,
            store.mapper,
            store.keyring,
            store.histories,
            store.queue if self.for_writing and not self._is_sqlite else None,
        )

    @cached_property
    def employers(self) -> "SQLEmployerLog":
        """The streams of employers, in a log of their own."""
        from journeys.adapters.sql.log.employers_log import SQLEmployerLog

        store = self.store
        return SQLEmployerLog(
            self.connection,
            store.employers,
            store.employer_mapper,
            store.keyring,
            store.employer_histories,
            store.queue if self.for_writing and not self._is_sqlite else None,
            journeys=store.log,
        )

    def load_room(
        self, employers: Sequence[EmployerId], posts: Sequence[PostId]
    ) -> tuple[Mapping[EmployerId, EmployerHistory], Sequence[Taken]]:
        """Let nobody else record; return these histories, and what citizens take of these posts.

        Raises StoreError as `taken_to_decide`.
        """
        from journeys.adapters.sql.queries.employers.filling import load_room

        self._require_current_places()
        self.make_pending_rows()
        return load_room(self.employers, employers, posts)

    def taken_to_decide(self, posts: Collection[PostId]) -> Sequence[Taken]:
        """Return what citizens take of these posts, for a decision about them.

        Raises StoreError where the rows were made by other projections than those of this code.
        """
        self._require_current_places()
        return self.queries.taken(posts)

    def _require_current_places(self) -> None:
        """Require rows of places that this code made: others may lack somebody who is in a post."""
        if self.store.current:
            return
        from journeys.adapters.sql.queries.employers.filling import require_current_places

        require_current_places(self.connection)

    @property
    def _is_sqlite(self) -> bool:
        return self.connection.dialect.name == "sqlite"

    @property
    def many(self) -> "SQLManyJourneys":
        """Many journeys at once, where a damaged one is set aside."""
        from journeys.adapters.sql.log.many import SQLManyJourneys

        return SQLManyJourneys(self.log)

    @property
    def now(self) -> datetime:
        """The moment it is by the clock that entries are recorded by."""
        return moment_of(self.store.log.now(self.connection))

    @cached_property
    def rows(self) -> "SQLReadModels | SQLPendingReadModels":
        """The read tables."""
        from journeys.adapters.sql.readmodels.refresh import SQLReadModels

        rows = SQLReadModels(self.connection, self.store.current)
        if self.store.pending is None:
            return rows
        from journeys.adapters.sql.readmodels.pending import SQLPendingReadModels

        return SQLPendingReadModels(rows, self.store.pending)

    def make_pending_rows(self) -> None:
        """Make the rows that a unit of work has put off: somebody is about to read them."""
        if self.store.pending is not None and self.store.pending.waiting:
            from journeys.adapters.sql.readmodels.refresh import SQLReadModels

            self.store.pending.make(SQLReadModels(self.connection, self.store.current))

    @property
    def employer_rows(self) -> "SQLEmployerRows":
        """The read tables of employers."""
        from journeys.adapters.sql.readmodels.employers import SQLEmployerRows

        return SQLEmployerRows(self.connection, self.store.keyring)

    @property
    def people(self) -> SQLPeople:
        """Who the persons are."""
        own = SQLStoreLog(self.connection, self.store.store_log)
        return SQLPeople(self.connection, self.store.keyring, own.lock_identity, own.note_identity)

    @property
    def seal(self) -> "SQLSeal":
        """What proves that nothing recorded was altered."""
        from journeys.adapters.sql.seal.seal import SQLSeal

        logs = {SEALED[log.tables.name]: log for log in self.store.logs}
        return SQLSeal(self.connection, logs, self.store.keyring)

    @property
    def publications(self) -> "SQLPublicationLog":
        """What was published."""
        from journeys.adapters.sql.log.publications import SQLPublicationLog

        return SQLPublicationLog(self.connection, self.store.store_log)

    @property
    def moves(self) -> "SQLMoves":
        """Exports and imports of journeys."""
        from journeys.adapters.sql.seal.moves import SQLMoves

        return SQLMoves(self.log, self.seal)

    @property
    def access(self) -> SQLAccessLog:
        """The access log."""
        return SQLAccessLog(self.connection, self.store.access, self.store.keyring)

    @property
    def law(self) -> SQLLawLog:
        """The law log."""
        return SQLLawLog(self.connection, self.store.law, self.store.keyring)

    @property
    def reactions(self) -> "SQLReactions":
        """Reactors, and what became of each entry with them."""
        from journeys.adapters.sql.log.reactors import SQLReactions

        store = self.store
        return SQLReactions(self.connection, store.log, store.store_log, store.keyring)

    @property
    def queries(self) -> SQLQueries:
        """Queries across journeys."""
        return SQLQueries(self.connection, self.make_pending_rows)


@dataclass(frozen=True)
class SQLTransactions:
    """Transactions on an engine of our own, or within the transaction of a `host`'s connection."""

    engine: Engine
    log: EventLog
    mapper: EntryCodec[Entry]
    keyring: Keyring
    access: EventLog
    law: EventLog
    store_log: EventLog
    employers: EventLog
    queue: StreamQueue
    employer_mapper: EntryCodec[EmployerEntry]
    retries: int = RETRIES
    histories: HistoryCache[History] = field(default_factory=HistoryCache)
    employer_histories: HistoryCache[EmployerHistory] = field(default_factory=HistoryCache)
    host: Connection | None = None
    current: bool = True
    """Whether the read tables were made by the projections of this code."""
    rehearsal: bool = False
    """Whether every writing transaction is rolled back."""
    pending: "PendingRows | None" = None
    """The rows that a unit of work of our own has put off; None outside of one."""

    @classmethod
    def on(cls, engine: Engine, keyring: Keyring, clock: Clock = None) -> Self:
        """Return the transactions of the store on an engine."""
        log, access, law, store, employers = (
            EventLog(tables_of(name), clock, keyring.signer) for name in SEALED
        )
        queue = StreamQueue(log, keyring)
        return cls(
            engine,
            log,
            EntryCodec(JOURNEY),
            keyring,
            access,
            law,
            store,
            employers,
            queue,
            EntryCodec(EMPLOYER),
        )

    @property
    def logs(self) -> tuple[EventLog, ...]:
        """The sealed logs, in the order of `SEALED`."""
        return self.log, self.access, self.law, self.store_log, self.employers

    @contextmanager
    def writing(self) -> Iterator[SQLTransaction]:
        """Yield a transaction that may write; it commits at the end, or rolls back."""
        with store_errors(), suppress(_Rehearsed), self._for_writing() as connection:
            yield SQLTransaction(self, connection, for_writing=True)
            if self.rehearsal:
                raise _Rehearsed

    def retrying(self, work: Callable[[SQLTransaction], T]) -> T:
        """Return what some work returns in a writing transaction; done again after a Conflict.

        The second time nobody else can record meanwhile. A conflict of a host's whole transaction
        is raised at once: that can only be rolled back.
        """
        left = self.retries
        while True:
            try:
                with self.writing() as transaction:
                    if left < self.retries:
                        transaction.log.lock_log()
                    return work(transaction)
            except Conflict as conflict:
                stale = isinstance(conflict.__cause__, StaleSnapshot)
                if left <= 0 or (stale and self.host is not None):
                    raise
                left -= 1
                log.warning("decided again after a conflict")

    @contextmanager
    def _for_writing(self) -> Iterator[Connection]:
        if self.host is None:
            with writing(self.engine) as connection:
                yield connection
        else:
            begin_host_transaction(self.host)
            waited = self.queue.has_waited(self.host)
            try:
                # What fails is rolled back alone: the host's transaction can go on.
                with (
                    host_ready(self.host),
                    host_in_schema(self.host, self.engine),
                    driver_connection(self.host) as raw,
                    rolled_back_alone(raw),
                    self.pending.undone_if_it_fails() if self.pending else nullcontext(),
                ):
                    yield self.host
            except BaseException:
                if not waited:
                    self.queue.leave(self.host)
                raise

    @contextmanager
    def reading(self) -> Iterator[SQLTransaction]:
        """Yield a transaction that sees one state of the store."""
        with store_errors():
            if self.host is not None:
                with host_ready(self.host), host_in_schema(self.host, self.engine):
                    yield SQLTransaction(self, self.host, for_writing=False)
            else:
                with reading(self.engine) as connection:
                    _lock_read_tables(connection)
                    yield SQLTransaction(self, connection, for_writing=False)

    @contextmanager
    def noting(self) -> Iterator[SQLAccessLog]:
        """Yield the access log in a writing transaction that is no rehearsal."""
        with replace(self, rehearsal=False).writing() as transaction:
            yield transaction.access

    @contextmanager
    def unit_of_work(self) -> Iterator[Self]:
        """Yield the same store inside one writing transaction; it commits at the end.

        In a rehearsal it is rolled back as a whole: later calls see what earlier ones recorded.
        """
        from journeys.adapters.sql.readmodels.pending import PendingRows

        with self.writing() as transaction:
            within = replace(
                self,
                host=transaction.connection,
                rehearsal=False,
                # In a host's transaction no rows wait: it may go back to a savepoint of its own,
                # or record on the same journey beside this unit, and nobody would be told.
                pending=PendingRows() if self.host is None else self.pending,
            )
            yield within
            if self.host is None:
                within.make_pending_rows()

    def make_pending_rows(self) -> None:
        """Make the rows that this unit of work has put off, if it is one and has."""
        if self.pending is not None and self.pending.waiting:
            with self.writing() as transaction:
                transaction.make_pending_rows()

    def joining(self, connection: HostConnection) -> Self:
        """Return the same store inside the transaction of that connection."""
        if not isinstance(connection, Connection):
            raise TypeError("joining takes a SQLAlchemy Connection, made by the host's own engine")
        return replace(self, host=connection, pending=None)

    def rehearsing(self) -> Self:
        """Return the same store, where every writing transaction rolls back at its end."""
        return replace(self, rehearsal=True)

    @contextmanager
    def watching(self) -> Iterator[Watch]:
        """Yield what waits for something to be recorded, on a connection of its own."""
        if self.host is not None or self.rehearsal:
            raise ValueError(
                "A loop commits each delivery: it runs neither in a transaction of the host's nor "
                "in a rehearsal."
            )
        from journeys.adapters.sql.log.watching import watching

        with watching(self.engine, self.log.tables) as watch:
            yield watch

    def scrub(self) -> None:
        """Remove deleted data from a SQLite file's write-ahead log.

        Within a host's transaction, and on PostgreSQL, that is the database administrator's task.
        """
        if self.host is None and not self.rehearsal and self.engine.dialect.name == "sqlite":
            with store_errors(), in_sqlite, self.engine.connect() as connection:
                busy, *_ = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()
            if busy:
                log.warning(
                    "deleted data is still in the store's write-ahead log, until its readers end"
                )

    def close(self) -> None:
        """Close every connection of our own; a host's, and a host's engine, are left alone."""
        if self.host is None:
            self.engine.dispose()


class _Rehearsed(Exception):
    """A rehearsal is over: roll back."""


def _lock_read_tables(connection: Connection) -> None:
    """Let no rebuild switch the read tables before the transaction ends.

    In PostgreSQL a transaction with an older snapshot would find the new tables empty.
    """
    if connection.dialect.name == "postgresql":
        with driver_connection(connection) as raw:
            raw.execute(LOCK_READ_TABLES)
