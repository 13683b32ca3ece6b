"""What of an employer's posts is in use: what citizens take of it, by the day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from journeys.domain.days import days_after
from journeys.domain.employers.employer import EmployerEvent
from journeys.domain.employers.history import EmployerHistory
from journeys.domain.employers.posts import PostChanged, PostClosed, PostEvent, Room, TaskWithdrawn
from journeys.domain.employers.room import RoomsByDay, Taken, room_on, rooms
from journeys.domain.errors import Refused
from journeys.domain.events.corrections import EntryRetracted
from journeys.domain.vocabulary import NO_HOURS, PostId, TaskId


def is_post_used(taken: Iterable[Taken], post: PostId, on: date) -> bool:
    """Return whether somebody is in a post on that day or later."""
    return any(each.post == post for each in _from(taken, on))


def is_task_used(taken: Iterable[Taken], task: TaskId, on: date) -> bool:
    """Return whether somebody takes a task on that day or later."""
    return any(each.task == task for each in _from(taken, on))


def most_people(taken: Iterable[Taken], post: PostId, on: date) -> int:
    """Return the most people who are in a post at once, on that day or later."""
    used = [each for each in _from(taken, on) if each.post == post]
    return max(
        (
            len({each.journey for each in used if each.covers(day)})
            for day in {max(on, each.starts) for each in used}
        ),
        default=0,
    )


def _from(taken: Iterable[Taken], on: date) -> Iterator[Taken]:
    """Yield what is taken on that day or later."""
    for each in taken:
        if each.ends is None or each.ends > max(on, each.starts):
            yield each


def post_in_use() -> Refused:
    """Return the refusal of taking away room in a post that somebody is in."""
    return Refused(
        "post-in-use",
        "Somebody is in the post then. Say what happens for them, or change their placement first.",
    )


def task_in_use() -> Refused:
    """Return the refusal of taking away a task that somebody does."""
    return Refused(
        "task-in-use",
        "Somebody does the task then. Say what happens for them, or change their placement first.",
    )


def require_room_left(
    history: EmployerHistory, events: Sequence[EmployerEvent], taken: Sequence[Taken]
) -> None:
    """Require that what is recorded next takes nothing away that somebody has, on any day.

    An event that says what happens for them (`then`) may. A post is not opened again with more
    people or hours in it than it has. Every decision is asked this, a correction and one of a
    host's own too.

    Refused: post-in-use, task-in-use.
    """
    if not taken or not any(isinstance(each, PostEvent | EntryRetracted) for each in events):
        return
    before = list(rooms(history.followed_by(filter(_says_then, events))))
    after = list(rooms(history.followed_by(events)))
    if before == after:
        return
    for post in dict.fromkeys(each.post for each in taken):
        used = [each for each in taken if each.post == post]
        for day in sorted({*_days(post, before, used), *_days(post, after, used)}):
            if today := [each for each in used if each.covers(day)]:
                _require_left(post, room_on(before, day), room_on(after, day), today, day)


def _says_then(event: EmployerEvent) -> bool:
    return isinstance(event, TaskWithdrawn | PostChanged | PostClosed) and bool(event.then.strip())


def _days(post: PostId, rooms: RoomsByDay, used: Iterable[Taken]) -> Iterator[date]:
    """Yield each day on which a post has less than before, or more is taken of it."""
    for day, room in rooms:
        yield day
        known = room.posts.get(post)
        if known is not None and known.until is not None and known.until < date.max:
            yield days_after(known.until, 1)
    yield from (each.starts for each in used)


def _require_left(post: PostId, had: Room, has: Room, taken: Sequence[Taken], day: date) -> None:
    """Require that a post has on a day what is taken, if it had it before."""
    old, new = had.posts.get(post), has.posts.get(post)
    if old is None:
        return
    was_open = old.open_on(day)
    if new is None or (was_open and not new.open_on(day)):
        raise post_in_use()
    is_open = new.open_on(day)
    fewer = not was_open or new.may_share < old.may_share
    if is_open and fewer and len({each.journey for each in taken}) > new.may_share:
        raise post_in_use()
    for task in dict.fromkeys(each.task for each in taken):
        earlier, later = had.tasks.get(task), has.tasks.get(task)
        if earlier is None or earlier.post != post:
            continue
        if later is None or later.post != post:
            raise task_in_use()
        if earlier.can_be_taken_on(day) and not later.can_be_taken_on(day):
            raise task_in_use()
        less = not was_open or later.task.hours < earlier.task.hours
        hours = sum((each.hours for each in taken if each.task == task), NO_HOURS)
        if is_open and less and hours > later.task.hours:
            raise task_in_use()
