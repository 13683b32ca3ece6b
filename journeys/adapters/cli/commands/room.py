"""The command that counts the room there is for work."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from journeys.adapters.cli.input.arguments import EMPLOYERS, KnownAt, SeenOn
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.files import PageFile, answer_or_write_page
from journeys.adapters.words.language import current_language

if TYPE_CHECKING:
    from journeys.projections.employers.room import Room

app = typer.Typer()


@app.command("room", rich_help_panel=EMPLOYERS)
def room(
    ctx: typer.Context,
    *,
    months: Annotated[
        int,
        typer.Option(
            metavar="NUMBER", help="Also on the same day of so many months before, at most 60."
        ),
    ] = 0,
    mask: Annotated[
        bool,
        typer.Option(
            "--mask",
            help="For what is published: what employers offer, and nothing of who is in a post.",
        ),
    ] = False,
    page: PageFile = None,
    on: SeenOn,
    known_at: KnownAt = None,
) -> None:
    """Plads til arbejde: posts, tasks and hours by kind, and how much of them is filled."""
    from journeys.adapters.cli.output.forms import room as forms
    from journeys.projections.employers.masked_room import masked_room

    run = session(ctx)
    with run.journeys() as journeys:
        view = run.counting(journeys).room(on=on, known_at=known_at, months=months)
    view = masked_room(view) if mask else view
    answer_or_write_page(run, view, page, forms.room, partial(_page, masked=mask))


def _page(view: "Room", *, masked: bool) -> str:
    from journeys.adapters import pages

    return pages.room(view, language=current_language(), masked=masked)
