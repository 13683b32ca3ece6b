"""Places (pladser): which tasks of which posts a citizen takes, from which day to which.

A place ends when the placement ends, moves to another post or takes other hours, and when the
journey is closed because the citizen moved away or died. A journey closed otherwise keeps its job.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple, get_args

from journeys.domain.events.people import People
from journeys.domain.events.work import PlacementHoursChanged, PlacementStarted, Work
from journeys.domain.history import History
from journeys.domain.journey import Event, Journey
from journeys.domain.vocabulary import NO_HOURS, EmployerId, Hours, PlacementId, PostId, TaskId


class Place(NamedTuple):
    """Plads: the hours a week of a task that a placement takes, from one day to another."""

    placement: PlacementId
    employer: EmployerId
    post: PostId
    task: TaskId
    hours: Hours
    starts: date
    ends: date | None = None
    """The first day on which it is not taken; None where it goes on."""


Key = tuple[PlacementId, EmployerId, PostId, TaskId]
NamesPost = PlacementStarted | PlacementHoursChanged
MAY_NAME_POST = frozenset(get_args(NamesPost))


def naming_posts(events: Iterable[Event]) -> list[NamesPost]:
    """Return those of these events that name a post.

    It is asked of every entry whenever something is recorded, and nearly always in vain: so it
    looks at the exact class first.
    """
    may = [event for event in events if type(event) in MAY_NAME_POST]
    return [each for each in may if isinstance(each, NamesPost) and each.post is not None]


def places(history: History) -> tuple[Place, ...]:
    """Return a place for each placement, task and interval, by the day it starts.

    Each post that was named but never taken for a day, as by retracted entries alone, has one place
    that ends on the day it starts: so every journey that ever named a post is found by it.
    """
    named = naming_posts(entry.event for entry in history.entries)
    if not named:
        return ()
    found = [*_taken(history)]
    found += _named_alone(named, {(place.employer, place.post) for place in found})
    found.sort(key=lambda each: (each.starts, each.placement, each.post, each.task))
    return tuple(found)


def _taken(history: History) -> Iterator[Place]:
    began = dict[Key, tuple[Hours, date]]()
    for entry, _, journey in history.changes_to(_slices):
        day, now = entry.event.on, _values(journey)
        for key in began.keys() | now.keys():
            hours, since = began.get(key, (None, day))
            if hours == now.get(key):
                continue
            if hours is not None:
                del began[key]
                if since < day:
                    yield Place(*key, hours, since, day)
            if key in now:
                began[key] = (now[key], day)
    for key, (hours, since) in began.items():
        yield Place(*key, hours, since)


def _named_alone(
    named: Iterable[NamesPost], known: set[tuple[EmployerId, PostId]]
) -> Iterator[Place]:
    for event in named:
        post = event.post
        if post is None or (post.employer, post.post) in known:
            continue
        for taken in post.tasks[:1]:
            known.add((post.employer, post.post))
            yield Place(
                event.placement,
                post.employer,
                post.post,
                taken.task,
                taken.hours,
                starts=event.on,
                ends=event.on,
            )


def _slices(journey: Journey) -> tuple[People, Work]:
    return journey.people, journey.work


def _values(journey: Journey) -> Mapping[Key, Hours]:
    """Return the hours that each placement takes of each task now."""
    values = dict[Key, Hours]()
    if journey.people.gone:
        return values
    for place in journey.work.running:
        post = place.post
        if post is None:
            continue
        for taken in post.tasks:
            key = (place.placement, post.employer, post.post, taken.task)
            values[key] = values.get(key, NO_HOURS) + taken.hours
    return values
