"""A log of streams of one kind, in one transaction: histories out, decided events in.

In PostgreSQL a decision waits for its stream before it loads the history (`StreamQueue`); SQLite
has one writer. Optimistic concurrency still applies: an append raises Conflict where the stream
has grown since it was loaded, because each version is unique in its stream.
"""

import os
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Connection

from journeys.adapters.sql.database.persistence_errors import IntegrityError
from journeys.adapters.sql.database.tables import EMPLOYERS, JOURNEYS, tables_of
from journeys.adapters.sql.keys.cipher import LENGTH, Cipher
from journeys.adapters.sql.keys.keyring import STREAM_HAS_GROWN, Keyring
from journeys.adapters.sql.log import receipts, requests
from journeys.adapters.sql.log.appending import Alongside
from journeys.adapters.sql.log.entries import entries_of
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.history_cache import H, HistoryCache
from journeys.adapters.sql.log.log_reader import LAST, LogReader
from journeys.adapters.sql.log.log_rows import POSITION, Event, PlainRow
from journeys.adapters.sql.log.mapper import EntryCodec, moment_of
from journeys.adapters.sql.log.stream_head import StreamHead
from journeys.adapters.sql.log.stream_kinds import N
from journeys.adapters.sql.log.stream_queue import StreamQueue
from journeys.app.ports.log import Request, StreamRecording
from journeys.domain.erasure import Receipt
from journeys.domain.errors import Conflict, Refused
from journeys.domain.roles import Actor

I = TypeVar("I", bound=UUID)  # noqa: E741 - the id of a stream


@dataclass(frozen=True, slots=True)
class SQLStreamLog(Generic[I, N, H]):
    """The streams of one kind, on one connection in one transaction."""

    connection: Connection
    log: EventLog
    mapper: EntryCodec[N]
    keyring: Keyring
    histories: HistoryCache[H]
    queue: StreamQueue | None
    """What a decision waits in; None where the transaction only reads, and in SQLite."""
    upto: int = LAST
    """Entries after this position are not read."""
    _ciphers: dict[str, Cipher] = field(default_factory=dict)
    """By stream that is decided on."""
    _request_heads: dict[str, StreamHead] = field(default_factory=dict)
    """By request id, what the store knew when it was looked up."""
    _loaded: dict[I, H] = field(default_factory=dict)
    """The histories that are decided on, with what was appended in this transaction."""
    _in_turn: set[I] = field(default_factory=set)
    """The streams that were waited for already."""

    @abstractmethod
    def _history_of(self, entries: tuple[N, ...]) -> H:
        """Return the history of these entries of one stream, with what belongs to it."""

    @abstractmethod
    def lock_log(self) -> None:
        """Let nobody else record until the transaction ends; in SQLite nobody can."""

    @abstractmethod
    def history(self, stream: I, /) -> H:
        """Return the whole history; an empty one where there is none."""

    def _stored(self, stream: I) -> H:
        """Return the history as it is stored.

        Raises Erased, and BrokenHistory where a version is missing or an entry cannot be read.
        """
        rows = self.log.rows_of_stream(self.connection, str(stream))
        return self.opened(stream, rows, None) if rows else self._history_of(())

    def _recorded_by_then(self, rows: Sequence[PlainRow]) -> Sequence[PlainRow]:
        if self.upto == LAST:
            return rows
        # SQLite may hold a position that is no number: `opened` says that it was altered.
        return [row for row in rows if type(row[POSITION]) is not int or row[POSITION] <= self.upto]

    def opened(self, stream: I, rows: Sequence[PlainRow], wrapped: bytes | None) -> H:
        """Return the history of these rows; without a `wrapped` key it is looked up."""
        rows = self._recorded_by_then(rows)
        name = str(stream)
        cipher = (
            self.keyring.unwrap(name, wrapped)
            if wrapped
            else self.keyring.cipher(self.connection, name)
        )
        return self._history_of(entries_of(self.mapper, stream, rows, cipher))

    def _load(self, stream: I, head: StreamHead) -> H:
        """Return the history to decide on by its head, from the cache where it holds that."""
        if head.leaf is None:
            return self._history_of(())
        if head.wrapped is None:
            return self.history(stream)
        self._ciphers[str(stream)] = self.keyring.unwrap(str(stream), head.wrapped)
        if cached := self.histories.find(stream, head.leaf):
            return cached
        history = self.history(stream)
        # Somebody may have recorded more before it was read: then it has another newest entry.
        if history.version == head.version:
            self.histories.keep(stream, head.leaf, history)
        return history

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

    def _appended(
        self,
        recordings: Sequence[StreamRecording[I, Any]],
        actor: Actor,
        request_id: str | None,
        alongside: Alongside | None = None,
    ) -> tuple[N, ...]:
        """Seal the events and return their entries. Raises Conflict."""
        with raising_conflict():
            self._find_or_create_ciphers(
                {str(recording.stream): not recording.after for recording in recordings}
            )
            encrypted = [
                event
                for recording in recordings
                for event in self._encrypted(recording, actor, request_id)
            ]
            appended = self.log.append(
                self.connection, encrypted, savepoint=False, alongside=alongside
            )
        recorded_at, positions = moment_of(appended.recorded_us), iter(appended.positions)
        entries = tuple(
            self.mapper.of.entry(
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
        self,
        recordings: Sequence[StreamRecording[I, Any]],
        entries: Sequence[N],
        leaves: Sequence[bytes],
    ) -> None:
        """Cache the histories that were decided on, with their new entries."""
        end = 0
        for stream, after, events, _ in recordings:
            first, end = end, end + len(events)
            before = self._loaded.get(stream)
            if before is not None and self._must_be_read(before, events):
                self._loaded.pop(stream)
            elif before is not None and before.version == after:
                grown = self._loaded[stream] = before.extended_by(tuple(entries[first:end]))
                self.histories.keep(stream, leaves[end - 1], grown)

    def _must_be_read(self, _before: H, _events: Sequence[Any]) -> bool:
        """Return whether these events change more of a history than they add to it."""
        return False

    def receipt(self, stream: I, /) -> Receipt | None:
        """Return the receipt for an erasure; None where it was not erased."""
        return receipts.find(self.connection, self.log, self.keyring, stream, self.mapper.of)

    def _destroy_key(self, stream: I, requests_log: EventLog) -> None:
        """Destroy the key of a stream (crypto-shredding), and delete the requests on it."""
        name = str(stream)
        self.keyring.destroy(self.connection, name)
        requests.forget(self.connection, requests_log, self.keyring, name)
        self._ciphers.pop(name, None)
        self._loaded.pop(stream, None)
        self.histories.forget(stream)

    def append_receipt(self, receipt: Receipt) -> Receipt:
        """Seal the receipt after the last entry; return it with its position and time."""
        with raising_conflict():
            encrypted = receipts.encrypted(self.keyring, self.connection, receipt, self.mapper.of)
            appended = self.log.append(self.connection, [encrypted], savepoint=False)
        return receipt._replace(
            position=appended.positions[0], recorded_at=moment_of(appended.recorded_us)
        )

    def _encrypted(
        self, recording: StreamRecording[I, Any], actor: Actor, request_id: str | None
    ) -> Iterator[Event]:
        """Yield the events of one stream as they are stored, under its own key."""
        stream = str(recording.stream)
        cipher = self._ciphers[stream]
        for version, (event, sure) in enumerate(recording.doubted, start=recording.after + 1):
            body = self.mapper.encode(
                event, actor.name, request_id, actor.role, sure, actor.on_behalf_of
            )
            yield stream, version, event.kind, cipher.close(version, event.kind, body)

    def _find_or_create_ciphers(self, are_new: Mapping[str, bool]) -> None:
        """Look up the key of each stream that is not known yet; a new one must have none."""
        unknown = [stream for stream in are_new if stream not in self._ciphers]
        new = {stream: os.urandom(LENGTH) for stream in unknown if are_new[stream]}
        if new:
            self.add_keys(new)
        if old := [stream for stream in unknown if stream not in new]:
            self._ciphers.update(
                self.keyring.find_or_create_ciphers(self.connection, old, self.lock_log)
            )

    def add_keys(self, new: Mapping[str, bytes]) -> None:
        """Store the keys of new streams.

        Refused: id-in-use, where a stream of another kind has the id: they would share a key, and
        who erased one of them would erase both. Raises Conflict where somebody began one of these
        streams at the same moment.
        """
        try:
            self._ciphers.update(self.keyring.add_keys(self.connection, new, self.lock_log))
        except Conflict:
            # Asked here alone, under the lock of the log: it costs nothing where all goes well.
            if any(each.existing_streams(self.connection, list(new)) for each in self._other_logs):
                raise Refused(
                    "id-in-use",
                    "This id is that of another journey or employer. Use a new random UUID.",
                ) from None
            raise

    @property
    def _other_logs(self) -> Iterator[LogReader]:
        """The logs of the other kinds of streams, whose keys are in the same table."""
        for name in (JOURNEYS, EMPLOYERS):
            if name != self.log.tables.name:
                yield LogReader(tables_of(name))


@contextmanager
def raising_conflict() -> Iterator[None]:
    """Raise Conflict where the body appends a version that its stream has already."""
    try:
        yield
    except IntegrityError as error:
        raise Conflict(STREAM_HAS_GROWN) from error
