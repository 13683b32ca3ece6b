"""Commands about the record and its store: take an entry back, make a store ready, show it off."""

from typing import Annotated

import typer

from journeys.adapters.cli.arguments import RECORD, JourneyArgument, On, RequestId
from journeys.adapters.cli.context import record, session
from journeys.domain.decisions.corrections import retract as retracted

app = typer.Typer()


@app.command(rich_help_panel=RECORD)
def retract(
    ctx: typer.Context,
    journey: JourneyArgument,
    entry: Annotated[int, typer.Argument(metavar="ENTRY", help="The entry, as timeline shows it.")],
    *,
    why: Annotated[str, typer.Option(metavar="TEXT", help="What was wrong about it.")],
    on: On,
    request_id: RequestId = None,
) -> None:
    """Rettelse: take an entry back. It stays readable, and no longer counts."""
    record(
        ctx,
        journey,
        request_id,
        lambda history: retracted(history, entry=entry, why=why, on=on),
    )


@app.command(rich_help_panel=RECORD)
def init(ctx: typer.Context) -> None:
    """Make the store ready, or bring it up to date after an upgrade."""
    from journeys.adapters import wiring

    told = session(ctx)
    before = wiring.init(told.url)
    done = {
        "empty": "The store is ready. It was empty.",
        "older": "The store is up to date. It was made by an older version.",
        "current": "The store was up to date already.",
    }
    told.tell({"before": before}, done[before])


@app.command(rich_help_panel=RECORD)
def demo(ctx: typer.Context) -> None:
    """Play an invented pensioner's whole path, in a store of its own that is thrown away."""
    from journeys.adapters.cli.demo import play

    play(session(ctx))
