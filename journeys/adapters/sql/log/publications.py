"""What was published, in the store's own sealed log (an event store): figures and counts alone.

The stream is the figure, so that each publication of it has the next version.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError
from sqlalchemy import Connection

from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.log_rows import LogRow, leaf_of
from journeys.adapters.sql.log.store_log import SQLStoreLog
from journeys.adapters.sql.proofs.merkle import grow
from journeys.domain.errors import BrokenHistory
from journeys.domain.events.fact import is_missing
from journeys.projections.publication import Publication

PUBLISHED = "figures-published"
"""The topic of an entry about a publication. Its stream is the figure."""


class PublicationBody(BaseModel):
    """What the body of a publication holds. Names are stored for ever: add, never rename.

    Fields that a newer version added are passed over.
    """

    model_config = ConfigDict(frozen=True)

    on: date
    cut: date
    known_at: datetime | None = Field(default=None, exclude_if=is_missing)
    counts: Mapping[str, int]
    splits: tuple[str, ...]
    numbers: Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class SQLPublicationLog:
    """The publications, on one connection in one transaction."""

    connection: Connection
    log: EventLog

    def all(self) -> Sequence[Publication]:
        """Return every publication, the oldest first. Raises BrokenHistory."""
        rows = self.log.scan(self.connection)
        return [_publication(row) for row in rows if row.topic == PUBLISHED]

    def locked(self) -> Sequence[Publication]:
        """Lock the log, and return the same. Raises BrokenHistory where it is not as sealed.

        All of it is hashed again: an entry that was taken out would let too much be published.
        """
        self.log.lock_signed(self.connection)
        frontier, size, found = b"", 0, list[Publication]()
        for row in self.log.scan(self.connection):
            event = row.stream, row.version, row.topic, row.body
            try:
                leaf = leaf_of(row.position, row.recorded_us, event)
            except (TypeError, UnicodeError):  # SQLite stores text where bytes should be
                raise _not_as_sealed() from None
            frontier = grow(frontier, size, [leaf])
            size += 1
            if row.topic == PUBLISHED:
                found.append(_publication(row))
        head = self.log.head(self.connection)
        if (size, frontier) != (head.position, head.frontier):
            raise _not_as_sealed()
        return found

    def note(self, publication: Publication) -> None:
        """Note a publication. Others who note wait for the commit."""
        body = PublicationBody(**publication.model_dump(exclude={"figure"}))
        SQLStoreLog(self.connection, self.log).append(publication.figure, PUBLISHED, body)


def _publication(row: LogRow) -> Publication:
    try:
        body = PublicationBody.model_validate_json(row.body)
        return Publication(figure=row.stream, **body.model_dump())
    except ValidationError:
        raise BrokenHistory(
            "Entry {position} in the store's own log, about what was published, cannot be read.",
            position=row.position,
        ) from None


def _not_as_sealed() -> BrokenHistory:
    return BrokenHistory(
        "The store's own log is not what was sealed, so nothing can be compared with what "
        "was published: run journeys audit verify."
    )
