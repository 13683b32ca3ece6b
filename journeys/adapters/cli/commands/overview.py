"""The command that counts: all citizens, by what a manager asks."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from journeys.adapters.cli.input.arguments import LOOK, SeenOn
from journeys.adapters.cli.input.completing import among
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.files import PageFile, paged_or_told
from journeys.adapters.cli.input.pairs import choice
from journeys.adapters.words.language import spoken_now
from journeys.projections.overview import DIMENSIONS, USUAL

if TYPE_CHECKING:
    from journeys.projections.overview import Overview, Trend

app = typer.Typer()


@app.command(rich_help_panel=LOOK)
def overview(
    ctx: typer.Context,
    *,
    on: SeenOn,
    by: Annotated[
        list[Any] | None,
        typer.Option(
            parser=choice(DIMENSIONS),
            metavar="WHAT",
            autocompletion=among(DIMENSIONS),
            show_default=" and ".join(USUAL),
            help=f"Count by: {', '.join(DIMENSIONS)}. May be given several times.",
        ),
    ] = None,
    trend: Annotated[bool, typer.Option("--trend", help="The five months before, too.")] = False,
    mask: Annotated[
        bool,
        typer.Option(
            "--mask",
            help="For what leaves the house: hide numbers under five, and what would tell them.",
        ),
    ] = False,
    page: PageFile = None,
) -> None:
    """Overblik: all citizens, whatever they live on, by what is asked."""
    from journeys.adapters.cli.output import show_overview as drawn
    from journeys.projections.masking import masked, masked_trend

    told, asked = session(ctx), tuple(dict.fromkeys(by or USUAL))
    with told.journeys() as journeys:
        if trend:
            moved = journeys.trend(on=on, by=asked)
            moved = masked_trend(moved) if mask else moved
            paged_or_told(told, moved, page, drawn.trend, _page)
        else:
            view = journeys.overview(on=on, by=asked)
            view = masked(view) if mask else view
            paged_or_told(told, view, page, drawn.overview, _page)


def _page(view: "Overview | Trend") -> str:
    from journeys.adapters import pages

    return pages.overview(view, language=spoken_now())
