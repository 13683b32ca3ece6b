"""What is free of an employer's posts on a day, counted by hand: views and rows agree with it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from journeys.employers import EmployerHistory, PostId, Taken, TaskId


class Free(NamedTuple):
    """How many more people a post takes on a day, and the free hours of each task."""

    places: int
    hours: Mapping[TaskId, Decimal]


def free(employer: EmployerHistory, taken: Iterable[Taken], on: date) -> Mapping[PostId, Free]:
    """Return what is free on a day, of each post that is open then; nothing is below zero.

    Places of other employers and days are left out.
    """
    people = defaultdict[PostId, set[UUID]](set)
    hours = defaultdict[tuple[PostId, TaskId], Decimal](Decimal)
    for each in taken:
        if each.covers(on) and employer.entries and each.employer == employer.stream:
            people[each.post].add(each.journey)
            hours[each.post, each.task] += each.hours
    room = employer.on(on).employer.room
    return {
        post.post: Free(
            places=max(0, post.may_share - len(people[post.post])),
            hours={
                held.task.task: max(Decimal(0), held.task.hours - hours[post.post, held.task.task])
                for held in room.tasks_of(post.post)
                if held.withdrawn is None or on < held.withdrawn
            },
        )
        for post in room.posts.values()
        if post.open_on(on)
    }
