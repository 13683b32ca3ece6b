"""The event store's log: the events of one application, numbered without a gap as they commit.

Each is a leaf of a Merkle tree, whose head moves with the log's end.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from weakref import WeakKeyDictionary

from eventsourcing.persistence import InternalError, ProgrammingError
from sqlalchemy import Connection, extract, func, select
from sqlalchemy.sql.elements import ClauseElement

from journeys.adapters.sql.database.connections import driver_connection
from journeys.adapters.sql.database.driver_sql import driver_sql
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
    require_empty,
    require_signed,
    signed_note,
)
from journeys.adapters.sql.log.log_rows import Event, Head, LogRow, StoredRow, StreamRow
from journeys.adapters.sql.log.log_statements import add_topic, log_statements
from journeys.adapters.sql.proofs.heads import Companion, StoreHeads
from journeys.adapters.sql.proofs.merkle import grow
from journeys.app.observing import Waiting

if TYPE_CHECKING:
    from sqlalchemy.engine import RootTransaction

Clock: TypeAlias = Callable[[], int] | None
"""Returns microseconds since 1970, UTC. None stands for the database's own clock."""

BATCH = 2000  # rows fetched at once by a scan: some megabytes at most
NOT_BY_OTHERS = (
    "Only this library records in a sealed log of a store, and signs its head: record through "
    "Journeys, and follow the log with EntryMapper."
)
LAST = 2**63 - 1  # the largest position either database can hold


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


class EventLog:
    """Appends to and reads the log of one application, on a connection of the caller's.

    Nothing here commits or rolls back the caller's transaction. Raises eventsourcing's
    persistence errors. One log may serve any number of threads, but only one database. A sealed log
    of the store's own takes an append only where it is given `signing`: its head is signed, and
    must be what was signed last, unless it is `unsigned` yet, or `empty`, as in a new store. Raises
    BrokenHistory where it is not.
    """

    def __init__(
        self,
        tables: Tables,
        clock: Clock = None,
        signing: Signing | None = None,
        *,
        unsigned: bool = False,
        empty: bool = False,
    ) -> None:
        self.tables = tables
        self._clock = clock
        self._signing = signing
        self._unsigned = unsigned
        self._empty = empty
        self._others = [name for name in SEALED if name != tables.name]
        self._sql = log_statements(tables.name)
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
        sqlite = connection.dialect.name == "sqlite"
        insert = insert_in_sqlite if sqlite else insert_in_postgresql
        with (
            driver_connection(connection) as raw,
            rolled_back_alone(raw) if savepoint else nullcontext(),
        ):
            locked = self._lock(connection, raw)
            moved = self._moved(connection, locked, alongside and alongside.change)
            head = locked.head
            leaves = insert(raw, Appending(self.tables.name, events, head, moved, alongside))
            self._record_topics(connection, raw, {topic for _, _, topic, _ in events})
        positions = range(head.position + 1, head.position + 1 + len(events))
        return Appended(positions, head.recorded_us, leaves)

    def head(self, connection: Connection) -> Head:
        """Return the end of the log."""
        with driver_connection(connection) as raw:
            return Head(*_row(raw.execute(_text(connection, self._sql.head))))

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
            require_moved(raw.execute(_text(connection, self._sql.move_head), values))

    def _lock(self, connection: Connection, raw: Any) -> Locked:  # noqa: ANN401 - either driver's connection
        moment = self._clock() if self._clock else None
        if connection.dialect.name == "postgresql":
            with Waiting():
                row = _row(raw.execute(_text(connection, self._sql.lock_head), (moment,)))
            return self._locked(row)
        # In SQLite there is only one writer.
        locked = self._locked(_row(raw.execute(_text(connection, self._sql.heads))))
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
        if self._empty:
            require_empty([head, *locked.others.values()])
        if self._empty or self._unsigned:
            return None
        return require_signed(signer, self.tables.name, head, locked.others)

    def stream(self, connection: Connection, stream: str) -> Sequence[StreamRow]:
        """Return the events of one stream in the order of their versions."""
        with driver_connection(connection) as raw:
            found = raw.execute(_text(connection, self._sql.stream), (stream,))
            return list(map(StreamRow._make, found.fetchall()))

    def streams(self, connection: Connection) -> Sequence[str]:
        """Return the name of every stream there is, in order."""
        stream = self.tables.events.c.stream
        return connection.scalars(select(stream).distinct().order_by(stream)).all()

    def rows_in_range(
        self, connection: Connection, first: str, end: str
    ) -> Sequence[Sequence[Any]]:
        """Return the events of the streams from one on, up to but not with another, in order.

        Each as its stream, then the fields of a `StreamRow`.
        """
        with driver_connection(connection) as raw:
            rows: Sequence[Sequence[Any]] = raw.execute(
                _text(connection, self._sql.range), (first, end)
            ).fetchall()
            return rows

    def existing_streams(self, connection: Connection, streams: Sequence[str]) -> frozenset[str]:
        """Return which of these streams there are: some hundred of them at most."""
        stream = self.tables.events.c.stream
        return frozenset(connection.scalars(select(stream).where(stream.in_(streams)).distinct()))

    def scan(
        self,
        connection: Connection,
        after: int = 0,
        upto: int | None = None,
        limit: int | None = None,
        batch: int = BATCH,
    ) -> Iterator[LogRow]:
        """Yield the events after a position, up to and with another, in the order of the log.

        At most `batch` rows are held in memory at once, and at most `limit` are yielded.
        """
        for rows in self.batches(connection, after, upto, limit, batch):
            yield from map(LogRow._make, rows)

    def batches(
        self,
        connection: Connection,
        after: int = 0,
        upto: int | None = None,
        limit: int | None = None,
        batch: int = BATCH,
    ) -> Iterator[list[StoredRow]]:
        """Yield the same in batches, as the driver returns it, for passes over the whole log."""
        last = LAST if upto is None else upto
        left = LAST if limit is None else limit
        statement = _text(connection, self._sql.scan)
        while left > 0:
            size = min(batch, left)
            with driver_connection(connection) as raw:
                rows = raw.execute(statement, (after, last, size)).fetchall()
            yield rows
            if len(rows) < size:
                return
            left -= size
            after = rows[-1][0]

    def leaves(self, connection: Connection) -> Iterator[bytes]:
        """Yield the leaf of every event in the order of the log, as they were sealed."""
        statement, after = _text(connection, self._sql.leaves), 0
        while True:
            with driver_connection(connection) as raw:
                rows = raw.execute(statement, (after, BATCH)).fetchall()
            if not rows:
                return
            yield from (leaf for _, leaf in rows)
            after = rows[-1][0]

    def topics(self, connection: Connection) -> frozenset[str]:
        """Return every topic that was ever appended, without reading the events."""
        with driver_connection(connection) as raw:
            found = raw.execute(_text(connection, self._sql.topics))
            return frozenset(topic for (topic,) in found.fetchall())

    def _record_topics(self, connection: Connection, raw: Any, topics: set[str]) -> None:  # noqa: ANN401 - either driver's connection
        # After the events: under the lock of the head row, so that two transactions never wait for
        # each other's topics.
        unknown = topics - self._committed_topics
        if not unknown:
            return
        transaction = connection.get_transaction()
        own = set() if transaction is None else self._own_topics.setdefault(transaction, set())
        for topic in sorted(unknown):
            statement = _text(connection, add_topic(self.tables.name, connection.dialect.name))
            if raw.execute(statement, (topic,)).fetchall():
                own.add(topic)
            elif topic not in own:
                # It was there before this transaction, so no rollback takes it away again.
                self._committed_topics.add(topic)


def _text(connection: Connection, statement: ClauseElement) -> str:
    return driver_sql(statement, connection.dialect.name)


def _row(found: Any) -> Sequence[Any]:  # noqa: ANN401 - either driver's cursor
    rows = found.fetchall()
    if len(rows) != 1:
        message = "The log has lost its head row, so no event can be numbered: restore a backup."
        raise InternalError(message)
    row: Sequence[Any] = rows[0]
    return row
