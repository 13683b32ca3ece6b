"""The command that gives everything held on a person, on the screen or as two files."""

import os
from collections.abc import Mapping
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Annotated

import typer

from journeys.adapters.cli.input.arguments import LOOK, JourneyArgument
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.dates import today
from journeys.adapters.cli.input.files import refuse_private_path
from journeys.adapters.files.private_files import FOLDER_MODE, write_private
from journeys.adapters.system_reasons import system_reason
from journeys.adapters.words.language import say
from journeys.domain.errors import Refused

app = typer.Typer()

AS_DATA, AS_TEXT = "subject-access.json", "subject-access.txt"


@app.command("subject-access", rich_help_panel=LOOK)
def subject_access(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    to: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="As text and as JSON, in two files that only you can read."
        ),
    ] = None,
    with_staff: Annotated[
        bool,
        typer.Option("--with-staff", help="Also who recorded and who looked: for auditors only."),
    ] = False,
) -> None:
    """Indsigt: everything that is held on a person, to hand over (GDPR art. 15)."""
    from journeys.adapters.cli.output.forms.audit import subject_access as form
    from journeys.adapters.cli.output.render import keep

    run = session(ctx)
    with run.journeys() as journeys:
        if to is not None:
            refuse_private_path(to)
            _prepare(to)
        journey_id, reader = run.journey(journeys, journey), run.looking(journeys)
        source = reader.audit if with_staff else reader
        view = source.subject_access(journey_id, on=date.fromisoformat(today()))
    if to is None:
        run.answer(view, form)
        return
    text = StringIO()
    keep(form(view), text)
    _write(to, {AS_DATA: f"{view.model_dump_json(indent=2)}\n", AS_TEXT: text.getvalue()})
    # The folder is not named: its name may be somebody's number.
    run.tell(
        {"journey": str(journey_id), "files": [AS_DATA, AS_TEXT]},
        say(
            "Two files were written into that folder, for you alone: {data} and {text}.",
            data=AS_DATA,
            text=AS_TEXT,
        ),
    )


def _prepare(folder: Path) -> None:
    """Make the folder where it is missing, before the access is logged.

    Refused: folder-unusable; file-there-already, as that file may be about somebody else.
    """
    try:
        folder.mkdir(FOLDER_MODE, parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(error) from None
    if any(os.path.lexists(folder / name) for name in (AS_DATA, AS_TEXT)):
        raise _there_already()


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        try:
            # An existing file is never written to, nor what a link points to.
            write_private(folder / name, text.encode())
        except FileExistsError:
            raise _there_already() from None
        except OSError as error:
            raise _unusable(error) from None


def _there_already() -> Refused:
    return Refused(
        "file-there-already",
        "That folder holds such files already, which may be about somebody else. Name "
        "another folder, or move them first.",
    )


def _unusable(error: OSError) -> Refused:
    return Refused(
        "folder-unusable", "That folder cannot be written to: {why}.", why=system_reason(error)
    )
