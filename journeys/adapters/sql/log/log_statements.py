"""The statements over the tables of one log, for the driver: see `driver_sql`."""

from collections.abc import Sequence
from functools import cache, cached_property
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    FromClause,
    Insert,
    Select,
    Table,
    Text,
    TextClause,
    Update,
    bindparam,
    cast,
    extract,
    func,
    insert,
    literal_column,
    select,
    text,
    update,
)

from journeys.adapters.sql.database.driver_sql import (
    insert_new,
    insert_or,
    insert_row,
    limited,
    parameters,
)
from journeys.adapters.sql.database.tables import SEALED, tables_of


class LogStatements:
    """The statements over the tables of the log of this name, each made when it is first used."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._tables = tables_of(name)

    @cached_property
    def head(self) -> Select[Any]:
        """Reads the head."""
        return _head(self._tables.head)

    @cached_property
    def heads(self) -> Select[Any]:
        """Reads the head, its stored moment, and the heads of the other sealed logs."""
        stored = self._tables.head.c.recorded_us.label("stored_us")
        return _heads(self.head.add_columns(stored).subquery("head"), self._others)

    @cached_property
    def lock_head(self) -> Select[Any]:
        """Locks the head in PostgreSQL and reads the same, with the moment to record at."""
        return _lock_head(self.head, self._others)

    @cached_property
    def insert(self) -> Insert:
        """Inserts an entry."""
        return insert_row(self._tables.events)

    @cached_property
    def copy(self) -> TextClause:
        """Inserts many entries at once, in PostgreSQL."""
        columns = ", ".join(self._tables.events.c.keys())
        return text(f"COPY {self._name}_events ({columns}) FROM STDIN (FORMAT BINARY)")

    @cached_property
    def move_head(self) -> Update:
        """Moves the head."""
        return _move_head(self._tables.head)

    @cached_property
    def stream(self) -> Select[Any]:
        """Reads the entries of one stream."""
        column = self._tables.events.c
        of_stream = select(*self._of_stream).where(column.stream == bindparam("stream"))
        return of_stream.order_by(column.version)

    @cached_property
    def range(self) -> Select[Any]:
        """Reads the entries of the streams whose ids are in a range."""
        column = self._tables.events.c
        in_range = column.stream >= bindparam("first"), column.stream < bindparam("end")
        return self.by_stream.where(*in_range)

    @property
    def by_stream(self) -> Select[Any]:
        """Reads the entries of all streams, in order, each with its stream."""
        column = self._tables.events.c
        return select(column.stream, *self._of_stream).order_by(column.stream, column.version)

    @cached_property
    def scan(self) -> Select[Any]:
        """Reads entries in the order of their positions."""
        events = self._tables.events
        upto = events.c.position <= bindparam("upto")
        return limited(select(events).where(self._after, upto).order_by(events.c.position))

    @cached_property
    def leaves(self) -> Select[Any]:
        """Reads leaves in the order of their positions."""
        column = self._tables.events.c
        return limited(
            select(column.position, column.leaf).where(self._after).order_by(column.position)
        )

    @cached_property
    def topics(self) -> Select[Any]:
        """Reads the topics."""
        return select(self._tables.topics)

    @property
    def _others(self) -> list[Table]:
        name = self._name
        return [tables_of(other).head for other in SEALED if name in SEALED and other != name]

    @property
    def _of_stream(self) -> list[Column[Any]]:
        column = self._tables.events.c
        return [column.position, column.version, column.topic, column.recorded_us, column.body]

    @property
    def _after(self) -> ColumnElement[bool]:
        return self._tables.events.c.position > bindparam("after")


@cache
def log_statements(name: str) -> LogStatements:
    """Return the statements over the log of this name."""
    return LogStatements(name)


@cache
def rows_of_streams(name: str, streams: int) -> Select[Any]:
    """Return the statement that reads the entries of so many streams of the log of this name."""
    names = [bindparam(f"stream_{nr}", type_=Text) for nr in range(streams)]
    return log_statements(name).by_stream.where(tables_of(name).events.c.stream.in_(names))


@cache
def add_topic(name: str, dialect: str) -> Insert:
    """Return the statement that adds a topic to the log of this name, and returns it if it did."""
    return insert_new(tables_of(name).topics, dialect, "topic")


@cache
def track(name: str, dialect: str) -> Insert:
    """Return the statement that moves on how far a log was followed, and returns it if it did."""
    tracking = tables_of(name).tracking
    followed = insert_or(tracking, dialect)
    further = followed.excluded.notification_id
    return followed.on_conflict_do_update(
        index_elements=[tracking.c.application_name],
        set_={"notification_id": further},
        where=tracking.c.notification_id < further,
    ).returning(tracking.c.notification_id)


@cache
def insert_and_move(name: str, rows: int, alongside: Insert | None) -> Update:
    """Return one statement that inserts a few rows, moves the head and does what goes alongside."""
    tables = tables_of(name)
    each = [parameters(tables.events.c.values(), f"_{nr}") for nr in range(rows)]
    moved = _move_head(tables.head).add_cte(insert(tables.events).values(each).cte("inserted"))
    return moved if alongside is None else moved.add_cte(alongside.cte("alongside"))


def _head(head: Table) -> Select[Any]:
    only = head.c.id == literal_column("1")
    return select(*_of_head(head)).where(only)


def _of_head(head: Table) -> list[Column[Any]]:
    """Return the columns of a head row that the next append depends on."""
    columns: list[Column[Any]] = [head.c.position, head.c.recorded_us, head.c.frontier]
    return [*columns, head.c.companion, head.c.note] if "note" in head.c else columns


def _heads(own: FromClause, others: Sequence[Table]) -> Select[Any]:
    """Return a selection of the own head, its stored moment, and what is signed of other logs."""
    of_others = [
        column
        for other in others
        for column in (other.c.position, other.c.frontier, other.c.companion, other.c.note)
    ]
    return select(*own.c, *of_others).select_from(own, *others)


def _lock_head(head: Select[Any], others: Sequence[Table]) -> Select[Any]:
    """Return what locks the head row in PostgreSQL, then reads it with the time to record at.

    Without a clock of the caller's that is the database's time once the lock is held. Read before,
    it could be earlier than what somebody may have read by now; so the lock is a step of its own.
    The heads of other logs are read, and not locked: they were at least there.
    """
    locked = head.with_for_update().cte("head").prefix_with("MATERIALIZED")
    now = extract("epoch", func.clock_timestamp()) * literal_column("1000000")
    moment = func.coalesce(cast(bindparam("moment"), BigInteger), cast(now, BigInteger))
    timed = func.greatest(locked.c.recorded_us, moment).label("recorded_us")
    columns = [timed if each.name == "recorded_us" else each for each in locked.c]
    columns.append(locked.c.recorded_us.label("stored_us"))
    return _heads(select(*columns).select_from(locked).subquery("timed"), others)


def _move_head(head: Table) -> Update:
    moved = [each for each in head.c if each.name != "id"]
    return update(head).where(head.c.id == literal_column("1")).values(parameters(moved))
