"""What is free and what is filled on a day, counted off the rows of employers and of citizens."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import NamedTuple, Protocol, TypeVar

from journeys.domain.employers.room import Taken
from journeys.domain.vocabulary import NO_HOURS, EmployerId, Hours, JourneyId, PostId, TaskId
from journeys.projections.employers.room_counts import FreeTask, IdleTask, RoomCount, RoomOfDay
from journeys.projections.employers.rows import PostRow, TaskRow

Key = tuple[EmployerId, PostId | None]
"""A post; without one, the tasks of an employer that are in none."""


class OwnedPost(NamedTuple):
    """A row of a post, and what its employer is."""

    employer: EmployerId
    employer_kind: str
    row: PostRow

    @property
    def key(self) -> Key:
        """Which post it is."""
        return self.employer, self.row.post


class OwnedTask(NamedTuple):
    """A row of a task, and whose it is."""

    employer: EmployerId
    row: TaskRow

    @property
    def key(self) -> Key:
        """Which post it is in."""
        return self.employer, self.row.post


class RoomRows:
    """The rows of the posts, their tasks, and what citizens take of them."""

    def __init__(
        self, posts: Iterable[OwnedPost], tasks: Iterable[OwnedTask], taken: Iterable[Taken]
    ) -> None:
        self._posts: dict[Key, list[OwnedPost]] = _by(posts, lambda each: each.key)
        self._tasks: dict[Key, list[OwnedTask]] = _by(tasks, lambda each: each.key)
        self._taken: dict[Key, list[Taken]] = _by(taken, lambda each: (each.employer, each.post))

    def free_tasks(self, on: date) -> tuple[FreeTask, ...]:
        """Return the tasks of open posts that have free hours on a day, by employer and by id."""
        found = [
            FreeTask(
                post.employer, post.row.post, each.task, each.free, self._free_since(post, each, on)
            )
            for post in self._open(on)
            for each in post.tasks
            if each.free
        ]
        return tuple(sorted(found, key=lambda each: (str(each.employer), str(each.task))))

    def counted(self, on: date) -> RoomOfDay:
        """Return the counts of a day."""
        whole, by_post_kind, by_employer_kind = _Count(), _counts(), _counts()
        for post in self._open(on):
            for count in (
                whole,
                by_post_kind[post.row.post_kind],
                by_employer_kind[post.employer_kind],
            ):
                count.add(post)
        return RoomOfDay(on, whole.result, _results(by_post_kind), _results(by_employer_kind))

    def _open(self, on: date) -> "Iterator[_OpenPost]":
        for key, rows in self._posts.items():
            for owned in rows:
                if covers(owned.row, on):
                    here = [each for each in self._taken.get(key, ()) if covers(each, on)]
                    yield _OpenPost(
                        *owned,
                        people=frozenset(each.journey for each in here),
                        tasks=self._tasks_of(key, here, on),
                    )

    def _tasks_of(self, post: Key, here: Sequence[Taken], on: date) -> "tuple[_OpenTask, ...]":
        taken = defaultdict[TaskId, Hours](Decimal)
        for each in here:
            taken[each.task] += each.hours
        return tuple(
            _OpenTask(row.task, row.hours, taken[row.task])
            for _, row in self._tasks.get(post, ())
            if covers(row, on)
        )

    def _free_since(self, post: "_OpenPost", task: "_OpenTask", on: date) -> date:
        """Return since when it has had free hours without a break, up to this day."""
        key: Key = (post.employer, post.row.post)
        posts = [each.row for each in self._posts[key]]
        tasks = [each.row for each in self._tasks[key] if each.row.task == task.task]
        taken = [each for each in self._taken.get(key, ()) if each.task == task.task]

        def is_free(day: date) -> bool:
            hours = next((each.hours for each in tasks if covers(each, day)), NO_HOURS)
            used = sum((each.hours for each in taken if covers(each, day)), NO_HOURS)
            return used < hours and any(covers(each, day) for each in posts)

        return _since(is_free, on, [*posts, *tasks, *taken])

    def idle_tasks(self, on: date) -> tuple[IdleTask, ...]:
        """Return the tasks that nobody does on a day, though an open post has a place for somebody.

        By employer and by id.
        """
        by_task = _by(
            (each for rows in self._tasks.values() for each in rows),
            lambda each: (each.employer, each.row.task),
        )
        found = []
        for (employer, task), owned in by_task.items():
            rows = [each.row for each in owned]
            if self._is_idle(employer, rows, on):
                posts = {(employer, each.post) for each in rows}
                days: list[Dated] = [*rows]
                days += [each.row for post in posts for each in self._posts.get(post, ())]
                days += [each for post in posts for each in self._taken.get(post, ())]
                since = _since(partial(self._is_idle, employer, rows), on, days)
                found.append(IdleTask(employer, task, since))
        return tuple(sorted(found, key=lambda each: (str(each.employer), str(each.task))))

    def _is_idle(self, employer: EmployerId, rows: Iterable[TaskRow], day: date) -> bool:
        row = next((each for each in rows if covers(each, day)), None)
        if row is None:
            return False
        key = (employer, row.post)
        post = next((each.row for each in self._posts.get(key, ()) if covers(each.row, day)), None)
        here = [each for each in self._taken.get(key, ()) if covers(each, day)]
        return (
            post is not None
            and all(each.task != row.task for each in here)
            and len({each.journey for each in here}) < post.may_share
        )


class Dated(Protocol):
    """What holds from a day on and before another."""

    @property
    def starts(self) -> date:
        """The first day."""

    @property
    def ends(self) -> date | None:
        """The day after the last one; None where it goes on."""


def covers(row: Dated, day: date) -> bool:
    """Whether it holds on that day."""
    return row.starts <= day and (row.ends is None or day < row.ends)


class _OpenTask(NamedTuple):
    """A task that can be taken on the day."""

    task: TaskId
    hours: Hours
    taken: Hours

    @property
    def free(self) -> Hours:
        return max(NO_HOURS, self.hours - self.taken)


class _OpenPost(NamedTuple):
    """A post that is open on the day."""

    employer: EmployerId
    employer_kind: str
    row: PostRow
    people: frozenset[JourneyId]
    tasks: tuple[_OpenTask, ...]


class _Count:
    """Adds up the open posts of a day."""

    def __init__(self) -> None:
        self.result = RoomCount()
        self._employers = set[EmployerId]()

    def add(self, post: _OpenPost) -> None:
        """Add a post."""
        self._employers.add(post.employer)
        so_far = self.result
        self.result = RoomCount(
            employers=len(self._employers),
            posts=so_far.posts + 1,
            places=so_far.places + post.row.may_share,
            people=so_far.people + len(post.people),
            tasks=so_far.tasks + len(post.tasks),
            free_tasks=so_far.free_tasks + sum(bool(each.free) for each in post.tasks),
            hours=so_far.hours + sum((each.hours for each in post.tasks), NO_HOURS),
            taken=so_far.taken + sum((each.taken for each in post.tasks), NO_HOURS),
        )


def _since(is_so: Callable[[date], bool], on: date, rows: Iterable[Dated]) -> date:
    """Return the first day from which on it is so up to a day; it changes only where a row does."""
    days = {day for each in rows for day in (each.starts, each.ends) if day and day <= on}
    since = on
    for day in sorted(days, reverse=True):
        if not is_so(day):
            break
        since = day
    return since


T = TypeVar("T")
K = TypeVar("K")


def _by(rows: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    found = dict[K, list[T]]()
    for each in rows:
        found.setdefault(key(each), []).append(each)
    return found


def _counts() -> defaultdict[str, _Count]:
    return defaultdict(_Count)


def _results(counts: Mapping[str, _Count]) -> Mapping[str, RoomCount]:
    return {code: counts[code].result for code in sorted(counts)}
