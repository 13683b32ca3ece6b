"""Transactions: the logs and all that is kept beside them, together or not at all."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from random import Random
from typing import Self

import structlog
from eventsourcing import persistence
from sqlalchemy import URL, Connection, Engine, text

from journeys.adapters.people import SQLPeople
from journeys.adapters.reactions import SQLReactions
from journeys.adapters.readmodels import SQLReadModels
from journeys.adapters.rebuilding.at_once import rebuild_at_once
from journeys.adapters.rebuilding.checking import check, status
from journeys.adapters.rebuilding.rebuild import abandon, rebuild
from journeys.adapters.rows import TABLES
from journeys.adapters.store.accesslog import TABLES as ACCESS
from journeys.adapters.store.accesslog import SQLAccessLog
from journeys.adapters.store.engine import connect, driving, reading, writing
from journeys.adapters.store.errors import Outrun, WaitedTooLong, translated
from journeys.adapters.store.histories import Histories
from journeys.adapters.store.journeylog import SQLJourneyLog
from journeys.adapters.store.keyring import Keyring
from journeys.adapters.store.log import Clock, EventLog
from journeys.adapters.store.mapper import EntryMapper
from journeys.adapters.store.moves import SQLMoves
from journeys.adapters.store.reasons import reason
from journeys.adapters.store.seal import SQLSeal
from journeys.adapters.store.tables import JOURNEYS, Tables
from journeys.domain.errors import Conflict, StoreBusy, StoreError, StoreUnreachable
from journeys.domain.rulebook import Rulebook
from journeys.kept import Difference, Progress, Rebuilt, Status
from journeys.ports import KeyProvider
from journeys.sealing import LOGS

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class SQLTransaction:
    """Both logs and the read tables on one connection; each is made when it is asked for."""

    store: "SQLStore"
    connection: Connection

    @cached_property
    def log(self) -> SQLJourneyLog:
        """The streams."""
        store = self.store
        return SQLJourneyLog(
            self.connection,
            store.log,
            store.mapper,
            store.keyring,
            owned=store.host is None,
            histories=store.histories,
        )

    @cached_property
    def rows(self) -> SQLReadModels:
        """The read tables."""
        return SQLReadModels(self.connection, self.store.current)

    @property
    def people(self) -> SQLPeople:
        """Who the persons are."""
        return SQLPeople(self.connection, self.store.keyring)

    @property
    def seal(self) -> SQLSeal:
        """What proves that nothing recorded was altered."""
        logs = dict(zip(LOGS, (self.store.log, self.store.access), strict=True))
        return SQLSeal(self.connection, self.store.keyring, logs)

    @property
    def moves(self) -> SQLMoves:
        """What leaves and arrives."""
        return SQLMoves(self.log, self.seal)

    @property
    def access(self) -> SQLAccessLog:
        """Who looked."""
        return SQLAccessLog(self.connection, self.store.access, self.store.keyring)

    @property
    def reactions(self) -> SQLReactions:
        """Who reacts to what was recorded."""
        return SQLReactions(self.connection, self.store.log)


@dataclass(frozen=True)
class SQLStore:
    """Transactions on an engine of our own, or within one that `host` owns."""

    engine: Engine
    log: EventLog
    mapper: EntryMapper
    keyring: Keyring
    access: EventLog
    histories: Histories = field(default_factory=Histories)
    host: Connection | None = None
    current: bool = True
    """Whether the read tables were made by the projections of this code."""
    rehearsal: bool = False
    """Whether whatever is written is rolled back again."""

    @contextmanager
    def writing(self) -> Iterator[SQLTransaction]:
        """Yield a transaction that may write; it commits at the end, or rolls back."""
        with speaking_plainly(), suppress(_Rehearsed), self._for_writing() as connection:
            yield SQLTransaction(self, connection)
            if self.rehearsal:
                raise _Rehearsed

    @contextmanager
    def _for_writing(self) -> Iterator[Connection]:
        if self.host is None:
            with writing(self.engine) as connection:
                yield connection
        else:
            _begun(self.host)
            with self.host.begin_nested() if self.rehearsal else nullcontext():
                yield self.host

    @contextmanager
    def reading(self) -> Iterator[SQLTransaction]:
        """Yield a transaction that sees one state of the store."""
        with speaking_plainly():
            if self.host is not None:
                yield SQLTransaction(self, self.host)
            else:
                with reading(self.engine) as connection:
                    _hold_tables(connection)
                    yield SQLTransaction(self, connection)

    @contextmanager
    def noting(self) -> Iterator[SQLAccessLog]:
        """Yield the access log in a writing transaction that is no rehearsal."""
        with replace(self, rehearsal=False).writing() as transaction:
            yield transaction.access

    def joining(self, connection: Connection) -> Self:
        """Return the same store inside the transaction of that connection."""
        return replace(self, host=connection)

    def rehearsing(self) -> Self:
        """Return the same store, where every writing transaction rolls back at its end."""
        return replace(self, rehearsal=True)

    def rebuild(
        self, book: Rulebook, *, workers: int, only: Collection[str], progress: Progress
    ) -> Rebuilt:
        """Make the read tables anew beside the old ones, or those named `only`, and switch."""
        if self.host is None and not self.rehearsal:
            return rebuild(self, book, workers=workers, only=only, progress=progress)
        with self.writing() as transaction:
            return rebuild_at_once(transaction, book)

    def status(self, book: Rulebook) -> Status:
        """Return where the log stands, and how the read tables stand to it and to this code."""
        with self.reading() as transaction:
            return status(transaction, book)

    def check(self, book: Rulebook, sample: int | None, random: Random) -> Iterator[Difference]:
        """Yield where the rows of all journeys, or of some, are not what a fold gives."""
        return check(self, book, sample, random)

    def abandon_rebuild(self) -> bool:
        """Remove what a rebuild that was cut off has made; return whether there was anything."""
        return abandon(self)

    def scrub(self) -> None:
        """Take out of a SQLite file's journal what was removed in transactions before.

        Within a host's transaction, and on PostgreSQL, that is left to who keeps the database.
        """
        if self.host is None and not self.rehearsal and self.engine.dialect.name == "sqlite":
            with speaking_plainly(), self.engine.connect() as connection:
                busy, *_ = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()
            if busy:
                log.warning(
                    "what was removed is still in the store's journal, until whoever reads it ends"
                )

    def close(self) -> None:
        """Let go of every connection of our own; a host's is left alone."""
        if self.host is None:
            self.engine.dispose()


def store_at(url: URL, keys: KeyProvider) -> SQLStore:
    """Return a store of a process's own, at the URL of one that is open, by the same keys."""
    return store_on(connect(url), Keyring(keys))


def store_on(engine: Engine, keyring: Keyring, clock: Clock = None) -> SQLStore:
    """Return the store on an engine."""
    log, access = EventLog(Tables(JOURNEYS), clock), EventLog(Tables(ACCESS), clock)
    return SQLStore(engine, log, EntryMapper(), keyring, access)


class _Rehearsed(Exception):
    """A rehearsal is over: roll back."""


@contextmanager
def speaking_plainly() -> Iterator[None]:
    """Let the body raise Conflict and this library's StoreErrors in place of the database's."""
    try:
        with translated():
            yield
    except Outrun as error:
        raise Conflict(str(error)) from error
    except (WaitedTooLong, persistence.ConnectionUnavailableError) as error:
        raise StoreBusy(str(error)) from error
    except (persistence.OperationalError, persistence.InterfaceError) as error:
        raise StoreUnreachable(reason(error)) from error
    except persistence.PersistenceError as error:
        raise StoreError(reason(error)) from error


def _hold_tables(connection: Connection) -> None:
    """Let nobody put other read tables in place before the transaction ends.

    On PostgreSQL a transaction that saw its state before would find the new ones empty.
    """
    if connection.dialect.name == "postgresql":
        names = ", ".join(table.name for table in TABLES)
        with driving(connection) as raw:
            raw.execute(f"LOCK TABLE {names} IN ACCESS SHARE MODE")


def _begun(host: Connection) -> None:
    """Make sure that the host's transaction has begun in the database, too.

    sqlite3 leaves BEGIN until the first change; a savepoint set before it would be a
    transaction of its own, and releasing it a commit.
    """
    driver = host.connection.driver_connection
    if host.dialect.name == "sqlite" and driver is not None and not driver.in_transaction:
        # What is deleted in a host's connection is overwritten, too.
        host.exec_driver_sql("PRAGMA secure_delete=ON")
        host.exec_driver_sql("BEGIN IMMEDIATE")
