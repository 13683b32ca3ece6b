"""The command that looks codes up: which there are on a day, and where that was read.

It asks the rulebook alone, so that it needs no store and makes none.
"""

from typing import Annotated

import typer

from journeys.adapters.cli.input.arguments import LOOK, SeenOn
from journeys.adapters.cli.input.completing import of_book
from journeys.adapters.cli.input.context import session
from journeys.domain.errors import Refused

app = typer.Typer()


@app.command(rich_help_panel=LOOK)
def vocabulary(
    ctx: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="LIST",
            autocompletion=of_book(lambda book: book.vocabularies),
            help="The list: its name; all where left out.",
        ),
    ] = None,
    *,
    on: SeenOn,
    every: Annotated[
        bool, typer.Option("--all", help="Also the codes that are not in force on that day.")
    ] = False,
) -> None:
    """Kodelister: the codes that can be recorded on a day, and where each was read."""
    from journeys.adapters.cli.output import codes
    from journeys.adapters.cli.output import show_codes as picture_codes
    from journeys.adapters.files.problems import did_you_mean

    told = session(ctx)
    known = told.book.vocabularies
    if name is None:
        told.answer(codes.lists(known, on), picture_codes.lists)
    elif name in known:
        told.answer(codes.codes(known[name], on, every=every), picture_codes.codes)
    else:
        raise Refused(
            "vocabulary-unknown",
            "There is no such list of codes.{hint} `journeys vocabulary` names them all.",
            hint=did_you_mean(name, known),
        )
