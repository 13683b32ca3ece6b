"""Commands that back a store up and restore it, and the list of erasures that a restore needs."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from journeys.adapters.cli.input.arguments import RECORD
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.input.each_municipality import each_municipality
from journeys.adapters.cli.output.danish import command
from journeys.adapters.cli.output.progress import reported
from journeys.adapters.words.language import say, say_of

if TYPE_CHECKING:
    from journeys.adapters.backing_up import BackedUp
    from journeys.adapters.restoring import Restored

app = typer.Typer()
erasures = typer.Typer()


@app.command(rich_help_panel=RECORD)
@each_municipality
def backup(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new one, for this alone.")],
) -> None:
    """Sikkerhedskopi: copy the store into a folder, with a signed checkpoint of it.

    Others go on recording. The master key is never in it. For a PostgreSQL store it says
    what to run. Of many municipalities each has a folder of its own: FOLDER-621.
    """
    from journeys.adapters.backing_up import back_up

    run = session(ctx)
    with run.journeys() as journeys, reported(say("Copying")) as progress:
        made = back_up(journeys, _folder_of_one(run, folder), progress)
    run.tell(_backup_facts(made), "\n".join(_backup_lines(made)))


@app.command(rich_help_panel=RECORD)
def restore(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder of the backup.")],
    *,
    prove: Annotated[
        list[Path],
        typer.Option(
            "--prove",
            metavar="CHECKPOINT",
            help="A checkpoint kept elsewhere; may be given several times.",
        ),
    ],
    listed: Annotated[
        Path | None,
        typer.Option(
            "--erasures",
            metavar="FILE",
            help="A list of erasures kept elsewhere (audit erasures). Empty: you know of none.",
        ),
    ] = None,
    accept_loss: Annotated[
        bool,
        typer.Option("--accept-loss", help="Restore, though what was recorded since is lost."),
    ] = False,
) -> None:
    """Genskab: make a store from a backup where there is none, and prove it.

    Those who were erased since the backup are erased again, before anybody can open it.
    It appears whole or not at all.
    """
    from journeys.adapters.files.problems import read_text
    from journeys.adapters.restoring import Asked, restore

    run = session(ctx)
    asked = Asked([read_text(file) for file in prove], listed, accept_loss)
    with reported(say("Copying")) as progress:
        restored = restore(
            run.url, folder, asked, keys=run.keys, erasures=run.erasures, progress=progress
        )
    lines = list(_restore_lines(restored))
    facts = {
        "restored": str(folder),
        "moment": restored.backup.manifest.moment,
        "entries": dict(restored.entries),
        "lost": dict(restored.lost),
        "erased_again": restored.erased,
        "all_erasures_known": restored.all_erasures_known,
    }
    run.tell(facts, "\n".join(lines))


@erasures.command("erasures")
@each_municipality
def show_erasures(ctx: typer.Context) -> None:
    """Sletteliste: who was erased, by id, signed. Let somebody else keep it, with a checkpoint.

    A backup that is restored is held to it.
    """
    from journeys.adapters.files.erasure_list import line_of

    run = session(ctx)
    with run.journeys() as journeys:
        line = line_of(journeys.seal.erasures())
    run.tell({"erasures": line}, line.rstrip("\n"))


def _folder_of_one(run: Session, folder: Path) -> Path:
    """Return the folder of one backup: of many municipalities it ends with the code."""
    return folder if run.chosen is None else Path(f"{folder}-{run.chosen.entry.code}")


def _backup_facts(made: "BackedUp") -> dict[str, Any]:
    manifest = made.backup.manifest
    return {
        "folder": str(made.backup.folder),
        "store": manifest.store,
        "moment": manifest.moment,
        "checkpoint": manifest.checkpoint,
        "sha256": manifest.sha256,
        "run": made.command,
    }


def _backup_lines(made: "BackedUp") -> Iterator[str]:
    folder = made.backup.folder
    if made.command is None:
        yield say("Backed up to {folder}. Keep it apart from the master key.", folder=folder)
    else:
        yield say(
            "The checkpoint and the manifest are in {folder}. Make the copy now, and keep it apart "
            "from the master key:",
            folder=folder,
        )
        yield made.command
    restore_it = command("journeys restore", str(folder), "--prove", say("CHECKPOINT"))
    yield say("Restore it with: {command}", command=restore_it)


def _restore_lines(restored: "Restored") -> Iterator[str]:
    from datetime import datetime

    moment = datetime.fromisoformat(restored.backup.manifest.moment).astimezone()
    yield say("Restored, as it was {moment}. What was sealed holds.", moment=moment)
    if restored.lost:
        lost = ", ".join(f"{name} {count}" for name, count in restored.lost.items())
        yield say("Lost, by log: {lost}.", lost=lost)
    yield say_of(
        restored.erased,
        "{count} erasure since the backup was done again.",
        "{count} erasures since the backup were done again.",
    )
    if not restored.all_erasures_known:
        yield say(
            "Nobody can tell whether others were erased since. Compare the receipts that are kept "
            "on paper, and erase them again."
        )
