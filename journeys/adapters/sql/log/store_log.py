"""The store log in one transaction: what changed beside the journeys, so that it is sealed as well.

Who a journey is about, the schema, and what was published (`publications.py`). An entry about a
person holds a MAC under that person's key: no number, no name, and nothing that can be checked once
the key is destroyed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import Connection, func, select

from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.log_rows import Event

TABLES = "journeys_store"  # the name of the log's tables

IDENTITY = "identity-changed"
"""The topic of an entry about a person. Its stream is the journey."""

SCHEMA = "schema-changed"
"""The topic, and the stream, of an entry about the schema."""


class IdentityBody(BaseModel):
    """What the body of an entry about a person holds. Names are stored for ever: add, never rename.

    Fields that a newer version added are passed over.
    """

    model_config = ConfigDict(frozen=True, strict=True, defer_build=True)

    mac: str
    """In hexadecimal, of every identity row of the journey after the change."""


class SchemaBody(BaseModel):
    """The same of an entry about the schema."""

    model_config = ConfigDict(frozen=True, strict=True, defer_build=True)

    before: str
    """The schema version, or `empty` where there was none."""
    schema_version: str
    library: str


@dataclass(frozen=True, slots=True)
class SQLStoreLog:
    """The store log, on one connection in one transaction."""

    connection: Connection
    log: EventLog

    def note_identity(self, stream: str, mac: bytes) -> None:
        """Note that the identity rows of a journey changed. Others who note wait for the commit."""
        self.append(stream, IDENTITY, IdentityBody(mac=mac.hex()))

    def lock_identity(self, stream: str) -> str | None:
        """Lock the log; return the MAC that was noted last of a journey, None where none was.

        What stands beside it can be compared then: nobody else can note a change meanwhile.
        """
        self.log.lock_signed(self.connection)
        column = self.log.tables.events.c
        noted = select(column.body).where(column.stream == stream, column.topic == IDENTITY)
        row = self.connection.execute(noted.order_by(column.version.desc()).limit(1)).first()
        return None if row is None else _mac(row.body)

    def note_schema(self, before: str, schema_version: str) -> None:
        """Note that the schema was brought to this version, and from which."""
        body = SchemaBody(before=before, schema_version=schema_version, library=version("journeys"))
        self.append(SCHEMA, SCHEMA, body)

    def identities(self) -> dict[str, tuple[int, str]]:
        """Return the newest MAC by stream, each after the position of its entry."""
        return {
            row.stream: (row.position, _mac(row.body))
            for row in self.log.scan(self.connection)
            if row.topic == IDENTITY
        }

    def schemas(self) -> Sequence[tuple[int, SchemaBody | None]]:
        """Return each change of the schema after its position; None for one that is unreadable."""
        rows = self.log.stream(self.connection, SCHEMA)
        return [(row.position, _schema(row.body)) for row in rows]

    def append(self, stream: str, topic: str, body: BaseModel) -> None:
        """Append an entry as the next of its stream. Others who append wait for the commit."""

        def numbered(_first: int) -> list[Event]:
            # Under the lock, or two would take the same version.
            column = self.log.tables.events.c
            newest = select(func.max(column.version)).where(column.stream == stream)
            number = (self.connection.scalar(newest) or 0) + 1
            return [(stream, number, topic, body.model_dump_json().encode())]

        # No savepoint: where a change cannot be noted, the whole transaction is rolled back.
        self.log.append_numbered(self.connection, numbered, savepoint=False)


def _mac(body: bytes) -> str:
    try:
        return IdentityBody.model_validate_json(body).mac
    except ValidationError:
        return ""  # it matches no MAC


def _schema(body: bytes) -> SchemaBody | None:
    try:
        return SchemaBody.model_validate_json(body)
    except ValidationError:
        return None
