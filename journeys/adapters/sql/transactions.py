"""Transactions: the logs and all that is kept beside them, together or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self

import structlog
from eventsourcing import persistence
from sqlalchemy import Connection, Engine, text

from journeys.adapters.sql.database.connections import driver_connection, reading, writing
from journeys.adapters.sql.database.errors import LockTimedOut, StaleSnapshot, translated
from journeys.adapters.sql.database.reasons import reason
from journeys.adapters.sql.database.tables import JOURNEYS, Tables
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.keys.persons import SQLPeople
from journeys.adapters.sql.log.access_log import TABLES as ACCESS
from journeys.adapters.sql.log.access_log import SQLAccessLog
from journeys.adapters.sql.log.event_log import Clock, EventLog
from journeys.adapters.sql.log.history_cache import HistoryCache
from journeys.adapters.sql.log.journeys_log import SQLJourneyLog
from journeys.adapters.sql.log.mapper import EntryCodec
from journeys.adapters.sql.log.reactors import SQLReactions
from journeys.adapters.sql.queries import SQLQueries
from journeys.adapters.sql.readmodels.refresh import SQLReadModels
from journeys.adapters.sql.readmodels.tables import TABLES
from journeys.adapters.sql.seal.moves import SQLMoves
from journeys.adapters.sql.seal.seal import SQLSeal
from journeys.app.ports.sealing import LOGS
from journeys.app.ports.store import HostConnection
from journeys.domain.errors import Conflict, StoreBusy, StoreError, StoreUnreachable

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class SQLTransaction:
    """Both logs and the read tables on one connection; each is made when it is asked for."""

    store: "SQLTransactions"
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

    @property
    def queries(self) -> SQLQueries:
        """What is asked across journeys."""
        return SQLQueries(self.connection)


@dataclass(frozen=True)
class SQLTransactions:
    """Transactions on an engine of our own, or within one that `host` owns."""

    engine: Engine
    log: EventLog
    mapper: EntryCodec
    keyring: Keyring
    access: EventLog
    histories: HistoryCache = field(default_factory=HistoryCache)
    host: Connection | None = None
    current: bool = True
    """Whether the read tables were made by the projections of this code."""
    rehearsal: bool = False
    """Whether whatever is written is rolled back again."""

    @classmethod
    def on(cls, engine: Engine, keyring: Keyring, clock: Clock = None) -> Self:
        """Return the transactions of the store on an engine."""
        log, access = EventLog(Tables(JOURNEYS), clock), EventLog(Tables(ACCESS), clock)
        return cls(engine, log, EntryCodec(), keyring, access)

    @contextmanager
    def writing(self) -> Iterator[SQLTransaction]:
        """Yield a transaction that may write; it commits at the end, or rolls back."""
        with store_errors(), suppress(_Rehearsed), self._for_writing() as connection:
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
        with store_errors():
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

    @contextmanager
    def unit_of_work(self) -> Iterator[Self]:
        """Yield the same store inside one writing transaction; it commits at the end.

        A rehearsal is rolled back as a whole: what comes later in it sees what came before.
        """
        with self.writing() as transaction:
            yield replace(self, host=transaction.connection, rehearsal=False)

    def joining(self, connection: HostConnection) -> Self:
        """Return the same store inside the transaction of that connection."""
        if not isinstance(connection, Connection):
            raise TypeError("joining takes a SQLAlchemy Connection, made by the host's own engine")
        return replace(self, host=connection)

    def rehearsing(self) -> Self:
        """Return the same store, where every writing transaction rolls back at its end."""
        return replace(self, rehearsal=True)

    def scrub(self) -> None:
        """Take out of a SQLite file's journal what was removed in transactions before.

        Within a host's transaction, and on PostgreSQL, that is left to who keeps the database.
        """
        if self.host is None and not self.rehearsal and self.engine.dialect.name == "sqlite":
            with store_errors(), self.engine.connect() as connection:
                busy, *_ = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()
            if busy:
                log.warning(
                    "what was removed is still in the store's journal, until whoever reads it ends"
                )

    def close(self) -> None:
        """Let go of every connection of our own; a host's is left alone."""
        if self.host is None:
            self.engine.dispose()


class _Rehearsed(Exception):
    """A rehearsal is over: roll back."""


@contextmanager
def store_errors() -> Iterator[None]:
    """Let the body raise Conflict and this library's StoreErrors in place of the database's."""
    try:
        with translated():
            yield
    except StaleSnapshot as error:
        raise Conflict(str(error)) from error
    except (LockTimedOut, persistence.ConnectionUnavailableError) as error:
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
        with driver_connection(connection) as raw:
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
