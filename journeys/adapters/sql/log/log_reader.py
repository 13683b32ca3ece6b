"""Reading the event store's log: its end, the events of a stream, and all events in their order."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.sql.elements import ClauseElement

from journeys.adapters.sql.database.connections import driver_connection
from journeys.adapters.sql.database.driver_sql import driver_sql
from journeys.adapters.sql.database.persistence_errors import InternalError
from journeys.adapters.sql.database.tables import Tables
from journeys.adapters.sql.log.log_rows import Head, LogRow, PlainRow, StoredRow, StreamRow
from journeys.adapters.sql.log.log_statements import log_statements, rows_of_streams

BATCH = 2000  # rows fetched at once by a scan: some megabytes at most
STREAMS = 512  # streams named in one statement
LAST = 2**63 - 1  # the largest position either database can hold


class LogReader:
    """Reads the log of one application, on a connection of the caller's.

    Raises persistence errors. One may serve any number of threads.
    """

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._sql = log_statements(tables.name)

    def head(self, connection: Connection) -> Head:
        """Return the end of the log."""
        with driver_connection(connection) as raw:
            return Head(*only_row(raw.execute(driver_text(connection, self._sql.head))))

    def stream(self, connection: Connection, stream: str) -> Sequence[StreamRow]:
        """Return the events of one stream in the order of their versions."""
        return list(map(StreamRow._make, self.rows_of_stream(connection, stream)))

    def rows_of_stream(self, connection: Connection, stream: str) -> Sequence[PlainRow]:
        """Return the same as the driver gives them."""
        return fetched(connection, self._sql.stream, (stream,))

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
        return fetched(connection, self._sql.range, (first, end))

    def rows_of(self, connection: Connection, streams: Sequence[str]) -> Iterator[Sequence[Any]]:
        """Yield the events of these streams, in order, each as `rows_in_range` returns it."""
        for first in range(0, len(streams), STREAMS):
            some = streams[first : first + STREAMS]
            # A statement for each power of two: the last name fills it up.
            room = 1 << (len(some) - 1).bit_length()
            names = [*some, *[some[-1]] * (room - len(some))]
            yield from fetched(connection, rows_of_streams(self.tables.name, room), names)

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
        while left > 0:
            size = min(batch, left)
            rows = fetched(connection, self._sql.scan, (after, last, size))
            yield rows
            if len(rows) < size:
                return
            left -= size
            after = rows[-1][0]

    def leaves(self, connection: Connection) -> Iterator[bytes]:
        """Yield the leaf of every event in the order of the log, as they were sealed."""
        after = 0
        while True:
            rows = fetched(connection, self._sql.leaves, (after, BATCH))
            if not rows:
                return
            yield from (leaf for _, leaf in rows)
            after = rows[-1][0]

    def topics(self, connection: Connection) -> frozenset[str]:
        """Return every topic that was ever appended, without reading the events."""
        with driver_connection(connection) as raw:
            found = raw.execute(driver_text(connection, self._sql.topics))
            return frozenset(topic for (topic,) in found.fetchall())


def fetched(connection: Connection, statement: ClauseElement, values: Sequence[Any]) -> list[Any]:
    """Return every row of a selection, as the driver of this connection gives them."""
    text = driver_text(connection, statement)
    with driver_connection(connection) as raw:
        if connection.dialect.name == "postgresql":
            # As text each body would be twice as long, and be decoded: half of reading a row.
            found = raw.execute(text, values, binary=True)
        else:
            found = raw.execute(text, values)
        rows: list[Any] = found.fetchall()
        return rows


def driver_text(connection: Connection, statement: ClauseElement) -> str:
    """Return the text of a statement for the driver of this connection."""
    return driver_sql(statement, connection.dialect.name)


def only_row(found: Any) -> Sequence[Any]:  # noqa: ANN401 - either driver's cursor
    """Return the one row of a head. Raises InternalError where it is lost."""
    rows = found.fetchall()
    if len(rows) != 1:
        message = "The log has lost its head row, so no event can be numbered: restore a backup."
        raise InternalError(message)
    row: Sequence[Any] = rows[0]
    return row
