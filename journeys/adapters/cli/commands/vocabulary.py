"""The command that looks up codes: which there are on a day, and their sources.

It reads the rulebook alone, so it needs no store and makes none.
"""

from typing import Annotated

import typer

from journeys.adapters.cli.input.arguments import LOOK, SeenOn
from journeys.adapters.cli.input.completing import of_book
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.output.danish import meant, shown
from journeys.domain.errors import Refused

app = typer.Typer()


@app.command(rich_help_panel=LOOK)
def vocabulary(
    ctx: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="LIST",
            autocompletion=of_book(
                lambda book: [shown("choices", "list", each) for each in book.vocabularies]
            ),
            help="The list: its name; all where left out.",
        ),
    ] = None,
    *,
    on: SeenOn,
    every: Annotated[
        bool, typer.Option("--all", help="Also the codes that are not in force on that day.")
    ] = False,
) -> None:
    """Kodelister: the codes that can be recorded on a day, and the source of each."""
    from journeys.adapters.cli.output import codes
    from journeys.adapters.cli.output.forms import rules as forms
    from journeys.adapters.files.problems import did_you_mean

    run = session(ctx)
    known = run.book.vocabularies
    if name is None:
        run.answer(codes.lists(known, on), forms.lists)
    elif found := meant("choices", "list", name, known):
        run.answer(codes.codes(known[found], on, every=every), forms.codes)
    else:
        raise Refused(
            "vocabulary-unknown",
            "There is no such list of codes.{hint} `journeys vocabulary` names them all.",
            hint=did_you_mean(name, known),
        )
