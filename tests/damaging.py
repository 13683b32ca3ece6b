"""Kinds of damage to one journey: by somebody who may write to the database, or by an old fault."""

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from sqlalchemy import Connection, Table, delete, func, select, text, update

from journeys.adapters.sql.database.guards import unguards
from journeys.adapters.sql.database.tables import JOURNEYS, Tables
from journeys.adapters.sql.keys.keyring import Keyring, keys
from journeys.adapters.sql.readmodels.tables import TABLES
from tests.invented import KEYS

EVENTS = Tables(JOURNEYS).events
NO_ID = "Per Opfundet"
"""What no stream should be called: it might be a person's name."""


class Hurt(NamedTuple):
    """One journey of a store, and another, in the hands of somebody who may write every row."""

    connection: Connection
    stream: str
    other: str

    def entry(self, version: int = 2, **values: object) -> None:
        """Write other values into an entry."""
        here = (EVENTS.c.stream == self.stream, EVENTS.c.version == version)
        self.connection.execute(update(EVENTS).where(*here).values(values))

    def raw(self, column: str, value: str) -> None:
        """Write an expression of SQLite's own into an entry: a value of any type."""
        self.connection.execute(
            text(f"UPDATE {EVENTS.name} SET {column} = {value} WHERE stream = :s AND version = 2"),  # noqa: S608 - ours
            {"s": self.stream},
        )

    def body(self, plain: bytes) -> None:
        """Encrypt something else for an entry, with the person's own key."""
        here = select(EVENTS.c.topic).where(EVENTS.c.stream == self.stream, EVENTS.c.version == 2)
        cipher = Keyring(KEYS).cipher(self.connection, self.stream)
        self.entry(body=cipher.close(2, self.connection.execute(here).scalar_one(), plain))

    def key(self, wrapped: bytes | None) -> None:
        """Put another key in place of the person's."""
        mine = keys.c.holder == self.stream
        self.connection.execute(update(keys).where(mine).values(wrapped=wrapped))

    def everywhere(self, name: str) -> None:
        """Call the journey something else, in every table."""
        holders: list[tuple[Table, str]] = [(table, "journey") for table in TABLES]
        for table, column in [(EVENTS, "stream"), (keys, "holder"), *holders]:
            mine = table.c[column] == self.stream
            self.connection.execute(update(table).where(mine).values({column: name}))

    def without(self, *tables: Table) -> None:
        """Delete what these tables have of the journey."""
        for table in tables:
            column = table.c.stream if table is EVENTS else table.c[table.columns.keys()[0]]
            self.connection.execute(delete(table).where(column == self.stream))


def _others_key(hurt: Hurt) -> None:
    other = select(keys.c.wrapped).where(keys.c.holder == hurt.other)
    hurt.key(hurt.connection.execute(other).scalar_one())


def _hole(hurt: Hurt) -> None:
    here = (EVENTS.c.stream == hurt.stream, EVENTS.c.version == 2)
    hurt.connection.execute(delete(EVENTS).where(*here))


Kind = Literal["entry", "structure", "key", "name", "no-entries", "no-rows"]
"""What is damaged: an entry, the stream as such, the key, the name, or one side of the rows."""


class Damage(NamedTuple):
    """A kind of damage, and how it is done."""

    kind: Kind
    do: Callable[[Hurt], None]
    only: str | None = None
    """The one database that takes such a value."""


DAMAGES: Mapping[str, Damage] = {
    "an altered body": Damage("entry", lambda hurt: hurt.entry(body=bytes(64))),
    "a body that is no JSON": Damage("entry", lambda hurt: hurt.body(b"\xff{")),
    "a body of another kind": Damage("entry", lambda hurt: hurt.body(b'{"event": 1}')),
    "an unknown kind": Damage("entry", lambda hurt: hurt.entry(topic="tea-drunk")),
    "a negative moment": Damage("entry", lambda hurt: hurt.entry(recorded_us=-1)),
    "a huge moment": Damage("entry", lambda hurt: hurt.entry(recorded_us=2**62)),
    "a hole": Damage("structure", _hole),
    "a key that is gone": Damage("key", lambda hurt: hurt.without(keys)),
    "a key that was emptied": Damage("key", lambda hurt: hurt.key(None)),
    "a key that was altered": Damage("key", lambda hurt: hurt.key(bytes(60))),
    "another's key": Damage("key", _others_key),
    "no id": Damage("name", lambda hurt: hurt.everywhere(NO_ID)),
    "an id in capitals": Damage("name", lambda hurt: hurt.everywhere(hurt.stream.upper())),
    "rows without entries": Damage("no-entries", lambda hurt: hurt.without(EVENTS, keys)),
    "entries without rows": Damage("no-rows", lambda hurt: hurt.without(*TABLES)),
    "a body of text": Damage("entry", lambda hurt: hurt.raw("body", "'text'"), "sqlite"),
    "a moment of text": Damage("entry", lambda hurt: hurt.raw("recorded_us", "'now'"), "sqlite"),
    "a moment with a fraction": Damage("entry", lambda h: h.raw("recorded_us", "1.5"), "sqlite"),
    "a kind of bytes": Damage("entry", lambda hurt: hurt.raw("topic", "X'00'"), "sqlite"),
    "a text that is none": Damage(
        "entry", lambda hurt: hurt.raw("topic", "CAST(X'ff' AS TEXT)"), "sqlite"
    ),
    "a version of text": Damage("structure", lambda hurt: hurt.raw("version", "'b'"), "sqlite"),
}


def damaged(connection: Connection, damage: Damage, stream: str, other: str) -> int:
    """Do the damage to a journey; return the position that its first entry had."""
    first = select(func.min(EVENTS.c.position)).where(EVENTS.c.stream == stream)
    position = connection.execute(first).scalar_one()
    for statement in unguards(EVENTS.name, connection.dialect.name):
        connection.exec_driver_sql(statement)
    damage.do(Hurt(connection, stream, other))
    return int(position)
