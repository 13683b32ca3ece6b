"""Verbs about posts and their tasks."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from journeys.domain.days import days_after
from journeys.domain.decisions.rules import HOURS_IN_A_WEEK, require_text
from journeys.domain.employers.case import (
    EmployerCase,
    known_post,
    known_task,
    require_registered,
)
from journeys.domain.employers.employer import EmployerEvent
from journeys.domain.employers.in_use import (
    is_post_used,
    is_task_used,
    most_people,
    post_in_use,
    task_in_use,
)
from journeys.domain.employers.posts import (
    Post,
    PostChanged,
    PostClosed,
    PostOpened,
    Task,
    TaskCarvedOut,
    TaskWithdrawn,
)
from journeys.domain.employers.relation_verbs import require_need
from journeys.domain.errors import Refused
from journeys.domain.vocabulary import NeedId, PostId, TaskId


def carve_task(
    case: EmployerCase,
    *,
    task: Task,
    on: date,
    post: PostId | None = None,
    need: NeedId | None = None,
) -> list[EmployerEvent]:
    """Skær en opgave ud: of a post, or still without one.

    Refused: words-missing, hours-impossible, post-unknown, post-closed, need-not-told,
    employer-unknown; recorded-already, where a post was opened with it.
    """
    require_registered(case)
    carved = TaskCarvedOut(on=on, task=_checked(task), post=post, need=need)
    if case.is_recorded(carved):
        return []
    _require_new([task], _opened_with(case))
    if post is not None:
        require_not_closed(known_post(case, post), on)
    if need is not None:
        require_need(case, need)
    return [carved]


def withdraw_task(
    case: EmployerCase, *, task: TaskId, why: str, on: date, then: str = ""
) -> list[EmployerEvent]:
    """Træk en opgave tilbage: nobody can take it any more.

    `then` says what happens for those who do it. Nobody's placement ends with it.

    Refused: why-missing, task-unknown, task-in-use, employer-unknown; recorded-already, where it is
    withdrawn with a later day.
    """
    if known_task(case, task).withdrawn:
        return []
    if not then.strip() and is_task_used(case.taken, task, on):
        raise task_in_use()
    return [TaskWithdrawn(on=on, task=task, why=require_text(why, "why"), then=then)]


def open_post(
    case: EmployerCase,
    *,
    post: PostId,
    post_kind: str,
    words: str,
    on: date,
    tasks: Sequence[Task] = (),
    carved: Sequence[TaskId] = (),
    may_share: int = 1,
    project_leader: str | None = None,
    until: date | None = None,
) -> list[EmployerEvent]:
    """Åbn en stilling eller plads: with new tasks, with tasks that were carved out, or with both.

    Refused: words-missing, project-leader-missing, post-without-task, may-share-impossible,
    until-before-start, hours-impossible, task-unknown, task-withdrawn, task-in-other-post,
    employer-unknown; recorded-already, where another entry has one of its new tasks.
    """
    require_registered(case)
    if not (tasks or carved):
        raise Refused("post-without-task", "A post has at least one task. Say what there is to do.")
    if post not in case.employer.room.posts:
        _require_new(tasks, (*_opened_with(case, but=post), *_carved_out(case)))
        for each in carved:
            _require_can_join(case, each)
    return [
        PostOpened(
            on=on,
            post=post,
            post_kind=post_kind,
            words=require_text(words, "words"),
            tasks=tuple(map(_checked, tasks)),
            carved=tuple(dict.fromkeys(carved)),
            may_share=_shared(may_share),
            project_leader=_leader(project_leader),
            until=_last_day(until, on),
        )
    ]


def change_post(
    case: EmployerCase,
    *,
    post: PostId,
    on: date,
    words: str | None = None,
    may_share: int | None = None,
    project_leader: str | None = None,
    until: date | None = None,
    then: str = "",
) -> list[EmployerEvent]:
    """Ændr en stilling: what is left out stays as it was.

    `then` says what happens for those for whom there is no room any more.

    Refused: words-missing, project-leader-missing, may-share-impossible, until-before-start,
    post-unknown, post-closed, post-in-use, employer-unknown.
    """
    known = known_post(case, post)
    changes = PostChanged(
        on=on,
        post=post,
        words=None if words in (None, known.words) else require_text(words or "", "words"),
        may_share=None if may_share in (None, known.may_share) else _shared(may_share or 0),
        project_leader=None if project_leader == known.project_leader else _leader(project_leader),
        until=None if until == known.until else _last_day(until, known.since),
    )
    if changes == PostChanged(on=on, post=post):
        return []
    require_not_closed(known, on)
    if not then.strip() and _takes_away(case, known, changes):
        raise post_in_use()
    return [changes.model_copy(update={"then": then})]


def close_post(
    case: EmployerCase, *, post: PostId, why: str, on: date, then: str = ""
) -> list[EmployerEvent]:
    """Luk en stilling: nobody begins in it any more. `then` says what happens for those in it.

    Nobody's placement ends with it.

    Refused: why-missing, post-unknown, post-in-use, employer-unknown; recorded-already, where its
    end is recorded with a later day.
    """
    if known_post(case, post).closed:
        return []
    if not then.strip() and is_post_used(case.taken, post, on):
        raise post_in_use()
    return [PostClosed(on=on, post=post, why=require_text(why, "why"), then=then)]


def require_not_closed(post: Post, on: date) -> None:
    """Require a post that is not closed. Refused: post-closed."""
    if not post.open_on(on):
        raise Refused(
            "post-closed",
            "This post is closed on that day. Open a new one, or record with an earlier day.",
        )


def _takes_away(case: EmployerCase, post: Post, changes: PostChanged) -> bool:
    """Whether a change leaves somebody without room who is in the post then."""
    fewer = (
        changes.may_share is not None
        and changes.may_share < post.may_share
        and changes.may_share < most_people(case.taken, post.post, case.on)
    )
    earlier = changes.until is not None and (post.until is None or changes.until < post.until)
    return fewer or (
        earlier
        and changes.until is not None
        and is_post_used(case.taken, post.post, days_after(changes.until, 1))
    )


def _require_can_join(case: EmployerCase, task: TaskId) -> None:
    """Require a task that is in no post and not withdrawn.

    Refused: task-unknown, task-withdrawn, task-in-other-post.
    """
    known = known_task(case, task)
    if known.withdrawn:
        raise Refused(
            "task-withdrawn",
            "This task is withdrawn from {withdrawn}. Carve out a new one.",
            withdrawn=known.withdrawn,
        )
    if not known.can_join_a_post:
        raise Refused(
            "task-in-other-post",
            "Task {task} is in another post. A task is in one post alone.",
            task=task,
        )


def _require_new(tasks: Iterable[Task], others: Iterable[TaskId]) -> None:
    """Require that no other entry, and no other of these, is about one of these tasks.

    Refused: recorded-already.
    """
    known = list(others)
    for task in tasks:
        if task.task in known:
            raise Refused(
                "recorded-already",
                "Task {task} is already recorded. Give each task an id of its own.",
                task=task.task,
            )
        known.append(task.task)


def _opened_with(case: EmployerCase, but: PostId | None = None) -> Iterator[TaskId]:
    """Yield the tasks that posts were opened with, on any day; `but` is left out."""
    for event in case.history.events:
        if isinstance(event, PostOpened) and event.post != but:
            yield from (task.task for task in event.tasks)


def _carved_out(case: EmployerCase) -> Iterator[TaskId]:
    """Yield the tasks that were carved out, on any day."""
    for event in case.history.events:
        if isinstance(event, TaskCarvedOut):
            yield event.task.task


def _checked(task: Task) -> Task:
    """Return a task of some hours, in words, and with each code once, in order.

    Refused: words-missing, hours-impossible.
    """
    require_text(task.words, "words")
    if not (task.hours.is_finite() and 0 < task.hours <= HOURS_IN_A_WEEK):
        raise Refused(
            "hours-impossible",
            "The hours of a task are hours a week: more than 0, and at most {most}.",
            most=HOURS_IN_A_WEEK,
        )
    return task.model_copy(update={"competences": tuple(sorted(set(task.competences)))})


def _shared(people: int) -> int:
    """Return how many people may share a post: at least one. Refused: may-share-impossible."""
    if people < 1:
        raise Refused("may-share-impossible", "A post is for one person at least.")
    return people


def _leader(name: str | None) -> str | None:
    """Return the name of a project leader, if one is given. Refused: project-leader-missing."""
    return None if name is None else require_text(name, "project-leader")


def _last_day(until: date | None, since: date) -> date | None:
    """Return the last day of a post that begins on a day. Refused: until-before-start."""
    if until is not None and until < since:
        raise Refused(
            "until-before-start",
            "The last day of a post is not before its first, {starts}. Correct one of them.",
            starts=since,
        )
    return until
