"""The rows of one employer in the read tables: codes, ids, days and hours; no words.

A row holds from `starts` up to but not including `ends`; None where it goes on. What a row of a day
says is what the employer's fold says on that day (`EmployerHistory.on`).
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from typing import NamedTuple, TypeVar

from journeys.domain.days import days_after
from journeys.domain.duties import Duty
from journeys.domain.duties.by_rule import by_rule
from journeys.domain.employers.duties import RULES
from journeys.domain.employers.employer import Employer, contact_slice, room_slice
from journeys.domain.employers.history import EmployerHistory
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import Hours, PostId, TaskId


class RegisteredRow(NamedTuple):
    """Virksomhed: what an employer is, and the number by which it is found."""

    employer_kind: str
    registered: date
    number: str | None
    """Its P-number, else its CVR number; a read table holds a keyed hash of it."""


class ContactRow(NamedTuple):
    """Kontaktperson: who of the municipality the employer calls, by name."""

    contact: str
    starts: date
    ends: date | None = None


class PostRow(NamedTuple):
    """Stilling: the days on which somebody can begin in a post, and how many may share it."""

    post: PostId
    post_kind: str
    may_share: int
    starts: date
    ends: date | None = None


class TaskRow(NamedTuple):
    """Opgave: the days on which a task can be taken, and the post it is in then."""

    task: TaskId
    post: PostId | None
    hours: Hours
    starts: date
    ends: date | None = None


K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
InForce = tuple[K, V, date | None]
"""What is in force after an entry: of what, its values, and its last day if it has one."""
Span = tuple[K, V, date, date | None]
"""Of what, its values, and from which day on and before which other."""


def registered_row(history: EmployerHistory) -> RegisteredRow | None:
    """Return what an employer is; None where it is not registered, or that was retracted."""
    registered = history.employer.registered
    if registered is None:
        return None
    return RegisteredRow(registered.employer_kind, registered.on, registered.number)


def contact_rows(history: EmployerHistory) -> tuple[ContactRow, ...]:
    """Return who the contact is from day to day, in order."""

    def in_force(employer: Employer) -> Iterator[InForce[str, str]]:
        if employer.contact is not None:
            yield "", employer.contact.name, None

    spans = _spans(history, contact_slice, in_force)
    return tuple(ContactRow(name, starts, ends) for _, name, starts, ends in spans)


def post_rows(history: EmployerHistory) -> tuple[PostRow, ...]:
    """Return the days on which each post is open, by day and then by id."""

    def in_force(employer: Employer) -> Iterator[InForce[PostId, tuple[str, int]]]:
        for post in employer.room.posts.values():
            if post.closed is None:
                yield post.post, (post.post_kind, post.may_share), post.until

    spans = _spans(history, room_slice, in_force)
    return tuple(PostRow(post, *values, starts, ends) for post, values, starts, ends in spans)


def task_rows(history: EmployerHistory) -> tuple[TaskRow, ...]:
    """Return the days on which each task can be taken where its post is open, by day and by id."""

    def in_force(employer: Employer) -> Iterator[InForce[TaskId, tuple[PostId | None, Hours]]]:
        for each in employer.room.tasks.values():
            if each.withdrawn is None:
                yield each.task.task, (each.post, each.task.hours), None

    spans = _spans(history, room_slice, in_force)
    return tuple(TaskRow(task, *values, starts, ends) for task, values, starts, ends in spans)


def duty_rows(history: EmployerHistory, book: Rulebook) -> tuple[Duty, ...]:
    """Return the duties that follow from the employer's own entries, met or open.

    All are owed by the contact of the day on which they are read. One that depends on what citizens
    take changes without the employer, so no row holds it: see `RoomRows.idle_tasks`.
    """
    found = by_rule(RULES, history, book)
    return tuple(sorted(found, key=lambda duty: (duty.since, duty.kind, duty.about, duty.raised)))


def _spans(
    history: EmployerHistory,
    slices: Callable[[Employer], tuple[object, ...]],
    in_force: Callable[[Employer], Iterable[InForce[K, V]]],
) -> list[Span[K, V]]:
    """Return from which day to which each is in force with the same values, by day and then by id.

    `slices` are the parts of the state that `in_force` reads.
    """
    changes = history.changes_to(slices)
    days = [change.entry.event.on for change in changes]
    found = dict[K, list[Span[K, V]]]()
    for change, day, following in zip(changes, days, [*days[1:], None], strict=False):
        if day == following:
            continue  # another entry of the same day says what holds from then on
        for key, values, last in in_force(change.after):
            ends = following
            if last is not None:
                if last < day:
                    continue
                if following is None or last < following:
                    ends = None if last == date.max else days_after(last, 1)
            earlier = found.setdefault(key, [])
            if earlier and earlier[-1][1] == values and earlier[-1][3] == day:
                starts = earlier.pop()[2]
            else:
                starts = day
            earlier.append((key, values, starts, ends))
    spans = (span for each in found.values() for span in each)
    return sorted(spans, key=lambda span: (span[2], str(span[0])))
