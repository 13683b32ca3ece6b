"""Commands that read about posts: a list, one of them, and who could do what, and why."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer
from typer import TyperException

from journeys.adapters.cli.input.arguments import EMPLOYERS, JourneyIfAny, KnownAt, SeenOn
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.input.employers import offering
from journeys.adapters.cli.input.employers.arguments import PostArgument
from journeys.adapters.cli.input.employers.finding import employer_start, find_post
from journeys.domain.vocabulary import EmployerId, PostId

if TYPE_CHECKING:
    from datetime import date

    from journeys.app.journeys import Journeys

posts = typer.Typer()
app = typer.Typer()


@posts.command("list")
def list_posts(
    ctx: typer.Context,
    *,
    free: Annotated[
        bool, typer.Option("--free", help="Only those in which somebody can begin.")
    ] = False,
    on: SeenOn,
    known_at: KnownAt = None,
) -> None:
    """Stillinger: every post, with how much of it is free; counts, and no citizen."""
    from journeys.adapters.cli.output.forms import posts as forms

    run = session(ctx)
    with run.journeys() as journeys:
        view = run.at_employers(journeys).posts(on=on, free_only=free, known_at=known_at)
    run.answer(view, forms.posts)


@posts.command("show")
def show_post(
    ctx: typer.Context,
    post: PostArgument,
    *,
    who: Annotated[
        bool, typer.Option("--who", help="Also who is in it: each of them is a logged look.")
    ] = False,
    on: SeenOn,
    known_at: KnownAt = None,
) -> None:
    """Stilling: its tasks, their free hours, and since when they are free."""
    from journeys.adapters.cli.output.forms import posts as forms

    run = session(ctx)
    with run.journeys() as journeys:
        line = find_post(run, journeys, post, on)
        reader = run.looking(journeys) if who else run.at_employers(journeys)
        employer, key = EmployerId(line.employer), PostId(line.post)
        view = reader.post(employer, key, on=on, known_at=known_at, who=who)
        names = run.names(journeys, (each.journey for each in view.who or ()), view.set_aside)
    run.answer(view, partial(forms.post, names=names), names)


@app.command("match", rich_help_panel=EMPLOYERS)
def match(
    ctx: typer.Context,
    journey: JourneyIfAny = None,
    *,
    post: Annotated[
        str | None,
        typer.Option(
            metavar="POST",
            parser=employer_start,
            autocompletion=offering.free_posts,
            help="Instead: which of your citizens could do a task of this post, and why. Each of "
            "them is a logged look.",
        ),
    ] = None,
    of: Annotated[
        str | None,
        typer.Option(
            "--of", metavar="NAME", show_default="you", help="With --post: whose citizens."
        ),
    ] = None,
    on: SeenOn,
) -> None:
    """Match: the posts whose tasks fit what a citizen can and wants, each with its reasons.

    Codes of competences are compared, and nothing else: there is no score and no ranking.
    """
    run = session(ctx)
    if post is None and journey is None:
        raise TyperException("Say for whom: the journey's id, or a post with --post.")
    if post is None and of is not None:
        raise TyperException("--of goes with --post.")
    if post is not None and journey is not None and not run.is_at_prompt:
        raise TyperException("Say one of them: the journey's id, or a post with --post.")
    with run.journeys() as journeys:
        if post is not None:
            _match_post(run, journeys, post, of or run.actor.name, on)
        elif journey is not None:
            _match_citizen(run, journeys, journey, on)


def _match_post(
    run: Session, journeys: "Journeys", post: str, responsible: str, on: "date"
) -> None:
    from journeys.adapters.cli.output.forms import match as forms

    line = find_post(run, journeys, post, on)
    view = run.looking(journeys).match_for_post(
        EmployerId(line.employer), PostId(line.post), on=on, responsible=responsible
    )
    names = run.names(journeys, view.read, view.set_aside)
    run.answer(view, partial(forms.for_post, names=names), names)


def _match_citizen(run: Session, journeys: "Journeys", typed: str, on: "date") -> None:
    from journeys.adapters.cli.output.forms import match as forms

    key = run.journey(journeys, typed)
    view = run.looking(journeys).match_for_citizen(key, on=on)
    names = run.names(journeys, [key])
    run.answer(view, partial(forms.for_citizen, names=names), names)
