"""The command that takes out the events of everybody, for process-mining tools."""

import os
from pathlib import Path
from secrets import token_bytes
from typing import Annotated

import typer
from typer import TyperException

from journeys.adapters.cli.input.choices import Choice, one_of
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.files import refuse_private_path, refused_where_unusable
from journeys.adapters.cli.output.errors import REFUSED
from journeys.adapters.cli.output.left_out import journeys_set_aside
from journeys.adapters.cli.output.progress import reported
from journeys.adapters.files.exports.process_log import (
    ENDINGS,
    FORMATS,
    Format,
    require_writer,
    write_process_log,
)
from journeys.adapters.words.language import say, say_of
from journeys.projections.process_log import KEY_LENGTH

app = typer.Typer(help="Take out the events of everybody, for other tools.")


@app.command("log")
def events_of_all(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new one, for you alone to read.")],
    *,
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            **one_of(Choice("format", FORMATS)),
            help="For a spreadsheet or a database csv or parquet, for process mining xes or ocel. "
            "The name of the file says it, too: everybody.xes.",
            show_default=False,
        ),
    ] = None,
    with_ids: Annotated[
        bool,
        typer.Option(
            "--real-ids", help="With the ids of the store in place of pseudonyms: for auditors."
        ),
    ] = False,
) -> None:
    """Hændelser: kinds, days, roles and pseudonyms of every entry; no words and no names.

    For process mining. The pseudonyms are of this export alone. Somebody who knows a citizen's
    days can still find them: keep the file as secret as the journeys.

    A look is logged on every journey. The command is for managers and auditors: --role, before the
    command.
    """
    run = session(ctx)
    refuse_private_path(file)
    form = form or ENDINGS.get(file.suffix.lower())
    if form is None:
        raise TyperException(
            "--format: the name of the file does not say it. Choose csv, parquet, xes or ocel."
        )
    require_writer(form)
    with (
        run.journeys() as journeys,
        reported(say("Reading the journeys")) as progress,
        refused_where_unusable(file),
    ):
        audit = run.looking(journeys).audit
        if with_ids:
            log = audit.process_log_with_ids(progress=progress)
        else:
            log = audit.process_log(key=token_bytes(KEY_LENGTH), progress=progress)
        written = write_process_log(log, file, form)
    facts = {
        "file": os.fspath(file),
        "format": form,
        "journeys": written.cases,
        "events": written.events,
        "real_ids": with_ids,
        "set_aside": log.set_aside,
    }
    exported = say(
        "Exported to {file}: {journeys}, {entries}, without words and names.",
        file=file,
        journeys=say_of(written.cases, "{count} journey", "{count} journeys"),
        entries=say_of(written.events, "{count} entry", "{count} entries"),
    )
    ids = (
        say("The ids are those of the store: keep the file as secret as the journeys.")
        if with_ids
        else say(
            "The ids are pseudonyms of this export alone. Keep the file as secret as the journeys: "
            "somebody who knows a citizen's days can find them in it."
        )
    )
    run.tell(facts, f"{exported}\n{ids}")
    if log.set_aside:
        if not run.as_json:
            typer.echo("\n".join(journeys_set_aside(log.set_aside)), err=True)
        raise typer.Exit(REFUSED)
