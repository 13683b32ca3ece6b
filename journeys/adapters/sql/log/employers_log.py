"""The employers' streams in the event store, in one transaction (`stream_log.py`).

The lock order is always: streams, the head of the journeys' log, the head of the employers'. So
what citizens take of a post cannot change between the decision about it and the commit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection

from journeys.adapters.sql.database.connections import driver_connection
from journeys.adapters.sql.database.streams import parsed_id
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.log import requests
from journeys.adapters.sql.log.damage import erased_streams, result_or_damage
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.log_rows import PlainRow
from journeys.adapters.sql.log.stream_head import StreamHead, head_statement, stream_head
from journeys.adapters.sql.log.stream_log import SQLStreamLog
from journeys.adapters.sql.log.stream_queue import of_one_state
from journeys.adapters.sql.log.together import read_together
from journeys.app.ports.employers import EmployerRecording
from journeys.app.ports.log import Request
from journeys.domain.employers.history import EmployerEntry, EmployerHistory
from journeys.domain.errors import (
    Conflict,
    EmployerErased,
    Erased,
    StoreError,
    UnknownEmployer,
)
from journeys.domain.roles import Actor
from journeys.domain.vocabulary import EmployerId


@dataclass(frozen=True, slots=True, kw_only=True)
class SQLEmployerLog(SQLStreamLog[EmployerId, EmployerEntry, EmployerHistory]):
    """The streams of employers, on one connection in one transaction."""

    journeys: EventLog
    """The journeys' log: its head is locked first, and signs which requests were made."""

    def history(self, employer: EmployerId, /) -> EmployerHistory:
        """Return the whole history; an empty one where there is none. Raises EmployerErased."""
        try:
            return self._stored(employer)
        except Erased:
            raise EmployerErased(employer) from None

    def existing(self, employer: EmployerId, /) -> EmployerHistory:
        """Return the whole history. Raises UnknownEmployer where there is none, EmployerErased."""
        history = self.history(employer)
        if not history.entries:
            raise UnknownEmployer(employer)
        return history

    def read(self, employer: EmployerId, /) -> EmployerHistory | StoreError:
        """Return the whole history, or the error where this employer alone is damaged."""
        return result_or_damage(self, employer, partial(self.existing, employer), self.mapper.of)

    def read_together(
        self, employers: Sequence[EmployerId]
    ) -> Mapping[EmployerId, EmployerHistory | StoreError]:
        """Return each of these employers as `read` does, all of them by few statements."""
        return read_together(self, employers, self.read, self._opened)

    def _opened(
        self, employer: EmployerId, rows: Sequence[PlainRow], wrapped: bytes | None
    ) -> EmployerHistory:
        if not rows:
            raise UnknownEmployer(employer)
        return self.opened(employer, rows, wrapped)

    def load_to_decide(
        self, employer: EmployerId, /, request: Request | None = None
    ) -> EmployerHistory:
        """Return the whole history to decide on, from the cache where it holds the newest entry.

        Nobody else records on any stream until the transaction ends.
        """
        if employer not in self._loaded:
            turns = []
            if self.queue is not None:
                name = [] if employer in self._in_turn else [str(employer)]
                turns = [*self.queue.turns(self.connection, name), *of_one_state()]
                self._in_turn.add(employer)
            request_id = request and request.id
            head = stream_head(self.connection, self.log, str(employer), request_id, turns)
            if request is not None:
                self._request_heads[request.id] = head
            self._loaded[employer] = self._load(employer, head)
        return self._loaded[employer]

    def send_heads(self, raw: Any, employers: Sequence[EmployerId]) -> list[Any]:  # noqa: ANN401 - either driver's connection
        """Let nobody else record, then read the heads of these; return a cursor for each."""
        if self.queue is not None:
            for turn in (self.queue.turn(self.connection, ()), *of_one_state()):
                raw.execute(*turn)
        statement = head_statement(self.connection, self.log)
        return [raw.execute(statement, (str(each), str(each), None)) for each in employers]

    def by_heads(
        self, employers: Sequence[EmployerId], cursors: Sequence[Any]
    ) -> Mapping[EmployerId, EmployerHistory]:
        """Return the histories whose heads were read; one that is erased is empty."""
        heads = (StreamHead._make(cursor.fetchall()[0]) for cursor in cursors)
        return {
            employer: self._load_or_empty(employer, head)
            for employer, head in zip(employers, list(heads), strict=True)
        }

    def _load_or_empty(self, employer: EmployerId, head: StreamHead) -> EmployerHistory:
        try:
            return self._load(employer, head)
        except EmployerErased:
            return EmployerHistory()

    def _history_of(self, entries: tuple[EmployerEntry, ...]) -> EmployerHistory:
        return EmployerHistory(entries)

    def lock_log(self) -> None:
        """Let nobody else record until the transaction ends; in SQLite nobody can."""
        if self.queue is not None:
            self.queue.lock(self.connection, ())

    def lock_employers(self, employers: Sequence[EmployerId]) -> None:
        """Wait until nobody else decides on these employers, then lock the log for all others."""
        if self.queue is not None:
            self.queue.lock(self.connection, [str(each) for each in employers])
            with driver_connection(self.connection) as raw:
                for turn in of_one_state():
                    raw.execute(*turn)
            self._in_turn.update(employers)

    def prefetch(self, employers: Sequence[EmployerId]) -> None:
        """Look up together which of these employers exist, for `load_to_decide`."""
        self.lock_employers(employers)
        streams = self.log.existing_streams(self.connection, [str(each) for each in employers])
        for each in employers:
            if str(each) not in streams:
                self._loaded.setdefault(each, EmployerHistory())

    def employers(self) -> Sequence[EmployerId]:
        """Return every employer that has entries and was not erased."""
        erased = erased_streams(self.connection, self.log.tables, self.mapper.of)
        found = (
            (stream, parsed_id(stream))
            for stream in self.log.streams(self.connection)
            if stream not in erased
        )
        return [EmployerId(each) for stream, each in found if each and str(each) == stream]

    def append(
        self, recordings: Sequence[EmployerRecording], actor: Actor, request: Request | None
    ) -> tuple[EmployerEntry, ...]:
        """Seal the events and return their entries; remember the request. Raises Conflict."""
        self.lock_log()
        if request is None:
            return self._appended(recordings, actor, None)
        self.remember(request)
        return self._appended(recordings, actor, request.id)

    def remember(self, request: Request) -> None:
        """Remember a request. Raises Conflict as `append`."""
        if not requests.remember(self.connection, self.journeys, self.keyring, request):
            raise Conflict(
                "Somebody else asked under this request id at the same moment. Nothing was "
                "recorded; try again."
            )

    def destroy_key(self, employer: EmployerId, /) -> None:
        """Destroy the key of an employer (crypto-shredding), and delete the requests on it."""
        self._destroy_key(employer, self.journeys)

    def number_digest(self, number: str) -> bytes:
        """Return the digest by which a CVR or P-number is found; only this store can compute it."""
        return number_digest(self.keyring, self.connection, number)


def number_digest(keyring: Keyring, connection: Connection, number: str) -> bytes:
    """Return the keyed hash of a CVR or P-number; their lengths tell the two kinds apart."""
    return keyring.keyed_hash(connection, "employer", number)
