"""The journeys' streams in the event store, in one transaction: histories out, decided events in.

In PostgreSQL a decision waits for its stream before it loads the history (`StreamQueue`); SQLite
has one writer. Optimistic concurrency still applies: an append raises Conflict where the stream
has grown since it was loaded, because each version is unique in its stream.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from journeys.adapters.sql.database.persistence_errors import IntegrityError
from journeys.adapters.sql.database.streams import journey_of
from journeys.adapters.sql.keys.cipher import Cipher
from journeys.adapters.sql.keys.keyring import STREAM_HAS_GROWN, Keyring
from journeys.adapters.sql.log import receipts, requests
from journeys.adapters.sql.log.damage import (
    JOINING,
    MERGED,
    erased_streams,
    first_intact,
    merged_streams,
    refuse_gaps,
    streams_with,
)
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.history_cache import HistoryCache
from journeys.adapters.sql.log.log_rows import Event, StreamRow
from journeys.adapters.sql.log.mapper import EntryCodec, moment_of
from journeys.adapters.sql.log.stream_head import StreamHead, stream_head
from journeys.adapters.sql.log.stream_queue import StreamQueue
from journeys.app.ports.log import Recording, Request
from journeys.domain.decisions.forms import require_journey_id
from journeys.domain.decisions.joining import changes_streams
from journeys.domain.erasure import Receipt
from journeys.domain.errors import BrokenHistory, Conflict, UnknownJourney
from journeys.domain.history import Entry, History
from journeys.domain.roles import Actor
from journeys.domain.vocabulary import JourneyId

VERSIONS = range(1, 2**31)  # those that the column can hold


@dataclass(frozen=True, slots=True)
class SQLJourneyLog:
    """The streams of journeys, on one connection in one transaction."""

    connection: Connection
    log: EventLog
    mapper: EntryCodec
    keyring: Keyring
    histories: HistoryCache
    queue: StreamQueue | None
    """What a decision waits in; None where the transaction only reads, and in SQLite."""
    _ciphers: dict[str, Cipher] = field(default_factory=dict)
    """By stream that is decided on."""
    _request_heads: dict[str, StreamHead] = field(default_factory=dict)
    """By request id, what the store knew when it was looked up."""
    _loaded: dict[JourneyId, History] = field(default_factory=dict)
    """The histories that are decided on, with what was appended in this transaction."""
    _in_turn: set[JourneyId] = field(default_factory=set)
    """The journeys that were waited for already."""

    def history(self, journey: JourneyId) -> History:
        """Return the whole history, with what was joined to it; an empty one where there is none.

        Of a journey that was joined to another, its own and what was joined to it. Raises Erased,
        and BrokenHistory where a version is missing or an entry cannot be read.
        """
        rows = self.log.stream(self.connection, str(journey))
        if not rows:
            return History()
        refuse_gaps(journey, rows)
        cipher = self.keyring.cipher(self.connection, str(journey))
        return self._decrypted(journey, rows, cipher)

    def existing(self, journey: JourneyId) -> History:
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

    def opened(
        self, journey: JourneyId, rows: Sequence[StreamRow], wrapped: bytes | None
    ) -> History:
        """Return the history of these rows; without a `wrapped` key it is looked up."""
        refuse_gaps(journey, rows)
        stream = str(journey)
        cipher = (
            self.keyring.unwrap(stream, wrapped)
            if wrapped
            else self.keyring.cipher(self.connection, stream)
        )
        return self._decrypted(journey, rows, cipher)

    def _decrypted(self, journey: JourneyId, rows: Sequence[StreamRow], cipher: Cipher) -> History:
        own = History(
            tuple(
                self.mapper.entry(journey, row, cipher.open(row.version, row.topic, row.body))
                for row in (first_intact(journey, each) for each in rows)
            )
        )
        if not own.absorbed:
            return own
        return own.joined_with((by, self._absorbed(journey, by.absorbed)) for by in own.absorbed)

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

    def load_to_decide(self, journey: JourneyId, request: Request | None = None) -> History:
        """Return the whole history to decide on, from the cache where it holds the newest entry.

        In PostgreSQL nobody else decides on it until the transaction ends. Raises as `history`.
        """
        if journey not in self._loaded:
            turn = None
            if self.queue is not None and journey not in self._in_turn:
                turn = self.queue.turn(self.connection, [str(journey)])
            request_id = request and request.id
            head = stream_head(self.connection, self.log, str(journey), request_id, turn)
            if request is not None:
                self._request_heads[request.id] = head
            self._loaded[journey] = self._read_or_cached(journey, head)
        return self._loaded[journey]

    def _read_or_cached(self, journey: JourneyId, head: StreamHead) -> History:
        if head.leaf is None:
            return History()
        if head.wrapped is None:
            return self.history(journey)
        self._ciphers[str(journey)] = self.keyring.unwrap(str(journey), head.wrapped)
        if cached := self.histories.find(journey, head.leaf):
            return cached
        history = self.history(journey)
        # Somebody may have recorded more before it was read: then it has another newest entry.
        if history.version == head.version:
            self.histories.keep(journey, head.leaf, history)
        return history

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
        streams = self.keyring.erased_like(self.connection, prefix)
        return [journey for stream in streams if (journey := journey_of(stream)) is not None]

    def position(self, journey: JourneyId, version: int) -> int | None:
        """Return the position of an entry in the log, readable or not; None where there is none."""
        if version not in VERSIONS:
            return None
        column = self.log.tables.events.c
        at = select(column.position).where(column.stream == str(journey), column.version == version)
        return self.connection.scalar(at)

    def requested(self, request: Request) -> bool | None:
        """Return whether this very request was made under its id; None where none was."""
        head = self._request_heads.get(request.id)
        if head is None:
            return requests.requested(self.connection, self.keyring, request)
        if head.request_stream is None or head.request_hash is None:
            return None
        return requests.is_same(
            self.connection, self.keyring, request, head.request_stream, head.request_hash
        )

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
        request_id = None if request is None else request.id
        with raising_conflict():
            self._find_or_create_ciphers([str(recording.stream) for recording in recordings])
            encrypted = [
                event
                for recording in recordings
                for event in self._encrypted(recording, actor, request_id)
            ]
            alongside = request and requests.insert_of(self.connection, self.keyring, request)
            appended = self.log.append(
                self.connection, encrypted, savepoint=False, alongside=alongside
            )
        recorded_at, positions = moment_of(appended.recorded_us), iter(appended.positions)
        entries = tuple(
            Entry(
                recording.stream,
                version,
                next(positions),
                recorded_at,
                actor.name,
                event,
                request_id,
                actor.role,
                actor.on_behalf_of,
                sure,
            )
            for recording in recordings
            for version, (event, sure) in enumerate(recording.doubted, start=recording.after + 1)
        )
        self._cache_grown(recordings, entries, appended.leaves)
        return entries

    def _cache_grown(
        self, recordings: Sequence[Recording], entries: Sequence[Entry], leaves: Sequence[bytes]
    ) -> None:
        """Cache the histories that were decided on, with their new entries."""
        end = 0
        for journey, after, events, _ in recordings:
            first, end = end, end + len(events)
            before = self._loaded.get(journey)
            if before is not None and changes_streams(before, events):
                self._loaded.pop(journey)
            elif before is not None and before.version == after:
                grown = self._loaded[journey] = before.extended_by(tuple(entries[first:end]))
                self.histories.keep(journey, leaves[end - 1], grown)

    def receipt(self, journey: JourneyId) -> Receipt | None:
        """Return the receipt for an erasure; None where nobody was erased."""
        return receipts.find(self.connection, self.log, self.keyring, journey)

    def destroy_key(self, journey: JourneyId) -> None:
        """Destroy the key of a journey (crypto-shredding), and delete the requests on it."""
        stream = str(journey)
        self.keyring.destroy(self.connection, stream)
        requests.forget(self.connection, self.log, self.keyring, stream)
        self._ciphers.pop(stream, None)
        self._loaded.pop(journey, None)
        self.histories.forget(journey)

    def append_receipt(self, receipt: Receipt) -> Receipt:
        """Seal the receipt after the last entry; return it with its position and time."""
        with raising_conflict():
            encrypted = receipts.encrypted(self.keyring, self.connection, receipt)
            appended = self.log.append(self.connection, [encrypted], savepoint=False)
        return receipt._replace(
            position=appended.positions[0], recorded_at=moment_of(appended.recorded_us)
        )

    def _encrypted(
        self, recording: Recording, actor: Actor, request_id: str | None
    ) -> Iterator[Event]:
        """Yield the events of one journey as they are stored, under the key of its person."""
        stream = str(recording.stream)
        cipher = self._ciphers[stream]
        for version, (event, sure) in enumerate(recording.doubted, start=recording.after + 1):
            body = self.mapper.encode(
                event, actor.name, request_id, actor.role, sure, actor.on_behalf_of
            )
            yield stream, version, event.kind, cipher.close(version, event.kind, body)

    def _find_or_create_ciphers(self, streams: Sequence[str]) -> None:
        if unknown := [stream for stream in streams if stream not in self._ciphers]:
            self._ciphers.update(
                self.keyring.find_or_create_ciphers(self.connection, unknown, self.lock_log)
            )


@contextmanager
def raising_conflict() -> Iterator[None]:
    """Raise Conflict where the body appends a version that its stream has already."""
    try:
        yield
    except IntegrityError as error:
        raise Conflict(STREAM_HAS_GROWN) from error
