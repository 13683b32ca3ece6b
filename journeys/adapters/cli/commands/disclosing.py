"""The command that discloses one entry, for a court: with its proof, and without any key."""

from pathlib import Path
from typing import Annotated

import typer

from journeys.adapters.cli.input.arguments import JourneyArgument
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.files import refuse_private_path
from journeys.adapters.files.problems import read_text
from journeys.adapters.words.language import say
from journeys.app.ports.disclosing import Disclosure

app = typer.Typer()


@app.command()
def disclose(
    ctx: typer.Context,
    journey: JourneyArgument,
    number: Annotated[
        int, typer.Argument(metavar="NUMBER", help="The entry, as timeline shows it.")
    ],
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new one, for this alone.")],
    *,
    checkpoint: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Prove it in a checkpoint that others keep."),
    ] = None,
) -> None:
    """Fremlæg: write one entry with its words and its proof into a folder, for a court.

    Nothing in the folder opens another entry. The command is for managers and auditors: --role,
    before the command.
    """
    from journeys.adapters.files.exports.disclosure import VERIFIER, write_disclosure
    from journeys.adapters.files.whole_files import require_empty_folder

    run = session(ctx)
    refuse_private_path(folder)
    require_empty_folder(folder)
    note = None if checkpoint is None else read_text(checkpoint)
    with run.journeys() as journeys:
        journey_id = run.journey(journeys, journey)
        found = run.looking(journeys).audit.disclose(journey_id, number, note)
    write_disclosure(found, folder)
    disclosed = say(
        "Disclosed: entry {number} of journey {journey}, to {folder}. It can be read: keep it as "
        "secret as what it says.",
        number=number,
        journey=journey_id,
        folder=folder,
    )
    command = f"python3 {folder / VERIFIER} --key {found.key}"
    run.tell(
        {**_facts_of(found), "number": number, "folder": str(folder), "key": found.key},
        f"{disclosed}\n{say('Check it with: {command}', command=command)}",
    )
    for line in _warnings(found, number):
        typer.echo(line, err=True)


def _facts_of(found: Disclosure) -> dict[str, object]:
    return {
        "journey": str(found.journey),
        "position": found.position,
        "words_proved": found.salt is not None,
        "retracted_by": found.later and found.later.retracted_by,
        "replaced_by": found.later and found.later.replaced_by,
    }


def _warnings(found: Disclosure, number: int) -> list[str]:
    """Return what a reader must know that the folder does not prove."""
    lines = []
    if found.salt is None:
        lines.append(
            say(
                "Entry {number} was sealed before one entry could be disclosed alone: its place is "
                "proved, and its words are not. An export proves them, with the journey's key.",
                number=number,
            )
        )
    if found.later is None:
        return lines
    facts = {"number": number, "by": found.later.retracted_by}
    if found.later.replaced_by is None:
        lines.append(
            say(
                "Entry {number} is retracted by entry {by}. The folder does not say so: tell the "
                "court.",
                **facts,
            )
        )
    else:
        lines.append(
            say(
                "Entry {number} is retracted by entry {by} and replaced by entry {new}. The folder "
                "does not say so: tell the court.",
                **facts,
                new=found.later.replaced_by,
            )
        )
    return lines
