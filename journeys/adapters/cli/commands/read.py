"""Commands that read: lists of journeys, one journey in several views, and what is owed."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer
from typer import TyperException

from journeys.adapters.cli.input.arguments import (
    LOOK,
    JourneyArgument,
    JourneyIfAny,
    KnownAt,
    SeenOn,
)
from journeys.adapters.cli.input.context import PURPOSES, session
from journeys.adapters.cli.input.dates import hour, today
from journeys.adapters.cli.input.days import a_day
from journeys.adapters.cli.input.files import PageFile, answer_or_write_page
from journeys.adapters.words.language import current_language
from journeys.domain.decisions.rules import require_text
from journeys.domain.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from journeys.adapters.cli.input.context import Session
    from journeys.app.journeys import Journeys
    from journeys.projections.milestones import Milestones
    from journeys.projections.timeline import Timeline

app = typer.Typer()


@app.command(rich_help_panel=LOOK)
def desk(
    ctx: typer.Context,
    *,
    on: SeenOn,
    every: Annotated[
        bool, typer.Option("--all", help="Also those on whom nothing urgent waits.")
    ] = False,
    week: Annotated[
        bool, typer.Option("--week", help="Day by day until Sunday, to print.")
    ] = False,
    colleague: Annotated[
        str | None,
        typer.Option(
            "--for",
            metavar="NAME",
            help="The desk of a colleague you stand in for; who is responsible stays the same.",
        ),
    ] = None,
    reason: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            help="Why you stand in. Your colleague and the citizens may read it.",
        ),
    ] = None,
    of: Annotated[
        str | None,
        typer.Option(
            "--of",
            metavar="NAME",
            show_default="you",
            help="Whose desk it is; a caseworker sees another's with --for.",
        ),
    ] = None,
) -> None:
    """Skrivebord: who waits for what, the latest first; with --for that of a colleague."""
    from journeys.adapters.cli.output.forms import desk as forms

    run = session(ctx)
    owner = colleague or of or run.actor.name
    if (colleague is None) != (reason is None) or (colleague and of):
        raise TyperException("Give --for and --reason together, and not with --of.")
    if colleague is None and owner != run.actor.name and run.role == "caseworker":
        raise Refused(
            "reason-missing",
            "Say why you look at the desk of a colleague: --for NAME --reason TEXT",
        )
    if reason is not None:
        known = run.why or PURPOSES.get(run.role)
        reason = require_text(reason, "reason")
        run = replace(run, why=f"{known}: {reason}" if known else reason)
    with run.journeys() as journeys:
        reader = run.looking(journeys)
        ask = reader.desk if colleague is None else reader.colleague_desk
        view = ask(on=on, responsible=owner)
        shown = (each.journey for each in (*view.lines, *view.offered))
        names = run.names(journeys, shown, view.set_aside)
    if week:
        run.answer(view, partial(forms.week, names=names), names)
        return
    now = hour() if on.isoformat() == today() else None
    form = partial(
        forms.desk,
        hour=now,
        of_colleague=owner != run.actor.name,
        every=every,
        at_prompt=run.is_at_prompt,
    )
    run.answer(view, partial(form, names=names), names)


@app.command("list", rich_help_panel=LOOK)
def list_(
    ctx: typer.Context,
    *,
    on: SeenOn,
    mine: Annotated[
        bool, typer.Option("--mine", help="Only those you are responsible for.")
    ] = False,
) -> None:
    """Sagsstamme: the journeys that are open or resting."""
    from journeys.adapters.cli.output.forms.people import caseload as form

    run = session(ctx)
    with run.journeys() as journeys:
        view = run.looking(journeys).caseload(on=on, responsible=run.actor.name if mine else None)
        names = run.names(journeys, (case.journey for case in view.cases), view.set_aside)
    run.answer(view, partial(form, names=names), names)


@app.command(rich_help_panel=LOOK)
def show(
    ctx: typer.Context, journey: JourneyArgument, *, on: SeenOn, known_at: KnownAt = None
) -> None:
    """Delmålsbillede: where I am, what I have done, my next step, my safety net."""
    from journeys.adapters.cli.output.forms.picture import milestones as form

    run = session(ctx)
    with run.journeys() as journeys:
        journey_id = run.journey(journeys, journey)
        view = run.looking(journeys).milestones(journey_id, on=on, known_at=known_at)
        names = run.names(journeys, [journey_id])
        posts = _posts(run, journeys, view, on)
    run.answer(view, partial(form, names=names, posts=posts), names)


def _posts(
    run: "Session", journeys: "Journeys", view: "Milestones", on: date
) -> "Mapping[UUID, str]":
    """Return what the posts are called that a citizen is in, where somebody reads it."""
    if run.as_json or run.as_csv or not any(each.post for each in view.activities):
        return {}
    from journeys.adapters.cli.input.employers.finding import words_of_posts

    return words_of_posts(run, journeys, on)


@app.command(rich_help_panel=LOOK)
def briefing(
    ctx: typer.Context, journey: JourneyArgument, *, on: SeenOn, known_at: KnownAt = None
) -> None:
    """Overlevering: what to know when taking over, so that the citizen need not repeat it."""
    from journeys.adapters.cli.output.forms.briefing import briefing as form

    run = session(ctx)
    with run.journeys() as journeys:
        journey_id = run.journey(journeys, journey)
        view = run.looking(journeys).briefing(journey_id, on=on, known_at=known_at)
        names = run.names(journeys, [journey_id])
    run.answer(view, partial(form, names=names), names)


@app.command(rich_help_panel=LOOK)
def timeline(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    on: Annotated[
        date | None,
        typer.Option(**a_day("past"), show_default="all there is", help="Up to that day."),
    ] = None,
    known_at: KnownAt = None,
    page: PageFile = None,
) -> None:
    """Tidslinje: everything in order, also what was retracted."""
    from journeys.adapters.cli.output.forms.entries import timeline as form

    run = session(ctx)
    with run.journeys() as journeys:
        journey_id = run.journey(journeys, journey)
        view = run.looking(journeys).timeline(journey_id, on=on, known_at=known_at)
        names = run.names(journeys, [journey_id] if page is None else [])
    answer_or_write_page(run, view, page, partial(form, names=names), _page, names=names)


def _page(view: "Timeline") -> str:
    from journeys.adapters import pages

    return pages.timeline(view, language=current_language())


@app.command(rich_help_panel=LOOK)
def continuity(ctx: typer.Context, journey: JourneyIfAny = None, *, on: SeenOn) -> None:
    """Sammenhæng: changes of caseworker, and times without an effort; of one journey, or of all."""
    from journeys.adapters.cli.output.forms import counts as forms

    run = session(ctx)
    with run.journeys() as journeys:
        if journey is None:
            run.answer(journeys.continuity_overview(on=on), forms.continuity_overview)
        else:
            journey_id = run.journey(journeys, journey)
            view = run.looking(journeys).continuity(journey_id, on=on)
            names = run.names(journeys, [journey_id])
            run.answer(view, partial(forms.continuity, names=names), names)
