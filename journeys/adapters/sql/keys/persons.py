"""Who the persons are: numbers and names, apart from the journeys, each under the person's key.

A person is found by a keyed hash of the number, which only the store can compute. A number that was
replaced still finds the same journey; one that was corrected is released. Each change is noted in
the store log by a MAC under the person's key, so that a row that is taken out or set back is found.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    delete,
    select,
    type_coerce,
    update,
)

from journeys.adapters.sql.database.driver_sql import insert_new
from journeys.adapters.sql.keys.cipher import Cipher
from journeys.adapters.sql.keys.identities import (
    NOT_OPENED,
    PLACE,
    identity_in,
    opened_identities,
    require_journey,
)
from journeys.adapters.sql.keys.keyring import BATCH, Keyring
from journeys.app.ports.persons import Names
from journeys.domain.errors import BrokenHistory, Conflict
from journeys.domain.identity import Identity
from journeys.domain.message import Message
from journeys.domain.name_search import name_has
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
CURRENT = select(people.c.stream, people.c.body).where(people.c.current)

BOOLEANS = {0: False, 1: True}
"""By the number that SQLite stores in its place."""

TAKEN = (
    "Somebody else was given this number at the same moment. Nothing was kept; look whose journey "
    "it finds, then try again."
)


@dataclass(frozen=True, slots=True)
class SQLPeople:
    """The persons of a store, on one connection in one transaction."""

    connection: Connection
    keyring: Keyring
    noted: Callable[[str], str | None]
    """Returns the MAC that was sealed last of a journey's identity rows, and locks that."""
    note_change: Callable[[str, bytes], None]
    """Seals the MAC of a journey's identity rows."""

    def of(self, journey: JourneyId) -> Identity | None:
        """Return the identity of a journey's person; None where none is stored. Raises Erased."""
        current = select(people.c.body).where(people.c.stream == str(journey), people.c.current)
        body = self.connection.scalar(current)
        return None if body is None else self._decrypted(journey, [body])[0]

    def all_of(self, journey: JourneyId) -> Sequence[Identity]:
        """Return every identity there was, the current one first. Raises Erased."""
        every = select(people.c.body).where(people.c.stream == str(journey))
        ordered = every.order_by(people.c.current.desc(), people.c.found)
        return self._decrypted(journey, self.connection.scalars(ordered).all())

    def find(self, kind: str, number: str) -> JourneyId | None:
        """Return the journey of the person who has, or had, this number. Raises Erased.

        Raises BrokenHistory where the identity that is found has another number.
        """
        by_hash = select(people.c.stream, people.c.body).where(
            people.c.found == self._hash(kind, number)
        )
        row = self.connection.execute(by_hash).one_or_none()
        if row is None:
            return None
        journey = require_journey(row.stream)
        (identity,) = self._decrypted(journey, [row.body])
        # The hash is stored in the clear: somebody who writes to the table could exchange two.
        if (identity.kind, identity.number) != (kind, number):
            raise BrokenHistory(NOT_OPENED, journey=journey)
        return journey

    def called(self, part: str) -> Names:
        """Return the names that have this part.

        Every current identity is decrypted. Those that do not open are set aside.
        """
        opened = self._opened(self.connection.execute(CURRENT).all())
        found = {journey: name for journey, name in opened.found.items() if name_has(name, part)}
        return opened._replace(found=found)

    def names(self, journeys: Sequence[JourneyId]) -> Names:
        """Return the names of the persons of these journeys, of those who are known.

        Those that do not open are set aside.
        """
        streams = [str(journey) for journey in journeys]
        rows = list[Any]()
        for first in range(0, len(streams), BATCH):
            some = CURRENT.where(people.c.stream.in_(streams[first : first + BATCH]))
            rows.extend(self.connection.execute(some))
        return self._opened(rows)

    def identify(self, journey: JourneyId, identity: Identity) -> None:
        """Store who a journey is about; earlier numbers still find it. Raises Erased, Conflict.

        Raises BrokenHistory where what is stored of it is not what was sealed last: it was altered,
        and nothing may seal that.
        """
        stream, found = str(journey), self._hash(identity.kind, identity.number)
        cipher, rows = self._sealed_rows(journey)
        body = cipher.close(*PLACE, json.dumps(identity, ensure_ascii=False).encode())
        self.connection.execute(
            update(people).where(people.c.stream == stream).values(current=False)
        )
        self.connection.execute(
            delete(people).where(people.c.found == found, people.c.stream == stream)
        )
        # This waits for a transaction that is storing the same number for somebody else.
        values = {"found": found, "stream": stream, "body": body, "current": True}
        insert = insert_new(people, self.connection.dialect.name, "found")
        if self.connection.execute(insert, values).one_or_none() is None:
            raise Conflict(TAKEN)
        # What was stored is sealed, and not what is read back: a trigger could have altered it.
        after = {each: (False, sealed) for each, _, sealed in rows} | {found: (True, body)}
        self.note_change(stream, _mac(cipher, [(each, *after[each]) for each in sorted(after)]))

    def release(self, journey: JourneyId, kind: str, number: str) -> None:
        """Let a number find this journey no more, as it was never this person's. Raises Erased.

        Raises BrokenHistory as `identify`.
        """
        found = self._hash(kind, number)
        cipher, rows = self._sealed_rows(journey)
        self.connection.execute(
            delete(people).where(people.c.found == found, people.c.stream == str(journey))
        )
        self.note_change(str(journey), _mac(cipher, [each for each in rows if each[0] != found]))

    def _sealed_rows(
        self, journey: JourneyId
    ) -> tuple[Cipher, Sequence[tuple[bytes, object, bytes]]]:
        """Return the cipher of a journey and its rows, which are what was sealed last.

        Raises BrokenHistory where they are not: nothing may seal what was altered.
        """
        stream = str(journey)
        cipher = self.keyring.cipher(self.connection, stream, for_share=True)
        noted, rows = self.noted(stream), _rows(self.connection, stream)
        if noted != (_mac(cipher, rows).hex() if rows or noted else None):
            raise BrokenHistory(NOT_OPENED, journey=journey)
        return cipher, rows

    def forget(self, journey: JourneyId) -> int:
        """Remove every identity of a journey; return how many numbers that were."""
        numbers = delete(people).where(people.c.stream == str(journey)).returning(people.c.found)
        return len(self.connection.execute(numbers).all())

    def _decrypted(self, journey: JourneyId, bodies: Sequence[bytes]) -> Sequence[Identity]:
        if not bodies:
            return []
        cipher = self.keyring.cipher(self.connection, str(journey))
        return [identity_in(cipher, str(journey), body) for body in bodies]

    def _opened(self, rows: Sequence[Any]) -> Names:
        """Return the names in these rows by journey, and why others do not open."""
        found, set_aside = dict[JourneyId, str](), dict[str, Message]()
        for stream, each in opened_identities(self.connection, self.keyring, rows).items():
            if isinstance(each, Identity):
                found[JourneyId(UUID(stream))] = each.name
            else:
                set_aside[stream] = each.sentence
        return Names(found, set_aside)

    def _hash(self, kind: str, number: str) -> bytes:
        return self.keyring.keyed_hash(self.connection, kind, number)


def mac_of(connection: Connection, cipher: Cipher, stream: str) -> bytes:
    """Return the MAC of every identity row of a journey, under the key of its person."""
    return _mac(cipher, _rows(connection, stream))


def _rows(connection: Connection, stream: str) -> Sequence[tuple[bytes, object, bytes]]:
    """Return the identity rows of a journey: the mark, whether it is the current one, the body."""
    # As it is stored: any other value would be read as true, and no query finds it.
    current = type_coerce(people.c.current, Integer)
    rows = select(people.c.found, current, people.c.body)
    found = connection.execute(rows.where(people.c.stream == stream).order_by(people.c.found))
    return [(mark, BOOLEANS.get(stored, stored), body) for mark, stored, body in found]


def _mac(cipher: Cipher, rows: Iterable[tuple[bytes, object, bytes]]) -> bytes:
    return cipher.mac(
        "identity",
        b"".join(
            # A stored value may have been altered to any type.
            sha256(repr(row).encode()).digest()
            for row in rows
        ),
    )
