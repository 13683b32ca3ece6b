"""Counts of room: what is free and what is filled on a day, by kind."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from journeys.domain.vocabulary import NO_HOURS, EmployerId, Hours, PostId, TaskId
from journeys.projections.view import SetAside


class FreeTask(NamedTuple):
    """Ledig opgave: a task of an open post that has free hours, and since when without a break."""

    employer: EmployerId
    post: PostId
    task: TaskId
    hours: Hours
    """How many are free on the day."""
    since: date


class IdleTask(NamedTuple):
    """Opgave uden nogen: a task that nobody does, though an open post has a place for somebody."""

    employer: EmployerId
    task: TaskId
    since: date
    """Since when without a break."""


class RoomCount(NamedTuple):
    """Plads til arbejde: the open posts of one kind, or all, counted on a day."""

    employers: int = 0
    """How many have an open post."""
    posts: int = 0
    places: int = 0
    """How many people may share them."""
    people: int = 0
    """How many are in them; one who is in two posts counts in both."""
    tasks: int = 0
    free_tasks: int = 0
    """How many of the tasks have free hours."""
    hours: Hours = NO_HOURS
    """Hours a week of the tasks."""
    taken: Hours = NO_HOURS
    """How many of them are taken."""


class RoomOfDay(NamedTuple):
    """Plads til arbejde på en dag: all open posts, and by kind."""

    on: date
    whole: RoomCount
    by_post_kind: Mapping[str, RoomCount]
    """By code; kinds without an open post are left out."""
    by_employer_kind: Mapping[str, RoomCount]


class RoomFigures(NamedTuple):
    """Plads til arbejde over tid: the counts of some days, and the tasks that are free now."""

    days: tuple[RoomOfDay, ...]
    """The oldest first; the last one is the day itself."""
    free_tasks: tuple[FreeTask, ...]
    """Those of the day itself."""
    set_aside: SetAside
    """The employers and journeys whose rows cannot be read, and why."""
