"""Commands about posts and their tasks: what there is room for at an employer."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer import TyperException

from journeys.adapters.cli.input.arguments import DryRun, On, OnAnyDay, RequestId, Sure
from journeys.adapters.cli.input.choices import code_meant
from journeys.adapters.cli.input.completing import codes
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.input.days import a_day
from journeys.adapters.cli.input.employers import offering
from journeys.adapters.cli.input.employers.arguments import (
    EmployerArgument,
    PostArgument,
    Tasks,
    Then,
    Why,
)
from journeys.adapters.cli.input.employers.choosing import employer_meant, need_meant
from journeys.adapters.cli.input.employers.finding import employer_start, find_post
from journeys.adapters.cli.input.employers.recording import (
    AboutEmployer,
    new_id,
    record_at_employer,
)
from journeys.adapters.cli.input.employers.tasks import (
    carved_meant,
    task_meant,
    task_typed,
    whole_number,
)
from journeys.adapters.cli.input.prompting import answered
from journeys.adapters.cli.input.questions import ask_for
from journeys.adapters.cli.input.recording import TypedRequest
from journeys.adapters.words.language import say
from journeys.domain.employers import verbs
from journeys.domain.vocabulary import EmployerId

if TYPE_CHECKING:
    from journeys.app.journeys import Journeys

post = typer.Typer(help="Posts at employers: open one with its tasks, change it, close it.")
task = typer.Typer(help="Tasks at employers: carve one out, or withdraw it.")

KIND = "småjob"
"""The kind of a post where none is given."""

Leader = Annotated[
    str | None,
    typer.Option("--project-leader", metavar="NAME", help="The project leader, if there is one."),
]
Until = Annotated[
    date | None, typer.Option("--until", **a_day("either"), help="The last day, if one is agreed.")
]


@post.command("open")
def open_post(
    ctx: typer.Context,
    employer: EmployerArgument,
    words: Annotated[str, typer.Argument(metavar="TEXT", help="What the post is called.")],
    *,
    tasks: Tasks = None,
    carved: Annotated[
        list[str] | None,
        typer.Option(
            "--carved",
            metavar="TASK",
            show_default=False,
            help="A task that was carved out before, by its first words. May be given several "
            "times.",
        ),
    ] = None,
    people: Annotated[
        int | None,
        typer.Option(metavar="NUMBER", show_default="1", help="How many people may share it."),
    ] = None,
    kind: Annotated[
        str,
        typer.Option(
            metavar="CODE",
            autocompletion=codes("post"),
            help="What kind of post it is (journeys vocabulary post).",
        ),
    ] = KIND,
    project_leader: Leader = None,
    until: Until = None,
    on: OnAnyDay,
    sure: Sure = None,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Åbn en stilling: open a post with its tasks, for one person or for several to share."""
    typed = tasks or []
    if not typed and not carved and session(ctx).may_ask:
        typed = ask_for(ctx, "tasks")
    request = TypedRequest(request_id, dry_run, sure=sure)
    if people is None and len(typed) > 1 and session(ctx).may_ask:
        people = answered(say("How many people may share it? (empty: 1): "), whole_number)

    def resolving(run: Session, journeys: "Journeys") -> AboutEmployer:
        about, book = employer_meant(run, journeys, employer, on), journeys.book
        given = {
            "post": new_id(request),
            "post_kind": code_meant(kind, book.vocabularies["post"].terms),
            "words": words,
            "tasks": tuple(
                task_typed(each, new_id(request, nr), book) for nr, each in enumerate(typed, 1)
            ),
            "carved": carved_meant(run, journeys, about.employer, carved or (), on),
            "may_share": people,
            "project_leader": project_leader,
            "until": until,
            "on": on,
        }
        return AboutEmployer(about.employer, about.name, given)

    record_at_employer(ctx, verbs.open_post, request, resolving)


@post.command("change")
def change_post(
    ctx: typer.Context,
    post: PostArgument,
    *,
    words: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What the post is called from now on.")
    ] = None,
    people: Annotated[
        int | None, typer.Option(metavar="NUMBER", help="How many people may share it.")
    ] = None,
    project_leader: Leader = None,
    until: Until = None,
    then: Then = "",
    on: OnAnyDay,
    sure: Sure = None,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Ændr en stilling: change a post; what is left out stays as it was."""
    if (words, people, project_leader, until) == (None, None, None, None):
        raise TyperException(
            "Say what changes in the post: --words, --people, --project-leader or --until."
        )
    given = {
        "words": words,
        "may_share": people,
        "project_leader": project_leader,
        "until": until,
        "then": then,
        "on": on,
    }
    _record_on_post(
        ctx, verbs.change_post, post, given, TypedRequest(request_id, dry_run, sure=sure)
    )


@post.command("close")
def close_post(
    ctx: typer.Context,
    post: PostArgument,
    *,
    why: Why,
    then: Then = "",
    on: OnAnyDay,
    sure: Sure = None,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Luk en stilling: nobody begins in it any more; those who are in it stay."""
    given = {"why": why, "then": then, "on": on}
    _record_on_post(
        ctx, verbs.close_post, post, given, TypedRequest(request_id, dry_run, sure=sure)
    )


def _record_on_post(
    ctx: typer.Context,
    verb: Any,  # noqa: ANN401 - a verb about a post
    post: str,
    given: dict[str, Any],
    request: TypedRequest,
) -> None:
    def resolving(run: Session, journeys: "Journeys") -> AboutEmployer:
        line = find_post(run, journeys, post, given["on"])
        return AboutEmployer(
            EmployerId(line.employer), line.employer_name, {**given, "post": line.post}
        )

    record_at_employer(ctx, verb, request, resolving)


@task.command("carve")
def carve_task(
    ctx: typer.Context,
    employer: EmployerArgument,
    task: Annotated[
        str,
        typer.Argument(
            metavar="TASK=HOURS",
            help='The task and its hours a week, as in "Filling shelves=6"; after another equals '
            "sign the codes of what it asks for, as in =butik,lager.",
        ),
    ],
    *,
    post: Annotated[
        str | None,
        typer.Option(
            metavar="POST",
            parser=employer_start,
            autocompletion=offering.posts,
            help="The post it becomes a part of; without it the task is in none yet.",
        ),
    ] = None,
    needs: Annotated[
        list[str] | None,
        typer.Option(
            "--needs",
            metavar="CODE",
            show_default=False,
            autocompletion=codes("competence"),
            help="What it asks for, by code (journeys vocabulary competence). May be given several "
            "times.",
        ),
    ] = None,
    needs_words: Annotated[
        str,
        typer.Option(
            metavar="TEXT", show_default=False, help="The same in words, which nothing compares."
        ),
    ] = "",
    when: Annotated[
        str, typer.Option(metavar="TEXT", show_default=False, help="When in the week.")
    ] = "",
    need: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT", help="The need that it answers to, by its first words, if there is one."
        ),
    ] = None,
    on: On,
    sure: Sure = None,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Skær en opgave ud: carve a task out, for a post or for one that is opened later."""
    request = TypedRequest(request_id, dry_run, sure=sure)

    def resolving(run: Session, journeys: "Journeys") -> AboutEmployer:
        about = employer_meant(run, journeys, employer, on)
        line = None
        if post is not None:
            line = find_post(
                run,
                journeys,
                post,
                on,
                lambda each: each.is_open and each.employer == about.employer,
            )
        given = {
            "task": task_typed(
                task,
                new_id(request),
                journeys.book,
                needs=needs or (),
                needs_words=needs_words,
                when=when,
            ),
            "post": line and line.post,
            "need": need and need_meant(run, journeys, about.employer, need, on),
            "on": on,
        }
        return AboutEmployer(about.employer, about.name, given)

    record_at_employer(ctx, verbs.carve_task, request, resolving)


@task.command("withdraw")
def withdraw_task(
    ctx: typer.Context,
    employer: EmployerArgument,
    task: Annotated[
        str | None,
        typer.Argument(
            metavar="TASK",
            show_default="the only one",
            help="The task, by its first words or the first signs of its id.",
        ),
    ] = None,
    *,
    why: Why,
    then: Then = "",
    on: OnAnyDay,
    sure: Sure = None,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Træk en opgave: nobody takes it any more; those who do it go on as they are."""

    def resolving(run: Session, journeys: "Journeys") -> AboutEmployer:
        about = employer_meant(run, journeys, employer, on)
        meant = task_meant(run, journeys, about.employer, task, on)
        return AboutEmployer(
            about.employer, about.name, {"task": meant, "why": why, "then": then, "on": on}
        )

    record_at_employer(
        ctx, verbs.withdraw_task, TypedRequest(request_id, dry_run, sure=sure), resolving
    )
