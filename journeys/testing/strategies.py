"""Arbitrary events, histories and requests of verbs, for property tests with hypothesis.

    from hypothesis import given
    from journeys.testing.strategies import histories

    @given(histories())
    def test_my_report_shows_any_history(history): ...

They are made of few invented things, so that these meet; most verbs are refused on most histories.
A keyword says what one field or argument may be, as in
`requests_of(verbs.rest_pension, on=st.just(day))`. Needs the extra `testing`.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple, TypeVar, get_args

from hypothesis import strategies as st
from pydantic import BaseModel

from journeys import Entry, History, employers, verbs
from journeys.domain.employers import verbs as employer_verbs
from journeys.domain.vocabulary import FLEKSJOB, RESTING
from journeys.employers import EmployerEntry, EmployerEvent, EmployerHistory
from journeys.events import EntryRetracted, Event
from journeys.testing.fields import DAYS, FIELDS, OWN_FIELDS, PARTS, PHRASES, WORDS
from journeys.testing.invented import (
    ANNA,
    BAKING,
    CARVED,
    COOK,
    FIRM,
    GRANTED,
    HEARD,
    JAN_1,
    NEEDED,
    OFFERED,
    OPENED,
    PLANNED,
    POSTED,
    REGISTERED,
    RESTED,
    RULED,
    SUPPORT,
    WALK,
    WISHED,
)

__all__ = [
    "BEGINNING",
    "EMPLOYER_EVENT_CLASSES",
    "EVENT_CLASSES",
    "Request",
    "beginnings",
    "days",
    "employer_beginnings",
    "employer_events",
    "employer_histories",
    "employer_requests",
    "events",
    "events_of",
    "histories",
    "requests",
    "requests_of",
]

EVENT_CLASSES: tuple[type[Event], ...] = get_args(get_args(Event)[0])
"""The class of every event there is."""

EMPLOYER_EVENT_CLASSES: tuple[type[EmployerEvent], ...] = get_args(get_args(EmployerEvent)[0])
"""The class of every event of an employer."""

Each = TypeVar("Each", bound=BaseModel)

BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
"""When the first entry of an arbitrary history is recorded at the earliest."""


class Request(NamedTuple):
    """A verb, and the arguments to ask it with."""

    verb: Callable[..., list[Any]]
    arguments: dict[str, Any]


def days() -> st.SearchStrategy[date]:
    """Return any day from 1 January to 1 March 2026, when all that is made here takes effect."""
    return DAYS


def _field(owner: str, name: str, phrases: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    return OWN_FIELDS.get(owner, {}).get(name, FIELDS.get(name, phrases))


def events_of(cls: type[Each], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Each]:
    """Return any event of that class; a keyword says what a field of it may be."""
    return st.builds(
        cls,
        **{
            name: PARTS.get(name, _field(cls.__name__, name, WORDS))
            for name in cls.model_fields
            if name != "kind"
        }
        | fields,
    )


def events(classes: Sequence[type[Event]] = EVENT_CLASSES) -> st.SearchStrategy[Event]:
    """Return any event of any class, or of these classes alone."""
    return _any_of(tuple(classes))


# Hypothesis looks through a strategy before it draws from it: it does so once for each of these.
@cache
def _any_of(classes: tuple[type[Any], ...]) -> st.SearchStrategy[Any]:
    return st.one_of([events_of(cls) for cls in classes])


_HEARD_ON_REST = HEARD.model_copy(update={"matter": RESTING})
_RULED_TO_REST = RULED.model_copy(update={"matter": RESTING})
_FLEKSJOB = BAKING.model_copy(update={"on": JAN_1, "placement_kind": FLEKSJOB})
# An early day: all that is asked next takes effect by 1 March.
_RESTED = RESTED.model_copy(update={"on": JAN_1})


def beginnings() -> st.SearchStrategy[tuple[Event, ...]]:
    """Return how far a journey may have come already; most verbs need one that is open."""
    return st.sampled_from(
        [
            (),
            (OPENED,),
            (OPENED, GRANTED, WISHED),
            (OPENED, GRANTED, WISHED, COOK, BAKING),
            (OPENED, GRANTED, WISHED, COOK, OFFERED, HEARD, RULED, SUPPORT, PLANNED),
            (OPENED, GRANTED, WISHED, _HEARD_ON_REST, _RULED_TO_REST),
            (OPENED, GRANTED, WISHED.model_copy(update={"on": JAN_1}), _RESTED, _FLEKSJOB),
        ]
    )


@cache
def _corrected(classes: tuple[type[Any], ...], most: int) -> st.SearchStrategy[list[Any]]:
    # Every third is a retraction, so that some retract each other.
    kinds = [_any_of(classes), _any_of(classes), events_of(EntryRetracted)]
    return st.lists(st.sampled_from(kinds).flatmap(lambda kind: kind), max_size=most)


@cache
def _hours(number: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, 5), min_size=number, max_size=number)


@st.composite
def histories(
    draw: st.DrawFn, max_size: int = 15, classes: Sequence[type[Event]] = EVENT_CLASSES
) -> History:
    """Return any history: no rule was asked, and recorded time stands still or moves on.

    Retractions are among the entries, whatever the classes.
    """
    recorded = draw(_corrected(tuple(classes), max_size))
    hours = draw(_hours(len(recorded)))
    return History(
        tuple(
            Entry(WALK, nr, nr, BEGINNING + timedelta(hours=hour), ANNA, event)
            for nr, (event, hour) in enumerate(zip(recorded, sorted(hours), strict=True), start=1)
        )
    )


@st.composite
def employer_histories(draw: st.DrawFn, max_size: int = 15) -> EmployerHistory:
    """Return any history of an employer: no rule was asked, as for `histories`."""
    recorded = draw(_corrected(EMPLOYER_EVENT_CLASSES, max_size))
    hours = draw(_hours(len(recorded)))
    return EmployerHistory(
        tuple(
            EmployerEntry(FIRM, nr, nr, BEGINNING + timedelta(hours=hour), ANNA, event)
            for nr, (event, hour) in enumerate(zip(recorded, sorted(hours), strict=True), start=1)
        )
    )


def employer_events() -> st.SearchStrategy[EmployerEvent]:
    """Return any event of an employer."""
    return _any_of(EMPLOYER_EVENT_CLASSES)


def employer_beginnings() -> st.SearchStrategy[tuple[EmployerEvent, ...]]:
    """Return how much may be recorded of an employer already."""
    posted = POSTED.model_copy(update={"on": JAN_1})
    return st.sampled_from(
        [
            (),
            (REGISTERED,),
            (REGISTERED, NEEDED),
            (REGISTERED, NEEDED, CARVED),
            (REGISTERED, posted),
        ]
    )


@cache
def employer_requests() -> st.SearchStrategy[Request]:
    """Return any request of any verb about an employer."""
    return st.one_of([requests_of(getattr(employers, name)) for name in employer_verbs.__all__])


def requests_of(
    verb: Callable[..., list[Any]], **arguments: st.SearchStrategy[Any]
) -> st.SearchStrategy[Request]:
    """Return any request of that verb; a keyword says what an argument of it may be."""
    names = verb.__annotations__.keys() - {"case", "_case", "return"}
    given = {name: _field(verb.__name__, name, PHRASES) for name in sorted(names)} | arguments
    return st.builds(Request, st.just(verb), st.fixed_dictionaries(given))


@cache
def requests() -> st.SearchStrategy[Request]:
    """Return any request of any verb."""
    return st.one_of([requests_of(getattr(verbs, name)) for name in verbs.__all__])
