"""The command that shows who looked at a journey: the citizen's copy, or with staff."""

from typing import Annotated

import typer

from journeys.adapters.cli.input.arguments import JourneyArgument
from journeys.adapters.cli.input.context import session

app = typer.Typer(help="When somebody looked at a journey, at what and why.")


@app.callback()
def looking() -> None:
    """Opslag: when somebody looked at a journey, at what and why."""


@app.command()
def show(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    with_staff: Annotated[
        bool, typer.Option("--with-staff", help="By name and role: for auditors alone.")
    ] = False,
) -> None:
    """Opslag: the citizen's own copy: when, at what and why; nobody's name is in it."""
    from journeys.adapters.cli.output import show_access as drawn

    told = session(ctx)
    with told.journeys() as journeys:
        journey_id, seen = told.journey(journeys, journey), told.looking(journeys)
        if with_staff:
            told.answer(seen.audit.who_looked(journey_id), drawn.looks_with_staff)
        else:
            told.answer(seen.access(journey_id), drawn.looks)
