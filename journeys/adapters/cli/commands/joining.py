"""The command that joins two journeys of one citizen.

Joined wrongly, one person's record is shown to those who look at another: so it shows first what
would come together, and asks.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer import TyperException

from journeys.adapters.cli.input.arguments import RECORD, JourneyArgument, On, RequestId, Yes
from journeys.adapters.cli.input.completing import open_journeys
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.prompting import hidden, is_confirmed, somebody_is_there
from journeys.adapters.cli.input.who import ASK, Who, journey_start
from journeys.adapters.words.ids import short
from journeys.adapters.words.language import say, say_of, shown
from journeys.domain.errors import Refused
from journeys.domain.history import Entry
from journeys.domain.message import Message
from journeys.domain.vocabulary import JourneyId

if TYPE_CHECKING:
    from journeys.app.journeys import Journeys
    from journeys.app.reading import Reader

app = typer.Typer()

STAYS = Message("Which journey stays? An id, a CPR number or a name (it is not shown): ")
QUESTION = Message("Are these one and the same citizen? [y/N]: ")


def _asked_for(ctx: typer.Context, value: str | None) -> str | None:
    """Return what was typed for the journey that stays; for `-` the answer to a question."""
    if value != ASK or ctx.resilient_parsing:
        return value
    try:
        return Who.parse(hidden(say(STAYS)))
    except ValueError as error:
        raise typer.BadParameter(say(error.args[0])) from None


@app.command(rich_help_panel=RECORD)
def merge(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    into: Annotated[
        str,
        typer.Option(
            metavar="ID",
            parser=journey_start,
            callback=_asked_for,
            autocompletion=open_journeys,
            help="The journey that stays: its id, or its first 4 signs; - asks who it is.",
        ),
    ],
    why: Annotated[
        str, typer.Option(metavar="TEXT", help="Why both are about one citizen; it is recorded.")
    ],
    on: On,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would come together, and store nothing.")
    ] = False,
    yes: Yes = False,
    request_id: RequestId = None,
) -> None:
    """Læg forløb sammen: join two journeys of one citizen; both ids find the one that stays.

    It shows whose they are, and asks. Nothing is copied: every view is made of both. Retract its
    entry on the journey that stays, and both are as they were.
    """
    run = session(ctx)
    if not (dry_run or yes or somebody_is_there()):
        raise TyperException(
            "Joined wrongly, one person's record is shown with another's, and nobody is there to "
            "be asked. Look at what would come together with --dry-run, then give --yes"
        )
    with run.recording(dry_run=dry_run, create=False) as journeys:
        ended, stays = run.journey(journeys, journey), run.journey(journeys, into)

        def joined(store: "Journeys") -> Sequence[Entry]:
            return store.merge(
                ended, into=stays, why=why, on=on, actor=run.actor, request_id=request_id
            )

        entries = joined(journeys.rehearsing())
        if entries and not (yes and not dry_run):
            seen = "\n".join(_comes_together(run.looking(journeys), ended, stays))
            if dry_run:
                was_dry = say("This was a dry run: all is as it was.")
                run.tell(_facts(ended, stays, entries, dry_run=True), f"{seen}\n{was_dry}")
                return
            typer.echo(seen, err=True)
            if not is_confirmed(say(QUESTION)):
                raise Refused("not-confirmed", "Nothing was joined: both are as they were.")
        if not dry_run:
            entries = joined(journeys)
    run.tell(
        _facts(ended, stays, entries, dry_run=dry_run), "\n".join(_done(ended, stays, entries))
    )


def _comes_together(reader: "Reader", ended: JourneyId, stays: JourneyId) -> Iterator[str]:
    """Yield whose journeys these are, and what is recorded on each."""
    yield say("These two journeys would become one:")
    for role, journey in (
        (Message("this one ends"), ended),
        (Message("this one stays"), stays),
    ):
        known, view = reader.identity(journey), reader.milestones(journey)
        name = say("nobody was identified") if known is None else known.name
        count = len(reader.history(journey).entries)
        yield f"  {name} ({short(journey)}): {say(role)}"
        yield "    " + say(
            "Opened {opened}, responsible {who}; {entries}",
            opened=say("never") if view.opened is None else shown(view.opened),
            who=view.responsible or say("nobody"),
            entries=say_of(count, "{count} entry", "{count} entries"),
        )


def _done(ended: JourneyId, stays: JourneyId, entries: Sequence[Entry]) -> Iterator[str]:
    if not entries:
        yield say("Nothing new: this is recorded already.")
        return
    yield say(
        "Joined. Journey {ended} is now read as part of {stays}; both ids find it.",
        ended=short(ended),
        stays=short(stays),
    )
    number = entries[-1].version
    command = f"journeys retract {short(stays)} {number} --why ..."
    yield say("Separate them again with: {command}", command=command)


def _facts(
    ended: JourneyId, stays: JourneyId, entries: Sequence[Entry], *, dry_run: bool
) -> dict[str, Any]:
    recorded = [
        {
            "journey": str(entry.journey),
            **({} if dry_run else {"entry": entry.version}),
            "kind": entry.event.kind,
            "on": entry.event.on.isoformat(),
        }
        for entry in entries
    ]
    facts = {"journey": str(stays), "ended": str(ended), "recorded": recorded}
    return {**facts, **({"dry_run": True} if dry_run else {})}
