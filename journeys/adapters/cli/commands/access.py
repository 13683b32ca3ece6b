"""The access log of a journey: the citizen's copy, or with the names of staff."""

from typing import Annotated

import typer

from journeys.adapters.cli.input.arguments import JourneyArgument
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.verb_commands import add_verb
from journeys.domain import verbs

app = typer.Typer(help="When somebody looked at a journey, at what and why.")


@app.callback()
def access() -> None:
    """Opslag: when somebody looked at a journey, at what and why."""


@app.command()
def show(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    with_staff: Annotated[
        bool, typer.Option("--with-staff", help="With names and roles: for auditors only.")
    ] = False,
) -> None:
    """Opslag: the citizen's own copy: when, at what and why; nobody's name is in it."""
    from journeys.adapters.cli.output.forms.people import looks

    run = session(ctx)
    with run.journeys() as journeys:
        journey_id, reader = run.journey(journeys, journey), run.looking(journeys)
        run.answer(
            reader.audit.who_looked(journey_id) if with_staff else reader.access(journey_id), looks
        )


add_verb(
    app,
    "restrict",
    verbs.restrict_access,
    "Restrict the journey to named staff: others neither find nor open it.",
)
add_verb(
    app,
    "lift",
    verbs.lift_restriction,
    "Lift the restriction: the journey is open to the staff again.",
)
