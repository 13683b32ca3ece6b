"""Who the persons are: numbers and names, apart from the journeys, each under the person's key.

A person is found by a hash of the number that only the store's own key can make. A number that was
replaced goes on finding the same journey.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Index,
    LargeBinary,
    MetaData,
    Table,
    Text,
    delete,
    select,
    update,
)

from journeys.adapters.sql.database.driver_sql import insert_new
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.domain.errors import BrokenHistory, Conflict
from journeys.domain.identity import Identity, is_called
from journeys.domain.vocabulary import JourneyId

PEOPLE = MetaData()

people = Table(
    "journeys_people",
    PEOPLE,
    Column("found", LargeBinary, primary_key=True),
    Column("stream", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("current", Boolean, nullable=False),
    Index("journeys_people_by_stream", "stream"),
)

PLACE = (0, "identity")
"""Where an identity's body is bound to, in place of an entry's number and kind."""

TAKEN = (
    "Somebody else was given this number at the same moment. Nothing was kept; look whose journey "
    "it finds, then try again."
)


@dataclass(frozen=True, slots=True)
class SQLPeople:
    """The persons of a store, on one connection in one transaction."""

    connection: Connection
    keyring: Keyring

    def of(self, journey: JourneyId) -> Identity | None:
        """Return who a journey is about, where it was said. Raises Erased."""
        known = select(people.c.body).where(people.c.stream == str(journey), people.c.current)
        body = self.connection.scalar(known)
        return None if body is None else self._opened(journey, [body])[0]

    def all_of(self, journey: JourneyId) -> Sequence[Identity]:
        """Return every identity there was, today's first. Raises Erased."""
        known = select(people.c.body).where(people.c.stream == str(journey))
        ordered = known.order_by(people.c.current.desc(), people.c.found)
        return self._opened(journey, self.connection.scalars(ordered).all())

    def find(self, kind: str, number: str) -> JourneyId | None:
        """Return the journey of whoever has, or had, this number.

        Raises Erased, and BrokenHistory where what is found is about another number.
        """
        found = select(people.c.stream, people.c.body).where(
            people.c.found == self._hash(kind, number)
        )
        row = self.connection.execute(found).one_or_none()
        if row is None:
            return None
        journey = JourneyId(UUID(row.stream))
        (identity,) = self._opened(journey, [row.body])
        # The mark stands beside the body in the clear: whoever may write could exchange two.
        if (identity.kind, identity.number) != (kind, number):
            raise BrokenHistory(
                "What is kept of who walks on journey {journey} was altered. Restore the store "
                "from a backup.",
                journey=journey,
            )
        return journey

    def called(self, beginning: str) -> Mapping[JourneyId, str]:
        """Return the names that begin so, or a word of which does, by journey.

        Every identity there is today is opened. Raises Erased.
        """
        known = select(people.c.stream, people.c.body).where(people.c.current)
        bodies = {row.stream: row.body for row in self.connection.execute(known)}
        ciphers = self.keyring.ciphers(self.connection, list(bodies))
        names = {
            JourneyId(UUID(stream)): Identity(*json.loads(ciphers[stream].open(*PLACE, body))).name
            for stream, body in bodies.items()
        }
        return {journey: name for journey, name in names.items() if is_called(name, beginning)}

    def identify(self, journey: JourneyId, identity: Identity) -> None:
        """Keep who a journey is about; what was kept before goes on finding it.

        Raises Erased, and Conflict where another journey is found by that number.
        """
        stream, found = str(journey), self._hash(identity.kind, identity.number)
        body = self.keyring.opened(self.connection, stream, firmly=True).close(
            *PLACE, json.dumps(identity, ensure_ascii=False).encode()
        )
        self.connection.execute(
            update(people).where(people.c.stream == stream).values(current=False)
        )
        self.connection.execute(
            delete(people).where(people.c.found == found, people.c.stream == stream)
        )
        # Whoever is in the midst of keeping the same number for somebody else is waited for.
        values = {"found": found, "stream": stream, "body": body, "current": True}
        insert = insert_new(people, self.connection.dialect.name, "found")
        if self.connection.execute(insert, values).one_or_none() is None:
            raise Conflict(TAKEN)

    def forget(self, journey: JourneyId) -> int:
        """Remove every identity of a journey; return how many numbers that were."""
        gone = delete(people).where(people.c.stream == str(journey)).returning(people.c.found)
        return len(self.connection.execute(gone).all())

    def _opened(self, journey: JourneyId, bodies: Sequence[bytes]) -> Sequence[Identity]:
        if not bodies:
            return []
        cipher = self.keyring.opened(self.connection, str(journey))
        return [Identity(*json.loads(cipher.open(*PLACE, body))) for body in bodies]

    def _hash(self, kind: str, number: str) -> bytes:
        return self.keyring.mark(self.connection, kind, number)
