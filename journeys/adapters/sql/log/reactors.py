"""Reactors in one transaction: their place in the log, their leases and their ledgers.

The head of the store log signs where each reactor stands. Leases and ledgers are not sealed.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from journeys.adapters.sql.database.driver_sql import insert_new
from journeys.adapters.sql.database.streams import journey_of
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.log import reactor_ledgers
from journeys.adapters.sql.log.damage import refuse_damaged
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.log_rows import StreamRow
from journeys.adapters.sql.log.mapper import moment_of
from journeys.adapters.sql.log.reactor_tables import REACTIONS, reactions, reactors
from journeys.adapters.sql.proofs.heads import Companion
from journeys.app.ports.reactors import (
    Happened,
    Reaction,
    ReactorRecord,
    Scheduled,
    Tried,
    Undeliverable,
)
from journeys.domain.errors import BrokenHistory
from journeys.domain.message import Message
from journeys.domain.roles import Actor

__all__ = ["REACTIONS", "SQLReactions", "digest_of_reactors", "reactions", "reactors"]

MOVED_BY_OTHERS = Message(
    "A reactor does not stand where it was left: somebody moved it. No place was signed. `journeys "
    "audit verify` says more; restore the store from a backup."
)


@dataclass(frozen=True, slots=True)
class SQLReactions:
    """The port `Reactions` on one connection: who reacts, and what became of each entry."""

    connection: Connection
    log: EventLog
    store_log: EventLog
    """Its head signs where each reactor stands: they are its companion."""
    keyring: Keyring

    def acquire_lease(
        self, name: str, since: int | None, holder: str, now_us: int, until_us: int
    ) -> int | None:
        """Take or renew the lease of a reactor; return its position, None where another has it."""
        lease = {"holder": holder, "until_us": until_us, "heartbeat_us": now_us}
        row = self._locked(name)
        if row is None:
            # The lock lets nobody record between reading the end and committing the start.
            start = self.log.lock(self.connection).position if since is None else since
            new = insert_new(reactors, self.connection.dialect.name, "name")
            values = {"name": name, "position": start, "delivered_us": None, **lease}
            if self.connection.execute(new, values).first():
                self._sign(name, None, start)
                return start
            # Another worker inserted it while this one waited for its commit.
            row = self._locked(name)
        if row is None:
            return None
        # A lease that is far longer than a new one was taken by a clock that was ahead: it has
        # ended. One that is a little longer was taken while this waited for the row.
        longest = until_us + (until_us - now_us)
        if row.holder != holder and now_us < row.until_us <= longest:
            return None
        self.connection.execute(update(reactors).where(reactors.c.name == name).values(lease))
        position: int = row.position
        return position

    def release_lease(self, name: str, holder: str) -> None:
        """Give the lease of a reactor up."""
        held = update(reactors).where(reactors.c.name == name, reactors.c.holder == holder)
        self.connection.execute(held.values(until_us=0))

    def names(self) -> Sequence[str]:
        """Return the names of all reactors, in order."""
        return [name for name, _ in _places(self.connection)]

    def position(self, name: str) -> int | None:
        """Return the position of a reactor; None where there is none of this name."""
        return self.connection.scalar(select(reactors.c.position).where(reactors.c.name == name))

    def end(self) -> int:
        """Return the position of the newest entry."""
        return self.log.head(self.connection).position

    def after(self, position: int, limit: int) -> Sequence[Happened | Undeliverable]:
        """Return the entries after a position, without what they say."""
        column = self.log.tables.events.c
        entries = (
            select(column.stream, column.position, column.version, column.topic, column.recorded_us)
            .where(column.position > position)
            .order_by(column.position)
            .limit(limit)
        )
        return [_happened(*row) for row in self.connection.execute(entries)]

    def attempts(self, name: str, position: int) -> int:
        """Return how often an entry was tried."""
        tried = select(reactions.c.attempts).where(*_entry(name, position))
        return self.connection.scalar(tried) or 0

    def scheduled(self, name: str) -> Sequence[Scheduled]:
        """Return the entries that are tried again from a moment on, by position."""
        return reactor_ledgers.scheduled(self.connection, name)

    def note(self, name: str, holder: str, tried: Tried, until_us: int, *, moving: bool) -> bool:
        """Note how a try went, and renew the lease; return False where it was lost."""
        row = self._locked(name)
        if row is None or row.holder != holder:
            return False
        lease: dict[str, object] = {"until_us": until_us, "heartbeat_us": tried.at_us}
        if tried.outcome == "delivered":
            lease["delivered_us"] = tried.at_us
        # Somebody may have skipped it while it was tried. Then it failed at nothing any more.
        passed = moving and row.position >= tried.position
        if not passed or tried.outcome == "delivered":
            self._write(name, tried)
        moves = moving and not passed and tried.outcome != "undelivered"
        if moves:
            lease["position"] = tried.position
        self.connection.execute(update(reactors).where(reactors.c.name == name).values(lease))
        if moves:
            self._sign(name, row.position, tried.position)
        return True

    def _write(self, name: str, tried: Tried) -> None:
        attempts = self.attempts(name, tried.position)
        values = {
            "attempts": attempts + 1,
            "outcome": tried.outcome,
            "error": tried.error,
            "at_us": tried.at_us,
            "next_us": tried.next_us,
        }
        if attempts:
            again = update(reactions).where(*_entry(name, tried.position))
            self.connection.execute(again.values(values))
        else:
            first = {"name": name, "position": tried.position, **values}
            self.connection.execute(insert(reactions).values(first))

    def schedule(self, name: str, position: int, next_us: int) -> bool:
        """Have an entry that failed tried again from a moment on; return whether there is one."""
        failed = update(reactions).where(
            *_entry(name, position), reactions.c.outcome.in_(reactor_ledgers.FAILED)
        )
        return bool(self.connection.execute(failed.values(next_us=next_us)).rowcount)

    def skip(self, name: str, position: int, actor: Actor, reason: str, at_us: int) -> bool:
        """Give an entry that failed up, and move on; return whether there is one."""
        row = self._locked(name)
        failed = reactions.c.outcome.in_(reactor_ledgers.FAILED)
        skipped = update(reactions).where(*_entry(name, position), failed)
        values = {"outcome": "skipped", "next_us": None, "at_us": at_us, "reason": reason}
        done = self.connection.execute(skipped.values(**values, actor=actor.name, role=actor.role))
        if row is None or not done.rowcount:
            return False
        if row.position < position:
            here = update(reactors).where(reactors.c.name == name)
            self.connection.execute(here.values(position=position))
            self._sign(name, row.position, position)
        return True

    def letter(self, name: str, position: int) -> Reaction | None:
        """Return what became of an entry with a reactor; None where it was not tried."""
        return reactor_ledgers.letter(self.connection, name, position)

    def ledger(self, name: str) -> Sequence[Reaction]:
        """Return what became of each entry with a reactor, by position."""
        return reactor_ledgers.ledger(self.connection, name)

    def records(self) -> Sequence[ReactorRecord]:
        """Return where each reactor is, by name: one statement, however long the ledgers are."""
        return reactor_ledgers.records(self.connection, self.log.tables)

    def failed(self) -> Sequence[tuple[str, Reaction]]:
        """Return every dead letter and every entry that failed last, after its reactor's name."""
        return reactor_ledgers.failed(self.connection)

    def _locked(self, name: str) -> Row[Any, Any, Any] | None:
        """Return where a reactor stands and its lease, and lock them."""
        columns = reactors.c
        here = select(columns.position, columns.holder, columns.until_us)
        found = here.where(columns.name == name).with_for_update()
        row: Row[Any, Any, Any] | None = self.connection.execute(found).one_or_none()
        return row

    def _sign(self, name: str, before: int | None, after: int) -> None:
        """Sign that one reactor moved, and no other.

        Raises BrokenHistory where others do not stand where they stood when it was signed last:
        somebody moved them, and nothing may sign that.
        """

        # Called under the lock of the head: so what others moved meanwhile is seen.
        def change(signed: Companion) -> Companion:
            places = _places(self.connection)
            earlier = [(each, before if each == name else at) for each, at in places]
            there = [(each, at) for each, at in earlier if at is not None]
            if name not in dict(places) or _digest(self.keyring, self.connection, there) != (
                signed.digest
            ):
                raise BrokenHistory(MOVED_BY_OTHERS)
            now = [(each, after if each == name else at) for each, at in places]
            return Companion(signed.changes + 1, _digest(self.keyring, self.connection, now))

        self.store_log.change_companion(self.connection, change)


def digest_of_reactors(connection: Connection, keyring: Keyring) -> bytes:
    """Return a digest of where each reactor stands, under a key of the store's own."""
    return _digest(keyring, connection, _places(connection))


def _places(connection: Connection) -> list[tuple[str, int]]:
    """Return where each reactor stands, in the order of their names in this database."""
    places = select(reactors.c.name, reactors.c.position).order_by(reactors.c.name)
    return [(name, position) for name, position in connection.execute(places)]


def _digest(
    keyring: Keyring, connection: Connection, places: Iterable[tuple[str, int | None]]
) -> bytes:
    lines = [f"{position} {len(name)} {name}" for name, position in places]
    return keyring.keyed_hash(connection, "reactors", "\n".join(lines))


def _entry(name: str, position: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return reactions.c.name == name, reactions.c.position == position


def _happened(stream: object, *row: Any) -> Happened | Undeliverable:  # noqa: ANN401 - as stored
    """Return what happened, or that a value of the row is none: it was altered."""
    journey = journey_of(stream)
    if journey is not None:
        with suppress(BrokenHistory):
            position, version, topic, at, _ = refuse_damaged(journey, StreamRow._make((*row, b"")))
            return Happened(position, journey, version, topic, moment_of(at))
    return Undeliverable(row[0])
