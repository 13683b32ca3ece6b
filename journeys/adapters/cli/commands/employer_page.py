"""The command that makes the page for an employer, to look at, to print and to hand over."""

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer
from typer import TyperException

from journeys.adapters.cli.input.arguments import KnownAt, SeenOn
from journeys.adapters.cli.input.choices import Choice, one_of
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.employers.arguments import EmployerArgument
from journeys.adapters.cli.input.employers.finding import find_employer
from journeys.adapters.cli.input.files import write_for_owner
from journeys.adapters.words.language import LANGUAGES, Language, current_language, say
from journeys.domain.message import Message

app = typer.Typer()

ENDINGS = (".html", ".pdf")
NO_OFFICE = Message(
    "No office is on the page, so it has no telephone number. Add one to the municipality's file: "
    "[[office]] with name and telephone."
)


@app.command("page")
def page_for_employer(
    ctx: typer.Context,
    employer: EmployerArgument,
    *,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="A new file: .html or .pdf. Without it, one is made at a terminal; into a pipe "
            "the page is printed.",
        ),
    ] = None,
    language: Annotated[
        Language | None,
        typer.Option(
            "--lang",
            **one_of(Choice("lang", LANGUAGES)),
            show_default="the one that is spoken",
            help="The employer's language.",
        ),
    ] = None,
    on: SeenOn,
    known_at: KnownAt = None,
) -> None:
    """Virksomhedens side: who to call, what was promised, needs and posts; no citizen."""
    from journeys.adapters import pages

    run = session(ctx)
    if run.as_json and out is not None:
        raise TyperException("--out cannot be combined with --json.")
    if out is not None and out.suffix.lower() not in ENDINGS:
        raise TyperException(
            Message("The page for an employer ends with: {forms}.", forms=", ".join(ENDINGS))
        )
    with run.journeys() as journeys:
        key = find_employer(run, journeys, employer, on).employer
        view = run.at_employers(journeys).employer_page(key, on=on, known_at=known_at)
    if run.as_json:
        typer.echo(view.model_dump_json(indent=2))
        return
    ending = ".pdf" if find_spec("weasyprint") is not None else ".html"
    file = out or run.new_file(say("our-agreements"), ending, key)
    html = pages.employer(view, language=language or current_language())
    if file is not None and file.suffix.lower() == ".pdf":
        printed = pages.printed(html)
        write_for_owner(printed.content, file, printed.sheets)
    else:
        write_for_owner(html.encode(), file)
    if view.office is None:
        run.hint(say(NO_OFFICE))
