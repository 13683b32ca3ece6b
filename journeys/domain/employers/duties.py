"""Duties to an employer: what the municipality owes, read off one history and what citizens take.

All are owed by the employer's contact. Nothing is stored about a duty, as for a journey.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from journeys.domain.days import days_after
from journeys.domain.duties.by_rule import DutyRules, by_rule
from journeys.domain.duties.duty import Duty
from journeys.domain.duties.rule import DutyRule, StreamTransition
from journeys.domain.employers.employer import Employer, room_slice
from journeys.domain.employers.events import EmployerContactChanged, NeedAnswered, NeedTold
from journeys.domain.employers.history import EmployerEntry, EmployerHistory
from journeys.domain.employers.posts import Post, Room
from journeys.domain.employers.room import Taken, room_on
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import PostId, TaskId

NEED_ANSWER, TASK_FREE, TELL_CONTACT = "need-answer", "task-free", "tell-contact"
"""The kinds of duties to an employer."""

Transition = StreamTransition[EmployerEntry, Employer]


def _needs(transition: Transition) -> Iterable[str]:
    if isinstance(transition.event, NeedTold):
        yield str(transition.event.need)


def _answered(transition: Transition, duty: Duty) -> bool:
    return isinstance(transition.event, NeedAnswered) and str(transition.event.need) == duty.about


def _untold_contacts(transition: Transition) -> Iterable[str]:
    if isinstance(transition.event, EmployerContactChanged) and transition.event.told is None:
        yield transition.event.to


RULES = DutyRules(
    (
        DutyRule(NEED_ANSWER, (NeedTold,), _needs, (NeedAnswered,), _answered),
        # Whatever comes next says that the employer was told, or names another contact to tell of.
        DutyRule(
            TELL_CONTACT, (EmployerContactChanged,), _untold_contacts, (EmployerContactChanged,)
        ),
    )
)
"""The rule of every duty that one entry raises and one entry meets."""


def employer_duties(
    history: EmployerHistory, taken: Sequence[Taken], book: Rulebook
) -> tuple[Duty, ...]:
    """Return every duty to an employer, met or open, by the day it is owed from.

    `taken` is what citizens take of the employer's posts, on any day. One that will be owed from a
    later day (a task that has not been free so long yet) is among them.
    """
    contact = history.employer.contact
    found = [*by_rule(RULES, history, book), *_free_tasks(history, taken, book)]
    owed_by = contact.name if contact else ""
    return tuple(
        duty._replace(owed_by=owed_by)
        for duty in sorted(found, key=lambda duty: (duty.since, duty.kind, duty.about, duty.raised))
    )


def _free_tasks(history: EmployerHistory, taken: Sequence[Taken], book: Rulebook) -> Iterator[Duty]:
    """Yield a duty for each time that a task of an open post is free longer than is allowed.

    A task is free while nobody does it and the post has room for one more person. A duty is met on
    the day on which it is not: no entry meets it where a citizen took the task, or a last day came.
    """
    allowed = book.days(TASK_FREE)
    room = [(change.entry.event.on, change.after.room) for change in history.changes_to(room_slice)]
    for task in history.employer.room.tasks:
        records = [then.tasks.get(task) for _, then in room]
        posts = {each.post for each in records if each and each.post}
        if not posts:
            continue
        since: date | None = None
        for day in sorted({*_days(room, posts, taken)}):
            free = _is_free(room_on(room, day), task, taken, day)
            if free and since is None:
                since = day
            if not free and since is not None:
                if days_after(since, allowed) < day:
                    yield _duty(history, task, since, allowed)._replace(met=day)
                since = None
        if since is not None:
            yield _duty(history, task, since, allowed)


def _days(
    room: Sequence[tuple[date, Room]], posts: Collection[PostId], taken: Sequence[Taken]
) -> Iterator[date]:
    """Yield each day on which a task may begin or cease to be free, in any of its posts."""
    for day, then in room:
        yield day
        for post in (then.posts.get(each) for each in posts):
            if post is not None and post.until is not None and post.until < date.max:
                yield days_after(post.until, 1)
    for each in taken:
        if each.post in posts:
            yield each.starts
            if each.ends is not None:
                yield each.ends


def _is_free(room: Room, task: TaskId, taken: Sequence[Taken], day: date) -> bool:
    record = room.tasks.get(task)
    post = room.posts.get(record.post) if record and record.post else None
    if record is None or record.withdrawn is not None or post is None or not post.open_on(day):
        return False
    today = [each for each in taken if each.post == post.post and each.covers(day)]
    return not any(each.task == task for each in today) and _has_place(post, today)


def _has_place(post: Post, taken: Sequence[Taken]) -> bool:
    return len({each.journey for each in taken}) < post.may_share


def _duty(history: EmployerHistory, task: TaskId, since: date, allowed: int) -> Duty:
    owed = days_after(since, allowed)
    return Duty(TASK_FREE, str(task), since=owed, due=owed, raised=_raised_by(history, since))


def _raised_by(history: EmployerHistory, since: date) -> int:
    """Return the last entry about posts and tasks up to that day, by version."""
    return max(
        (
            (change.entry.event.on, change.entry.version)
            for change in history.changes_to(room_slice)
            if change.entry.event.on <= since
        ),
    )[1]
