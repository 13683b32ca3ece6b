"""The log: the events of one application, numbered without a gap in the order of commit.

Each is a leaf of a Merkle tree, whose head moves with the log's end.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from functools import cache
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from weakref import WeakKeyDictionary

from eventsourcing.persistence import InternalError
from sqlalchemy import Connection, select

from journeys.adapters.sql.database.connections import driver_connection
from journeys.adapters.sql.database.statements import Statements, combined, statements
from journeys.adapters.sql.database.tables import Tables
from journeys.adapters.sql.proofs.merkle import grow

if TYPE_CHECKING:
    from sqlalchemy.engine import RootTransaction

Clock: TypeAlias = Callable[[], int] | None
"""Returns microseconds since 1970, UTC. None stands for the database's own clock."""

Event: TypeAlias = tuple[str, int, str, bytes]
"""What is appended: stream, version, topic, body."""

ExtraStatement: TypeAlias = tuple[str, Sequence[object]]
"""A statement of the same dialect, and its values, that is run with an append: no trip more."""

COPIED = ("int8", "text", "int4", "text", "int8", "bytea", "bytea")
FEW = 16  # events that travel to PostgreSQL in one statement; more are copied

BATCH = 2000  # rows fetched at once by a scan: some megabytes at most
LAST = 2**63 - 1  # the largest position either database can hold


class StreamRow(NamedTuple):
    """An event of one stream."""

    position: int
    version: int
    topic: str
    recorded_us: int
    body: bytes


class LogRow(NamedTuple):
    """An event of the log."""

    position: int
    stream: str
    version: int
    topic: str
    recorded_us: int
    body: bytes
    leaf: bytes
    """The hash of the rest, as it was when it was appended."""


StoredRow: TypeAlias = tuple[int, str, int, str, int, bytes, bytes]
"""The same as a driver gives it."""


class Head(NamedTuple):
    """The end of the log: its last position (0 when empty) and when that was recorded."""

    position: int
    recorded_us: int
    frontier: bytes
    """What the Merkle tree over the log adds up to: see `journeys.adapters.sql.proofs.merkle`."""


class Appended(NamedTuple):
    """Where events were put, and when they were recorded (0 when there were none)."""

    positions: range
    recorded_us: int
    leaves: Sequence[bytes] = ()
    """The leaf of each."""


class EventLog:
    """Appends to and reads the log of one application, on a connection of the caller's.

    Nothing here commits or rolls back the caller's transaction. Raises eventsourcing's
    persistence errors. One log may serve any number of threads, but only one database.
    """

    def __init__(self, tables: Tables, clock: Clock = None) -> None:
        self.tables = tables
        self._clock = clock
        self._statements: Callable[[str], Statements] = cache(
            lambda dialect: statements(tables, dialect)
        )
        self._committed_topics: set[str] = set()
        self._own_topics: WeakKeyDictionary[RootTransaction, set[str]] = WeakKeyDictionary()

    def append(
        self,
        connection: Connection,
        events: Sequence[Event],
        *,
        savepoint: bool = True,
        beside: ExtraStatement | None = None,
    ) -> Appended:
        """Append these events, or none of them, and return their positions and recorded time.

        The log stays locked until the caller's transaction ends: append late in it. Raises
        IntegrityError when a stream already has an event of one of these versions. The caller
        may go on with the transaction after that; with `savepoint=False`, which spares two
        statements, the caller must roll it back.
        """
        if not events:
            return Appended(range(0), 0)
        statements = self._of(connection)
        insert = _insert if connection.dialect.name == "sqlite" else _send
        with (
            driver_connection(connection) as raw,
            savepoint_on(raw) if savepoint else nullcontext(),
        ):
            head = self._locked(connection, raw)
            leaves = insert(raw, statements, events, head, beside)
            self._record_topics(connection, raw, {topic for _, _, topic, _ in events})
        positions = range(head.position + 1, head.position + 1 + len(events))
        return Appended(positions, head.recorded_us, leaves)

    def head(self, connection: Connection) -> Head:
        """Return the end of the log."""
        with driver_connection(connection) as raw:
            return _head(raw.execute(self._of(connection).head))

    def hold(self, connection: Connection) -> Head:
        """Lock the log until the transaction ends; return its end, and the moment it is now."""
        with driver_connection(connection) as raw:
            return self._locked(connection, raw)

    def _locked(self, connection: Connection, raw: Any) -> Head:  # noqa: ANN401 - either driver's connection
        moment = self._clock() if self._clock else None
        if connection.dialect.name == "postgresql":
            return _head(raw.execute(self._of(connection).lock_head, (moment,)))
        # In SQLite whoever may write is alone.
        head = _head(raw.execute(self._of(connection).head))
        now = time.time_ns() // 1000 if moment is None else moment
        return head._replace(recorded_us=max(head.recorded_us, now))

    def stream(self, connection: Connection, stream: str) -> Sequence[StreamRow]:
        """Return the events of one stream in the order of their versions."""
        with driver_connection(connection) as raw:
            found = raw.execute(self._of(connection).stream, (stream,))
            return list(map(StreamRow._make, found.fetchall()))

    def streams(self, connection: Connection) -> Sequence[str]:
        """Return the name of every stream there is, in order."""
        stream = self.tables.events.c.stream
        return connection.scalars(select(stream).distinct().order_by(stream)).all()

    def between(self, connection: Connection, first: str, end: str) -> Sequence[Sequence[Any]]:
        """Return the events of the streams from one on, up to but not with another, in order.

        Each as its stream, then the fields of a `StreamRow`.
        """
        with driver_connection(connection) as raw:
            rows: Sequence[Sequence[Any]] = raw.execute(
                self._of(connection).between, (first, end)
            ).fetchall()
            return rows

    def among(self, connection: Connection, streams: Sequence[str]) -> frozenset[str]:
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
        """Yield the same as the driver gives it: for whoever looks at every row there is."""
        last = LAST if upto is None else upto
        left = LAST if limit is None else limit
        statement = self._of(connection).scan
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
        statement, after = self._of(connection).leaves, 0
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
            found = raw.execute(self._of(connection).topics)
            return frozenset(topic for (topic,) in found.fetchall())

    def _of(self, connection: Connection) -> Statements:
        return self._statements(connection.dialect.name)

    def _record_topics(self, connection: Connection, raw: Any, topics: set[str]) -> None:  # noqa: ANN401 - either driver's connection
        # After the events: whoever inserts a topic holds the head row, so that two transactions
        # never wait for each other's topics.
        unknown = topics - self._committed_topics
        if not unknown:
            return
        transaction = connection.get_transaction()
        own = set() if transaction is None else self._own_topics.setdefault(transaction, set())
        for topic in sorted(unknown):
            statement = self._of(connection).add_topic
            if raw.execute(statement, (topic,)).fetchall():
                own.add(topic)
            elif topic not in own:
                # It was there before this transaction, so no rollback takes it away again.
                self._committed_topics.add(topic)


@contextmanager
def savepoint_on(raw: Any) -> Iterator[None]:  # noqa: ANN401 - either driver's connection
    """Let the body be undone by itself where it fails; the transaction can go on."""
    raw.execute("SAVEPOINT journeys_append")
    try:
        yield
    except BaseException:
        # On a lost connection this fails too; what happened first is what the caller must see.
        with suppress(Exception):
            raw.execute("ROLLBACK TO SAVEPOINT journeys_append")
            raw.execute("RELEASE SAVEPOINT journeys_append")
        raise
    raw.execute("RELEASE SAVEPOINT journeys_append")


def _insert(
    raw: Any,  # noqa: ANN401 - sqlite3's connection
    sql: Statements,
    events: Sequence[Event],
    head: Head,
    beside: ExtraStatement | None,
) -> list[bytes]:
    rows = list(_rows(events, head))
    leaves = [row[-1] for row in rows]
    raw.executemany(sql.insert, rows)
    raw.execute(sql.move_head, _moved(head, leaves))
    if beside:
        raw.execute(*beside)
    return leaves


def _send(
    raw: Any,  # noqa: ANN401 - psycopg's connection
    sql: Statements,
    events: Sequence[Event],
    head: Head,
    beside: ExtraStatement | None,
) -> list[bytes]:
    text, values = beside or ("", ())
    if len(events) <= FEW:
        rows = list(_rows(events, head))
        leaves = [row[-1] for row in rows]
        statement = combined(sql.insert, len(rows), sql.move_head, text)
        raw.execute(statement, (*chain.from_iterable(rows), *values, *_moved(head, leaves)))
        return leaves
    leaves = []
    with raw.cursor() as cursor, cursor.copy(sql.copy) as copy:
        copy.set_types(COPIED)
        # PostgreSQL stores one while the next is sealed.
        for row in _rows(events, head):
            copy.write_row(row)
            leaves.append(row[-1])
    raw.execute(sql.move_head, _moved(head, leaves))
    if beside:
        raw.execute(text, values)
    return leaves


def leaf_of(position: int, recorded_us: int, event: Event) -> bytes:
    """Return the leaf of an event in its log's Merkle tree: the hash of all that is stored of it.

    What is hashed is a line of five numbers (position, version, microseconds since 1970, and how
    many characters topic and stream have), a line of topic and stream together, and the body: no
    two events give the same bytes.
    """
    stream, version, topic, body = event
    line = f"\0{position} {version} {recorded_us} {len(topic)} {len(stream)}\n{topic}{stream}\n"
    return sha256(line.encode() + body).digest()  # as `leaf_hash` does, with one copy less


def _rows(events: Sequence[Event], head: Head) -> Iterator[StoredRow]:
    """Yield the rows of events appended after this head, at its moment."""
    recorded_us = head.recorded_us
    for position, event in enumerate(events, head.position + 1):
        stream, version, topic, body = event
        leaf = leaf_of(position, recorded_us, event)
        yield position, stream, version, topic, recorded_us, body, leaf


def _moved(head: Head, leaves: Sequence[bytes]) -> Head:
    """Return the head after these leaves more."""
    frontier = grow(head.frontier, head.position, leaves)
    return head._replace(position=head.position + len(leaves), frontier=frontier)


def _head(found: Any) -> Head:  # noqa: ANN401 - either driver's cursor
    rows = found.fetchall()
    if not rows:
        message = "The log has lost its head row, so no event can be numbered: restore a backup."
        raise InternalError(message)
    return Head._make(rows[0])
