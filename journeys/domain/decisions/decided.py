"""What a decision returns: events of the classes there are, that can be read back for ever.

A host may make its own decisions, and an event by hand: what is appended is never taken back.
"""

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from types import NoneType
from typing import Any, get_args
from uuid import UUID

from pydantic import BaseModel, ValidationError

from journeys.domain.decisions.forms import not_understood
from journeys.domain.employers.employer import EmployerEvent
from journeys.domain.errors import Refused
from journeys.domain.events.fact import Fact
from journeys.domain.journey import Event
from journeys.domain.message import Message

PLAIN = frozenset({str, int, bool, date, Decimal, UUID, NoneType})
"""The classes of values in an event that are what they seem."""

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
    if _has_plain_ids(event):
        return event
    return type(event).model_validate_json(event.model_dump_json())


def _has_plain_ids(model: BaseModel) -> bool:
    return all(
        _has_plain_ids(part) if isinstance(part, BaseModel) else not isinstance(part, UUID)
        for part in _parts(model)
    )


def _parts(model: BaseModel) -> Iterator[object]:
    """Yield each value in a model that is no plain one; of a tuple, each in it."""
    for value in model.__dict__.values():
        kind = type(value)
        if kind is tuple:
            yield from (part for part in value if type(part) not in PLAIN)
        elif kind not in PLAIN:
            yield value


def _is_valid(model: BaseModel) -> bool:
    """Whether a model would be made of what it holds; so would each part of it."""
    held = model.__dict__
    try:
        same = type(model).model_validate(held) == model
    except ValidationError:
        return False
    return same and all(_is_valid(part) for part in _parts(model) if isinstance(part, BaseModel))
