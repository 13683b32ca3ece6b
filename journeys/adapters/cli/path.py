"""Commands about the way: wishes, hopes and small successes."""

from typing import Annotated

import typer

from journeys.adapters.cli.arguments import WAY, JourneyArgument, On, RequestId, Words
from journeys.adapters.cli.context import ask, record, session
from journeys.adapters.cli.ids import id_start, subgoal_named
from journeys.domain.decisions.deciding import decide
from journeys.verbs import express_wish_to_work, notice_small_success, state_hope

app = typer.Typer()


@app.command(rich_help_panel=WAY)
def wish(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    words: Words,
    on: On,
    request_id: RequestId = None,
) -> None:
    """Lyst til arbejde: the citizen wants to work."""
    ask(ctx, journey, request_id, express_wish_to_work, words=words, on=on)


@app.command(rich_help_panel=WAY)
def hope(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    words: Words,
    job_goal: Annotated[
        str, typer.Option(metavar="TEXT", show_default=False, help="A job goal, if there is one.")
    ] = "",
    on: On,
    request_id: RequestId = None,
) -> None:
    """Håb, drøm, mål: in the citizen's own words."""
    ask(ctx, journey, request_id, state_hope, words=words, job_goal=job_goal, on=on)


@app.command(rich_help_panel=WAY)
def success(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    words: Words,
    by: Annotated[
        str | None, typer.Option(metavar="NAME", show_default="you", help="Who noticed.")
    ] = None,
    subgoal: Annotated[
        str | None,
        typer.Option(metavar="SUBGOAL", parser=id_start, help="The subgoal it is a step toward."),
    ] = None,
    on: On,
    request_id: RequestId = None,
) -> None:
    """Lille succes: something went well, and somebody noticed."""
    noticed_by = session(ctx).actor if by is None else by
    record(
        ctx,
        journey,
        request_id,
        lambda history: decide(
            history,
            notice_small_success,
            words=words,
            noticed_by=noticed_by,
            subgoal=subgoal_named(history, subgoal, on) if subgoal else None,
            on=on,
        ),
    )
