"""What a decision returns: events of the classes there are, that can be read back for ever.

A host may make its own decisions, and an event by hand: what is appended is never taken back.
"""

from collections.abc import Iterable
from typing import get_args

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from journeys.domain.decisions.forms import not_understood
from journeys.domain.errors import Refused
from journeys.domain.journey import Event
from journeys.domain.message import Message

EVENT_CLASSES = frozenset[type[Event]](get_args(get_args(Event)[0]))
"""The class of every event there is."""


def require_events(decided: object, argument: str = "decision") -> list[Event]:
    """Return what a decision returned, where it is a list or a tuple of events.

    `argument` names the function that decided. Refused: not-understood.
    """
    if isinstance(decided, (list, tuple)) and all(type(each) in EVENT_CLASSES for each in decided):
        return list(decided)
    raise not_understood(
        argument, Message("a function that returns a list of events, as journeys.events has them")
    )


def require_readable(events: Iterable[Event]) -> None:
    """Require events that read back as they are: none was changed past its own checks.

    Refused: not-understood. What was changed is not repeated.
    """
    for event in events:
        try:
            same = type(event).model_validate_json(event.model_dump_json(warnings=False)) == event
        except (ValidationError, PydanticSerializationError):
            same = False
        if not same:
            raise Refused(
                "not-understood",
                "{kind}: this event does not hold what its class says, and could never be read. "
                "Make it by calling its class.",
                kind=type(event).model_fields["kind"].default,
            )
