"""The journeys' log in one transaction: histories out, decided events in."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from eventsourcing.persistence import IntegrityError
from sqlalchemy import Connection, select

from journeys.adapters.sql.database.connections import driver_connection
from journeys.adapters.sql.keys.keyring import FASTER, Cipher, Keyring
from journeys.adapters.sql.log import receipts, requests
from journeys.adapters.sql.log.appending import in_savepoint
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.history_cache import HistoryCache
from journeys.adapters.sql.log.log_rows import Event, StreamRow
from journeys.adapters.sql.log.mapper import EntryCodec, moment_of
from journeys.adapters.sql.log.moved import first_recorded
from journeys.adapters.sql.log.stream_head import StreamHead, stream_head
from journeys.app.ports.log import Recording, Request
from journeys.domain.erasure import Receipt
from journeys.domain.errors import BrokenHistory, Conflict, StoreError, UnknownJourney
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
    owned: bool
    """Whether the transaction is ours: then a conflict ends it, and no savepoint is needed."""
    histories: HistoryCache
    _ciphers: dict[str, Cipher] = field(default_factory=dict)
    """Those of the streams that are decided on."""
    _asked: dict[str, StreamHead] = field(default_factory=dict)
    """By request id, what was known when it was looked up."""
    _recalled: dict[JourneyId, History] = field(default_factory=dict)
    """The histories that were decided on, as they read with what was appended."""

    def history(self, journey: JourneyId) -> History:
        """Return the whole history, as it is stored; an empty one where there is none.

        Raises Erased, and BrokenHistory where a version is missing or an entry cannot be read.
        """
        rows = self.log.stream(self.connection, str(journey))
        if not rows:
            return History()
        refuse_gaps(journey, rows)
        cipher = self.keyring.opened(self.connection, str(journey))
        return self._opened(journey, rows, cipher)

    def existing(self, journey: JourneyId) -> History:
        """Return the whole history. Raises UnknownJourney where there is none, and as `history`."""
        history = self.history(journey)
        if not history.entries:
            raise UnknownJourney(journey)
        return history

    def between(self, first: str, end: str) -> Iterator[tuple[JourneyId, History | StoreError]]:
        """Yield the journeys from one on, up to but not with another, with what each of them reads.

        Where one cannot be read, what is wrong with it stands in its place. Nobody who was erased
        is among them.
        """
        held = self.keyring.between(self.connection, first, end)
        told = self.log.between(self.connection, first, end)
        for stream, of_stream in groupby(told, key=itemgetter(0)):
            if held.get(stream, b"") is None:
                continue
            journey = JourneyId(UUID(stream))
            rows = [StreamRow._make(row[1:]) for row in of_stream]
            try:
                refuse_gaps(journey, rows)
                wrapped = held.get(stream)
                cipher = (
                    self.keyring.unwrapped(stream, wrapped)
                    if wrapped
                    else self.keyring.opened(self.connection, stream)
                )
                yield journey, self._opened(journey, rows, cipher)
            except StoreError as broken:
                yield journey, broken

    def _opened(self, journey: JourneyId, rows: Sequence[StreamRow], cipher: Cipher) -> History:
        return History(
            tuple(
                self.mapper.entry(journey, row, cipher.open(row.version, row.topic, row.body))
                for row in map(first_recorded, rows)
            )
        )

    def recall(self, journey: JourneyId, request: Request | None = None) -> History:
        """Return the whole history to decide on, and read only what this process does not know.

        It may be older than what is stored: then what is recorded on it is a Conflict. Raises as
        `history`.
        """
        if journey not in self._recalled:
            there = stream_head(self.connection, self.log, str(journey), request and request.id)
            if request is not None:
                self._asked[request.id] = there
            self._recalled[journey] = self._known(journey, there)
        return self._recalled[journey]

    def _known(self, journey: JourneyId, there: StreamHead) -> History:
        if there.leaf is None:
            return History()
        if there.wrapped is None:
            return self.history(journey)
        self._ciphers[str(journey)] = self.keyring.unwrapped(str(journey), there.wrapped)
        if kept := self.histories.find(journey, there.leaf):
            return kept
        read = self.history(journey)
        # Somebody may have recorded more before it was read: then its end is another.
        if read.version == there.version:
            self.histories.keep(journey, there.leaf, read)
        return read

    def expect(self, journeys: Sequence[JourneyId]) -> None:
        """Look up these journeys at once, for `recall`; what it knew of others is let go."""
        for seen in (self._ciphers, self._asked, self._recalled):
            seen.clear()
        there = self.log.among(self.connection, [str(journey) for journey in journeys])
        self._recalled.update(
            (journey, History()) for journey in journeys if str(journey) not in there
        )

    def journeys(self) -> Sequence[JourneyId]:
        """Return every journey that anything was recorded on, and that was not erased since."""
        gone = self.keyring.erased(self.connection)
        streams = self.log.streams(self.connection)
        return [JourneyId(UUID(stream)) for stream in streams if stream not in gone]

    def erased_like(self, prefix: str) -> Sequence[JourneyId]:
        """Return the journeys that were erased and whose id begins so, two at most."""
        streams = self.keyring.erased_like(self.connection, prefix)
        return [JourneyId(UUID(stream)) for stream in streams]

    def position(self, journey: JourneyId, version: int) -> int | None:
        """Return where an entry stands in the log, whether or not it can be read; None: nowhere."""
        if version not in VERSIONS:
            return None
        column = self.log.tables.events.c
        at = select(column.position).where(column.stream == str(journey), column.version == version)
        return self.connection.scalar(at)

    def asked(self, request: Request) -> bool | None:
        """Return whether just this was asked under its id; None where nothing was."""
        there = self._asked.get(request.id)
        if there is None:
            return requests.asked(self.connection, self.keyring, request)
        if there.asked_on is None or there.asked_mark is None:
            return None
        return requests.same(
            self.connection, self.keyring, request, there.asked_on, there.asked_mark
        )

    def requests(self, journey: JourneyId) -> Sequence[str]:
        """Return the ids of the requests that are remembered of a journey."""
        return requests.of(self.connection, str(journey))

    def remember(self, request: Request) -> None:
        """Remember a request that nothing was recorded for. Raises Conflict as `append`."""
        if not requests.keep(self.connection, self.keyring, request):
            raise Conflict(
                "Somebody else asked under this request id at the same moment. Nothing was "
                "recorded; try again."
            )

    def mark(self, told: str) -> bytes:
        """Return what stands for something told: the same each time, and by this store alone."""
        return self.keyring.mark(self.connection, "line", told)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Let the body be undone by itself, where the transaction is the host's and goes on."""
        if self.owned:
            yield
        else:
            with driver_connection(self.connection) as raw, in_savepoint(raw):
                yield

    def append(
        self, recordings: Sequence[Recording], actor: Actor, request: Request | None
    ) -> tuple[Entry, ...]:
        """Seal the events and return their entries; remember the request they answer.

        Raises Conflict where a stream has grown, or where the request was answered meanwhile.
        """
        request_id = None if request is None else request.id
        with self.together(), conflicting():
            self._make_writable([str(recording.journey) for recording in recordings])
            closed = [
                event
                for recording in recordings
                for event in self._closed(recording, actor, request_id)
            ]
            alongside = request and requests.keeping(self.connection, self.keyring, request)
            appended = self.log.append(
                self.connection, closed, savepoint=False, alongside=alongside
            )
        recorded_at, positions = moment_of(appended.recorded_us), iter(appended.positions)
        entries = tuple(
            Entry(
                journey,
                version,
                next(positions),
                recorded_at,
                actor.name,
                event,
                request_id,
                actor.role,
            )
            for journey, after, events in recordings
            for version, event in enumerate(events, start=after + 1)
        )
        self._grow(recordings, entries, appended.leaves)
        return entries

    def _grow(
        self, recordings: Sequence[Recording], entries: Sequence[Entry], leaves: Sequence[bytes]
    ) -> None:
        """Let the histories that were decided on read as they do now."""
        end = 0
        for journey, after, events in recordings:
            first, end = end, end + len(events)
            before = self._recalled.get(journey)
            if before is not None and before.version == after:
                grown = self._recalled[journey] = before.grown(tuple(entries[first:end]))
                self.histories.keep(journey, leaves[end - 1], grown)

    def receipt(self, journey: JourneyId) -> Receipt | None:
        """Return what is left of somebody who was erased; None where nobody was."""
        return receipts.find(self.connection, self.log, self.keyring, journey)

    def hold(self) -> datetime:
        """Let nobody else record until the transaction ends; return the moment it is now."""
        return moment_of(self.log.hold(self.connection).recorded_us)

    def destroy(self, journey: JourneyId) -> None:
        """Destroy the key of a journey, and forget what was asked on it."""
        stream = str(journey)
        self.keyring.destroy(self.connection, stream)
        requests.forget(self.connection, stream)
        self._ciphers.pop(stream, None)
        self._recalled.pop(journey, None)
        self.histories.forget(journey)

    def close(self, receipt: Receipt) -> Receipt:
        """Seal the receipt behind the last entry of somebody who was erased.

        Returns it with where and when it was sealed. Raises Conflict as `append`.
        """
        with self.together(), conflicting():
            closed = receipts.closed(self.keyring, self.connection, receipt)
            appended = self.log.append(self.connection, [closed], savepoint=False)
        return receipt._replace(
            position=appended.positions[0], recorded_at=moment_of(appended.recorded_us)
        )

    def _closed(
        self, recording: Recording, actor: Actor, request_id: str | None
    ) -> Iterator[Event]:
        """Yield the events of one journey as they are stored, under the key of its person."""
        stream = str(recording.journey)
        cipher = self._ciphers[stream]
        for version, event in enumerate(recording.events, start=recording.after + 1):
            body = self.mapper.encode(event, actor.name, request_id, actor.role)
            yield stream, version, event.kind, cipher.close(version, event.kind, body)

    def _make_writable(self, streams: Sequence[str]) -> None:
        if unknown := [stream for stream in streams if stream not in self._ciphers]:
            self._ciphers.update(self.keyring.writable(self.connection, unknown))


def refuse_gaps(journey: JourneyId, rows: Sequence[StreamRow]) -> None:
    """Raise BrokenHistory where a version of a stream is missing."""
    for expected, row in enumerate(rows, start=1):
        if row.version != expected:
            raise BrokenHistory(
                "Journey {journey} has no entry {expected}, but has entry {version}: its "
                "stream was altered. Restore the store from a backup.",
                journey=journey,
                expected=expected,
                version=row.version,
            )


@contextmanager
def conflicting() -> Iterator[None]:
    """Let the body raise Conflict where a stream has grown meanwhile."""
    try:
        yield
    except IntegrityError as error:
        raise Conflict(FASTER) from error
