"""Who the persons are: numbers and names, apart from the journeys, each under the person's key.

A person is found by a hash of the number that only the store's own key can make. A number that was
replaced goes on finding the same journey.
"""

import hmac
import json
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
    insert,
    select,
    update,
)

from journeys.adapters.store.keyring import FIND, Keyring
from journeys.domain.errors import Refused
from journeys.domain.identity import Identity
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


@dataclass(frozen=True, slots=True)
class SQLPeople:
    """The persons of a store, on one connection in one transaction."""

    connection: Connection
    keyring: Keyring

    def of(self, journey: JourneyId) -> Identity | None:
        """Return who a journey is about, where it was said. Raises Erased."""
        known = select(people.c.body).where(people.c.stream == str(journey), people.c.current)
        body = self.connection.scalar(known)
        if body is None:
            return None
        cipher = self.keyring.opened(self.connection, str(journey))
        return Identity(*json.loads(cipher.open(*PLACE, body)))

    def find(self, kind: str, number: str) -> JourneyId | None:
        """Return the journey of whoever has, or had, this number."""
        found = select(people.c.stream).where(people.c.found == self._hash(kind, number))
        stream = self.connection.scalar(found)
        return None if stream is None else JourneyId(UUID(stream))

    def identify(self, journey: JourneyId, identity: Identity) -> None:
        """Keep who a journey is about; what was kept before goes on finding it.

        Raises Erased. Refused: number-taken, where another journey is that person's.
        """
        holder = self.find(identity.kind, identity.number)
        if holder not in {None, journey}:
            raise Refused(
                "number-taken",
                f"This person walks on journey {holder} already. One person has one journey, for "
                "life: record there, or correct the number there first.",
            )
        stream, found = str(journey), self._hash(identity.kind, identity.number)
        body = self.keyring.opened(self.connection, stream).close(
            *PLACE, json.dumps(identity, ensure_ascii=False).encode()
        )
        self.connection.execute(
            update(people).where(people.c.stream == stream).values(current=False)
        )
        self.connection.execute(delete(people).where(people.c.found == found))
        self.connection.execute(
            insert(people).values(found=found, stream=stream, body=body, current=True)
        )

    def forget(self, journey: JourneyId) -> int:
        """Remove every identity of a journey; return how many numbers that were."""
        gone = delete(people).where(people.c.stream == str(journey)).returning(people.c.found)
        return len(self.connection.execute(gone).all())

    def _hash(self, kind: str, number: str) -> bytes:
        key = self.keyring.secret(self.connection, FIND)
        return hmac.digest(key, f"{kind}\n{number}".encode(), "sha256")
