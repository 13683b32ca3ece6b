"""What a placement takes of a post: the tasks and hours that somebody types, read in the store."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from typer import TyperException

from journeys.adapters.cli.input.context import Session
from journeys.adapters.cli.input.dates import hours
from journeys.adapters.cli.input.employers import offering
from journeys.adapters.cli.input.employers.finding import find_post, find_task
from journeys.adapters.cli.input.things import find_thing
from journeys.domain.errors import Refused
from journeys.domain.events.work import PostTaken, TaskTaken
from journeys.domain.vocabulary import EmployerId, JourneyId, PostId, TaskId

if TYPE_CHECKING:
    from journeys.app.journeys import Journeys
    from journeys.domain.events.work import Placement
    from journeys.projections.employers.post import PostOverview, PostTask

InPost = Callable[[Session, dict[str, Any], "Journeys", JourneyId], None]
"""Puts what is taken of a post in place of what was typed for it, by argument."""

OFFERED = {"post": offering.free_posts, "task": offering.tasks}
"""By option, what the shell offers at TAB."""

PLACEMENT_KINDS = {"praktikplads": "praktik", "aktiveringsplads": "praktik"}
"""By kind of post, the kind of placement that one begins in it; else it has the same code."""


class TypedTask(NamedTuple):
    """A task as it is typed: the beginning of its words, and the hours a week if they are given."""

    start: str | None
    hours: Decimal | None = None

    @classmethod
    def of(cls, text: str) -> "TypedTask":
        """Return what is typed for a task: `Fylde hylder`, or `Fylde hylder=6`."""
        words, equals, number = text.rpartition("=")
        if not equals:
            return cls(text.strip())
        try:
            return cls(words.strip() or None, hours(number))
        except ValueError:
            raise TyperException(
                "Write the hours a week of a task after an equals sign: Packing=6"
            ) from None


def begin_in_post(
    run: Session, arguments: dict[str, Any], journeys: "Journeys", _journey: JourneyId
) -> None:
    """Take tasks of a post from the day on which a placement begins.

    The employer's name, the tasks' words and the kind of placement are filled from the post, where
    they are not given. Refused: as `find_post` and `find_task`; task-taken.
    """
    if isinstance(arguments.get("post"), PostTaken):
        return  # it was read before somebody was asked about a doubt
    typed, tasks = arguments.pop("post", None), arguments.pop("task", None) or ()
    if typed is None:
        if tasks:
            raise TyperException("--task goes with --post: say which post it is a task of.")
        return
    post = _post(run, journeys, typed, arguments)
    taken = list(_taken(run, post, tasks, {}))
    arguments["post"] = _post_taken(post, taken)
    filled = {
        "employer": post.employer_name,
        "tasks": ", ".join(task.words for task, _ in taken),
        "placement_kind": PLACEMENT_KINDS.get(post.post_kind.code, post.post_kind.code),
    }
    arguments |= {name: value for name, value in filled.items() if not arguments.get(name)}


def change_in_post(
    run: Session, arguments: dict[str, Any], journeys: "Journeys", journey: JourneyId
) -> None:
    """Take other tasks or hours of the post that a placement is in, or move it to another post.

    Without --task the tasks stay and take all that is free of them. The history is looked at, and
    the look logged. Refused: as `find_post` and `find_task`; placement-not-in-post.
    """
    if isinstance(arguments.get("post"), PostTaken):
        return  # it was read before somebody was asked about a doubt
    typed, tasks = arguments.pop("post", None), arguments.pop("task", None) or ()
    if typed is None and not tasks:
        return
    place = _place(run, arguments, journeys, journey)
    if typed is None:
        if place.post is None:
            raise Refused(
                "placement-not-in-post",
                "The placement is in no post. Say which post it takes a task of: --post POST",
            )
        post = run.at_employers(journeys).post(
            place.post.employer, place.post.post, on=arguments["on"]
        )
    else:
        post = _post(run, journeys, typed, arguments)
    has = {} if place.post is None else {each.task: each.hours for each in place.post.tasks}
    arguments["post"] = _post_taken(post, _taken(run, post, tasks, has))


def _post(
    run: Session, journeys: "Journeys", typed: str, arguments: Mapping[str, Any]
) -> "PostOverview":
    on = arguments["on"]
    line = find_post(run, journeys, typed, on, lambda line: line.takes_more)
    return run.at_employers(journeys).post(EmployerId(line.employer), PostId(line.post), on=on)


def _place(
    run: Session, arguments: Mapping[str, Any], journeys: "Journeys", journey: JourneyId
) -> "Placement":
    history, on = run.looking(journeys).history(journey), arguments["on"]
    start = arguments.get("placement")
    key = find_thing("placement", "change_placement_hours", start, history, on)
    return history.on(on).journey.work.placements[key]  # type: ignore[index] # it is a placement's id


def _taken(
    run: Session, post: "PostOverview", typed: Iterable[str], has: Mapping[TaskId, Decimal]
) -> "Iterator[tuple[PostTask, Decimal]]":
    """Yield each task that is taken, with its hours: as typed, or all that is free of it."""
    wanted = [TypedTask.of(each) for each in typed]
    kept = [each for each in post.tasks if each.task in has and not wanted]
    chosen = [(each, None) for each in kept] or [
        (find_task(run, post.tasks, each.start, lambda task: task.free_hours > 0), each.hours)
        for each in wanted or [TypedTask(None)]
    ]
    for task, number in chosen:
        free = task.free_hours + has.get(TaskId(task.task), Decimal())
        if number is None and not free:
            raise Refused(
                "task-taken",
                "The task {words} has no free hours on that day. `journeys post show` shows what "
                "is free.",
                words=task.words,
            )
        yield task, free if number is None else number


def _post_taken(post: "PostOverview", tasks: "Iterable[tuple[PostTask, Decimal]]") -> PostTaken:
    return PostTaken(
        employer=EmployerId(UUID(str(post.employer))),
        post=PostId(UUID(str(post.post))),
        tasks=tuple(TaskTaken(task=TaskId(task.task), hours=number) for task, number in tasks),
    )
