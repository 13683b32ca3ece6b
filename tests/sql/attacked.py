"""A store in the hands of somebody who may write anything into its tables."""

from dataclasses import dataclass
from random import Random
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from journeys.adapters.sql.database.tables import Tables
from journeys.adapters.sql.log.log_rows import LogRow, leaf_of
from journeys.adapters.sql.proofs.merkle import grow

LOWEST = -(2**63)


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


def exactly(position: int) -> range:
    """Return the range of this position alone."""
    return range(position, position + 1)


def subtrees(size: int) -> list[range]:
    """Return the positions of each complete tree that a log of this size consists of."""
    found, first = list[range](), 1
    for level in range(size.bit_length() - 1, -1, -1):
        if size >> level & 1:
            found.append(range(first, first + (1 << level)))
            first += 1 << level
    return found


def beginning(position: int, size: int) -> range:
    """Return where the complete tree begins in which a position lies: a head tells no more."""
    return exactly(next(tree.start for tree in subtrees(size) if position in tree))
