"""Commands about posts: what there is room for at an employer."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer import TyperException

from journeys.adapters.cli.input.arguments import DryRun, OnAnyDay, RequestId, Sure
from journeys.adapters.cli.input.choices import code_meant
from journeys.adapters.cli.input.completing import codes
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.input.days import a_day
from journeys.adapters.cli.input.employers.arguments import (
    EmployerArgument,
    PostArgument,
    Tasks,
    Then,
    Why,
)
from journeys.adapters.cli.input.employers.choosing import employer_meant
from journeys.adapters.cli.input.employers.finding import find_post
from journeys.adapters.cli.input.employers.recording import (
    AboutEmployer,
    new_id,
    record_at_employer,
)
from journeys.adapters.cli.input.employers.tasks import (
    carved_meant,
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

app = typer.Typer(help="Posts at employers: open one with its tasks, change it, close it.")

KIND = "småjob"
"""The kind of a post where none is given."""

Leader = Annotated[
    str | None,
    typer.Option("--project-leader", metavar="NAME", help="The project leader, if there is one."),
]
Until = Annotated[
    date | None, typer.Option("--until", **a_day("either"), help="The last day, if one is agreed.")
]


@app.command("open")
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


@app.command("change")
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


@app.command("close")
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
