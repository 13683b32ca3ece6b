"""The command that imports a list of firms: all of it, or nothing."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from journeys.adapters.cli.input.arguments import DryRun, Sure
from journeys.adapters.cli.input.choices import code_meant
from journeys.adapters.cli.input.completing import codes
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.dates import today
from journeys.adapters.cli.output.progress import counted
from journeys.adapters.words.language import say, say_of
from journeys.domain.vocabulary import EmployerId

if TYPE_CHECKING:
    from journeys.adapters.files.registers.employers_import import Firm
    from journeys.app.journeys import Journeys

app = typer.Typer()


@app.command("employers")
def import_employers(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="The list, as CSV: a row a firm, with CVR number, P-number, name, and where they "
            "are known kind and contact.",
        ),
    ],
    *,
    kind: Annotated[
        str,
        typer.Option(
            metavar="CODE",
            autocompletion=codes("employer"),
            help="What kind those are that say none (journeys vocabulary employer).",
        ),
    ] = "privat",
    sure: Sure = None,
    dry_run: DryRun = False,
) -> None:
    """Virksomheder: import a list of firms; those that are known or were erased are passed over.

    Nothing is recorded where a row has a fault. Who names no contact gets you.
    """
    from journeys.adapters.files.registers.employers_import import read_firms

    run = session(ctx)
    book, day = run.book, date.fromisoformat(today())
    kind = code_meant(kind, book.vocabularies["employer"].terms)
    listed = read_firms(file, book=book, actor=run.actor, today=day, kind=kind)
    with run.recording(dry_run=dry_run) as journeys:
        unknown = list(_new(journeys, listed.firms))
        new = [each for each in unknown if journeys.employers.receipt(each[0]) is None]
        decisions = [
            (key, firm.decision(journeys.book, run.actor, journeys.today())) for key, firm in new
        ]
        with counted(decisions, len(decisions)) as each:
            recorded = journeys.employers.record_all(
                each, run.actor, dry_run=dry_run, sure=sure or ()
            )
    facts = {
        "rows": len(listed.firms),
        "registered": recorded.employers,
        "known": len(listed.firms) - len(unknown),
        "erased": len(unknown) - len(new),
        "unread_columns": [say(each) for each in listed.unread],
        "dry_run": dry_run,
    }
    run.tell(facts, "\n".join(_lines(facts)))


def _new(journeys: "Journeys", firms: "Sequence[Firm]") -> "Iterator[tuple[EmployerId, Firm]]":
    """Yield the firms that are not registered, each with its id: the same for the same number."""
    unknown = [firm for firm in firms if journeys.employers.find(firm.number) is None]
    digests = journeys.keyed_digests(f"employer\n{firm.number}" for firm in unknown)
    for firm, digest in zip(unknown, digests, strict=True):
        yield EmployerId(UUID(bytes=digest[:16], version=5)), firm


def _lines(facts: dict[str, Any]) -> Iterator[str]:
    registered = facts["registered"]
    if facts["dry_run"]:
        yield say_of(
            registered, "{count} firm would be registered.", "{count} firms would be registered."
        )
    else:
        yield say_of(registered, "{count} firm was registered.", "{count} firms were registered.")
    if facts["known"]:
        yield say_of(
            facts["known"],
            "{count} was known already, and stays as it is.",
            "{count} were known already, and stay as they are.",
        )
    if facts["erased"]:
        yield say_of(
            facts["erased"],
            "{count} was erased here, and was passed over. Register it by itself if it is to come "
            "back.",
            "{count} were erased here, and were passed over. Register them one by one if they are "
            "to come back.",
        )
    if facts["unread_columns"]:
        yield say("Columns that were not read: {names}.", names=", ".join(facts["unread_columns"]))
    if facts["dry_run"]:
        yield say("This was a dry run: nothing was stored.")
