"""What of an employer's posts is in use: what citizens take of it, by the day."""

from collections.abc import Iterable, Iterator
from datetime import date

from journeys.domain.employers.history import EmployerHistory
from journeys.domain.employers.room import Taken
from journeys.domain.errors import Refused
from journeys.domain.vocabulary import PostId, TaskId


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
    before: EmployerHistory, after: EmployerHistory, taken: Iterable[Taken]
) -> None:
    """Require that a correction takes no post and no task away that somebody has.

    Refused: post-in-use, task-in-use.
    """
    had, has, rows = before.employer.room, after.employer.room, tuple(taken)
    for each in _from(rows, date.min):
        old, new = had.posts.get(each.post), has.posts.get(each.post)
        if old and (new is None or old.since <= each.starts < new.since):
            raise post_in_use()
        task, now = had.tasks.get(each.task), has.tasks.get(each.task)
        if task and task.post == each.post and (now is None or now.post != each.post):
            raise task_in_use()
    for post, kept in has.posts.items():
        most = most_people(rows, post, date.min)
        if kept.may_share < most <= (had.posts[post].may_share if post in had.posts else 0):
            raise post_in_use()
