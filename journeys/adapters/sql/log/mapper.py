"""Entries as they are stored: a topic and a body, and back.

A topic is an event's kind; a kind whose stored shape changed carries its version behind a
slash (`subgoal-set/2`), and `UPCASTS` says how an older shape reads today. Topics are looked up
here and nowhere else: nothing stored in a row is ever imported.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, Generic
from uuid import UUID

from pydantic import BaseModel, ValidationError
from pydantic_core import to_json

from journeys.adapters.sql.log.log_rows import StreamRow
from journeys.adapters.sql.log.stream_kinds import (
    EMPLOYER,
    JOURNEY,
    Decode,
    EntryBody,
    N,
    StreamKind,
    any_decoder,
    decoder_of,
)
from journeys.domain.errors import THIS_STORE, BrokenHistory, EntryNewer, UnknownKind
from journeys.domain.message import Message
from journeys.domain.roles import Principal

Upcasts = Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]]
"""By old topic, what makes today's event out of the stored one (both as JSON objects)."""

UPCASTS: Upcasts = MappingProxyType({})

ERASED, EMPLOYER_ERASED = JOURNEY.erased, EMPLOYER.erased
"""The topic of the receipt that ends the stream of an erased person, or of an erased employer."""

RECEIPTS = frozenset({ERASED, EMPLOYER_ERASED})

EVENTS = JOURNEY.events
"""By kind, the class of an event of a journey."""

KINDS = frozenset(EVENTS)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def moment_of(recorded_us: int) -> datetime:
    """Return the moment that is stored as microseconds since 1970, UTC."""
    return EPOCH + recorded_us * MICROSECOND


def stored_moment(moment: datetime) -> int:
    """Return an aware moment as it is stored."""
    return (moment - EPOCH) // MICROSECOND


class Decoders(dict[str, Decode]):
    """By topic, what reads a body of today's shape; KeyError for an older one, and for no kind."""

    def __init__(self, of: StreamKind[Any], upcasts: Upcasts) -> None:
        super().__init__()
        self._of, self._upcasts = of, upcasts

    def __missing__(self, topic: str) -> Decode:
        """Return it for a topic that is met for the first time."""
        if topic in self._upcasts:
            raise KeyError(topic)
        decode = self[topic] = decoder_of(self._of, topic)
        return decode


class EntryCodec(Generic[N]):
    """Turns events of one kind of stream into bodies, and rows into entries."""

    def __init__(self, of: StreamKind[N], upcasts: Upcasts = UPCASTS) -> None:
        self.of = of
        self._upcasts = upcasts
        self.decoders = Decoders(of, upcasts)

    @property
    def topics(self) -> AbstractSet[str]:
        """The topics that a row may have: the kinds of today, older shapes, and the receipt."""
        return {*self.of.events, *self._upcasts, self.of.erased}

    def refuse_unknown(self, topics: Iterable[str], holder: Message = THIS_STORE) -> None:
        """Raise UnknownKind where a stored topic is neither a kind of today nor upcast to one."""
        if unknown := set(topics) - self.topics:
            raise UnknownKind(sorted(map(str, unknown)), holder)

    def encode(  # noqa: PLR0917 - the fields of a body
        self,
        event: BaseModel,
        actor: str,
        request_id: str | None,
        role: str | None = None,
        sure: Sequence[str] = (),
        on_behalf_of: Principal | None = None,
    ) -> bytes:
        """Return the body of an event, whose kind is its topic."""
        # As `EntryBody` reads it; an event was validated when it was made.
        body: dict[str, Any] = {
            "event": event,
            "actor": actor,
            "role": role,
            "request_id": request_id,
        }
        if role is None:
            del body["role"]
        if on_behalf_of is not None:
            body["on_behalf_of"] = on_behalf_of._asdict()
        if sure:
            body["sure"] = sure
        return to_json(body)

    def entry(self, stream: UUID, row: StreamRow, opened: bytes) -> N:
        """Return the entry of a row, with its body `opened`.

        A body that opens is authenticated: its kind and its fields were written by a version that
        knew them. Raises EntryNewer where this version does not know them, and BrokenHistory where
        the body is not what its topic says.
        """
        body = self._body(stream, row, opened)
        try:
            recorded_at = moment_of(row.recorded_us)
        except OverflowError as error:
            raise BrokenHistory(
                "Entry {version} of {stream} was recorded at no moment there is.",
                version=row.version,
                stream=self.of.named(stream),
            ) from error
        return self.of.entry(
            stream,
            row.version,
            row.position,
            recorded_at,
            body["actor"],
            body["event"],
            body.get("request_id"),
            body.get("role"),
            body.get("on_behalf_of"),
            body.get("sure", ()),
        )

    def _body(self, stream: UUID, row: StreamRow, opened: bytes) -> EntryBody[Any]:
        try:
            return self.decoders[row.topic](opened)
        except (ValueError, KeyError):
            pass  # outside of this, or the error below would carry pydantic's own text
        return self._other_body(stream, row, opened)

    def _other_body(self, stream: UUID, row: StreamRow, opened: bytes) -> EntryBody[Any]:
        """Return a body of an older shape. Raises EntryNewer or BrokenHistory for any other."""
        if row.topic not in self.topics:
            raise self._newer(stream, row)
        decode = any_decoder(self.of)
        try:
            if upcast := self._upcasts.get(row.topic):
                stored = json.loads(opened)
                stored["event"] = upcast(stored["event"])
                return decode(json.dumps(stored))
            body = decode(opened)
        except (ValidationError, ValueError, KeyError) as error:
            # pydantic's own text would repeat what somebody said.
            if isinstance(error, ValidationError) and is_newer(error):
                raise self._newer(stream, row) from None
            raise BrokenHistory(
                "Entry {version} of {stream} cannot be read: its body is not a {topic}.",
                version=row.version,
                stream=self.of.named(stream),
                topic=row.topic,
            ) from (None if isinstance(error, ValidationError) else error)
        if body["event"].kind != row.topic:
            raise BrokenHistory(
                "Entry {version} of {stream} says {topic}, but its body is another kind.",
                version=row.version,
                stream=self.of.named(stream),
                topic=row.topic,
            )
        return body

    def _newer(self, stream: UUID, row: StreamRow) -> EntryNewer:
        return EntryNewer(
            "Entry {version} of {stream} was written by a newer version of journeys: upgrade this "
            "one.",
            version=row.version,
            stream=self.of.named(stream),
        )


def is_newer(error: ValidationError) -> bool:
    """Return whether a body that opened has only more than its model knows.

    That is more fields, or other choices: a newer version wrote it. A missing field or a value of
    another type says nothing of that.
    """
    faults = error.errors(include_url=False, include_context=False)
    return all(
        fault["type"] in MORE or (fault["type"] == CHOICE and isinstance(fault["input"], str))
        for fault in faults
    )


MORE = {"extra_forbidden", "too_long"}
"""pydantic's faults for one field more: of an object, and of a tuple with names."""

CHOICE = "literal_error"
