"""The command that counts all citizens, by what a manager asks for."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer import TyperException

from journeys.adapters.cli.input.arguments import LOOK, Publish, SeenOn, Yes
from journeys.adapters.cli.input.choices import Choice, one_of
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.input.files import PageFile, answer_or_write_page
from journeys.adapters.words.language import current_language
from journeys.domain.decisions.access import require_may_look_across
from journeys.domain.message import Message
from journeys.projections.overview import BACK, DEFAULT_DIMENSIONS, DIMENSIONS, FURTHEST_BACK

if TYPE_CHECKING:
    from journeys.projections.overview import Dimension, Overview, Trend
    from journeys.projections.publishing import ReleasedTable

app = typer.Typer()


@app.command(rich_help_panel=LOOK)
def overview(
    ctx: typer.Context,
    *,
    on: SeenOn,
    by: Annotated[
        list[Any] | None,
        typer.Option(
            **one_of(Choice("by", DIMENSIONS, Message("Choose one of: {known}")))
            | {"metavar": "WHAT"},
            show_default=" and ".join(DEFAULT_DIMENSIONS),
            help="Count by: {choices}. May be given several times.",
        ),
    ] = None,
    trend: Annotated[bool, typer.Option("--trend", help="The five months before, too.")] = False,
    months: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=FURTHEST_BACK,
            metavar="NUMBER",
            help="With --trend: how many months before, instead of five. A screen shows a few of "
            "them; --page, --csv and --json have all.",
            show_default=False,
        ),
    ] = None,
    mask: Annotated[
        bool,
        typer.Option(
            "--mask",
            help="For what is published: hide numbers under five, and those that would reveal "
            "them.",
        ),
    ] = False,
    page: PageFile = None,
    publish: Publish = False,
    yes: Yes = False,
) -> None:
    """Overblik: all citizens, whatever they live on, by what is asked."""
    from journeys.adapters.cli.output.forms import counts as forms
    from journeys.projections.masking import masked, masked_trend

    if months is not None and not trend:
        raise TyperException("--months goes with --trend.")
    run, dimensions = session(ctx), tuple(dict.fromkeys(by or DEFAULT_DIMENSIONS))
    if publish:
        if trend or mask or page or len(dimensions) != 1 or not by:
            raise TyperException(
                "--publish takes one --by, and is not combined with --trend, --mask or --page."
            )
        _publish(run, dimensions[0], on=on, yes=yes)
        return
    as_page = partial(_page, run=run)
    if "responsible" in dimensions:  # its values are the names of colleagues
        require_may_look_across(run.actor, run.book)
    with run.journeys() as journeys:
        if trend:
            course = journeys.trend(on=on, by=dimensions, months=months or BACK)
            course = masked_trend(course) if mask else course
            answer_or_write_page(run, course, page, forms.trend, as_page)
        else:
            view = journeys.overview(on=on, by=dimensions)
            view = masked(view) if mask else view
            answer_or_write_page(run, view, page, forms.overview, as_page)


def _publish(run: Session, by: "Dimension", *, on: date, yes: bool) -> None:
    from journeys.adapters.cli.input.publishing import publish
    from journeys.adapters.cli.output.forms import publishing as forms

    with run.journeys() as journeys:

        def release(*, dry_run: bool) -> "ReleasedTable":
            return run.counting(journeys).publish_overview(by, on=on, dry_run=dry_run)

        publish(run, release, forms.released_table, yes=yes)


def _page(view: "Overview | Trend", run: Session) -> str:
    from journeys.adapters import pages

    return pages.overview(view, language=current_language(), book=run.book)
