"""Commands about the journey itself: open, rest, resume, close, and what the citizen lives on."""

from typing import Annotated
from uuid import UUID, uuid4

import typer
from typer import TyperException

from journeys.adapters.cli.arguments import (
    PEOPLE,
    JourneyArgument,
    On,
    Reason,
    ReasonIfAny,
    RequestId,
)
from journeys.adapters.cli.context import ask, confirm, record, session
from journeys.adapters.cli.ids import leaving_named, whole_id
from journeys.domain.decisions.deciding import decide
from journeys.domain.vocabulary import JourneyId
from journeys.verbs import (
    change_support_basis,
    close_journey,
    open_journey,
    rest_journey,
    resume_journey,
)

app = typer.Typer()

Basis = Annotated[
    str, typer.Option(metavar="CODE", help="Forsørgelsesgrundlag: what the citizen lives on.")
]


@app.command("open", rich_help_panel=PEOPLE)
def open_(
    ctx: typer.Context,
    *,
    municipality: Annotated[
        str, typer.Option(metavar="CODE", help="Kommune: its three digits, such as 621.")
    ],
    basis: Basis,
    responsible: Annotated[
        str | None, typer.Option(metavar="NAME", show_default="you", help="Who is responsible.")
    ] = None,
    on: On,
    journey: Annotated[
        UUID | None,
        typer.Option(
            parser=whole_id, metavar="UUID", show_default="a new one", help="The journey's id."
        ),
    ] = None,
    request_id: RequestId = None,
) -> None:
    """Åbn et forløb: begin to walk along with a citizen."""
    if request_id is not None and journey is None:
        raise TyperException(
            "With --request-id, say which --journey UUID it opens: "
            "asked again with a new one, it would open a second journey."
        )
    told, journey_id = session(ctx), JourneyId(journey or uuid4())
    with told.journeys() as journeys:
        entries = journeys.decide(
            journey_id,
            open_journey,
            told.actor,
            request_id,
            municipality=municipality,
            basis=basis,
            responsible=told.actor if responsible is None else responsible,
            on=on,
        )
    confirm(told, journey_id, entries)


@app.command(rich_help_panel=PEOPLE)
def basis(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    basis: Basis,
    on: On,
    request_id: RequestId = None,
) -> None:
    """Forsørgelsesgrundlag: what the citizen lives on from this day."""
    ask(ctx, journey, request_id, change_support_basis, basis=basis, on=on)


@app.command(rich_help_panel=PEOPLE)
def rest(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    reason: ReasonIfAny = "",
    on: On,
    request_id: RequestId = None,
) -> None:
    """Lad forløbet hvile: hold a pause; nothing is lost."""
    ask(ctx, journey, request_id, rest_journey, reason=reason, on=on)


@app.command(rich_help_panel=PEOPLE)
def resume(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    reason: ReasonIfAny = "",
    on: On,
    request_id: RequestId = None,
) -> None:
    """Genoptag forløbet: walk on, after a pause or after it was closed."""
    ask(ctx, journey, request_id, resume_journey, reason=reason, on=on)


@app.command(rich_help_panel=PEOPLE)
def close(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    reason: Reason,
    leaving: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="What is knowingly left open: a subgoal's id, handover:NAME or pension-return. "
            "May be given several times.",
        ),
    ] = None,
    on: On,
    request_id: RequestId = None,
) -> None:
    """Afslut forløbet: stop walking along; what is still open must be named."""
    record(
        ctx,
        journey,
        request_id,
        lambda history: decide(
            history,
            close_journey,
            reason=reason,
            leaving=leaving_named(history, leaving or (), on),
            on=on,
        ),
    )
