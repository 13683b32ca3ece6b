"""Commands about tasks: carved out of a post, or before there is one, and withdrawn."""

from typing import TYPE_CHECKING, Annotated

import typer

from journeys.adapters.cli.input.arguments import DryRun, On, OnAnyDay, RequestId, Sure
from journeys.adapters.cli.input.completing import codes
from journeys.adapters.cli.input.context import Session
from journeys.adapters.cli.input.employers import offering
from journeys.adapters.cli.input.employers.arguments import (
    EmployerArgument,
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
    task_meant,
    task_typed,
)
from journeys.adapters.cli.input.recording import TypedRequest
from journeys.domain.employers import verbs

if TYPE_CHECKING:
    from journeys.app.journeys import Journeys

app = typer.Typer(help="Tasks at employers: carve one out, or withdraw it.")


@app.command("carve")
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


@app.command("withdraw")
def withdraw_task(
    ctx: typer.Context,
    employer: EmployerArgument,
    task: Annotated[
        str | None,
        typer.Argument(
            metavar="TASK",
            show_default="the only task",
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
    """Træk en opgave tilbage: nobody takes it any more; those who do it go on as they are."""

    def resolving(run: Session, journeys: "Journeys") -> AboutEmployer:
        about = employer_meant(run, journeys, employer, on)
        meant = task_meant(run, journeys, about.employer, task, on)
        return AboutEmployer(
            about.employer, about.name, {"task": meant, "why": why, "then": then, "on": on}
        )

    record_at_employer(
        ctx, verbs.withdraw_task, TypedRequest(request_id, dry_run, sure=sure), resolving
    )
