"""Commands that import what other systems know: all of it, or nothing."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from journeys.adapters.cli.input.arguments import DryRun
from journeys.adapters.cli.input.completing import codes as codes_of
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.dates import today
from journeys.adapters.cli.output.progress import counted
from journeys.adapters.words.language import say
from journeys.domain.message import Message

if TYPE_CHECKING:
    from journeys.adapters.files.registers.states_import import StatesImport
    from journeys.app.recording import Recorded

app = typer.Typer(help="Import what other systems know.")


@app.callback()
def importing() -> None:
    """Import what other systems know."""


@app.command()
def states(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The table: a row a person, a column a period.")
    ],
    *,
    codes: Annotated[
        str,
        typer.Option(
            metavar="FILE|dream", help="What its states mean: a TOML file, or dream as built in."
        ),
    ],
    dry_run: DryRun = False,
    municipality: Annotated[
        str | None,
        typer.Option(
            metavar="CODE",
            autocompletion=codes_of("municipality"),
            show_default="as the codes say",
            help="The municipality: its digits.",
        ),
    ] = None,
    responsible: Annotated[
        str | None, typer.Option(metavar="NAME", show_default="you", help="Who is responsible.")
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", show_default="as the codes say", help="What the table is called."
        ),
    ] = None,
) -> None:
    """Tilstande: import a table of what people lived on and did, period by period."""
    from journeys.adapters.files.registers.states_import import read_states

    run = session(ctx)
    actor = run.actor
    table = read_states(
        file,
        codes,
        book=run.book,
        actor=actor,
        today=date.fromisoformat(today()),
        responsible=actor.name if responsible is None else responsible,
        municipality=municipality,
        source=source,
    )
    decisions = table.decisions
    with (
        run.recording(dry_run=dry_run) as journeys,
        counted(decisions, len(decisions)) as each,
    ):
        recorded = journeys.record_all(each, actor, dry_run=dry_run)
    facts = _facts(table, recorded, dry_run=dry_run)
    run.tell(facts, "\n".join(_lines(facts)))


def _facts(table: "StatesImport", recorded: "Recorded", *, dry_run: bool) -> dict[str, Any]:
    return {
        "source": table.source,
        "people": table.people,
        "unobserved": table.unobserved,
        "first": table.first.isoformat(),
        "last": table.last.isoformat(),
        "journeys": recorded.journeys,
        "events": sum(recorded.kinds.values()),
        "by_kind": dict(sorted(recorded.kinds.items())),
        "dry_run": dry_run,
    }


def _lines(facts: dict[str, Any]) -> Iterator[str]:
    counts = {name: facts[name] for name in ("source", "people", "unobserved")}
    days = {name: date.fromisoformat(facts[name]) for name in ("first", "last")}
    if facts["unobserved"]:
        yield say(
            "{source}: {people} people, {unobserved} of them never observed, from {first} to "
            "{last}.",
            **counts,
            **days,
        )
    else:
        yield say("{source}: {people} people, from {first} to {last}.", **counts, **days)
    if not facts["events"]:
        yield say("Nothing new: all of it was recorded before.")
    else:
        recorded = (
            Message("{events} entries would be recorded on {journeys} journeys:")
            if facts["dry_run"]
            else Message("{events} entries recorded on {journeys} journeys:")
        )
        yield say(recorded, events=facts["events"], journeys=facts["journeys"])
        yield from (f"  {number:>8}  {kind}" for kind, number in facts["by_kind"].items())
    if facts["dry_run"]:
        yield say("This was a dry run: nothing was stored.")
