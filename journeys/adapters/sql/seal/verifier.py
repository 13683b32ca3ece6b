"""The verification of one log: every leaf and the head, recomputed from what is stored."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from itertools import chain, takewhile

from sqlalchemy import Connection, Table, func, select, text

from journeys.adapters.sql.database.errors import translated
from journeys.adapters.sql.database.persistence_errors import PersistenceError
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.log_reader import LAST
from journeys.adapters.sql.log.log_rows import Head, StoredRow, leaves_of
from journeys.adapters.sql.log.mapper import RECEIPTS
from journeys.adapters.sql.proofs.heads import LogHead
from journeys.adapters.sql.proofs.merkle import HASH, grow, root
from journeys.adapters.sql.seal.bodies import Opener
from journeys.app.ports.sealing import Fault
from journeys.domain.message import Message

TYPES = [{int}, {str}, {int}, {str}, {int}, {bytes}, {bytes}]
"""Of the columns of a row, as they were written."""


class LogVerifier:
    """Recomputes a log, from its first entry to its head.

    `signed` is what the note of its head says; `earlier` are other signed heads of it: checkpoints,
    and what was signed of it with the heads of the other logs. Where a head was signed, the head
    row itself is the last thing that is looked at: anybody may have altered it. With `needs_note`
    it has a fault where it was not signed. With an `opener` its bodies are opened on the way.
    """

    _head = Head(0, 0, b"")  # read before anything is compared with it
    _end: int | None = None  # how many entries there must be; None before the head was read

    def __init__(
        self,
        log: EventLog,
        connection: Connection,
        earlier: Collection[LogHead] = (),
        signed: LogHead | None = None,
        opener: Opener | None = None,
        *,
        needs_note: bool = False,
    ) -> None:
        self._needs_note = needs_note
        self._opener = opener
        self.unopened: Fault | None = None
        """The first entry whose body does not open, among those that were read."""
        self._log, self._connection, self._signed = log, connection, signed
        self._roots = defaultdict[int, set[bytes]](set)
        """By size, the root that each signed head of that size has: one, or they contradict."""
        for each in (*earlier, *([signed] if signed else [])):
            self._roots[each.size].add(each.root)
        self.size, self.frontier, self.recorded_us = 0, b"", 0
        self.erased = set[str]()
        """The streams with a receipt for an erasure."""

    def fault(self) -> Fault | None:
        """Return the first fault; None where there is none."""
        try:
            with readable(self._connection):
                return (
                    self._in_the_head()
                    or self._in_entries()
                    or self._at_the_end()
                    or self._not_passed()
                    or index_damage(self._connection, self._log.tables.events)
                )
        except PersistenceError as error:
            position = None if self._end is None else self.size + 1
            return fault_at(position, "the database cannot read it: {error}", error=error)

    def _in_the_head(self) -> Fault | None:
        head = self._log.head(self._connection)
        if tuple(map(type, head)) != (int, int, bytes, bytes, str):
            return fault_at(None, "the head holds something else than a head")
        self._head = head
        if self._signed:
            self._end = max(self._roots)
        else:
            # A head that nobody signed tells nothing: so far as others saw the log, it is compared.
            self._end = LAST if self._needs_note else head.position
        return None

    def _in_entries(self) -> Fault | None:
        for rows in self._batches():
            upto = max(0, (self._end or 0) - self.size)
            leaves = intact_leaves(rows[:upto], self.size + 1)
            self._open(rows[: len(leaves)])
            if fault := self._add(leaves):
                return fault
            if len(leaves) < len(rows):
                return self._wrong_with(rows[len(leaves)])
            self.erased.update([row[1] for row in rows if row[3] in RECEIPTS])
            self.recorded_us = rows[-1][4] if rows else self.recorded_us
        return None

    def _open(self, rows: Sequence[StoredRow]) -> None:
        if self._opener and not self.unopened:
            position = self._opener.first_unopened(rows)
            if position is not None:
                self.unopened = fault_at(position, "the key of its stream does not open it")

    def _add(self, leaves: Sequence[bytes]) -> Fault | None:
        """Grow the tree by these leaves, and compare it with each checkpoint on the way."""
        end = self.size + len(leaves)
        stops = {size for size in self._roots if self.size <= size < end}
        for size in sorted({*stops, end}):
            grown, leaves = leaves[: size - self.size], leaves[size - self.size :]
            self.frontier = grow(self.frontier, self.size, grown)
            self.size = size
            if fault := self._against_checkpoints():
                return fault
        return None

    def _wrong_with(self, row: StoredRow) -> Fault:
        position, expected = row[0], self.size + 1
        if position == self.size:
            return fault_at(position, "there are two entries of this number")
        if self.size >= (self._end or 0):
            return fault_at(position, "the entry was put in behind the log's end")
        if position == expected:
            return fault_at(expected, "the entry is not the one that was sealed")
        return fault_at(expected, "the entry is missing")

    def _batches(self) -> Iterator[list[StoredRow]]:
        try:
            yield from self._log.batches(self._connection)
        except PersistenceError:
            if self._connection.dialect.name != "sqlite":
                raise  # the transaction is over
            # Read one row at a time now: those before the damaged one can be read.
            yield from self._log.batches(self._connection, after=self.size, batch=1)

    def _against_checkpoints(self) -> Fault | None:
        found = root(self.frontier)
        if self._roots.get(self.size, {found}) == {found}:
            return None
        if not self.size:
            return fault_at(None, "the head is not the one that was signed")
        before = max((size for size in self._roots if size < self.size), default=0)
        fault = fault_between(
            before + 1, self.size, "an entry from here to {last} is not the one that was signed"
        )
        sealed = self._head.frontier
        if self._signed != LogHead(self.size, root(sealed)) or self.frontier == sealed:
            return fault
        # The head row was not altered: it holds more hashes than the note.
        return max(fault, self._unlike_the_head(), key=lambda each: each.position or 0)

    def _at_the_end(self) -> Fault | None:
        signed = self._signed
        if self.size < (signed.size if signed else self._end or 0) < LAST:
            return self._missing()
        beyond = [size for size in self._roots if size > self.size]
        if beyond:
            return self._missing(min(beyond))
        if signed and signed != LogHead(self._head.position, root(self._head.frontier)):
            return fault_at(None, "the head is not the one that was signed")
        if signed and signed.size < self.size:
            return fault_at(
                None, "its head was put back: a log of {count} entries was signed", count=self.size
            )
        if self._needs_note and not signed:
            return fault_at(None, "its head is not signed by this store")
        return self._unlike_the_end()

    def _unlike_the_end(self) -> Fault | None:
        if self.frontier != self._head.frontier:
            return self._unlike_the_head()
        if self.recorded_us != self._head.recorded_us:
            return fault_at(self.size or None, "the head tells another moment than its entry")
        return None

    def _missing(self, count: int = 0) -> Fault:
        """Return the fault of a log that is too short; `count` entries were signed by others."""
        # Where the rest was numbered again, it is not the last that is missing.
        first = max(size for size in (*self._roots, self._sealed()) if size <= self.size) + 1
        last = self.size + 1
        if first < last:
            return fault_between(first, last, "an entry from here to {last} is missing")
        if count:
            return fault_at(
                last, "the entry is missing: a log of {count} entries was signed", count=count
            )
        return fault_at(last, "the entry is missing")

    def _unlike_the_head(self) -> Fault:
        """Return the first of the subtrees in which the entries and the head differ."""
        if not self.size:
            return fault_at(None, "the head is not the one that was signed")
        sealed = self._sealed()
        if sealed == self.size:  # it holds more hashes than it can: look at the last
            sealed -= sealed & -sealed
        subtree = 1 << (self.size - sealed).bit_length() - 1
        return fault_between(
            sealed + 1,
            sealed + subtree,
            "the head does not seal what stands from here to {last}, or more stood behind it",
        )

    def _sealed(self) -> int:
        """Return how many entries, from the first, the head is known to seal as they are."""
        size, frontier = self._head.position, self._head.frontier
        if (self._signed or self._needs_note) and self._signed != LogHead(size, root(frontier)):
            return 0  # it was altered itself
        sealed = place = 0
        for level in range(size.bit_length() - 1, -1, -1):
            if (size ^ self.size) >> level & 1:
                break
            if size >> level & 1:
                place += HASH
                if self.frontier[:place] != frontier[:place]:
                    break
                sealed += 1 << level
        return sealed

    def _not_passed(self) -> Fault | None:
        """Find rows that no batch returned: before the first, or twice where batches meet."""
        position = self._log.tables.events.c.position
        rows, first = self._connection.execute(select(func.count(), func.min(position))).one()
        if rows == self.size:
            return None
        if type(first) is not int:
            return fault_at(None, "an entry was put in that has no number")
        if first < 1:
            return fault_at(first, "the entry was put in before the first")
        by_number = select(position).group_by(position).order_by(position)
        twice: int | None = self._connection.scalar(by_number.having(func.count() > 1))
        if twice is None:
            return fault_at(None, "an entry was put in that has no number")
        return fault_at(twice, "there are two entries of this number")


@contextmanager
def readable(connection: Connection) -> Iterator[None]:
    """Raise persistence errors for the database's in the body; the transaction can go on."""
    # In PostgreSQL nothing could be read in it after an error.
    alone = connection.dialect.name == "postgresql"
    with translated(), connection.begin_nested() if alone else nullcontext():
        yield


def fault_at(position: int | None, what: str, /, **facts: object) -> Fault:
    """Return the fault at this position; None where it is of no entry."""
    return Fault(position=position, what=Message(what, **facts))


def fault_between(first: int, last: int, what: str) -> Fault:
    """Return the fault of some entry between these; `what` may name the last."""
    upto = None if first == last else last
    return Fault(position=first, upto=upto, what=Message(what, last=last))


def index_damage(connection: Connection, table: Table) -> Fault | None:
    """Return the fault of a SQLite file in which an index disagrees with its table; else None."""
    if connection.dialect.name != "sqlite":
        return None
    messages = connection.scalars(text(f"PRAGMA integrity_check({table.name})")).all()
    if messages == ["ok"]:
        return None
    return fault_at(None, "the database file is damaged: {said}", said=messages[0])


def intact_leaves(rows: Iterable[StoredRow], first: int) -> list[bytes]:
    """Return the leaves of these rows, from position `first` up to the first that was altered."""
    rows = list(rows)
    if not rows:
        return []
    columns = list(zip(*rows, strict=True))
    # SQLite may return an altered value of another type that prints the same.
    if [set(map(type, column)) for column in columns] == TYPES:
        leaves = leaves_of(rows)
        positions = tuple(range(first, first + len(rows)))
        if (columns[0], tuple(leaves)) == (positions, columns[-1]):
            return leaves
    if len(rows) == 1:
        return []
    # One of them was altered: look at each alone, and stop there.
    each = (intact_leaves([row], position) for position, row in enumerate(rows, first))
    return list(chain.from_iterable(takewhile(bool, each)))
