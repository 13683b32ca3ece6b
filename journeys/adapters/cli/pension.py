"""Commands about the pension: the safety to try."""

from datetime import date
from typing import Annotated

import typer

from journeys.adapters.cli.arguments import JourneyArgument, On, RequestId
from journeys.adapters.cli.context import ask
from journeys.adapters.cli.dates import day
from journeys.domain.vocabulary import RestGround, Scheme
from journeys.verbs import (
    grant_pension,
    request_pension_rest,
    request_pension_return,
    rest_pension,
    resume_pension,
)

app = typer.Typer(help="Førtidspension: grant it, let it rest, ask for it back, resume it.")


@app.command()
def grant(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    scheme: Annotated[
        Scheme,
        typer.Option(
            help="Ordning: new is førtidspension; old is højeste, mellemste or almindelig."
        ),
    ],
    born: Annotated[date, typer.Option(parser=day, metavar="DATE", help="Day of birth.")],
    on: Annotated[
        date, typer.Option(parser=day, metavar="DATE", help="Tilkendt: the day it was granted.")
    ],
    reassessment: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DATE", help="Revurdering: by when, where one is set."),
    ] = None,
    request_id: RequestId = None,
) -> None:
    """Førtidspension tilkendt: it was granted."""
    ask(
        ctx,
        journey,
        request_id,
        grant_pension,
        scheme=scheme,
        born=born,
        reassessment=reassessment,
        on=on,
    )


@app.command()
def ask_rest(
    ctx: typer.Context, journey: JourneyArgument, *, on: On, request_id: RequestId = None
) -> None:
    """Hvilende ønsket: the citizen asks that it rests while work is tried."""
    ask(ctx, journey, request_id, request_pension_rest, on=on)


@app.command()
def rest(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    ground: Annotated[
        RestGround, typer.Option(help="Grundlag: the citizen's own wish, or a ruling.")
    ] = "own-wish",
    on: On,
    request_id: RequestId = None,
) -> None:
    """Hvilende pension: it rests."""
    ask(ctx, journey, request_id, rest_pension, ground=ground, on=on)


@app.command()
def ask_return(
    ctx: typer.Context, journey: JourneyArgument, *, on: On, request_id: RequestId = None
) -> None:
    """Genoptagelse ønsket: the citizen asks for it back. Always accepted."""
    ask(ctx, journey, request_id, request_pension_return, on=on)


@app.command()
def resume(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    paid_from: Annotated[
        date,
        typer.Option(
            parser=day, metavar="DATE", help="The day it is paid from, as the kommune decided."
        ),
    ],
    on: On,
    request_id: RequestId = None,
) -> None:
    """Pension genoptaget: it is taken up again, paid from the decided day."""
    ask(ctx, journey, request_id, resume_pension, paid_from=paid_from, on=on)
