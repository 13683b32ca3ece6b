"""Commands about subgoals: the steps of the way."""

from typing import Annotated
from uuid import uuid4

import typer

from journeys.adapters.cli.arguments import (
    JourneyArgument,
    On,
    Reason,
    RequestId,
    SubgoalArgument,
)
from journeys.adapters.cli.context import ask, record
from journeys.adapters.cli.ids import subgoal_named
from journeys.domain.decisions.deciding import decide
from journeys.domain.vocabulary import DoneBy, SetBy, SubgoalId
from journeys.verbs import reach_subgoal, revise_subgoal, set_aside_subgoal, set_subgoal

app = typer.Typer(help="Delmål: set it, revise it, reach it, or lay it aside for now.")

TITLE = typer.Option(metavar="TEXT", help="What the step is.")
WHY = typer.Option(metavar="TEXT", help="Why it is worth it.")
DONE_BY = typer.Option(help="Who does it; me is the citizen.")


@app.command("set")
def set_(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    title: Annotated[str, TITLE],
    why: Annotated[str, WHY],
    set_by: Annotated[SetBy, typer.Option(help="Who set it.")] = "together",
    done_by: Annotated[DoneBy, DONE_BY] = "together",
    track: Annotated[
        str, typer.Option(metavar="CODE", help="Which of the parallel tracks it is on.")
    ] = "job",
    on: On,
    request_id: RequestId = None,
) -> None:
    """Delmål: set a concrete next step, with its why."""
    ask(
        ctx,
        journey,
        request_id,
        set_subgoal,
        subgoal=SubgoalId(uuid4()),
        title=title,
        why=why,
        set_by=set_by,
        done_by=done_by,
        track=track,
        on=on,
    )


@app.command()
def revise(
    ctx: typer.Context,
    journey: JourneyArgument,
    subgoal: SubgoalArgument = None,
    *,
    title: Annotated[str | None, TITLE] = None,
    why: Annotated[str | None, WHY] = None,
    done_by: Annotated[DoneBy | None, DONE_BY] = None,
    on: On,
    request_id: RequestId = None,
) -> None:
    """Delmål: change it to fit better; what is left out stays as it was."""
    record(
        ctx,
        journey,
        request_id,
        lambda history: decide(
            history,
            revise_subgoal,
            subgoal=subgoal_named(history, subgoal, on),
            title=title,
            why=why,
            done_by=done_by,
            on=on,
        ),
    )


@app.command()
def reach(
    ctx: typer.Context,
    journey: JourneyArgument,
    subgoal: SubgoalArgument = None,
    *,
    words: Annotated[
        str, typer.Option(metavar="TEXT", show_default=False, help="What there is to say of it.")
    ] = "",
    on: On,
    request_id: RequestId = None,
) -> None:
    """Delmål: it is reached."""
    record(
        ctx,
        journey,
        request_id,
        lambda history: decide(
            history,
            reach_subgoal,
            subgoal=subgoal_named(history, subgoal, on),
            words=words,
            on=on,
        ),
    )


@app.command()
def set_aside(
    ctx: typer.Context,
    journey: JourneyArgument,
    subgoal: SubgoalArgument = None,
    *,
    reason: Reason,
    on: On,
    request_id: RequestId = None,
) -> None:
    """Delmål: lay it aside for now; the reason is kept."""
    record(
        ctx,
        journey,
        request_id,
        lambda history: decide(
            history,
            set_aside_subgoal,
            subgoal=subgoal_named(history, subgoal, on),
            reason=reason,
            on=on,
        ),
    )
