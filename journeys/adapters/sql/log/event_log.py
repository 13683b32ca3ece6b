"""The event store's log: the events of one application, numbered without a gap as they commit.

Each is a leaf of a Merkle tree, whose head moves with the log's end.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, extract, func, select

from journeys.adapters.sql.database.connections import driver_connection
from journeys.adapters.sql.database.persistence_errors import ProgrammingError
from journeys.adapters.sql.database.tables import SEALED, Tables
from journeys.adapters.sql.database.versions import NEWEST
from journeys.adapters.sql.keys.signing import Signer
from journeys.adapters.sql.log.appending import (
    Alongside,
    Appending,
    Moved,
    insert_in_postgresql,
    insert_in_sqlite,
    require_moved,
    rolled_back_alone,
)
from journeys.adapters.sql.log.head_note import (
    Change,
    Signing,
    refuse_no_head,
    require_added,
    require_empty,
    require_signed,
    signed_note,
)
from journeys.adapters.sql.log.log_reader import LogReader, driver_text, only_row
from journeys.adapters.sql.log.log_rows import Event, Head
from journeys.adapters.sql.log.log_statements import add_topic
from journeys.adapters.sql.proofs.heads import Companion, StoreHeads
from journeys.adapters.sql.proofs.merkle import grow
from journeys.app.observing import Waiting

if TYPE_CHECKING:
    from sqlalchemy.engine import RootTransaction

Clock: TypeAlias = Callable[[], int] | None
"""Returns microseconds since 1970, UTC. None stands for the database's own clock."""

NOT_BY_OTHERS = (
    "Only this library records in a sealed log of a store, and signs its head: record through "
    "Journeys, and follow the log with EntryMapper."
)


class Appended(NamedTuple):
    """Where events were put, and when they were recorded (0 when there were none)."""

    positions: range
    recorded_us: int
    leaves: Sequence[bytes] = ()
    """The leaf of each."""


class Locked(NamedTuple):
    """The end of a locked log, at the moment that it is now, and the heads of other sealed logs."""

    head: Head
    others: Mapping[str, Head]
    """By the name of its tables, without the moment."""
    stored_us: int
    """The moment that the head row holds: not to be trusted before its note was verified."""


class EventLog(LogReader):
    """Appends to and reads the log of one application, on a connection of the caller's.

    Nothing here commits or rolls back the caller's transaction. Raises persistence
    errors. One log may serve any number of threads, but only one database. A sealed log
    of the store's own takes an append only where it is given `signing`: its head is signed, and
    must be what was signed last, unless it is `unsigned` yet, `empty`, as in a new store, or
    `added` to an older store by an upgrade. Raises BrokenHistory where it is not.
    """

    def __init__(
        self,
        tables: Tables,
        clock: Clock = None,
        signing: Signing | None = None,
        *,
        unsigned: bool = False,
        empty: bool = False,
        added: bool = False,
    ) -> None:
        super().__init__(tables)
        self._clock = clock
        self._signing = signing
        self._unsigned = unsigned
        self._empty = empty
        self._added = added
        self._others = [name for name in SEALED if name != tables.name]
        self._committed_topics: set[str] = set()
        self._own_topics: WeakKeyDictionary[RootTransaction, set[str]] = WeakKeyDictionary()

    def append(
        self,
        connection: Connection,
        events: Sequence[Event],
        *,
        savepoint: bool = True,
        alongside: Alongside | None = None,
    ) -> Appended:
        """Append these events, or none of them, and return their positions and recorded time.

        The log stays locked until the caller's transaction ends: append late in it. Raises
        IntegrityError when a stream already has an event of one of these versions. The caller
        may go on with the transaction after that; with `savepoint=False`, which spares two
        statements, the caller must roll it back.
        """
        if not events:
            return Appended(range(0), 0)
        return self.append_numbered(
            connection, lambda _: events, savepoint=savepoint, alongside=alongside
        )

    def append_numbered(
        self,
        connection: Connection,
        numbered: Callable[[int], Sequence[Event]],
        *,
        savepoint: bool = True,
        alongside: Alongside | None = None,
    ) -> Appended:
        """Append as `append` the events that `numbered` returns for the position of the first.

        It is called once the log is locked, and returns at least one event.
        """
        sqlite = connection.dialect.name == "sqlite"
        insert = insert_in_sqlite if sqlite else insert_in_postgresql
        with (
            driver_connection(connection) as raw,
            rolled_back_alone(raw) if savepoint else nullcontext(),
        ):
            locked = self._lock(connection, raw)
            moved = self._moved(connection, locked, alongside and alongside.change)
            head = locked.head
            events = numbered(head.position + 1)
            leaves = insert(raw, Appending(self.tables.name, events, head, moved, alongside))
            self._record_topics(connection, raw, {topic for _, _, topic, _ in events})
        positions = range(head.position + 1, head.position + 1 + len(events))
        return Appended(positions, head.recorded_us, leaves)

    def lock(self, connection: Connection) -> Head:
        """Lock the log until the transaction ends; return its end, and the moment it is now."""
        with driver_connection(connection) as raw:
            return self._lock(connection, raw).head

    def lock_signed(self, connection: Connection) -> None:
        """Lock the log until the transaction ends. Raises BrokenHistory where its head was altered.

        What the log holds can be relied on then, as far as its entries were not altered themselves.
        """
        with driver_connection(connection) as raw:
            locked = self._lock(connection, raw)
        if self._signing:
            self._signed_before(self._signing(connection), locked)

    @property
    def has_own_clock(self) -> bool:
        """Whether a clock of the caller's stamps entries: neither the database's nor the host's."""
        return self._clock is not None

    def now(self, connection: Connection) -> int:
        """Return the moment it is by the clock that entries are recorded by."""
        if self._clock:
            return self._clock()
        if connection.dialect.name != "postgresql":
            return time.time_ns() // 1000
        # Not the time at which the transaction began: what is compared may be newer.
        moment = extract("epoch", func.clock_timestamp()) * 1_000_000
        return int(connection.scalar(select(moment)) or 0)

    def change_companion(self, connection: Connection, change: Change) -> None:
        """Sign that the companion table of this log was changed, without an append."""
        with driver_connection(connection) as raw:
            locked = self._lock(connection, raw)
            moved = self._moved(connection, locked, change)
            position, _, *rest = moved([])
            # No entry is newer for it: the moment stays that of the last one.
            values = (position, locked.stored_us, *rest)
            require_moved(raw.execute(driver_text(connection, self._sql.move_head), values))

    def _lock(self, connection: Connection, raw: Any) -> Locked:  # noqa: ANN401 - either driver's connection
        moment = self._clock() if self._clock else None
        if connection.dialect.name == "postgresql":
            with Waiting():
                row = only_row(raw.execute(driver_text(connection, self._sql.lock_head), (moment,)))
            return self._locked(row)
        # In SQLite there is only one writer.
        locked = self._locked(only_row(raw.execute(driver_text(connection, self._sql.heads))))
        now = time.time_ns() // 1000 if moment is None else moment
        # SQLite may hold a value of another type.
        refuse_no_head(type(locked.stored_us) is int)
        head = locked.head._replace(recorded_us=max(locked.stored_us, now))
        return locked._replace(head=head)

    def _locked(self, row: Sequence[Any]) -> Locked:
        own = len(Head._fields) if self.tables.name in SEALED else len(Head._fields) - 2
        places = zip(self._others, range(own + 1, len(row), 4), strict=False)
        others = {name: Head(row[at], 0, *row[at + 1 : at + 4]) for name, at in places}
        # What is no number was put there.
        refuse_no_head((type(row[0]), type(row[2])) == (int, bytes))
        return Locked(Head(*row[:own]), others, row[own])

    def _moved(self, connection: Connection, locked: Locked, change: Change | None) -> Moved:
        """Return what gives the values of the head row after the leaves that are appended now."""
        head, others, _ = locked

        def moved(leaves: Sequence[bytes]) -> Sequence[object]:
            frontier = grow(head.frontier, head.position, leaves)
            end = (head.position + len(leaves), head.recorded_us, frontier)
            if self.tables.name not in SEALED:
                return end
            if self._signing is None:
                raise ProgrammingError(NOT_BY_OTHERS)
            signer, companion, name = self._signing(connection), head.companion, self.tables.name
            before = self._signed_before(signer, locked)
            if change is not None:
                companion = change(Companion.stored(companion)).data
            note = signed_note(signer, name, Head(*end, companion), others, before)
            return *end, companion, note, NEWEST

        return moved

    def _signed_before(self, signer: Signer, locked: Locked) -> StoreHeads | None:
        head = locked.head._replace(recorded_us=locked.stored_us)
        if self._added:
            return require_added(signer, self.tables.name, head, locked.others)
        if self._empty:
            require_empty([head, *locked.others.values()])
        if self._empty or self._unsigned:
            return None
        return require_signed(signer, self.tables.name, head, locked.others)

    def _record_topics(self, connection: Connection, raw: Any, topics: set[str]) -> None:  # noqa: ANN401 - either driver's connection
        # After the events: under the lock of the head row, so that two transactions never wait for
        # each other's topics.
        unknown = topics - self._committed_topics
        if not unknown:
            return
        transaction = connection.get_transaction()
        own = set() if transaction is None else self._own_topics.setdefault(transaction, set())
        for topic in sorted(unknown):
            statement = driver_text(
                connection, add_topic(self.tables.name, connection.dialect.name)
            )
            if raw.execute(statement, (topic,)).fetchall():
                own.add(topic)
            elif topic not in own:
                # It was there before this transaction, so no rollback takes it away again.
                self._committed_topics.add(topic)
