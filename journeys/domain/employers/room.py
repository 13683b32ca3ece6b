"""Room (plads): what citizens take of an employer's posts, and whether there is room for more.

The employer's stream says what there is, the citizens' streams what is taken; both are arguments.
A post takes no more people than may share it, and a task no more hours than it has. Openness is
asked on the day somebody begins or takes more, capacity on every day while the post is open.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, NoReturn

from journeys.domain.employers.employer import room_slice
from journeys.domain.employers.history import EmployerHistory
from journeys.domain.employers.posts import Post, Room, TaskRecord
from journeys.domain.errors import Refused
from journeys.domain.vocabulary import (
    NO_HOURS,
    EmployerId,
    Hours,
    JourneyId,
    PlacementId,
    PostId,
    TaskId,
)

RoomsByDay = Sequence[tuple[date, Room]]
"""What an employer has, from each day on which that changes; of one day the last one counts."""


class Taken(NamedTuple):
    """Optaget: the hours a week of a task that a placement takes, from one day to another."""

    journey: JourneyId
    """Of the journey that stays, where two were joined: it is one person."""
    placement: PlacementId
    employer: EmployerId
    post: PostId
    task: TaskId
    hours: Hours
    starts: date
    ends: date | None = None
    """The first day on which it is not taken; None where it goes on. On `starts`: never taken."""

    def covers(self, day: date) -> bool:
        """Whether it is taken on that day."""
        return self.starts <= day and (self.ends is None or day < self.ends)


def taken_at(employer: EmployerId, taken: Iterable[Taken]) -> tuple[Taken, ...]:
    """Return what is taken of the posts of one employer: another may have a post of the same id."""
    return tuple(each for each in taken if each.employer == employer)


def require_room(
    employer: EmployerHistory,
    others: Sequence[Taken],
    before: Sequence[Taken],
    after: Sequence[Taken],
) -> None:
    """Require that an employer has room for what one journey takes more than before.

    `before` and `after` are the places of that journey, `others` those of everybody else; places of
    other employers are left out. What a citizen keeps of room that the employer took away is not
    asked for: only what `after` takes more on some day.

    Refused: post-unknown, post-closed, task-unknown, task-withdrawn, on the day something more is
    begun; post-full, task-taken, on any day on which more is taken and the post is open;
    hours-impossible, where a decision of a host's own takes less than nothing.
    """
    if any(each.hours <= 0 for each in after if each not in before):
        raise Refused(
            "hours-impossible", "A task is taken for more than 0 hours a week. Say how many."
        )
    for post in dict.fromkeys((each.employer, each.post) for each in after):
        mine = [_of(post, each) for each in (before, after)]
        if mine[0] != mine[1] and (not employer.entries or post[0] == employer.stream):
            _require_room_in(employer, post[1], _of(post, others), *mine)


def _of(post: tuple[EmployerId, PostId], taken: Iterable[Taken]) -> list[Taken]:
    return [each for each in taken if (each.employer, each.post) == post]


class _Load:
    """What is taken of one post as the days go on: people, and hours by task."""

    def __init__(self, taken: Iterable[Taken]) -> None:
        self.people = defaultdict[JourneyId, int](int)
        self.hours = defaultdict[TaskId, Hours](Decimal)
        self._changes = defaultdict[date, list[tuple[Taken, int]]](list)
        for each in taken:
            if each.ends is None or each.starts < each.ends:
                self._changes[each.starts].append((each, 1))
                if each.ends is not None:
                    self._changes[each.ends].append((each, -1))

    @property
    def days(self) -> Iterable[date]:
        """The days on which anything changes."""
        return self._changes.keys()

    def move_to(self, day: date) -> None:
        """Take in what changes on that day; the days are moved to in order."""
        for each, sign in self._changes.get(day, ()):
            self.people[each.journey] += sign
            if not self.people[each.journey]:
                del self.people[each.journey]
            self.hours[each.task] += sign * each.hours


def _require_room_in(
    employer: EmployerHistory,
    key: PostId,
    others: list[Taken],
    before: list[Taken],
    after: list[Taken],
) -> None:
    """Require room in one post on every day on which something changes, in order."""
    taken, was, now = _Load(others), _Load(before), _Load(after)
    by_day = list(rooms(employer))
    days = {*taken.days, *was.days, *now.days, *(day for day, _ in by_day)}
    room, nr = Room(), 0
    for day in sorted(days):
        while nr < len(by_day) and by_day[nr][0] <= day:
            room, nr = by_day[nr][1], nr + 1
        had, present = dict(now.hours), bool(now.people)
        for load in (taken, was, now):
            load.move_to(day)
        post = room.posts.get(key)
        begins = bool(now.people) and not was.people
        more = [task for task, hours in now.hours.items() if hours > was.hours[task]]
        rising = [task for task in more if now.hours[task] > had.get(task, NO_HOURS)]
        if rising or (begins and not present):
            post = _require_open(post, day)
        for task in rising:
            _require_task(room.tasks.get(task), key, day)
        if post is not None and post.open_on(day):
            if begins and len(taken.people) >= post.may_share:
                _refuse_full(post, day)
            for task in more:
                _require_hours(room.tasks.get(task), taken.hours[task], now.hours[task], day)


def rooms(employer: EmployerHistory) -> Iterator[tuple[date, Room]]:
    """Yield what there is from each day on which that changes."""
    for entry, _, after in employer.changes_to(room_slice):
        yield entry.event.on, after.room


def unknown_post(on: date) -> Refused:
    """Return the refusal of a post that the employer does not have on a day."""
    return Refused(
        "post-unknown",
        "The employer has no such post on {on}. Look it up, or choose a later day.",
        on=on,
    )


def room_on(by_day: RoomsByDay, day: date) -> Room:
    """Return what there is on a day; nothing before the first."""
    nr = bisect_right(by_day, day, key=lambda each: each[0])
    return by_day[nr - 1][1] if nr else Room()


def _require_open(post: Post | None, day: date) -> Post:
    if post is None:
        raise unknown_post(day)
    if not post.open_on(day):
        raise Refused(
            "post-closed",
            "The post takes nobody on {on}: it is closed. Choose another post or an earlier day.",
            on=day,
        )
    return post


def _require_task(record: TaskRecord | None, post: PostId, day: date) -> None:
    if record is None or record.post != post:
        raise Refused(
            "task-unknown", "The post has no such task on {on}. Look up what it has.", on=day
        )
    if not record.can_be_taken_on(day):
        raise Refused(
            "task-withdrawn",
            "The task {task} cannot be taken on {on}: it was withdrawn on {withdrawn}. Choose "
            "another one.",
            task=record.task.words,
            on=day,
            withdrawn=record.withdrawn,
        )


def _refuse_full(post: Post, day: date) -> NoReturn:
    raise Refused(
        "post-full",
        "The post is full on {on}: {most} may share it. Choose another post or another day.",
        on=day,
        most=post.may_share,
    )


def _require_hours(record: TaskRecord | None, taken: Hours, mine: Hours, day: date) -> None:
    if record is not None and taken + mine > record.task.hours:
        raise Refused(
            "task-taken",
            "The task {task} has {free} hours a week left on {on}. Take no more, or choose another "
            "task or another day.",
            task=record.task.words,
            free=max(NO_HOURS, record.task.hours - taken),
            on=day,
        )
