"""Commands that move a journey to another store, with its proofs: export and import."""

from pathlib import Path
from typing import Annotated

import typer

from journeys.adapters.cli.input.arguments import DryRun, JourneyArgument
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.files import refuse_private_path
from journeys.adapters.words.language import say, say_of
from journeys.app.ports.moving import Export
from journeys.domain.errors import Refused

leaving, arriving = typer.Typer(), typer.Typer()


def key_typed(typed: str) -> str:
    """Return the public key of a log as it is written. Raises ValueError."""
    from journeys.adapters.sql.proofs.notes import NoteKey

    return NoteKey.parse(typed).text


@leaving.command("export")
def leave(
    ctx: typer.Context,
    journey: JourneyArgument,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new one, for this alone.")],
) -> None:
    """Eksport: write a journey with its proofs into a folder that others can check by itself.

    Keep the folder as secret as the journey: it can be read. The command is for managers and
    auditors: --role, before the command.
    """
    from journeys.adapters.files.exports.write import VERIFIER, write_export
    from journeys.adapters.files.whole_files import require_empty_folder

    run = session(ctx)
    refuse_private_path(folder)
    require_empty_folder(folder)
    with run.journeys() as journeys:
        journey_id = run.journey(journeys, journey)
        export = run.looking(journeys).audit.export(journey_id)
    write_export(export, folder)
    run.tell(
        {**facts_of(export), "folder": str(folder), "key": export.key},
        "\n".join(
            (
                say(
                    "Exported: journey {journey}, {entries}, to {folder}. It can be read: keep it "
                    "as secret as the journey.",
                    journey=export.journey,
                    entries=entries_of(export),
                    folder=folder,
                ),
                say(
                    "Check it with: {command}",
                    command=f"python3 {folder / VERIFIER} --key {export.key}",
                ),
            )
        ),
    )


@arriving.command("export")
def arrive(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="What was exported.")],
    *,
    key: Annotated[
        str | None,
        typer.Option(
            parser=key_typed, metavar="KEY", help="The public key of the log that it comes from."
        ),
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Flytning: take in a journey that another municipality exported, with its proofs."""
    from journeys.adapters.files.exports.read import read_export

    run = session(ctx)
    actor, purpose = run.actor, run.purpose
    export = read_export(folder)
    if key is None:
        raise key_not_given(export)
    with run.recording(dry_run=dry_run) as journeys:
        journeys.moving.arrive(export, key=key, actor=actor, purpose=purpose)
    facts = {"journey": export.journey, "entries": entries_of(export), "origin": export.origin}
    if dry_run:
        arrives = say("Would arrive: journey {journey}, {entries}, from the log {origin}.", **facts)
        said = f"{arrives}\n{say('This was a dry run: nothing was stored.')}"
    else:
        said = say("Arrived: journey {journey}, {entries}, from the log {origin}.", **facts)
    run.tell({**facts_of(export), "dry_run": dry_run}, said)


def key_not_given(export: Export) -> Refused:
    """Return the refusal of an import whose key nobody has confirmed."""
    return Refused(
        "key-not-given",
        "Give the key of the log that the journey comes from, with --key. The folder "
        "says that it is {key}; ask the municipality that sent it whether that is so, "
        "by another way than the folder came.",
        key=export.key,
    )


def facts_of(export: Export) -> dict[str, object]:
    """Return an export for scripts."""
    entries = len(export.entries)
    return {"journey": str(export.journey), "entries": entries, "origin": export.origin}


def entries_of(export: Export) -> str:
    """Return how many entries an export has, in words."""
    return say_of(len(export.entries), "{count} entry", "{count} entries")
