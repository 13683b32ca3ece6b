"""Commands that read: lists of journeys, one journey in several views, and what is owed."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from journeys.adapters.cli.input.arguments import (
    LOOK,
    JourneyArgument,
    JourneyIfAny,
    KnownAt,
    SeenOn,
)
from journeys.adapters.cli.input.choices import Choice, one_of
from journeys.adapters.cli.input.completing import of_book
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.days import a_day
from journeys.adapters.cli.input.files import PageFile, answer_or_write_page
from journeys.adapters.words.language import current_language
from journeys.domain.errors import Refused
from journeys.projections.duty_counts import CountedBy, duty_counts

if TYPE_CHECKING:
    from journeys.projections.timeline import Timeline

app = typer.Typer()


@app.command(rich_help_panel=LOOK)
def desk(
    ctx: typer.Context,
    *,
    on: SeenOn,
    of: Annotated[
        str | None,
        typer.Option("--of", metavar="NAME", show_default="you", help="Whose desk it is."),
    ] = None,
) -> None:
    """Skrivebord: whom to call, what is owed and what comes next; what waits most comes first."""
    from journeys.adapters.cli.output.forms.people import desk as form

    run = session(ctx)
    with run.journeys() as journeys:
        view = run.looking(journeys).desk(on=on, responsible=of or run.actor.name)
    run.answer(view, form)


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
    run.answer(view, form)


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
    run.answer(view, form)


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
    run.answer(view, form)


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
    answer_or_write_page(run, view, page, form, _page)


def _page(view: "Timeline") -> str:
    from journeys.adapters import pages

    return pages.timeline(view, language=current_language())


@app.command(rich_help_panel=LOOK)
def duties(
    ctx: typer.Context,
    journey: JourneyIfAny = None,
    *,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="KIND",
            autocompletion=of_book(lambda book: book.duties),
            help="Only those of one kind, such as inform-citizen.",
        ),
    ] = None,
    mine: Annotated[bool, typer.Option("--mine", help="Only those that you owe.")] = False,
    of: Annotated[
        str | None, typer.Option("--of", metavar="NAME", help="Only those that this person owes.")
    ] = None,
    counted: Annotated[
        CountedBy | None,
        typer.Option(
            "--by", **one_of(Choice("by", get_args(CountedBy))), help="How many, counted by this."
        ),
    ] = None,
    on: SeenOn,
) -> None:
    """Forpligtelser: what is owed, by when and by whom; of one journey, met ones too."""
    from journeys.adapters.cli.output.forms import entries as forms
    from journeys.projections.duties import Duties, JourneyDuty

    run = session(ctx)
    by = run.actor.name if mine else of
    with run.journeys() as journeys:
        if kind is not None and kind not in journeys.book.duties:
            raise Refused(
                "duty-kind-unknown",
                "There is no such kind of duty. There are: {kinds}.",
                kinds=", ".join(journeys.book.duties),
            )
        if journey is None:
            view = run.looking(journeys).duties(on=on, kind=kind, owed_by=by)
        else:
            journey_id = run.journey(journeys, journey)
            owed = [
                JourneyDuty(journey=journey_id, owed=each)
                for each in run.looking(journeys).duties_of(journey_id, on=on)
                if each.since <= on and kind in (None, each.kind) and by in (None, each.by)
            ]
            view = Duties(on=on, owed=tuple(sorted(owed, key=lambda each: each.owed.due)))
    if counted is None:
        run.answer(view, forms.duties if journey is None else forms.duties_of_one)
    else:
        run.answer(duty_counts(view, counted), forms.duty_counts)


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
            run.answer(view, forms.continuity)
