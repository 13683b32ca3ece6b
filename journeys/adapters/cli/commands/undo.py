"""The command that takes back what somebody recorded last: it asks, and retracts."""

from typing import Annotated

import typer
from typer import TyperException

from journeys.adapters.cli.commands.correcting import Correction, Why
from journeys.adapters.cli.input.arguments import RECORD, DryRun, JourneyArgument, On, RequestId
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.input.prompting import is_confirmed
from journeys.adapters.cli.input.recording import TypedRequest
from journeys.adapters.words.language import say
from journeys.adapters.words.things import entry_label
from journeys.domain.errors import Refused
from journeys.domain.events.corrections import EntryRetracted
from journeys.domain.history import Entry, History
from journeys.domain.vocabulary import JourneyId

app = typer.Typer()


@app.command(rich_help_panel=RECORD)
def undo(
    ctx: typer.Context,
    journey: JourneyArgument,
    entry: Annotated[
        int | None,
        typer.Argument(
            metavar="ENTRY",
            show_default="your latest",
            help="The entry, as timeline shows it.",
        ),
    ] = None,
    *,
    why: Why = None,
    on: On,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Fortryd: retract what you recorded last about a citizen, after asking. It stays readable."""
    run = session(ctx)
    if not run.may_ask and (entry is None or why is None):
        raise TyperException(
            "Nobody is there to be asked. Say which entry, and why: journeys retract ID ENTRY "
            "--why TEXT"
        )
    confirmed = entry is None
    if entry is None:
        journey, entry = _confirmed_latest(run, journey)
    undone = Correction(ctx, entry, why, [], corrects=False, on=on, is_confirmed=confirmed)
    undone.record(journey, TypedRequest(request_id, dry_run))


def _confirmed_latest(run: Session, typed_journey: str) -> tuple[str, int]:
    """Return the journey and the entry that somebody agrees to retract.

    Refused: nothing-to-undo, not-confirmed.
    """
    with run.journeys() as journeys:
        journey = run.journey(journeys, typed_journey)
        history = run.looking(journeys).history(journey)
        latest = _latest(run, journey, history)
        name = run.names(journeys, [journey]).of(journey)
    question = say(
        "The latest for {name}: {what}, {on}. Retract it? [y/N]: ",
        name=name,
        what=entry_label(latest, history),
        on=latest.event.on,
    )
    if not is_confirmed(question):
        raise Refused("not-confirmed", "Nothing was retracted.")
    return str(journey), latest.version


def _latest(run: Session, journey: JourneyId, history: History) -> Entry:
    """Return the newest entry of the actor that counts, of this session if there is one."""
    mine = [
        each
        for each in history.entries
        if each.actor == run.actor.name
        and each.version not in history.retracted
        and not isinstance(each.event, EntryRetracted)
    ]
    here = run.recorded_on(journey)
    found = [each for each in mine if each.version in here] or mine
    if not found:
        raise Refused(
            "nothing-to-undo",
            "There is nothing that you recorded about this citizen and that still counts. "
            "`journeys timeline` shows what others recorded.",
        )
    return max(found, key=lambda each: each.version)
