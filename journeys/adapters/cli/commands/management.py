"""Commands for who leads: the figures of a whole municipality, and a committee's goals."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer
from typer import TyperException

from journeys.adapters.cli.input.arguments import LOOK, SeenOn
from journeys.adapters.cli.input.choices import Choice, one_of
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.input.files import PageFile, answer_or_write_page
from journeys.adapters.cli.output.danish import meant
from journeys.adapters.words.language import current_language
from journeys.projections.figure_codes import FIGURES, FigureCode

if TYPE_CHECKING:
    from journeys.projections.goals import Goals
    from journeys.projections.management import Management

app = typer.Typer()


@app.command(rich_help_panel=LOOK)
def manage(
    ctx: typer.Context,
    *,
    on: SeenOn,
    figure: Annotated[
        FigureCode | None,
        typer.Option(
            "--open",
            **one_of(Choice("figure", FIGURES)) | {"metavar": "FIGURE"},
            help="The journeys behind one figure, each a logged look: {choices}.",
        ),
    ] = None,
    value: Annotated[
        str,
        typer.Option(
            metavar="VALUE",
            help="With --open: only one part of it, such as a basis, a kind of duty, hours as in "
            "5-10, or the name of a caseworker.",
            show_default=False,
        ),
    ] = "",
    mask: Annotated[
        bool,
        typer.Option(
            "--mask",
            help="For what is published: no caseworkers, and no numbers under five or that would "
            "reveal them.",
        ),
    ] = False,
    page: PageFile = None,
) -> None:
    """Ledelse: paid hours, waits, in and out, pensions, steps and caseworkers, in figures."""
    run = session(ctx)
    if figure is not None and (mask or page is not None):
        raise TyperException("--open cannot be combined with --mask or --page.")
    if value and figure is None:
        raise TyperException("--value goes with --open.")
    if figure is not None:
        _open(run, figure, value, on)
        return
    from journeys.adapters.cli.output.forms import management as forms
    from journeys.projections.masked_management import masked_management

    with run.journeys() as journeys:
        book, counting = journeys.book, run.counting(journeys)
        view = counting.management(on=on)
        view = masked_management(view) if mask else view
        goals = counting.goals(on=on) if page is not None and book.goals and not mask else None
        form = partial(forms.management, book=book, masked=mask)
        to_html = partial(_page, run=run, goals=goals, masked=mask)
        answer_or_write_page(run, view, page, form, to_html)


def _open(run: Session, figure: FigureCode, value: str, on: date) -> None:
    from journeys.adapters.cli.output.forms import management as forms

    with run.journeys() as journeys:
        if figure.startswith("past-due"):
            value = meant("choices", "duty", value, journeys.book.duties) or value
        view = run.looking(journeys).behind(figure, on=on, value=value)
        names = run.names(journeys, (each.journey for each in view.lines), view.set_aside)
        run.answer(view, partial(forms.behind, names=names), names)


def _page(view: "Management", run: Session, goals: "Goals | None", *, masked: bool) -> str:
    from journeys.adapters import pages

    return pages.management(
        view, language=current_language(), book=run.book, goals=goals, masked=masked
    )


@app.command(rich_help_panel=LOOK)
def goals(ctx: typer.Context, *, on: SeenOn) -> None:
    """Politiske mål: where each goal of the committee stands, and since when."""
    from journeys.adapters.cli.output.forms import management as forms

    run = session(ctx)
    with run.journeys() as journeys:
        run.answer(run.counting(journeys).goals(on=on), forms.goals)
