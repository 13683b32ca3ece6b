"""Commands about who the journeys are about, which is kept apart from them."""

import re
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from journeys.adapters.cli.input.arguments import DryRun, JourneyArgument
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.prompting import is_confirmed, name_typed, number_typed
from journeys.adapters.cli.input.who import nobody
from journeys.adapters.words.ids import short
from journeys.adapters.words.language import say
from journeys.domain.errors import Refused

if TYPE_CHECKING:
    from journeys.projections.identity import PersonIdentity

app = typer.Typer(help="Citizens: who the journeys are about, kept apart from them.")

Reference = Annotated[
    str | None,
    typer.Option(metavar="REF", help="As your own register knows the person; no number is asked."),
]

CitizenName = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        show_default="asked for",
        help="What the citizen is called; the history of your shell keeps what is typed here.",
    ),
]


@app.command()
def identify(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    name: CitizenName = None,
    reference: Reference = None,
    corrects: Annotated[
        bool | None,
        typer.Option(
            "--corrects/--replaces",
            show_default="asked for",
            help="--corrects: the number before was typed by mistake, and finds this citizen no "
            "more. --replaces: it was the citizen's own, and goes on finding the citizen.",
        ),
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Identitet: say who a journey is about, by CPR number and name.

    The number is asked for and not shown, or read as one line from stdin. It is never an argument:
    it would stand in the list of processes and in the history of your shell. So would the name:
    leave it out and it is asked for, or read as the next line.

    Where another number is known already, say whether this one corrects or replaces it. Unless
    somebody at a terminal says otherwise, it replaces it.
    """
    run = session(ctx)
    with run.journeys(dry_run=dry_run) as journeys:
        journey_id = run.journey(journeys, journey)
        kind, number = number_of(reference)
        called = name_typed() if name is None else name
        if corrects is None and run.may_ask:
            corrects = _corrects(run.looking(journeys).identity(journey_id), kind, number)
        journeys.persons.identify(
            journey_id,
            name=called,
            number=number,
            kind=kind,
            actor=run.actor,
            purpose=run.purpose,
            corrects=bool(corrects),
        )
    facts = {"journey": str(journey_id), "kind": kind, **({"dry_run": True} if dry_run else {})}
    words = (
        say("This was a dry run: nothing was stored. It would be kept.")
        if dry_run
        else say(
            "Who journey {journey_id} is about is kept. Show it with: journeys citizen "
            "show {journey_id}",
            journey_id=short(journey_id),
        )
    )
    run.tell(facts, words)


@app.command()
def show(ctx: typer.Context, journey: JourneyArgument) -> None:
    """Identitet: show who a journey is about."""
    from journeys.adapters.cli.output.forms.people import identified as drawn

    run = session(ctx)
    with run.journeys() as journeys:
        journey_id = run.journey(journeys, journey)
        view = run.looking(journeys).identity(journey_id)
    if view is None:
        raise Refused(
            "citizen-not-said",
            "Nobody has said yet who this journey is about. Say it with: journeys citizen "
            "identify {journey_id}",
            journey_id=short(journey_id),
        )
    run.answer(view, drawn)


@app.command()
def find(ctx: typer.Context, *, reference: Reference = None) -> None:
    """Søg en borger: find the journey of the person who has, or had, a number.

    The CPR number is asked for and not shown, or read as one line from stdin; it is never an
    argument.
    """
    run = session(ctx)
    with run.journeys() as journeys:
        seen = run.looking(journeys)
        kind, number = number_of(reference)
        found = seen.find(number, kind)
    if found is None:
        raise nobody()
    run.tell({"journey": str(found)}, str(found))


def number_of(reference: str | None) -> tuple[Literal["cpr", "reference"], str]:
    """Return what kind of number finds a person, and the number: a CPR number is asked for."""
    return ("cpr", number_typed()) if reference is None else ("reference", reference)


def _corrects(known: "PersonIdentity | None", kind: str, number: str) -> bool:
    """Ask somebody whether the number before was wrong, if there is another of its kind."""
    typed = re.sub(r"\D", "", number) if kind == "cpr" else number.strip()
    if known is None or known.kind != kind or known.number == typed:
        return False
    return is_confirmed(
        say(
            "Another number is known of this citizen. Was it typed by mistake? Then it finds the "
            "citizen no more, and is free for whose it is. (y/n): "
        )
    )
