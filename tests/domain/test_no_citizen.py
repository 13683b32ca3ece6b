"""An employer's stream never holds a citizen: no event has a field for one (decision 0025)."""

from collections.abc import Iterator
from typing import Any, NewType, get_args, get_type_hints

import pytest
from pydantic import BaseModel

from journeys import PlacementId
from journeys.employers import EmployerEntry, EmployerEvent, NeedId, PartnershipId, PostId, TaskId
from journeys.events import PlacementStarted
from journeys.testing.strategies import EMPLOYER_EVENT_CLASSES
from tests.test_layers import library, within

OWN_IDS = {NeedId, PartnershipId, PostId, TaskId}
"""The ids that an event of an employer may hold: of what is the employer's own."""

OF_CITIZENS = ("journey", "history", "person_record", "events.work", "events.post_taken")
"""Modules of the domain that say who is where."""


def ids_in(annotation: Any) -> Iterator[object]:  # noqa: ANN401 - any annotation of a field
    """Yield the types of ids in an annotation, and in the models that it names."""
    if isinstance(annotation, NewType):
        yield annotation
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for hint in get_type_hints(annotation, include_extras=True).values():
            yield from ids_in(hint)
    for part in get_args(annotation):
        yield from ids_in(part)


def test_a_field_for_a_citizen_is_found() -> None:
    """Also in a part of an event."""
    assert PlacementId in ids_in(PlacementStarted)
    assert TaskId in ids_in(PlacementStarted)


@pytest.mark.parametrize("event", sorted(EMPLOYER_EVENT_CLASSES, key=str))
def test_no_event_of_an_employer_has_a_field_for_a_citizen(event: type[EmployerEvent]) -> None:
    """Who works there is said in the citizen's own stream, and is erased with it."""
    assert set(ids_in(event)) <= OWN_IDS


def test_an_entry_says_whose_stream_it_is_by_the_employer_alone() -> None:
    """What is beside the event is who recorded it, and when."""
    assert set(EmployerEntry._fields) - {"employer"} == {
        "version",
        "position",
        "recorded_at",
        "actor",
        "event",
        "request_id",
        "role",
        "on_behalf_of",
        "sure",
    }


@pytest.mark.parametrize("module", ["events", "posts", "employer", "history"])
def test_what_an_employer_is_folded_of_knows_nothing_of_journeys(module: str) -> None:
    """So no later change brings a citizen in unseen."""
    known = library()[f"journeys.domain.employers.{module}"]
    of_citizens = [f"journeys.domain.{each}" for each in OF_CITIZENS]
    assert not [name for name in known for each in of_citizens if within(name, each)]
