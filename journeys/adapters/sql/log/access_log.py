"""The access log in one transaction: who looked at which journey, in a log of its own."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.log.damage import refuse_damaged
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.log_rows import Event, StreamRow
from journeys.adapters.sql.log.look_bodies import read_look, stored_look
from journeys.adapters.sql.log.looks_by import looks_by
from journeys.adapters.sql.log.mapper import stored_moment
from journeys.domain.errors import StoreError
from journeys.domain.looks import LoggedLook, Look, LooksBy, ReadLooks
from journeys.domain.message import Message
from journeys.domain.vocabulary import JourneyId

if TYPE_CHECKING:
    from journeys.app.ports.maintenance import Progress

TABLES = "journeys_access"  # the name of the log's tables


@dataclass(frozen=True, slots=True)
class SQLAccessLog:
    """The looks at journeys, on one connection in one transaction."""

    connection: Connection
    log: EventLog
    keyring: Keyring

    def note(self, journeys: Sequence[JourneyId], look: Look) -> None:
        """Note a look at each of these journeys. Others who look wait until it is committed.

        The version of a look is its position in the whole log, so that any number of people can
        look at one journey at once. Raises Erased.
        """

        def looks(first: int) -> list[Event]:
            # Under the lock: only then is the next position certain.
            ciphers = self.keyring.ciphers(self.connection, [str(each) for each in journeys])
            return [
                stored_look(ciphers[str(journey)], journey, nr, look)
                for nr, journey in enumerate(journeys, start=first)
            ]

        # No savepoint: where a look cannot be noted, the whole transaction is rolled back.
        self.log.append_numbered(self.connection, looks, savepoint=False)

    def of(self, journey: JourneyId) -> Sequence[LoggedLook]:
        """Return the looks at a journey, the oldest first.

        Raises Erased, EntryNewer and BrokenHistory.
        """
        cipher = self.keyring.cipher(self.connection, str(journey))
        rows = self.log.stream(self.connection, str(journey))
        return [read_look(cipher, journey, refuse_damaged(journey, row)) for row in rows]

    def of_view(
        self, journeys: Sequence[JourneyId], view: str, since: datetime
    ) -> Sequence[tuple[JourneyId, LoggedLook]]:
        """Return the looks at one view of these journeys since a moment, the oldest first.

        Those that cannot be read are left out. Other views of them are not decrypted.
        """
        of, events = {str(each): each for each in journeys}, self.log.tables.events.c
        columns = [events[name] for name in ("stream", *StreamRow._fields)]
        statement = (
            select(*columns)
            .where(events.stream.in_(of), events.topic == view)
            .where(events.recorded_us >= stored_moment(since))
            .order_by(events.position)
        )
        found = list[tuple[JourneyId, LoggedLook]]()
        for stream, *row in self.connection.execute(statement):
            with suppress(StoreError):
                journey = of[stream]
                cipher = self.keyring.cipher(self.connection, stream)
                checked = refuse_damaged(journey, StreamRow(*row))
                found.append((journey, read_look(cipher, journey, checked)))
        return found

    def readable(self, journey: JourneyId) -> ReadLooks:
        """Return the looks that can be read, and which cannot.

        Raises Erased, KeyWrong, and BrokenHistory where none can be read: the key is gone.
        """
        cipher = self.keyring.cipher(self.connection, str(journey))
        looks, set_aside = list[LoggedLook](), dict[int, Message]()
        for row in self.log.stream(self.connection, str(journey)):
            try:
                looks.append(read_look(cipher, journey, refuse_damaged(journey, row)))
            except StoreError as error:
                set_aside[row.position] = error.sentence
        return ReadLooks(looks, set_aside)

    def by(self, name: str, after: datetime, upto: datetime, progress: "Progress") -> LooksBy:
        """Return the looks of one person after a moment, up to and with another."""
        return looks_by(self, self.log, name, after=after, upto=upto, progress=progress)
