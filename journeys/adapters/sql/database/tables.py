"""The tables of one application: its event log, its tracking and its snapshots."""

import re
from functools import cache, cached_property
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    event,
    insert,
)

from journeys.adapters.sql.database.guards import guards
from journeys.adapters.sql.database.persistence_errors import ProgrammingError

JOURNEYS = "journeys"  # the name of this library's own log
EMPLOYERS = "journeys_employers"

SEALED = {
    JOURNEYS: "journeys",
    "journeys_access": "access",
    "journeys_law": "law",
    "journeys_store": "store",
    EMPLOYERS: "employers",
}
"""The sealed logs of a store: by the name of its tables, the name that its checkpoints have."""

LONGEST_IDENTIFIER = 63  # PostgreSQL truncates longer names silently
LONGEST_SUFFIX = "_events_stream_version"

# SQLite gives its fast row number only to a key declared exactly INTEGER.
POSITION = BigInteger().with_variant(Integer, "sqlite")


class Tables:
    """The SQLAlchemy tables of the application of this name, in a MetaData of their own.

    Each is made on first use: it takes SQLAlchemy a while, and a command needs few of them. Raises
    ProgrammingError for a name that is no plain identifier or too long, or that is reserved for
    this library.
    """

    def __init__(self, name: str) -> None:
        check_identifier(name, room=LONGEST_SUFFIX)
        if is_reserved(name) and name not in SEALED:
            raise ProgrammingError(reserved_message(name))
        self.name = name
        self.metadata = MetaData()

    @cached_property
    def events(self) -> Table:
        """The log's events."""
        return _events(self.metadata, f"{self.name}_events")

    @cached_property
    def head(self) -> Table:
        """The one row in which the log's positions are counted."""
        return _head(self.metadata, f"{self.name}_head", signed=self.sealed)

    @cached_property
    def topics(self) -> Table:
        """The topics of the log's events."""
        name = f"{self.name}_topics"
        return Table(name, self.metadata, Column("topic", Text, primary_key=True))

    @cached_property
    def tracking(self) -> Table:
        """How far the application followed others."""
        return Table(
            f"{self.name}_tracking",
            self.metadata,
            Column("application_name", Text, primary_key=True),
            Column("notification_id", BigInteger, nullable=False),
        )

    @property
    def sealed(self) -> bool:
        """Whether this library alone writes these tables."""
        return self.name in SEALED

    @property
    def log(self) -> list[Table]:
        """The tables that are written together when events are appended."""
        return [self.events, self.head, self.topics]

    def versions(self, purpose: str) -> Table:
        """Return the table for records with a version in their stream but no place in the log.

        Raises ProgrammingError for a purpose that is no plain identifier, too
        long, or the name of another of these tables.
        """
        name = f"{self.name}_{purpose}"
        check_identifier(name, room="_pkey")
        if name in {table.name for table in (*self.log, self.tracking)}:
            message = f"The table {name} has another shape: choose another purpose."
            raise ProgrammingError(message)
        if name in self.metadata.tables:
            return self.metadata.tables[name]
        return Table(
            name,
            self.metadata,
            Column("stream", Text, primary_key=True),
            Column("version", Integer, primary_key=True, autoincrement=False),
            Column("topic", Text, nullable=False),
            Column("body", LargeBinary, nullable=False),
        )


def is_reserved(name: str) -> bool:
    """Return whether the tables of an application of this name could be this library's.

    Those of today, and those of a later version: no other application has such a name.
    """
    return name == JOURNEYS or name.startswith(f"{JOURNEYS}_")


def reserved_message(name: str) -> str:
    """Return the sentence that says so, and what to do instead."""
    return (
        f"The name {name} is reserved for the tables of journeys: give the application a name that "
        f"does not begin with {JOURNEYS}_, or follow the log as {JOURNEYS}."
    )


@cache
def tables_of(name: str) -> Tables:
    """Return the tables of the application of this name, made once."""
    return Tables(name)


def check_identifier(name: str, *, room: str = "") -> None:
    """Raise ProgrammingError unless this name can be part of a table's name."""
    if not re.fullmatch("[a-z_][a-z0-9_]*", name):
        message = (
            f"{name!r} cannot name tables: use lower-case letters, digits and underscores, "
            "not beginning with a digit."
        )
        raise ProgrammingError(message)
    longest = LONGEST_IDENTIFIER - len(room)
    if len(name) > longest:
        message = f"{name!r} is too long to name tables: use at most {longest} letters."
        raise ProgrammingError(message)


def _events(metadata: MetaData, name: str) -> Table:
    table = Table(
        name,
        metadata,
        # Positions are counted in the head row: a sequence would leave gaps.
        Column("position", POSITION, primary_key=True, autoincrement=False),
        Column("stream", Text, nullable=False),
        Column("version", Integer, nullable=False),
        Column("topic", Text, nullable=False),
        Column("recorded_us", BigInteger, nullable=False),
        Column("body", LargeBinary, nullable=False),
        Column("leaf", LargeBinary, nullable=False),
        UniqueConstraint("stream", "version", name=f"{name}_stream_version"),
    )

    @event.listens_for(table, "after_create")
    def guard(_table: Table, connection: Connection, **_kwargs: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own signature
        for statement in guards(name, connection.dialect.name):
            connection.exec_driver_sql(statement)

    return table


def _head(metadata: MetaData, name: str, *, signed: bool) -> Table:
    table = Table(
        name,
        metadata,
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("position", BigInteger, nullable=False),
        Column("recorded_us", BigInteger, nullable=False),
        Column("frontier", LargeBinary, nullable=False),
        *(_signed() if signed else ()),
        CheckConstraint("id = 1", name=f"{name}_single_row"),
    )

    @event.listens_for(table, "after_create")
    def start(_table: Table, connection: Connection, **_kwargs: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own signature
        connection.execute(insert(table).values(id=1, position=0, recorded_us=0, frontier=b""))

    return table


def _signed() -> list[Column[Any]]:
    """Return the columns that the head of a sealed log has beyond those of any other."""
    return [
        # The digest of the table that is changed together with this log, and how often it was.
        Column("companion", LargeBinary, nullable=False),
        # Where all of the sealed logs stood, signed: C2SP signed-note.
        Column("note", Text, nullable=False),
        # The schema version of the library that wrote it: an older one is refused by a trigger.
        Column("written_by", Text, nullable=False),
    ]
