"""A store in the hands of somebody who may write anything into its tables."""

from dataclasses import dataclass
from random import Random
from typing import Any

from sqlalchemy import Connection, delete, func, insert, inspect, select, update

from journeys.adapters.sql.database.guards import unguards
from journeys.adapters.sql.database.tables import SEALED, Tables, tables_of
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.log_rows import LogRow, leaf_of
from journeys.adapters.sql.proofs.merkle import grow
from journeys.app.ports.sealing import Fault
from journeys.keys import KeyProvider
from tests.invented import KEYS

LOWEST = -(2**63)

HEAD_UNGUARDS = {
    "postgresql": ("DROP TRIGGER {0}_signed ON {0}", "DROP FUNCTION {0}_signed()"),
    "sqlite": ("DROP TRIGGER {0}_signed",),
}


def drop_guards(connection: Connection, *logs: str) -> None:
    """Drop every trigger on the events and the head of these sealed logs; of all without a name."""
    dialect = connection.dialect.name
    for log in logs or SEALED:
        of_head = [statement.format(f"{log}_head") for statement in HEAD_UNGUARDS[dialect]]
        for statement in (*unguards(f"{log}_events", dialect), *of_head):
            connection.exec_driver_sql(statement)


def retyped(connection: Connection, table: str) -> None:
    """Make a table of the same rows in its place, without keys, types and constraints."""
    run = connection.exec_driver_sql
    names = [each["name"] for each in inspect(connection).get_columns(table)]
    columns = ", ".join(names)
    if connection.dialect.name == "sqlite":
        run(f"CREATE TABLE other ({columns})")
        run(f"INSERT INTO other SELECT {columns} FROM {table}")  # noqa: S608 - names of ours
    else:
        run(f"CREATE TABLE other AS SELECT {columns} FROM {table}")  # noqa: S608 - names of ours
    run(f"DROP TABLE {table}")
    run(f"ALTER TABLE other RENAME TO {table}")


def sign_heads(connection: Connection, keys: KeyProvider = KEYS) -> None:
    """Sign the heads of all logs as they are: only somebody who has the master key can."""
    signer = Keyring(keys).signer
    for log in SEALED:
        log_of_that_name = EventLog(tables_of(log), signing=signer, unsigned=True)
        log_of_that_name.change_companion(connection, lambda companion: companion)


@dataclass(frozen=True)
class Attacked:
    """A store in a transaction without guards, where anything may be done to it."""

    connection: Connection
    random: Random
    tables: Tables
    """Of which of its logs."""

    @property
    def rows(self) -> list[LogRow]:
        """Every row of the log, in order."""
        found = self.connection.execute(
            select(self.tables.events).order_by(self.tables.events.c.position)
        )
        return [LogRow(*row) for row in found]

    @property
    def size(self) -> int:
        """How many rows there are."""
        return int(
            self.connection.scalar(select(func.count()).select_from(self.tables.events)) or 0
        )

    @property
    def frontier(self) -> bytes:
        """What the head seals."""
        frontier: bytes = self.connection.execute(select(self.tables.head.c.frontier)).scalar_one()
        return frontier

    def somewhere(self, first: int = 1) -> int:
        """Return the position of an entry that is there, from `first` on."""
        return self.random.randint(first, self.size)

    def change(self, here: int, /, **values: object) -> None:
        """Write other values into one row."""
        self.connection.execute(
            update(self.tables.events).where(self.tables.events.c.position == here).values(values)
        )

    def change_head(self, **values: object) -> None:
        """Write other values into the head row."""
        self.connection.execute(update(self.tables.head).values(values))

    def add(self, row: LogRow) -> None:
        """Put a row in."""
        self.connection.execute(insert(self.tables.events).values(row._asdict()))

    def remove(self, first: int, last: int | None = None) -> None:
        """Take a row out, or all from one to another."""
        position = self.tables.events.c.position
        self.connection.execute(
            delete(self.tables.events).where(position.between(first, last or first))
        )

    def flipped(self, value: Any) -> Any:  # noqa: ANN401 - of the kind that was given
        """Return the value with one bit turned over: bytes, ASCII text, or a number."""
        if isinstance(value, int):
            return value ^ (1 << self.random.randrange(63))
        if isinstance(value, str):
            changed = self.flipped(value.encode())
            readable = changed.isascii() and 0 not in changed
            return changed.decode() if readable else self.flipped(value)
        at, bit = self.random.randrange(len(value)), self.random.randrange(8)
        return value[:at] + bytes([value[at] ^ (1 << bit)]) + value[at + 1 :]

    def without_constraints(self) -> None:
        """Make a table of the same rows in its place that takes any number twice."""
        run = self.connection.exec_driver_sql
        name = self.tables.events.name
        run(f"CREATE TABLE other AS SELECT * FROM {name}")  # noqa: S608 - a name of ours
        run(f"DROP TABLE {name}")
        run(f"ALTER TABLE other RENAME TO {name}")

    def move_up(self, first: int) -> None:
        """Give every entry from a position on the next number."""
        for position in range(self.size, first - 1, -1):
            self.change(position, position=position + 1)

    def reseal(self, first: int = 1) -> None:
        """Make leaves and head as they would be if all this had been recorded so."""
        frontier, position, recorded_us = b"", 0, 0
        for row in self.rows:
            position, recorded_us = row.position, row.recorded_us
            leaf = row.leaf if position < first else leaf_as(row)
            self.change(position, leaf=leaf)
            frontier = grow(frontier, position - 1, [leaf])
        self.change_head(position=position, recorded_us=recorded_us, frontier=frontier)


def leaf_as(row: LogRow) -> bytes:
    """Return the leaf that a row would have been sealed with."""
    return leaf_of(row.position, row.recorded_us, (row.stream, row.version, row.topic, row.body))


NOWHERE = range(0)
"""Where a fault is that is of no entry."""


def exactly(position: int) -> range:
    """Return the range of this position alone."""
    return range(position, position + 1)


def is_located(fault: Fault, positions: range) -> bool:
    """Return whether a fault names one of these positions, or a range with one of them in it."""
    if fault.position is None:
        return not positions
    last = fault.position if fault.upto is None else fault.upto
    return any(position in positions for position in range(fault.position, last + 1))
