"""The command that writes a bundle of the seal, for an auditor who never sees the database."""

from pathlib import Path
from typing import Annotated

import typer

from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.output.progress import reported
from journeys.adapters.words.language import say, say_of

app = typer.Typer()


@app.command()
def bundle(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new one, for this alone.")],
) -> None:
    """Bundt: write what an auditor needs to check the seal without the database into a folder.

    It shows nobody. Ends with 3 where something is not what was sealed; then nothing is written.
    """
    # It shows nobody, so it takes neither role nor purpose, and no look is logged: as a checkpoint.
    from journeys.adapters.files.exports.bundle import VERIFIER, write_bundle
    from journeys.adapters.files.whole_files import require_empty_folder

    run = session(ctx)
    require_empty_folder(folder)
    with (
        run.journeys() as journeys,
        journeys.seal.bundle() as found,
        reported(say("Writing")) as progress,
    ):
        write_bundle(found, folder, progress)
    entries = {log.name: log.entries for log in found.logs}
    facts = {"folder": str(folder), "date": found.at.isoformat(), "key": found.key}
    written = say_of(
        sum(entries.values()),
        "Written to {folder}: the seal of {count} entry, which shows nobody.",
        "Written to {folder}: the seal of {count} entries, which shows nobody.",
        folder=folder,
    )
    command = f"python3 {folder / VERIFIER} --key {found.key}"
    check_it = say("Check it with: {command}", command=command)
    run.tell({**facts, "entries": entries}, f"{written}\n{check_it}")
