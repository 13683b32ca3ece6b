"""The kinds of streams: what the entries of a journey are stored as, and those of an employer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, create_model

from journeys.domain.employers.employer import EmployerEvent
from journeys.domain.employers.history import EmployerEntry
from journeys.domain.events.fact import Fact
from journeys.domain.history import Entry
from journeys.domain.journey import Event
from journeys.domain.message import Message
from journeys.domain.roles import Principal

N = TypeVar("N", bound=Entry | EmployerEntry)


class EntryBody(BaseModel):
    """What the body of a stored event holds."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    event: Event
    actor: str
    role: str | None = None
    """Left out where there is none: entries from before roles were stored have none."""
    request_id: str | None = None
    on_behalf_of: Principal | None = None
    """Left out where the actor recorded for themselves."""
    sure: tuple[str, ...] = ()
    """The doubts that were acknowledged, by code. Left out where there is none."""


@dataclass(frozen=True, eq=False)
class StreamKind(Generic[N]):
    """One kind of stream: its events, its entries, and how an error names it."""

    entry: Callable[..., N]
    events: Mapping[str, type[Fact]]
    """By the kind of event, which is its topic, its class."""
    body: type[EntryBody]
    """The body of an entry with any of these events."""
    erased: str
    """The topic of the receipt that ends an erased stream."""
    named: Callable[[object], Message]
    """Returns how a sentence names a stream."""


def events_of(union: Any) -> dict[str, type[Fact]]:  # noqa: ANN401 - an annotated union
    """Return the classes of a union of events, by kind."""
    return {member.model_fields["kind"].default: member for member in get_args(get_args(union)[0])}


@cache
def body_of(of: StreamKind[Any], kind: str) -> type[EntryBody]:
    """Return what holds the body of an event of this kind.

    pydantic builds it for the first entry of the kind: the body of any event takes it ten times as
    long, and a script that is started dozens of times a day reads few kinds.
    """
    return create_model("EntryBody", __base__=EntryBody, event=(of.events[kind], ...))


JOURNEY = StreamKind(
    entry=Entry,
    events=events_of(Event),
    body=EntryBody,
    erased="citizen-erased",
    named=lambda stream: Message("journey {journey}", journey=stream),
)

EMPLOYER = StreamKind(
    entry=EmployerEntry,
    events=events_of(EmployerEvent),
    body=create_model("EmployerEntryBody", __base__=EntryBody, event=(EmployerEvent, ...)),
    erased="employer-erased",
    named=lambda stream: Message("employer {employer}", employer=stream),
)
