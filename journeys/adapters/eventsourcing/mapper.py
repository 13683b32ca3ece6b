"""The mapper by which other eventsourcing applications read the journeys' log."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from eventsourcing.persistence import Mapper, ProgrammingError, StoredEvent

from journeys.adapters.sql.log.damage import first_intact
from journeys.adapters.sql.log.log_rows import StreamRow
from journeys.adapters.sql.log.mapper import EntryCodec, moment_of
from journeys.adapters.sql.log.stream_kinds import JOURNEY
from journeys.domain.errors import Erased
from journeys.domain.vocabulary import JourneyId

Decrypt = Callable[[str, int, str, bytes], bytes]
"""Decrypts the body of a stream, a version and a topic; raises Erased once the key is destroyed."""


class SealedEntry(NamedTuple):
    """An entry of an erased person: its place and time, and nothing of what it says."""

    journey: JourneyId
    version: int
    position: int
    recorded_at: datetime
    kind: str


class EntryMapper(Mapper[UUID]):
    """Gives the policies of applications that follow this log `Entry` objects.

    Set `MAPPER_TOPIC=journeys.adapters.eventsourcing.mapper:EntryMapper`. An entry has the time it
    was recorded where the recorder tells it; a `SealedEntry` stands for each of somebody erased.
    The store's factory makes it, with the store's keys: raises OSError where another does.
    """

    def __init__(self, decrypt: Decrypt | None = None, **_: object) -> None:
        # Another factory passes a transcoder, compressor and cipher.
        if decrypt is None:
            message = (
                "PERSISTENCE_MODULE is missing: with EntryMapper, set it to "
                "journeys.adapters.eventsourcing, and SQLALCHEMY_URL to the address of the store."
            )
            raise OSError(message)
        self._decrypt = decrypt
        self._codec = EntryCodec(JOURNEY)

    def to_stored_event(self, _domain_event: Any) -> StoredEvent:  # noqa: ANN401 - the base class types it by protocol
        """Raise ProgrammingError: only decisions record here, and their events are encrypted."""
        raise ProgrammingError("Journeys are recorded through Journeys; others follow their log.")

    def to_domain_event(self, stored_event: StoredEvent) -> Any:  # noqa: ANN401 - the base class types it by protocol
        """Return a stored event or notification as an entry.

        Raises EntryNewer where a newer version of this library wrote it, and BrokenHistory where it
        cannot be read.
        """
        stream = str(stored_event.originator_id)
        journey = JourneyId(UUID(stream))
        row = first_intact(
            journey,
            StreamRow(
                position=getattr(stored_event, "id", 0),
                version=stored_event.originator_version,
                topic=stored_event.topic,
                recorded_us=getattr(stored_event, "recorded_us", 0),
                body=stored_event.state,
            ),
        )
        try:
            decrypted = self._decrypt(stream, row.version, row.topic, row.body)
        except Erased:
            recorded_at = moment_of(row.recorded_us)
            return SealedEntry(journey, row.version, row.position, recorded_at, row.topic)
        return self._codec.entry(journey, row, decrypted)
