"""Files that the script writes for people: new ones, for their owner alone."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from typer import TyperException

from journeys.adapters.cli.input.context import Session
from journeys.adapters.system_reasons import system_reason
from journeys.adapters.words.language import say
from journeys.domain.errors import Refused
from journeys.projections.view import View

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import RenderableType

    from journeys.adapters.cli.output.names import ShownNames

V = TypeVar("V", bound=View)

PageFile = Annotated[
    Path | None,
    typer.Option("--page", metavar="FILE.html", help="Write a page into a new file instead."),
]


def answer_or_write_page(
    run: Session,
    view: V,
    page: Path | None,
    on_screen: "Callable[[V], RenderableType]",
    to_html: "Callable[[V], str]",
    *,
    names: "ShownNames | None" = None,
) -> None:
    """Write a view as a page where a file is named; else answer with it. Refused: file-there."""
    if page is None:
        run.answer(view, on_screen, names)
        return
    if run.as_json or run.as_csv:
        raise TyperException("--page cannot be combined with --json or --csv.")
    write_for_owner(to_html(view).encode(), page)
    run.say_left_out(view)


def write_for_owner(content: bytes, out: Path | None) -> None:
    """Write content into a new file that only its owner can read, or to stdout.

    Refused: file-there, file-unusable; nothing is left behind then.
    """
    if out is None:
        typer.echo(content, nl=False)
        return
    from journeys.adapters.files.private_files import write_private

    try:
        write_private(out, content)
    except FileExistsError:
        raise Refused(
            "file-there",
            "There is a file at {file} already, and it was left as it is. Name another.",
            file=out,
        ) from None
    except OSError as error:
        raise Refused(
            "file-unusable",
            "{file} cannot be written: {why}. Nothing is left of it. Name another place.",
            file=out,
            why=system_reason(error),
        ) from None
    typer.echo(say("Written, for you alone to read: {file}", file=out), err=True)
