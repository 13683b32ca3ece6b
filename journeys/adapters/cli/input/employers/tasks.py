"""Tasks as they are typed: what there is to do, its hours a week, and what it asks for by code."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from typer import TyperException

from journeys.adapters.cli.input.choices import code_meant
from journeys.adapters.cli.input.context import Session
from journeys.adapters.cli.input.dates import hours
from journeys.adapters.cli.input.employers.finding import find_task
from journeys.adapters.words.ids import WHOLE_ID
from journeys.domain.employers.posts import Task
from journeys.domain.errors import Refused
from journeys.domain.message import Message
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import EmployerId, PostId, TaskId

if TYPE_CHECKING:
    from journeys.app.journeys import Journeys
    from journeys.projections.employers.employer import CarvedTask
    from journeys.projections.employers.post import PostTask

PARTS = 3


def task_typed(
    text: str,
    task: UUID,
    book: Rulebook,
    *,
    needs: Iterable[str] = (),
    needs_words: str = "",
    when: str = "",
) -> Task:
    """Return a task that is typed as WORDS=HOURS or WORDS=HOURS=CODE,CODE.

    Raises TyperException where it is typed otherwise; it does not repeat what was typed.
    """
    words, *rest = (part.strip() for part in text.split("="))
    if not words or not 1 <= len(rest) < PARTS:
        raise TyperException(
            'Write a task, an equals sign and its hours a week: "Filling shelves=6"'
        )
    try:
        number = hours(rest[0])
    except ValueError:
        raise TyperException(
            Message(
                'Write the hours a week of the task as a number: "{words}=6"',
                words=words,
            )
        ) from None
    codes = [each for part in rest[1:] for each in part.split(",")]
    return Task(
        task=TaskId(task),
        words=words,
        hours=number,
        competences=_known([*codes, *needs], book.vocabularies["competence"].terms),
        competence_words=needs_words,
        when=when,
    )


def whole_number(text: str) -> int:
    """Return a whole number above zero. Raises ValueError."""
    if text.isascii() and text.isdigit() and 0 < len(text) < 4 and int(text):  # noqa: PLR2004 - a post for a thousand
        return int(text)
    raise ValueError("Write a whole number, such as 2.")


def _known(codes: Iterable[str], terms: Mapping[str, object]) -> tuple[str, ...]:
    typed = filter(None, map(str.strip, codes))
    return tuple(dict.fromkeys(code_meant(each, terms) for each in typed))


def carved_meant(
    run: Session, journeys: "Journeys", employer: EmployerId, typed: Iterable[str], on: date
) -> tuple[TaskId, ...]:
    """Return the tasks without a post that begin like these. Refused: task-unknown, task-ambiguous.

    The employer is looked at only where a task is typed.
    """
    wanted = list(typed)
    if not wanted:
        return ()
    carved = run.at_employers(journeys).employer(employer, on=on).carved
    return tuple(TaskId(_carved(run, carved, each).task) for each in wanted)


def _carved(run: Session, carved: "Sequence[CarvedTask]", typed: str) -> "CarvedTask":
    try:
        return find_task(run, carved, typed)
    except Refused as refusal:
        if refusal.code != "task-unknown":
            raise
        raise Refused(
            "task-unknown",
            "No carved task without a post is called that on that day. `journeys employer show` "
            "shows them all, and `journeys task carve` carves a new one.",
        ) from None


def task_meant(
    run: Session, journeys: "Journeys", employer: EmployerId, typed: str | None, on: date
) -> TaskId:
    """Return the task of an employer that begins like this, in an open post or in none.

    An id in full is not looked up. Refused: task-unknown, task-ambiguous.
    """
    if typed is not None and WHOLE_ID.fullmatch(typed.lower()):
        return TaskId(UUID(typed))
    reader = run.at_employers(journeys)
    view = reader.employer(employer, on=on)
    tasks: list[PostTask | CarvedTask] = [*view.carved]
    for each in view.posts:
        if each.is_open:
            tasks += reader.post(employer, PostId(each.post), on=on).tasks
    return TaskId(find_task(run, tasks, typed).task)
