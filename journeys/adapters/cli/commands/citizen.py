"""Commands about who the journeys are about, which is kept apart from them."""

from typing import Annotated, Literal

import typer

from journeys.adapters.cli.input.arguments import DryRun, JourneyArgument
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.prompting import name_typed, number_typed
from journeys.adapters.cli.input.who import nobody
from journeys.adapters.words.ids import short
from journeys.adapters.words.language import say
from journeys.domain.errors import Refused

app = typer.Typer(help="Citizens: who the journeys are about, kept apart from them.")

Reference = Annotated[
    str | None,
    typer.Option(metavar="REF", help="As your own register knows the person; no number is asked."),
]


@app.command()
def identify(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    name: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            show_default="asked for",
            help="What the citizen is called; the history of your shell keeps what is typed here.",
        ),
    ] = None,
    reference: Reference = None,
    dry_run: DryRun = False,
) -> None:
    """Identitet: say who a journey is about, by CPR number and name.

    The number is asked for and not shown, or read as one line from stdin. It is never an argument:
    it would stand in the list of processes and in the history of your shell. So would the name:
    leave it out and it is asked for, or read as the next line.
    """
    run = session(ctx)
    with run.journeys(dry_run=dry_run) as journeys:
        journey_id = run.journey(journeys, journey)
        kind, number = number_of(reference)
        journeys.persons.identify(
            journey_id,
            name=name_typed() if name is None else name,
            number=number,
            kind=kind,
            actor=run.actor,
            purpose=run.purpose,
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
