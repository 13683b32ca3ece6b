"""From a URL to Journeys: the only place that knows everybody."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

import structlog
from eventsourcing import persistence
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import ArgumentError

from journeys.adapters.keys import MasterKey, beside, given_or_beside, keep_waiting, waiting
from journeys.adapters.people import SQLPeople
from journeys.adapters.readmodels import SQLReadModels
from journeys.adapters.store.accesslog import TABLES, SQLAccessLog
from journeys.adapters.store.engine import connect, reading, writing
from journeys.adapters.store.errors import Outrun, WaitedTooLong, translated
from journeys.adapters.store.journeylog import SQLJourneyLog
from journeys.adapters.store.keyring import FIND, KEYS, LOST, Keyring, has_begun
from journeys.adapters.store.log import EventLog
from journeys.adapters.store.mapper import EntryMapper, stored_moment
from journeys.adapters.store.moves import SQLMoves
from journeys.adapters.store.schema import State, changing, state, upgrade
from journeys.adapters.store.seal import SQLSeal
from journeys.adapters.store.tables import JOURNEYS, Tables
from journeys.app import Journeys
from journeys.domain.errors import (
    Conflict,
    KeyMissing,
    KeyWrong,
    SchemaNewer,
    SchemaOlder,
    StoreBusy,
    StoreError,
    StoreUnreachable,
)
from journeys.domain.rulebook import Rulebook, rulebook
from journeys.ports import KeyProvider

log = structlog.get_logger(__name__)

Clock = Callable[[], datetime]
"""Returns now, aware."""


def open_journeys(
    url: str,
    *,
    keys: KeyProvider | None = None,
    clock: Clock | None = None,
    book: Rulebook | None = None,
) -> Journeys:
    """Return the journeys in the store at this URL; an empty database is made ready first.

    `sqlite:///path/to/file.db` (made where it is missing) or `postgresql://host/database`.
    Without `keys`, the master key is in the file `<path>.key`, made with a new store. Without a
    `clock`, the time something was recorded is the database's; without a `book`, what comes with
    the library is gone by.
    Raises StoreUnreachable, SchemaOlder, SchemaNewer, KeyMissing and KeyWrong, and UnknownKind for
    what it cannot read.
    """
    engine = _engine(url)
    try:
        store = _opened(engine, keys, clock)
    except StoreError:
        engine.dispose()
        raise
    return Journeys(store=store, book=rulebook() if book is None else book)


def init(url: str, *, keys: KeyProvider | None = None, book: Rulebook | None = None) -> State:
    """Make the store at this URL ready, or bring it up to date; return what it was before.

    What an older store holds in the clear is encrypted, and its rows are made anew, by the `book`
    or what comes with the library. Keys as in `open_journeys`.
    Raises StoreUnreachable, SchemaNewer, KeyMissing and KeyWrong.
    """
    engine = _engine(url)
    try:
        with speaking_plainly():
            before = state(engine)
            if before == "newer":
                raise SchemaNewer
            if before == "older":
                unencrypted = not inspect(engine).has_table(KEYS)
                keyring = Keyring(given_or_beside(keys, engine.url, make=unencrypted))
                older = Journeys(_store(engine, keyring, None), book or rulebook())
                # Cut off between the two, nobody would seem to be owed anything.
                upgrade(engine, keyring, lambda there: older.joining(there).rebuild())
        _opened(engine, keys, None).scrub()
        return before
    finally:
        engine.dispose()


def rotate(url: str, *, keys: KeyProvider | None = None, new: KeyProvider | None = None) -> int:
    """Wrap every key of the store at this URL under a new master key; return how many there are.

    No event is touched. Keys as in `open_journeys`; without `new`, the file beside the store is
    given a new key, and whoever has the store open must open it again. Killed at any moment, the
    store opens with the key file it has. Raises KeyMissing, KeyWrong and StoreUnreachable.
    """
    engine = _engine(url)
    try:
        store = _opened(engine, keys, None)
        file = beside(engine.url) if keys is new is None else None
        if new is None and file is None:
            raise KeyMissing("The new master key is missing: hand it in beside the one there is.")
        made = MasterKey.new()
        with speaking_plainly(), changing(engine) as connection:
            count = store.keyring.rewrap(connection, new or made)
            kept = file and keep_waiting(file, made)
        if file and kept:
            # Whoever opened the store in between has put it in its place already.
            with suppress(FileNotFoundError):
                kept.replace(file)
        return count
    finally:
        engine.dispose()


@dataclass(frozen=True, slots=True)
class SQLTransaction:
    """Both logs and the read tables on one connection."""

    connection: Connection
    log: SQLJourneyLog
    rows: SQLReadModels
    people: SQLPeople
    seal: SQLSeal
    access: SQLAccessLog

    @property
    def moves(self) -> SQLMoves:
        """What leaves and arrives."""
        return SQLMoves(self.log, self.seal)


@dataclass(frozen=True)
class SQLStore:
    """Transactions on an engine of our own, or within one that `host` owns."""

    engine: Engine
    log: EventLog
    mapper: EntryMapper
    keyring: Keyring
    access: EventLog
    host: Connection | None = None
    rehearsal: bool = False
    """Whether whatever is written is rolled back again."""

    @contextmanager
    def writing(self) -> Iterator[SQLTransaction]:
        """Yield a transaction that may write; it commits at the end, or rolls back."""
        with speaking_plainly(), suppress(_Rehearsed), self._for_writing() as connection:
            yield self._on(connection)
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
                yield self._on(self.host)
            else:
                with reading(self.engine) as connection:
                    yield self._on(connection)

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

    def _on(self, connection: Connection) -> SQLTransaction:
        return SQLTransaction(
            connection,
            SQLJourneyLog(connection, self.log, self.mapper, self.keyring, owned=self.host is None),
            SQLReadModels(connection),
            SQLPeople(connection, self.keyring),
            SQLSeal(connection, self.keyring, {JOURNEYS: self.log, "access": self.access}),
            SQLAccessLog(connection, self.access, self.keyring),
        )


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
        raise StoreUnreachable(
            f"The store cannot be reached: {error}. Look at its path or address, at the rights "
            "to it, and at the space on its disk."
        ) from error
    except persistence.PersistenceError as error:
        raise StoreError(
            f"The database refused: {error}. Look whether the path or address is a store's; "
            "nothing was recorded."
        ) from error


def _engine(url: str) -> Engine:
    try:
        return connect(url)
    except (ArgumentError, ValueError, ModuleNotFoundError) as error:
        # What was given is not repeated: it may hold a password.
        hint = "" if isinstance(error, ArgumentError) else f" {error}"
        raise StoreUnreachable(
            "This is no address of a store. Give sqlite:///path/to/file.db or "
            f"postgresql://host/database.{hint}"
        ) from error


def _opened(engine: Engine, keys: KeyProvider | None, clock: Clock | None) -> SQLStore:
    with speaking_plainly():
        match state(engine):
            case "empty":
                upgrade(engine)
            case "older":
                raise SchemaOlder
            case "newer":
                raise SchemaNewer
        store = _store(engine, _unlocked(engine, keys), clock)
        with reading(engine) as connection:
            store.mapper.refuse_unknown(store.log.topics(connection))
    return store


def _store(engine: Engine, keyring: Keyring, clock: Clock | None) -> SQLStore:
    ticks = None if clock is None else _in_microseconds(clock)
    log, access = EventLog(Tables(JOURNEYS), ticks), EventLog(Tables(TABLES), ticks)
    return SQLStore(engine, log, EntryMapper(), keyring, access)


def _unlocked(engine: Engine, keys: KeyProvider | None) -> Keyring:
    """Return the keyring of a store, which is given its secrets where it is new.

    Whether the master key is the right one is seen before anything is read.
    """
    with reading(engine) as connection:
        new = not has_begun(connection)
        if new and EventLog(Tables(JOURNEYS)).head(connection).position:
            raise KeyMissing(LOST)
    keyring = Keyring(given_or_beside(keys, engine.url, make=new))
    if new:
        with changing(engine) as connection:
            keyring.begin(connection)
    try:
        return _tried(engine, keyring)
    except KeyWrong:
        file = beside(engine.url)
        if keys is not None or file is None:
            raise
        # Somebody who rotated was cut off before the new key took the place of the old one.
        for kept, key in waiting(file).items():
            with suppress(KeyWrong):
                keyring = _tried(engine, Keyring(key))
                with suppress(FileNotFoundError):
                    kept.replace(file)
                return keyring
        raise


def _tried(engine: Engine, keyring: Keyring) -> Keyring:
    with reading(engine) as connection:
        keyring.secret(connection, FIND)
    return keyring


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


def _in_microseconds(clock: Clock) -> Callable[[], int]:
    return lambda: stored_moment(clock())
