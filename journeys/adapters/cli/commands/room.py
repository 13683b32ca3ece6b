"""The command that counts the room there is for work."""

from typing import Annotated

import typer

from journeys.adapters.cli.input.arguments import EMPLOYERS, KnownAt, SeenOn
from journeys.adapters.cli.input.context import session

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
    on: SeenOn,
    known_at: KnownAt = None,
) -> None:
    """Rum til arbejde: posts, tasks and hours by kind, and how much of them is filled."""
    from journeys.adapters.cli.output.forms import room as forms

    run = session(ctx)
    with run.journeys() as journeys:
        view = run.counting(journeys).room(on=on, known_at=known_at, months=months)
    run.answer(view, forms.room)
