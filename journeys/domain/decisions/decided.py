"""What a decision returns: events of the classes there are, that can be read back for ever.

A host may make its own decisions, and an event by hand: what is appended is never taken back.
"""

from collections.abc import Collection, Iterator
from typing import Any, get_args
from uuid import UUID

from pydantic import BaseModel, ValidationError

from journeys.domain.decisions.forms import not_understood
from journeys.domain.employers.employer import EmployerEvent
from journeys.domain.errors import Refused
from journeys.domain.events.fact import Fact
from journeys.domain.journey import Event
from journeys.domain.message import Message

EVENT_CLASSES = frozenset[type[Event]](get_args(get_args(Event)[0]))
"""The class of every event of a journey."""

EMPLOYER_EVENT_CLASSES = frozenset[type[EmployerEvent]](get_args(get_args(EmployerEvent)[0]))
"""The class of every event of an employer."""


def require_events(
    decided: object,
    argument: str = "decision",
    classes: Collection[type[Any]] = EVENT_CLASSES,
) -> list[Any]:
    """Return what a decision returned, where it is a list or a tuple of events of these classes.

    `argument` names the function that decided. Refused: not-understood; also for an event that was
    changed past the checks of its class. What it holds is not repeated.
    """
    if not isinstance(decided, (list, tuple)) or any(type(each) not in classes for each in decided):
        form = Message("a function that returns a list of events, as journeys.events has them")
        raise not_understood(argument, form)
    for event in decided:
        if not _is_valid(event):
            raise Refused(
                "not-understood",
                "{kind}: this event does not hold what its class says, and could never be read. "
                "Make it by calling its class.",
                kind=type(event).model_fields["kind"].default,
            )
    return [_with_plain_ids(event) for event in decided]


def _with_plain_ids(event: Fact) -> Fact:
    """Return an event whose ids are UUIDs: one of a subclass may be other text in a row."""
    if all(type(each) is UUID for each in _ids(event)):
        return event
    return type(event).model_validate_json(event.model_dump_json())


def _ids(model: BaseModel) -> Iterator[UUID]:
    """Yield each id in a model, and in each part of it."""
    for value in model.__dict__.values():
        for part in value if type(value) is tuple else (value,):
            if isinstance(part, UUID):
                yield part
            elif isinstance(part, BaseModel):
                yield from _ids(part)


def _is_valid(model: BaseModel) -> bool:
    """Whether a model would be made of what it holds; so would each part of it."""
    held = model.__dict__
    try:
        same = type(model).model_validate(held) == model
    except ValidationError:
        return False
    parts = (
        part for value in held.values() for part in (value if type(value) is tuple else (value,))
    )
    return same and all(_is_valid(part) for part in parts if isinstance(part, BaseModel))
