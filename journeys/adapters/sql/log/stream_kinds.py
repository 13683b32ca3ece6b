"""The kinds of streams: what the entries of a journey are stored as, and those of an employer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any, Generic, NotRequired, TypeAlias, TypeVar, get_args

from pydantic import ConfigDict, TypeAdapter, with_config
from typing_extensions import TypedDict  # pydantic takes that of `typing` from Python 3.12 on

from journeys.domain.employers.employer import EmployerEvent
from journeys.domain.employers.history import EmployerEntry
from journeys.domain.events.fact import Fact
from journeys.domain.history import Entry
from journeys.domain.journey import Event
from journeys.domain.message import Message
from journeys.domain.roles import Principal

N = TypeVar("N", bound=Entry | EmployerEntry)
E = TypeVar("E")


@with_config(ConfigDict(extra="forbid", strict=True))
class EntryBody(TypedDict, Generic[E]):
    """What the body of a stored event holds: a dict, because a model costs a fifth more."""

    event: E
    actor: str
    role: NotRequired[str | None]
    """Left out where there is none: entries from before roles were stored have none."""
    request_id: NotRequired[str | None]
    on_behalf_of: NotRequired[Principal | None]
    """Left out where the actor recorded for themselves."""
    sure: NotRequired[tuple[str, ...]]
    """The doubts that were acknowledged, by code. Left out where there is none."""


Decode: TypeAlias = Callable[[bytes | str], EntryBody[Any]]
"""Reads the JSON of a body, and validates it. Raises ValidationError."""


@dataclass(frozen=True, eq=False)
class StreamKind(Generic[N]):
    """One kind of stream: its events, its entries, and how an error names it."""

    entry: Callable[..., N]
    union: Any
    """Any event of such a stream: an annotated union."""
    erased: str
    """The topic of the receipt that ends an erased stream."""
    named: Callable[[object], Message]
    """Returns how a sentence names a stream."""

    @cached_property
    def events(self) -> Mapping[str, type[Fact]]:
        """By the kind of event, which is its topic, its class."""
        members = get_args(get_args(self.union)[0])
        return MappingProxyType({each.model_fields["kind"].default: each for each in members})


@cache
def decoder_of(of: StreamKind[Any], kind: str) -> Decode:
    """Return what reads the body of an event of this kind.

    pydantic builds it for the first entry of the kind: what reads any event takes it ten times as
    long, and a script that is started dozens of times a day reads few kinds.
    """
    return _decoder(of.events[kind])


@cache
def any_decoder(of: StreamKind[Any]) -> Decode:
    """Return what reads the body of any event of such a stream."""
    return _decoder(of.union)


def _decoder(event: Any) -> Decode:  # noqa: ANN401 - a class of events, or a union of them
    # Its method is called for every entry there is: pydantic's own wrapper around it costs.
    return TypeAdapter[EntryBody[Any]](EntryBody[event]).validator.validate_json


JOURNEY = StreamKind(
    entry=Entry,
    union=Event,
    erased="citizen-erased",
    named=lambda stream: Message("journey {journey}", journey=stream),
)

EMPLOYER = StreamKind(
    entry=EmployerEntry,
    union=EmployerEvent,
    erased="employer-erased",
    named=lambda stream: Message("employer {employer}", employer=stream),
)
