"""The command that takes back what somebody recorded last: it asks, and retracts."""

from typing import TYPE_CHECKING, Annotated

import typer
from typer import TyperException

from journeys.adapters.cli.commands.correcting import Correction
from journeys.adapters.cli.input.arguments import RECORD, DryRun, JourneyArgument, On, RequestId
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.input.prompting import is_confirmed
from journeys.adapters.cli.input.recording import TypedRequest
from journeys.adapters.words.language import say
from journeys.domain.errors import Refused
from journeys.domain.events.corrections import EntryRetracted
from journeys.domain.vocabulary import JourneyId

if TYPE_CHECKING:
    from journeys.projections.timeline import Timeline, TimelineLine

RETRACTION = EntryRetracted.model_fields["kind"].default
IN_WORDS = ("title", "words", "about", "employer")
"""The fields of an entry that say which of several like it is meant."""

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
    why: Annotated[
        str | None,
        typer.Option(metavar="TEXT", show_default="asked for", help="What was wrong about it."),
    ] = None,
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
        line = _latest(run, run.looking(journeys).timeline(journey))
        name = run.names(journeys, [journey]).of(journey)
    question = say(
        "The latest for {name}: {what}, {on}. Retract it? (y/n): ",
        name=name,
        what=_what(line),
        on=line.on,
    )
    if not is_confirmed(question):
        raise Refused("not-confirmed", "Nothing was retracted.")
    return str(journey), line.entry


def _latest(run: Session, view: "Timeline") -> "TimelineLine":
    """Return the newest entry of the actor that counts, of this session if there is one."""
    mine = [
        line
        for line in view.lines
        if line.actor == run.actor.name and line.retracted_by is None and line.kind != RETRACTION
    ]
    here = run.recorded_on(JourneyId(view.journey))
    found = [line for line in mine if line.entry in here] or mine
    if not found:
        raise Refused(
            "nothing-to-undo",
            "There is nothing that you recorded about this citizen and that still counts. "
            "`journeys timeline` shows what others recorded.",
        )
    return max(found, key=lambda line: line.entry)


def _what(line: "TimelineLine") -> str:
    """Return an entry in a few words, with its number."""
    what = say(line.professional)
    in_words = next((f' "{line.details[each]}"' for each in IN_WORDS if each in line.details), "")
    return f"{what[0].lower()}{what[1:]}{in_words}"
