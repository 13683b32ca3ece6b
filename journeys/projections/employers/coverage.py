"""Coverage: how much of a post is taken and free, from each day on which anything changes.

An employer's history says what a post has; the places of citizens say what is taken. Together they
are read day by day: nothing is stored about what is free.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from journeys.domain.days import days_after
from journeys.domain.employers.employer import room_slice
from journeys.domain.employers.history import EmployerHistory
from journeys.domain.employers.posts import Post, Room, TaskRecord
from journeys.domain.employers.room import Taken
from journeys.domain.vocabulary import NO_HOURS, Hours, PostId, TaskId

ByPost = Mapping[PostId, Sequence[Taken]]
"""What is taken of each post, on any day."""


class PostFrom(NamedTuple):
    """En stilling fra en dag: the post and its tasks, as they are from that day on."""

    since: date
    post: Post
    tasks: tuple[TaskRecord, ...]


class TaskOnDay(NamedTuple):
    """En opgave på en dag: how many of its hours are taken, and how many are free."""

    record: TaskRecord
    taken: Hours
    free: Hours
    """0 where the task was withdrawn, or the post is not open."""


class PostOnDay(NamedTuple):
    """En stilling på en dag: how it stands from that day until the next one."""

    since: date
    post: Post
    is_open: bool
    people: int
    """How many people share it, each counted once."""
    tasks: tuple[TaskOnDay, ...]

    @property
    def free_places(self) -> int:
        """How many more people may begin in it."""
        return max(self.post.may_share - self.people, 0) if self.is_open else 0

    @property
    def present(self) -> tuple[TaskOnDay, ...]:
        """Its tasks that nobody has withdrawn."""
        return tuple(each for each in self.tasks if each.record.can_be_taken_on(self.since))

    @property
    def free_tasks(self) -> tuple[TaskOnDay, ...]:
        """The tasks with free hours; where no place is free, they are for those who are in it."""
        return tuple(each for each in self.tasks if each.free)

    @property
    def takes_more(self) -> bool:
        """Whether one more person can begin in it: there is a place, and there are free hours."""
        return bool(self.free_places and self.free_tasks)

    @property
    def hours(self) -> Hours:
        """Hours a week of the tasks that nobody has withdrawn."""
        return sum((each.record.task.hours for each in self.present), NO_HOURS)

    @property
    def taken_hours(self) -> Hours:
        """Hours a week that are taken of those tasks."""
        return sum((each.taken for each in self.present), NO_HOURS)

    @property
    def free_hours(self) -> Hours:
        """Hours a week that are free."""
        return sum((each.free for each in self.tasks), NO_HOURS)

    def task(self, key: TaskId) -> TaskOnDay | None:
        """Return how one task stands; None where the post has no such task."""
        return next((each for each in self.tasks if each.record.task.task == key), None)


def posts_by_day(history: EmployerHistory) -> Mapping[PostId, tuple[PostFrom, ...]]:
    """Return for each post how it is from each day on which it changes, memoised per history."""
    return history.memoised(_posts_by_day)


def _posts_by_day(history: EmployerHistory) -> Mapping[PostId, tuple[PostFrom, ...]]:
    found = dict[PostId, dict[date, PostFrom]]()
    for change in history.changes_to(room_slice):
        before, room, day = change.before.room, change.after.room, change.entry.event.on
        for key in _touched(before, room):
            if post := room.posts.get(key):
                # The last change of a day counts.
                found.setdefault(key, {})[day] = PostFrom(day, post, room.tasks_of(key))
    return {key: tuple(days.values()) for key, days in found.items()}


def _touched(before: Room, after: Room) -> Iterator[PostId]:
    """Yield the posts that differ; one may come twice."""
    if before.posts is not after.posts:
        yield from (key for key, post in after.posts.items() if before.posts.get(key) is not post)
    if before.tasks is not after.tasks:
        for key, record in after.tasks.items():
            earlier = before.tasks.get(key)
            if earlier is not record:
                yield from {each.post for each in (earlier, record) if each and each.post}


def by_post(taken: Iterable[Taken]) -> ByPost:
    """Return what is taken, by post."""
    found = dict[PostId, list[Taken]]()
    for each in taken:
        found.setdefault(each.post, []).append(each)
    return found


def coverage(
    history: EmployerHistory, post: PostId, taken: Iterable[Taken]
) -> tuple[PostOnDay, ...]:
    """Return how a post stands from each day on which anything changes, the earliest first.

    Empty where the employer has no such post. What is taken of other posts is ignored.
    """
    shapes = posts_by_day(history).get(post, ())
    if not shapes:
        return ()
    key = (history.stream, post)
    own = [each for each in taken if (each.employer, each.post) == key]
    return tuple(_standing(day, shapes, own) for day in _change_days(shapes, own))


def _change_days(shapes: Sequence[PostFrom], own: Iterable[Taken]) -> list[date]:
    first = shapes[0].since
    days = {each.since for each in shapes}
    days.update(days_after(each.post.until, 1) for each in shapes if each.post.until)
    for each in own:
        days.add(each.starts)
        if each.ends:
            days.add(each.ends)
    return sorted(day for day in days if day >= first)


def _standing(day: date, shapes: Sequence[PostFrom], own: Iterable[Taken]) -> PostOnDay:
    shape = shapes[bisect_right(shapes, day, key=lambda each: each.since) - 1]
    is_open = shape.post.open_on(day)
    today = [each for each in own if each.covers(day)]
    hours = dict[TaskId, Hours]()
    for each in today:
        hours[each.task] = hours.get(each.task, NO_HOURS) + each.hours
    return PostOnDay(
        since=day,
        post=shape.post,
        is_open=is_open,
        people=len({each.journey for each in today}),
        tasks=tuple(_task(record, hours, day, is_open=is_open) for record in shape.tasks),
    )


def _task(
    record: TaskRecord, hours: Mapping[TaskId, Hours], day: date, *, is_open: bool
) -> TaskOnDay:
    taken = hours.get(record.task.task, NO_HOURS)
    can_be_taken = is_open and record.can_be_taken_on(day)
    free = max(record.task.hours - taken, NO_HOURS) if can_be_taken else NO_HOURS
    return TaskOnDay(record, taken, free)


def post_on_day(standings: Sequence[PostOnDay], day: date) -> PostOnDay | None:
    """Return how a post stands on a day; None before its first one."""
    nr = bisect_right(standings, day, key=lambda each: each.since)
    return standings[nr - 1] if nr else None


def free_since(standings: Sequence[PostOnDay], task: TaskId, day: date) -> date | None:
    """Return since when a task has had free hours without a break; None where it has none."""
    since = None
    for each in reversed(standings[: bisect_right(standings, day, key=lambda each: each.since)]):
        if all(free.record.task.task != task for free in each.free_tasks):
            break
        since = each.since
    return since
