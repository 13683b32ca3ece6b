"""Files that the script writes for people: new ones, for their owner alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from typer import TyperException

from journeys.adapters.cli.input.context import Session
from journeys.adapters.system_reasons import system_reason
from journeys.adapters.words.language import say, say_of
from journeys.domain.errors import Refused
from journeys.projections.view import View

if TYPE_CHECKING:
    from collections.abc import Callable

    from journeys.adapters.cli.output.names import ShownNames
    from journeys.adapters.cli.output.text_parts import Drawn

V = TypeVar("V", bound=View)

PageFile = Annotated[
    Path | None,
    typer.Option("--page", metavar="FILE.html", help="Write a page into a new file instead."),
]


def answer_or_write_page(
    run: Session,
    view: V,
    page: Path | None,
    on_screen: "Callable[[V], Drawn]",
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


def refuse_private_path(path: Path) -> None:
    """Refuse a file or folder whose own name holds a CPR number: names are seen in lists and logs.

    Refused: words-carry-cpr.
    """
    from journeys.domain.decisions.privacy import refuse_private_name

    refuse_private_name("file", path.name)


@contextmanager
def refused_where_unusable(file: Path) -> Iterator[None]:
    """Refuse a new file that is there already, or cannot be written.

    Refused: file-there, file-unusable.
    """
    try:
        yield
    except FileExistsError:
        raise Refused(
            "file-there",
            "There is a file at {file} already, and it was left as it is. Name another.",
            file=file,
        ) from None
    except OSError as error:
        raise Refused(
            "file-unusable",
            "{file} cannot be written: {why}. Nothing is left of it. Name another place.",
            file=file,
            why=system_reason(error),
        ) from None


def write_for_owner(content: bytes, out: Path | None, sheets: int | None = None) -> None:
    """Write content into a new file that only its owner can read, or to stdout.

    Of a file to print, it says on how many sheets.
    Refused: file-there, file-unusable; words-carry-cpr; nothing is left behind then.
    """
    if out is None:
        typer.echo(content, nl=False)
        return
    refuse_private_path(out)
    from journeys.adapters.files.private_files import write_private

    with refused_where_unusable(out):
        write_private(out, content)
    written = say("Written, for you alone to read: {file}", file=out)
    if sheets is not None:
        written = f"{written} ({say_of(sheets, '{count} sheet', '{count} sheets')})"
    typer.echo(written, err=True)
