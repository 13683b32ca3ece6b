"""The commands about everybody at once, of one municipality or of many."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from secrets import token_bytes
from typing import Annotated

import typer

from journeys.adapters.cli.input.arguments import KnownAt
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.input.days import a_day
from journeys.adapters.cli.input.files import refuse_private_path
from journeys.adapters.cli.input.population import everybody
from journeys.adapters.cli.input.workers import Dask, Workers, executor
from journeys.adapters.cli.output.errors import REFUSED
from journeys.adapters.cli.output.left_out import journeys_set_aside, stamped_ahead_lines
from journeys.adapters.cli.output.progress import reported
from journeys.adapters.words.language import say, say_of
from journeys.app.libraries import require_library
from journeys.projections.process_log import KEY_LENGTH

app = typer.Typer(help="Take out everybody's rows, for another database.")


@app.command("rows")
def rows_of_all(
    ctx: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A new folder, for you alone to read.")
    ],
    *,
    on: Annotated[
        date | None,
        typer.Option(
            **a_day("either"),
            show_default="every day, planned ones too",
            help="Only what takes effect up to that day.",
        ),
    ] = None,
    known_at: KnownAt = None,
    workers: Workers = None,
    dask: Dask = None,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume",
            help="Keep what is finished if it is interrupted, and resume from there the next time. "
            "The key of the pseudonyms is then in a file beside it until all is there.",
        ),
    ] = False,
    with_ids: Annotated[
        bool,
        typer.Option(
            "--real-ids", help="With the ids of the store in place of pseudonyms: for auditors."
        ),
    ] = False,
) -> None:
    """Rækker: journeys, periods, steps, duties, placements and posts as Parquet; no words.

    For DuckDB and other databases, with codes, days, hours and pseudonyms of this export alone.
    Somebody who knows a citizen's days can still find them: keep the folder as secret as the
    journeys, and hide small numbers before you publish a count.

    A look is logged on every journey. The command is for managers and auditors: --role, before the
    command.
    """
    run = session(ctx)
    refuse_private_path(folder)
    require_library("pyarrow", "parquet")
    from journeys.adapters.files.exports.population_rows import write_population_rows

    with (
        _kept(run, folder, resume=resume),
        everybody(run) as population,
        executor(dask, workers) as cluster,
        reported(say("Reading the journeys")) as progress,
    ):
        written = write_population_rows(
            population,
            folder,
            upto=on,
            known_at=known_at,
            with_ids=with_ids,
            new_key=token_bytes(KEY_LENGTH),
            now=datetime.now(UTC),
            resume=resume,
            executor=cluster,
            workers=workers,
            progress=progress,
        )
    facts = {
        "folder": os.fspath(folder),
        "journeys": written.journeys,
        "rows": written.rows,
        "real_ids": with_ids,
        "left_out": written.left_out,
        "stamped_ahead": written.stamped_ahead,
        "set_aside": written.set_aside,
    }
    exported = say(
        "Exported to {folder}: {rows} of {journeys}, without words and names.",
        folder=folder,
        rows=say_of(sum(written.rows.values()), "{count} row", "{count} rows"),
        journeys=say_of(written.journeys, "{count} journey", "{count} journeys"),
    )
    ids = (
        say("The ids are those of the store: keep the folder as secret as the journeys.")
        if with_ids
        else say(
            "The ids are pseudonyms of this export alone. Keep the folder as secret as the "
            "journeys: somebody who knows a citizen's days can find them in it."
        )
    )
    run.tell(facts, f"{exported}\n{ids}")
    if not run.as_json:
        for line in stamped_ahead_lines(written.stamped_ahead):
            typer.echo(line, err=True)
        for line in journeys_set_aside(written.set_aside):
            typer.echo(line, err=True)
    if written.left_out:
        raise typer.Exit(REFUSED)


@contextmanager
def _kept(run: Session, folder: Path, *, resume: bool) -> Iterator[None]:
    """Say what a run that was interrupted has left, as the key of its pseudonyms is there too."""
    from journeys.adapters.files.exports.population_draft import unfinished

    try:
        yield
    except BaseException as error:
        left = unfinished(folder.resolve())
        says_so = getattr(error, "code", "") == "rows-differ"
        if resume and left.exists() and not says_so and not run.as_json:
            told = say(
                "{left} keeps what is finished, and the key of its pseudonyms. Type the same again "
                "to go on, or remove it.",
                left=left,
            )
            typer.echo(told, err=True)
        raise
