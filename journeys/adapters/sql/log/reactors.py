"""Reactors and their ledgers, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

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

from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.mapper import moment_of
from journeys.app.ports.reactors import Happened, Reaction
from journeys.domain.vocabulary import JourneyId

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


@dataclass(frozen=True, slots=True)
class SQLReactions:
    """Reactors and what became of each entry with them."""

    connection: Connection
    log: EventLog

    def begin(
        self, name: str, since: int | None, holder: str, now_us: int, until_us: int
    ) -> int | None:
        """Return how far a reactor came; None where somebody else goes on with it now.

        One that is new begins behind `since`, or at the end of the log.
        """
        mine = {"holder": holder, "until_us": until_us}
        row = self.connection.execute(
            select(reactors).where(reactors.c.name == name).with_for_update()
        ).one_or_none()
        if row is None:
            # Nothing is recorded between looking for the end and beginning there.
            start = self.log.hold(self.connection).position if since is None else since
            self.connection.execute(insert(reactors).values(name=name, position=start, **mine))
            return start
        if row.holder != holder and row.until_us > now_us:
            return None
        self.connection.execute(update(reactors).where(reactors.c.name == name).values(mine))
        position: int = row.position
        return position

    def let_go(self, name: str, holder: str) -> None:
        """Let others go on with a reactor."""
        mine = update(reactors).where(reactors.c.name == name, reactors.c.holder == holder)
        self.connection.execute(mine.values(until_us=0))

    def end(self) -> int:
        """Return the position of the newest entry."""
        return self.log.head(self.connection).position

    def after(self, position: int, limit: int) -> Sequence[Happened]:
        """Return that entries were recorded after a position; nothing of what they say is read."""
        column = self.log.tables.events.c
        told = (
            select(column.position, column.stream, column.version, column.topic, column.recorded_us)
            .where(column.position > position)
            .order_by(column.position)
            .limit(limit)
        )
        return [
            Happened(
                row.position,
                JourneyId(UUID(row.stream)),
                row.version,
                row.topic,
                moment_of(row.recorded_us),
            )
            for row in self.connection.execute(told)
        ]

    def note(
        self,
        name: str,
        position: int,
        error: str | None,
        now_us: int,
        until_us: int,
        *,
        moving: bool,
    ) -> None:
        """Note whether an entry was told, and where it was, let the reactor go on behind it."""
        outcome = "undelivered" if error else "delivered"
        told = {"outcome": outcome, "error": error, "at_us": now_us}
        here = (reactions.c.name == name, reactions.c.position == position)
        attempts = self.connection.scalar(select(reactions.c.attempts).where(*here))
        if attempts is None:
            values = {"name": name, "position": position, "attempts": 1, **told}
            self.connection.execute(insert(reactions).values(values))
        else:
            if error and not moving:
                told["outcome"] = "set-aside"
            again = update(reactions).where(*here)
            self.connection.execute(again.values(attempts=attempts + 1, **told))
        further: dict[str, object] = {"until_us": until_us}
        if moving and error is None:
            further["position"] = position
        self.connection.execute(update(reactors).where(reactors.c.name == name).values(further))

    def set_aside(self, name: str, position: int, tries: int) -> bool:
        """Set an entry aside that was tried so often, and go on behind it; whether it was."""
        here = (reactions.c.name == name, reactions.c.position == position)
        often = update(reactions).where(*here, reactions.c.attempts >= tries)
        if not self.connection.execute(often.values(outcome="set-aside")).rowcount:
            return False
        behind = update(reactors).where(reactors.c.name == name)
        self.connection.execute(behind.values(position=position))
        return True

    def ledger(self, name: str) -> Sequence[Reaction]:
        """Return what became of each entry with a reactor, the first first."""
        told = select(reactions).where(reactions.c.name == name).order_by(reactions.c.position)
        return [
            Reaction(row.position, row.outcome, row.attempts, row.error, moment_of(row.at_us))
            for row in self.connection.execute(told)
        ]
