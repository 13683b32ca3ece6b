"""A case of the process log: what happened to one citizen, for process mining. No words, no names.

Kinds, days, roles and ids alone. The ids are pseudonyms (`pseudonyms`) or those of the store
(`real_ids`).
"""

import hmac
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple, TypeAlias, cast, get_args
from uuid import UUID

from journeys.domain.events.post_taken import PostTaken
from journeys.domain.history import Entry, History
from journeys.domain.journey import Event

JOURNEY = "journey"
OF_A_CASE = ("subgoal", "placement", "education", "measure", "ruling", "aid", "tie")
"""The types of what belongs to one journey. Each is also the field of an event that names it."""
SHARED = ("employer", "post", "task")
"""The types of what many journeys may have to do with."""
SERVES = "serves"
"""The field that names what a measure serves: another thing of the journey."""

_EVENTS = get_args(get_args(Event)[0])
KINDS: Sequence[str] = tuple(each.model_fields["kind"].default for each in _EVENTS)
"""Every kind of event."""

TICK = timedelta(milliseconds=1)
"""A day has no time of day: an event stands so much after the one before it on the same day."""

OTHER_ROLE = "other"
"""In place of a role that is none here: what another store or a host wrote there may be a name."""

KEY_LENGTH = 32
PSEUDONYM_LENGTH = 16

Named: TypeAlias = Callable[[UUID, UUID | None], str]
"""Returns what a thing is called: one of a journey, or one that many may have (None)."""


class ProcessObject(NamedTuple):
    """Objekt: a thing that an event is about, and the field of the event that names it."""

    type: str
    id: str
    field: str


class ProcessEvent(NamedTuple):
    """Hændelse: one entry without its words."""

    nr: int
    """Its place among the entries of the case, as they were recorded."""
    kind: str
    on: date
    """The day of effect."""
    recorded: date
    """The day on which it was recorded (UTC)."""
    role: str | None
    """Of the person behind it; `other` for one that is none here, None where none was recorded."""
    retracted_by: int | None
    """The `nr` of the entry that retracts it; None where it stands."""
    objects: tuple[ProcessObject, ...]


class ProcessCase(NamedTuple):
    """Sag: the events of one citizen, in the order in which they were recorded."""

    case: str
    municipality: str | None
    """Of the opening in force; None where none is."""
    events: tuple[ProcessEvent, ...]

    @property
    def in_time(self) -> Iterator[tuple[datetime, ProcessEvent]]:
        """Yield the events by day of effect, then as recorded, each with a moment of its own.

        The first of a day has midnight (UTC), each next one a millisecond more: a tool that sorts
        by the moment keeps the order.
        """
        last, moment = None, datetime.min.replace(tzinfo=UTC)
        for event in sorted(self.events, key=_day):
            moment = moment + TICK if event.on == last else midnight(event.on)
            last = event.on
            yield moment, event


def midnight(day: date) -> datetime:
    """Return the moment at which a day begins in UTC."""
    return datetime.combine(day, time.min, UTC)


def pseudonyms(key: bytes) -> Named:
    """Return the pseudonyms under a key: without it nobody can tell whose they are.

    The same id has another pseudonym under another key, and in another journey.
    """

    def pseudonym(thing: UUID, journey: UUID | None) -> str:
        scope = bytes(16) if journey is None else journey.bytes
        return hmac.digest(key, scope + thing.bytes, "sha256")[:PSEUDONYM_LENGTH].hex()

    return pseudonym


def real_ids(thing: UUID, _journey: UUID | None) -> str:
    """Return the id that a thing has in the store."""
    return str(thing)


def process_case(history: History, named: Named, roles: Container[str]) -> ProcessCase:
    """Return the case of one citizen, whose history has at least one entry; `roles` there are."""
    journey = history.stream
    nr_of = {entry.version: nr for nr, entry in enumerate(history.entries, start=1)}
    types = _types(history)

    def event(entry: Entry) -> ProcessEvent:
        by, role = history.retracted.get(entry.version), entry.principal_role
        return ProcessEvent(
            nr=nr_of[entry.version],
            kind=entry.event.kind,
            on=entry.event.on,
            recorded=entry.recorded_at.date(),
            role=role if role is None or role in roles else OTHER_ROLE,
            retracted_by=None if by is None else nr_of[by.version],
            objects=tuple(_objects(entry.event, journey, types, named)),
        )

    return ProcessCase(
        case=named(journey, None),
        municipality=history.journey.people.municipality or None,
        events=tuple(map(event, history.entries)),
    )


def _day(event: ProcessEvent) -> date:
    return event.on


def _ids(event: Event) -> Iterator[tuple[str, UUID]]:
    """Yield the things of its own journey that an event names, by field."""
    for field in OF_A_CASE:
        if (found := getattr(event, field, None)) is not None:
            yield field, cast("UUID", found)


def _types(history: History) -> Mapping[UUID, str]:
    """Return what each thing of a journey is: the id that a measure serves does not say it."""
    types = dict[UUID, str]()
    for entry in history.entries:
        for field, thing in _ids(entry.event):
            types.setdefault(thing, field)
    return types


def _objects(
    event: Event, journey: UUID, types: Mapping[UUID, str], named: Named
) -> Iterator[ProcessObject]:
    for field, thing in _ids(event):
        yield ProcessObject(field, named(thing, journey), field)
    served: UUID | None = getattr(event, SERVES, None)
    if served is not None and served in types:
        yield ProcessObject(types[served], named(served, journey), SERVES)
    taken = getattr(event, "post", None)
    if isinstance(taken, PostTaken):
        yield ProcessObject("employer", named(taken.employer, None), "employer")
        yield ProcessObject("post", named(taken.post, None), "post")
        for task in taken.tasks:
            yield ProcessObject("task", named(task.task, None), "task")
