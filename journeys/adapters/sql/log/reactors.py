"""Reactors in one transaction: their place in the log, their leases and their ledgers.

The head of the store log signs where each reactor stands. Leases and ledgers are not sealed.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    Text,
    insert,
    select,
    update,
)

from journeys.adapters.sql.database.streams import journey_of
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.log.damage import refuse_damaged
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.log_rows import StreamRow
from journeys.adapters.sql.log.mapper import moment_of
from journeys.adapters.sql.proofs.heads import Companion
from journeys.app.ports.reactors import Happened, Reaction, Undeliverable
from journeys.domain.errors import BrokenHistory
from journeys.domain.message import Message

REACTIONS = MetaData()

reactors = Table(
    "journeys_reactors",
    REACTIONS,
    Column("name", Text, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("holder", Text, nullable=False),
    Column("until_us", BigInteger, nullable=False),
)
reactions = Table(
    "journeys_reactions",
    REACTIONS,
    Column("name", Text, primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("attempts", Integer, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("error", Text),
    Column("at_us", BigInteger, nullable=False),
)

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
        """Take the lease of a reactor; return its position, or None where somebody else has it."""
        lease = {"holder": holder, "until_us": until_us}
        row = self.connection.execute(
            select(reactors).where(reactors.c.name == name).with_for_update()
        ).one_or_none()
        if row is None:
            # The lock lets nobody record between reading the end and committing the start.
            start = self.log.lock(self.connection).position if since is None else since
            self.connection.execute(insert(reactors).values(name=name, position=start, **lease))
            self._sign(name, None, start)
            return start
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

    def note_delivery(
        self,
        name: str,
        position: int,
        error: str | None,
        now_us: int,
        until_us: int,
        *,
        moving: bool,
    ) -> None:
        """Note a delivery or its error, and renew the lease; a delivery moves the position on."""
        outcome = "undelivered" if error else "delivered"
        values = {"outcome": outcome, "error": error, "at_us": now_us}
        here = (reactions.c.name == name, reactions.c.position == position)
        attempts = self.connection.scalar(select(reactions.c.attempts).where(*here))
        if attempts is None:
            first = {"name": name, "position": position, "attempts": 1, **values}
            self.connection.execute(insert(reactions).values(first))
        else:
            if error and not moving:
                values["outcome"] = "set-aside"
            again = update(reactions).where(*here)
            self.connection.execute(again.values(attempts=attempts + 1, **values))
        this = update(reactors).where(reactors.c.name == name).values(until_us=until_us)
        if error is not None or not moving:
            self.connection.execute(this)
            return
        before = self._position(name)
        self.connection.execute(this.values(position=position))
        self._sign(name, before, position)

    def set_aside(self, name: str, position: int, tries: int) -> bool:
        """Set an entry aside (a dead letter) after so many tries, and move on; whether it was."""
        here = (reactions.c.name == name, reactions.c.position == position)
        often = update(reactions).where(*here, reactions.c.attempts >= tries)
        if not self.connection.execute(often.values(outcome="set-aside")).rowcount:
            return False
        this, before = update(reactors).where(reactors.c.name == name), self._position(name)
        self.connection.execute(this.values(position=position))
        self._sign(name, before, position)
        return True

    def _position(self, name: str) -> int | None:
        """Return where a reactor stands, and lock it."""
        here = select(reactors.c.position).where(reactors.c.name == name)
        return self.connection.scalar(here.with_for_update())

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

    def ledger(self, name: str) -> Sequence[Reaction]:
        """Return what became of each entry with a reactor, by position."""
        ledger = select(reactions).where(reactions.c.name == name).order_by(reactions.c.position)
        return [
            Reaction(row.position, row.outcome, row.attempts, row.error, moment_of(row.at_us))
            for row in self.connection.execute(ledger)
        ]


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


def _happened(stream: object, *row: Any) -> Happened | Undeliverable:  # noqa: ANN401 - as stored
    """Return what happened, or that a value of the row is none: it was altered."""
    journey = journey_of(stream)
    if journey is not None:
        with suppress(BrokenHistory):
            position, version, topic, at, _ = refuse_damaged(journey, StreamRow._make((*row, b"")))
            return Happened(position, journey, version, topic, moment_of(at))
    return Undeliverable(row[0])
