"""The command that shows who looked at a journey: the citizen's copy, or with staff."""

from typing import Annotated

import typer

from journeys.adapters.cli.input.arguments import JourneyArgument
from journeys.adapters.cli.input.context import session

app = typer.Typer(help="Opslag: when somebody looked at a journey, at what and why.")


@app.callback()
def looking() -> None:
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

    told = session(ctx)
    with told.journeys() as journeys:
        journey_id, seen = told.journey(journeys, journey), told.looking(journeys)
        told.answer(
            seen.audit.who_looked(journey_id) if with_staff else seen.access(journey_id), looks
        )
