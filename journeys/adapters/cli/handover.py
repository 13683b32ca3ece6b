"""Commands about handovers: nobody is let go before somebody else has taken over."""

from datetime import date
from typing import Annotated

import typer

from journeys.adapters.cli.arguments import JourneyArgument, On, Reason, ReasonIfAny, RequestId
from journeys.adapters.cli.context import ask, session
from journeys.adapters.cli.dates import day
from journeys.verbs import accept_handover, decline_handover, offer_handover

app = typer.Typer(help="Overdragelse: offer it, accept it or decline it.")


@app.command()
def offer(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    to: Annotated[str, typer.Option(metavar="NAME", help="Who is asked to take over.")],
    reason: Reason,
    on: On,
    request_id: RequestId = None,
) -> None:
    """Overdragelse: offer it. Responsibility does not move until it is accepted."""
    ask(ctx, journey, request_id, offer_handover, to=to, reason=reason, on=on)


@app.command()
def accept(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    told: Annotated[
        date, typer.Option(parser=day, metavar="DATE", help="The day the citizen was told.")
    ],
    on: On,
    request_id: RequestId = None,
) -> None:
    """Overdragelse: accept it, as the one it was offered to (--as)."""
    by = session(ctx).actor
    ask(ctx, journey, request_id, accept_handover, by=by, told=told, on=on)


@app.command()
def decline(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    reason: ReasonIfAny = "",
    on: On,
    request_id: RequestId = None,
) -> None:
    """Overdragelse: decline it, as the one it was offered to (--as)."""
    by = session(ctx).actor
    ask(ctx, journey, request_id, decline_handover, by=by, reason=reason, on=on)
