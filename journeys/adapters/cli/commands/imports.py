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
from journeys.adapters.cli.output.errors import REFUSED
from journeys.adapters.cli.output.progress import counted
from journeys.adapters.words.language import say
from journeys.domain.doubt import CODES
from journeys.domain.errors import BrokenHistory, EntryNewer, KeyWrong
from journeys.domain.message import Message
from journeys.domain.roles import Actor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeys.adapters.files.registers.states_import import StatesImport
    from journeys.app.journeys import Journeys
    from journeys.app.recording import Recorded
    from journeys.domain.decisions.deciding import Decision
    from journeys.domain.vocabulary import JourneyId
    from journeys.projections.view import SetAside

    Decisions = Sequence[tuple[JourneyId, Decision]]

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
    keep_going: Annotated[
        bool,
        typer.Option(
            "--keep-going", help="Report people whose rows have a fault, and import the others."
        ),
    ] = False,
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
    """Tilstande: import a table of what people lived on and did, period by period.

    A journey that is damaged in the store is set aside and named; then it ends with 1. So it does
    with --keep-going where somebody was left out. Everybody else is imported together.
    """
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
        keep_going=keep_going,
    )
    with run.recording(dry_run=dry_run) as journeys:
        recorded, set_aside = _recorded(journeys, table.decisions, actor, dry_run=dry_run)
    facts = _facts(table, recorded, dry_run=dry_run)
    facts["set_aside"] = dict(set_aside)
    left_out = {row: [say(why) for why in faults] for row, faults in sorted(table.left_out.items())}
    facts["left_out"] = [{"row": row, "why": faults} for row, faults in left_out.items()]
    lines = [
        say("Set aside, {journey}: nothing was imported on it. {why}", journey=journey, why=why)
        for journey, why in set_aside.items()
    ]
    if left_out:
        lines.append(say("Left out, {count} of the people:", count=len(left_out)))
        lines += [f"  {why}" for faults in left_out.values() for why in faults]
    run.tell(facts, "\n".join([*_lines(facts), *lines]))
    if set_aside or left_out:
        raise typer.Exit(REFUSED)


def _recorded(
    journeys: "Journeys", decisions: "Decisions", actor: Actor, *, dry_run: bool
) -> tuple["Recorded", "SetAside"]:
    """Record the decisions, all or none, on every journey that can be read; name the others."""
    set_aside: SetAside = {}
    try:
        with counted(decisions, len(decisions)) as each:
            return journeys.record_all(each, actor, dry_run=dry_run, sure=CODES), set_aside
    except (BrokenHistory, KeyWrong, EntryNewer):
        set_aside = journeys.maintenance.unreadable(journey for journey, _ in decisions)
        if not set_aside:
            raise
    readable = [each for each in decisions if str(each[0]) not in set_aside]
    with counted(readable, len(readable)) as each:
        return journeys.record_all(each, actor, dry_run=dry_run, sure=CODES), set_aside


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
