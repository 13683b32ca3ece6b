"""The command that writes the accessibility statement: it needs no store, and is about nobody."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from typer import TyperException

from journeys.adapters.cli.commands.pages import NO_OFFICE
from journeys.adapters.cli.input.arguments import LOOK
from journeys.adapters.cli.input.choices import Choice, one_of
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.dates import today
from journeys.adapters.cli.input.days import a_day
from journeys.adapters.cli.input.files import write_for_owner
from journeys.adapters.words.language import LANGUAGES, Language, current_language, say
from journeys.domain.message import Message

app = typer.Typer()

ENDINGS = (".html", ".pdf")


@app.command(rich_help_panel=LOOK)
def accessibility(
    ctx: typer.Context,
    *,
    tried: Annotated[
        date,
        typer.Option(**a_day("past"), help="The day on which the pages were last tried."),
    ],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A new file: .html or .pdf.")
    ] = None,
    language: Annotated[
        Language | None,
        typer.Option(
            "--lang",
            **one_of(Choice("lang", LANGUAGES)),
            show_default="the one that is spoken",
            help="The language of the statement.",
        ),
    ] = None,
) -> None:
    """Tilgængelighedserklæring: how accessible the pages are, for the municipality to publish."""
    from journeys.adapters import pages
    from journeys.projections.accessibility import accessibility_statement

    run = session(ctx)
    file = out or (Path(f"{say('accessibility')}.html") if run.is_on_screen else None)
    ending = ".html" if file is None else file.suffix.lower()
    if ending not in ENDINGS:
        raise TyperException(Message("A statement ends with: {forms}.", forms=", ".join(ENDINGS)))
    if run.as_json and out is not None:
        raise TyperException("--out cannot be combined with --json.")
    if tried.isoformat() > today():
        raise TyperException("That day has not come. Give the day on which the pages were tried.")
    view = accessibility_statement(run.book, tried)
    if run.as_json:
        typer.echo(view.model_dump_json(indent=2))
        return
    html = pages.accessibility(tried, language=language or current_language(), book=run.book)
    content, sheets = pages.printed(html) if ending == ".pdf" else (html.encode(), None)
    write_for_owner(content, file, sheets)
    typer.echo(say("It is the municipality's statement: read it before you publish it."), err=True)
    if view.office is None:
        run.hint(say(NO_OFFICE))
