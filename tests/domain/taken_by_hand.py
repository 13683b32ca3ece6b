"""What citizens take of posts, counted by hand: day by day, and hour by hour.

Written without the fold, the projection and the rules of the library: tests hold them to it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from journeys import employers, events

Key = tuple[UUID, UUID, UUID, UUID]
"""A placement, and the employer, the post and the task that it takes."""


def facts(entries: Sequence[Any], day: date) -> list[Any]:
    """Return the events in force on a day, each after those that take effect before it."""
    retracted = set[int]()
    for entry in reversed(entries):
        event = entry.event
        if (
            isinstance(event, events.EntryRetracted)
            and entry.version not in retracted
            and event.entry < entry.version
        ):
            retracted.add(event.entry)
    left = [each.event for each in entries if each.version not in retracted]
    return sorted(
        (each for each in left if each.on <= day and each.kind != "entry-retracted"),
        key=lambda each: each.on,
    )


def taken_on(entries: Sequence[Any], day: date) -> Mapping[Key, Decimal]:
    """Return the hours that a citizen takes on a day, by placement and task."""
    posts, ended, gone = dict[UUID, events.PostTaken | None](), set[UUID](), False
    for event in facts(entries, day):
        match event.kind:
            case "placement-started":
                posts[event.placement] = event.post
                ended.discard(event.placement)
            case "placement-hours-changed" if event.post is not None:
                if event.placement in posts and event.placement not in ended:
                    posts[event.placement] = event.post
            case "placement-ended" if event.placement in posts:
                ended.add(event.placement)
            case "journey-closed":
                gone = bool(event.moved_to) or event.why == "død"
            case "journey-opened" | "journey-resumed" | "journey-rested":
                gone = False
    if gone:
        return {}
    return _by_task({each: post for each, post in posts.items() if each not in ended})


def _by_task(posts: Mapping[UUID, events.PostTaken | None]) -> Mapping[Key, Decimal]:
    found = defaultdict[Key, Decimal](Decimal)
    for placement, post in posts.items():
        for each in post.tasks if post is not None else ():
            assert post is not None
            found[placement, post.employer, post.post, each.task] += each.hours
    return found


def overfull_on(employer: Sequence[Any], citizens: Iterable[Sequence[Any]], day: date) -> set[UUID]:
    """Return the posts that are open on a day and taken by too many people, or for too many hours.

    A post that was left to somebody (`then`) is none of them.
    """
    may_share, last, hours = dict[UUID, int](), dict[UUID, date](), dict[UUID, Decimal]()
    closed, left_over = set[UUID](), set[UUID]()
    for event in facts(employer, day):
        match event:
            case employers.PostOpened():
                may_share[event.post] = event.may_share
                last[event.post] = event.until or date.max
                hours |= {task.task: task.hours for task in event.tasks}
            case employers.TaskCarvedOut(task=task):
                hours[task.task] = task.hours
            case employers.PostChanged():
                may_share[event.post] = event.may_share or may_share[event.post]
                last[event.post] = event.until or last[event.post]
            case employers.PostClosed():
                closed.add(event.post)
        if getattr(event, "then", ""):
            left_over.add(getattr(event, "post", UUID(int=0)))
    people, taken = defaultdict[UUID, int](int), defaultdict[tuple[UUID, UUID], Decimal](Decimal)
    for entries in citizens:
        found = taken_on(entries, day)
        for post in {post for _, _, post, _ in found}:
            people[post] += 1
        for (_, _, post, done), each in found.items():
            taken[post, done] += each
    open_ = {post for post in may_share if post not in closed and day <= last[post]}
    many = {post for post in open_ - left_over if people[post] > may_share[post]}
    return many | {
        post for (post, done), all_ in taken.items() if post in open_ and all_ > hours[done]
    }
