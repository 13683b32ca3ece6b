"""What a placement takes of a post: the tasks and hours that somebody types, read in the store."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from typer import TyperException

from journeys.adapters.cli.input.context import Session
from journeys.adapters.cli.input.dates import hours
from journeys.adapters.cli.input.employers import offering
from journeys.adapters.cli.input.employers.confirming import task_text
from journeys.adapters.cli.input.employers.finding import employer_start, find_post, find_task
from journeys.adapters.cli.input.things import choose_thing, find_thing, is_to_choose
from journeys.adapters.words.language import quoted, say
from journeys.domain.errors import Refused
from journeys.domain.events.post_taken import PostTaken, TaskTaken
from journeys.domain.vocabulary import EmployerId, JourneyId, PlacementId, PostId, TaskId

if TYPE_CHECKING:
    from journeys.app.journeys import Journeys
    from journeys.domain.events.work import Placement
    from journeys.projections.employers.post import PostOverview, PostTask

InPost = Callable[[Session, dict[str, Any], dict[str, Any], "Journeys", JourneyId], Sequence[str]]
"""Puts what is taken of a post in place of what was typed for it, by argument.

Returns what is taken, in lines to read over."""

TYPED: Mapping[str, Mapping[str, Any]] = {
    "post": {"autocompletion": offering.free_posts, "parser": employer_start},
    "task": {"autocompletion": offering.tasks},
}
"""By option, what the shell offers at TAB, and what reads it."""

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
            return cls(text.strip() or None)
        try:
            return cls(words.strip() or None, hours(number))
        except ValueError:
            raise TyperException(
                "Write the hours a week of a task after an equals sign: Packing=6"
            ) from None


def begin_in_post(
    run: Session,
    arguments: dict[str, Any],
    _typed: dict[str, Any],
    journeys: "Journeys",
    _journey: JourneyId,
) -> Sequence[str]:
    """Take tasks of a post from the day on which a placement begins.

    The employer's name, the tasks' words and the kind of placement are filled from the post, where
    they are not given. Refused: as `find_post` and `find_task`; post-closed, task-taken.
    """
    if isinstance(arguments.get("post"), PostTaken):
        return ()  # it was read before somebody was asked about a doubt
    post_typed, tasks = arguments.pop("post", None), arguments.pop("task", None) or ()
    if post_typed is None:
        if tasks:
            raise TyperException("--task goes with --post: say which post it is a task of.")
        return ()
    post = _post(run, journeys, post_typed, arguments)
    _require_open(post, arguments["on"])
    taken = list(_taken(run, post, tasks, {}, arguments["on"]))
    arguments["post"] = _post_taken(post, taken)
    filled = {
        "employer": post.employer_name,
        "tasks": ", ".join(task.words for task, _ in taken),
        "placement_kind": PLACEMENT_KINDS.get(post.post_kind.code, post.post_kind.code),
    }
    arguments |= {name: value for name, value in filled.items() if not arguments.get(name)}
    return [_line(post, taken)]


def change_in_post(
    run: Session,
    arguments: dict[str, Any],
    typed: dict[str, Any],
    journeys: "Journeys",
    journey: JourneyId,
) -> Sequence[str]:
    """Take other tasks or hours of the post that a placement is in, or move it to another post.

    Tasks that are not typed stay as they are; without --task they take all that is free of them.
    The history is looked at, and the look logged.
    Refused: as `find_post` and `find_task`; placement-not-in-post, post-closed, task-taken.
    """
    if isinstance(arguments.get("post"), PostTaken):
        return ()  # it was read before somebody was asked about a doubt
    post_typed, tasks = arguments.pop("post", None), arguments.pop("task", None) or ()
    if post_typed is None and not tasks:
        return ()
    place = _place(run, arguments["on"], typed, journeys, journey)
    if post_typed is None:
        if place.post is None:
            raise Refused(
                "placement-not-in-post",
                "The placement is in no post. Say which post it takes a task of: --post POST",
            )
        post = run.at_employers(journeys).post(
            place.post.employer, place.post.post, on=arguments["on"]
        )
    else:
        post = _post(run, journeys, post_typed, arguments)
    has = dict[TaskId, Decimal]()
    if place.post is not None and place.post.post == post.post:
        has = {each.task: each.hours for each in place.post.tasks}
    taken = list(_taken(run, post, tasks, has, arguments["on"]))
    arguments["post"] = _post_taken(post, taken)
    return [_line(post, taken)]


def _line(post: "PostOverview", taken: "Iterable[tuple[PostTask, Decimal]]") -> str:
    line = say(
        "In {post} at {employer}: {tasks}",
        post=quoted(post.words),
        employer=post.employer_name,
        tasks=", ".join(task_text(task.words, number) for task, number in taken),
    )
    return f"  {line}"


def _post(
    run: Session, journeys: "Journeys", typed: str, arguments: Mapping[str, Any]
) -> "PostOverview":
    on = arguments["on"]
    line = find_post(run, journeys, typed, on, lambda line: line.takes_more)
    return run.at_employers(journeys).post(EmployerId(line.employer), PostId(line.post), on=on)


def _require_open(post: "PostOverview", on: date) -> None:
    """Say that a post is closed before which of its tasks are free. Refused: post-closed."""
    if not post.is_open:
        raise Refused(
            "post-closed",
            "The post takes nobody on {on}: it is closed. Choose another post or an earlier day.",
            on=on,
        )


def _place(
    run: Session, on: date, typed: dict[str, Any], journeys: "Journeys", journey: JourneyId
) -> "Placement":
    """Return the placement that is meant: as typed, the only one in a post, or as it is chosen."""
    history, verb = run.looking(journeys).history(journey), "change_placement_hours"
    work, start = history.on(on).journey.work, typed["placement"]
    in_posts = [place.placement for place in work.running if place.post is not None]
    if start is None and len(in_posts) == 1:
        typed["placement"] = str(in_posts[0])
        return work.placements[in_posts[0]]
    try:
        found = find_thing("placement", verb, start, history, on)
    except Refused as refusal:
        if not run.may_ask or not is_to_choose(refusal, "placement"):
            raise
        chosen = choose_thing("placement", verb, start, history, on)
        if chosen is None:
            raise
        found = chosen
    typed["placement"] = str(found)
    return work.placements[PlacementId(found)]


def _taken(
    run: Session,
    post: "PostOverview",
    typed: Iterable[str],
    has: Mapping[TaskId, Decimal],
    on: date,
) -> "Iterator[tuple[PostTask, Decimal]]":
    """Yield each task that is taken, with its hours: as typed, or all that is free of it.

    A task that the placement has stays as it is beside one that is typed; one typed with no hours
    is given up.
    """
    wanted = dict[UUID, Decimal | None]()
    for each in map(TypedTask.of, typed):
        wanted[find_task(run, post.tasks, each.start, _has_free_hours).task] = each.hours
    if not (wanted or has):
        wanted[find_task(run, post.tasks, None, _has_free_hours).task] = None
    kept = {UUID(str(key)): number if wanted else None for key, number in has.items()}
    for key, number in (kept | wanted).items():
        task = next((each for each in post.tasks if each.task == key), None)
        if task is None or number == 0:
            continue
        free = task.free_hours + has.get(TaskId(task.task), Decimal())
        if not free or (number is not None and number > free):
            _require_open(post, on)
            raise Refused(
                "task-taken",
                "The task {words} has {free} of its {hours} hours a week free on that day. Take no "
                "more, or another task: `journeys post show` shows what is free.",
                words=quoted(task.words),
                free=free,
                hours=task.hours,
            )
        yield task, free if number is None else number


def _has_free_hours(task: "PostTask") -> bool:
    return task.free_hours > 0


def _post_taken(post: "PostOverview", tasks: "Iterable[tuple[PostTask, Decimal]]") -> PostTaken:
    return PostTaken(
        employer=EmployerId(UUID(str(post.employer))),
        post=PostId(UUID(str(post.post))),
        tasks=tuple(TaskTaken(task=TaskId(task.task), hours=number) for task, number in tasks),
    )
