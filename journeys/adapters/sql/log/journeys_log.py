"""The journeys' streams in the event store, in one transaction (`stream_log.py`)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from journeys.adapters.sql.database.streams import journey_of
from journeys.adapters.sql.log import requests
from journeys.adapters.sql.log.damage import (
    JOINING,
    MERGED,
    erased_streams,
    merged_streams,
    streams_with,
)
from journeys.adapters.sql.log.stream_head import stream_head
from journeys.adapters.sql.log.stream_log import SQLStreamLog
from journeys.app.ports.log import Recording, Request
from journeys.domain.decisions.forms import require_journey_id
from journeys.domain.decisions.joining import changes_streams
from journeys.domain.errors import BrokenHistory, Conflict, UnknownJourney
from journeys.domain.history import Entry, History
from journeys.domain.roles import Actor
from journeys.domain.vocabulary import JourneyId

VERSIONS = range(1, 2**31)  # those that the column can hold


@dataclass(frozen=True, slots=True)
class SQLJourneyLog(SQLStreamLog[JourneyId, Entry, History]):
    """The streams of journeys, on one connection in one transaction."""

    def history(self, journey: JourneyId, /) -> History:
        """Return the whole history, with what was joined to it; an empty one where there is none.

        Of a journey that was joined to another, its own and what was joined to it. Raises Erased,
        and BrokenHistory where a version is missing or an entry cannot be read.
        """
        return self._stored(journey)

    def existing(self, journey: JourneyId, /) -> History:
        """Return the whole history; of a journey that was joined to another, that of both.

        Raises UnknownJourney where there is none, and as `history`.
        """
        history = self.history(journey)
        while history.merged_into is not None:
            history = self.history(history.merged_into)
        if not history.entries:
            raise UnknownJourney(journey)
        return history

    def staying(self, journey: JourneyId) -> JourneyId:
        """Return the journey that this one was joined to; itself where it was not."""
        if str(journey) not in merged_streams(self.connection, self.log.tables, str(journey)):
            return journey
        return self.existing(journey).stream

    def staying_of(self, journeys: Sequence[JourneyId]) -> Mapping[JourneyId, JourneyId]:
        """Return which journey each of these was joined to; those that were not are left out."""
        if not (once := self._with_entry(journeys, [MERGED])):
            return {}
        merged = once & merged_streams(self.connection, self.log.tables)
        return {each: self.existing(each).stream for each in journeys if str(each) in merged}

    def joined_among(self, journeys: Sequence[JourneyId]) -> Sequence[JourneyId]:
        """Return those of these journeys that were ever joined with another."""
        joined = self._with_entry(journeys, JOINING)
        return [each for each in journeys if str(each) in joined]

    def _with_entry(self, journeys: Sequence[JourneyId], topics: Collection[str]) -> frozenset[str]:
        return streams_with(self.connection, self.log.tables, topics, list(map(str, journeys)))

    def merged_like(self, prefix: str) -> Sequence[JourneyId]:
        """Return the journeys to which others were joined whose id begins with `prefix`."""
        streams = merged_streams(self.connection, self.log.tables, prefix)
        found = (journey for each in sorted(streams) if (journey := journey_of(each)) is not None)
        return list(dict.fromkeys(self.staying(each) for each in found))

    def _history_of(self, entries: tuple[Entry, ...]) -> History:
        own = History(entries)
        if not own.absorbed:
            return own
        stream = own.stream
        return own.joined_with((by, self._absorbed(stream, by.absorbed)) for by in own.absorbed)

    def _absorbed(self, journey: JourneyId, other: JourneyId) -> History:
        """Return the history of a journey that was joined to this one.

        Raises BrokenHistory where the other does not say the same: one of them was altered.
        """
        history = self.history(other)
        if history.merged_into != journey:
            raise BrokenHistory(
                "Journey {other} was joined to journey {journey}, and does not say so: one of "
                "them was altered. Restore the store from a backup.",
                other=other,
                journey=journey,
            )
        return history

    def load_to_decide(self, journey: JourneyId, /, request: Request | None = None) -> History:
        """Return the whole history to decide on, from the cache where it holds the newest entry.

        In PostgreSQL nobody else decides on it until the transaction ends. Raises as `history`.
        """
        if journey not in self._loaded:
            turns = []
            if self.queue is not None and journey not in self._in_turn:
                turns = [self.queue.turn(self.connection, [str(journey)])]
            request_id = request and request.id
            head = stream_head(self.connection, self.log, str(journey), request_id, turns)
            if request is not None:
                self._request_heads[request.id] = head
            self._loaded[journey] = self._load(journey, head)
        return self._loaded[journey]

    def wait_for(self, journey: JourneyId) -> None:
        """Wait until nobody else decides on this journey, as `load_to_decide` does."""
        if self.queue is not None:
            self.queue.wait(self.connection, str(journey))
            self._in_turn.add(journey)

    def lock_journeys(self, journeys: Sequence[JourneyId]) -> None:
        """Wait until nobody else decides on these journeys, then lock the log for all others.

        Until the transaction ends nobody else can record, and what is decided meets no Conflict.
        """
        if self.queue is not None:
            self.queue.lock(self.connection, [str(each) for each in journeys])
            self._in_turn.update(journeys)

    def lock_log(self) -> None:
        """Let nobody else record until the transaction ends; in SQLite nobody can."""
        self.lock_journeys(())

    def prefetch(self, journeys: Sequence[JourneyId]) -> None:
        """Look up together which of these journeys exist, for `load_to_decide`; drop all others."""
        for known in (self._ciphers, self._request_heads, self._loaded):
            known.clear()
        self._in_turn.clear()
        self.lock_journeys(journeys)
        streams = self.log.existing_streams(self.connection, [str(each) for each in journeys])
        self._loaded.update((each, History()) for each in journeys if str(each) not in streams)

    def journeys(self) -> Sequence[JourneyId]:
        """Return every journey that has entries, and was neither erased nor joined to another.

        One whose key was destroyed without a receipt was not erased. Those that were joined to
        another are read there. Streams that no journey's id names are left out: `SQLManyJourneys`
        names them.
        """
        tables = self.log.tables
        left_out = erased_streams(self.connection, tables) | merged_streams(self.connection, tables)
        streams = self.log.streams(self.connection)
        return [
            journey
            for stream in streams
            if stream not in left_out and (journey := journey_of(stream)) is not None
        ]

    def erased_like(self, prefix: str) -> Sequence[JourneyId]:
        """Return the journeys that were erased and whose id begins with `prefix`, two at most."""
        streams = self.keyring.erased_like(self.connection, prefix, self.log.tables.events)
        return [journey for stream in streams if (journey := journey_of(stream)) is not None]

    @property
    def last_position(self) -> int:
        """The position of the newest entry of the log; 0 where there is none."""
        return self.log.head(self.connection).position

    def position(self, journey: JourneyId, version: int) -> int | None:
        """Return the position of an entry in the log, readable or not; None where there is none."""
        if version not in VERSIONS:
            return None
        column = self.log.tables.events.c
        at = select(column.position).where(column.stream == str(journey), column.version == version)
        return self.connection.scalar(at)

    def requests(self, journey: JourneyId) -> Sequence[str]:
        """Return the ids of the requests that are remembered of a journey."""
        return requests.ids_of(self.connection, str(journey))

    def remember(self, request: Request) -> None:
        """Remember a request that nothing was recorded for. Raises Conflict as `append`."""
        if not requests.remember(self.connection, self.log, self.keyring, request):
            raise Conflict(
                "Somebody else asked under this request id at the same moment. Nothing was "
                "recorded; try again."
            )

    def keyed_hash(self, text: str) -> bytes:
        """Return a hash of a text that only this store can compute; always the same."""
        return self.keyring.keyed_hash(self.connection, "line", text)

    def append(
        self, recordings: Sequence[Recording], actor: Actor, request: Request | None
    ) -> tuple[Entry, ...]:
        """Seal the events and return their entries; remember the request. Raises Conflict.

        Refused: not-understood, where the id of a journey is no UUID: the last door before the log.
        """
        for recording in recordings:
            require_journey_id(recording.stream)
        if request is None:
            return self._appended(recordings, actor, None)
        alongside = requests.insert_of(self.connection, self.keyring, request)
        return self._appended(recordings, actor, request.id, alongside)

    def _must_be_read(self, before: History, events: Sequence[Any]) -> bool:
        return changes_streams(before, events)

    def destroy_key(self, journey: JourneyId, /) -> None:
        """Destroy the key of a journey (crypto-shredding), and delete the requests on it."""
        self._destroy_key(journey, self.log)
