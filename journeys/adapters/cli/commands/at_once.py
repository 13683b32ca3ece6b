"""Commands that record several facts in one commit."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Annotated, Any
from uuid import uuid4

import typer

from journeys.adapters.cli.input.arguments import (
    PEOPLE,
    SAFETY,
    DryRun,
    JourneyArgument,
    On,
    OnAnyDay,
    RequestId,
)
from journeys.adapters.cli.input.dates import hours
from journeys.adapters.cli.input.days import a_day
from journeys.adapters.cli.input.recording import TypedRequest, record
from journeys.adapters.cli.input.verb_arguments import ARGUMENTS
from journeys.domain import verbs
from journeys.domain.decisions.deciding import decide, in_turn
from journeys.domain.history import History
from journeys.domain.journey import Event
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import MeasureId, PlacementId

TRAINEESHIP, TRAINEE = "virksomhedspraktik", "praktik"
"""What the measure and the placement of an enterprise traineeship are called in their lists."""

app = typer.Typer()


@app.command("talk", rich_help_panel=PEOPLE)
def hold_dialogue(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    about: Annotated[str, typer.Option(metavar="TEXT", help=ARGUMENTS["about"].help)],
    took_part: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="NAME", help=ARGUMENTS["took_part"].help),
    ] = None,
    again: Annotated[
        date | None,
        typer.Option("--next", **a_day("ahead"), help="By when the two talk again."),
    ] = None,
    on: On,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Samtale: a talk was held, which meets the follow-up agreed before; the next is agreed."""

    def talking(history: History, book: Rulebook, actor: Actor, today: date) -> list[Event]:
        ask = partial(_decision, book, actor, today)
        steps = [ask(verbs.hold_dialogue, about=about, took_part=took_part or (), on=on)]
        if again is not None:
            steps.append(ask(verbs.agree_follow_up, due=again, on=on))
        return in_turn(history, *steps)

    asked = ["talk", about, took_part, again]
    record(ctx, journey, TypedRequest(request_id, dry_run, asked), talking)


@app.command("praktik", rich_help_panel=SAFETY)
def traineeship(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    employer: Annotated[str, typer.Option(metavar="TEXT", help=ARGUMENTS["employer"].help)],
    tasks: Annotated[
        str, typer.Option(metavar="TEXT", show_default=False, help=ARGUMENTS["tasks"].help)
    ] = "",
    wish: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT", help="What the citizen wishes of it, where that is heard now."
        ),
    ] = None,
    paid_hours: Annotated[
        Decimal | None,
        typer.Option(parser=hours, metavar="HOURS", help=ARGUMENTS["paid_hours"].help),
    ] = None,
    present_hours: Annotated[
        Decimal | None,
        typer.Option(parser=hours, metavar="HOURS", help=ARGUMENTS["present_hours"].help),
    ] = None,
    on: OnAnyDay,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Virksomhedspraktik: grant a traineeship, begin it, and begin its placement with its hours.

    One that was granted before and has not begun is begun in place of a new one.
    """

    def beginning(history: History, book: Rulebook, actor: Actor, today: date) -> list[Event]:
        ask, granted = partial(_decision, book, actor, today), [*_granted(history.on(on))]
        measure = granted[0] if len(granted) == 1 else MeasureId(uuid4())
        steps = list[Callable[[History], list[Event]]]()
        if wish is not None:
            steps.append(ask(verbs.hear_wishes, matter=TRAINEESHIP, words=wish, on=on))
        if measure not in granted:
            new = {"measure": measure, "measure_kind": TRAINEESHIP, "provider": employer}
            steps.append(ask(verbs.grant_measure, **new, on=on))
        steps.append(ask(verbs.start_measure, measure=measure, on=on))
        place = ask(
            verbs.start_placement,
            placement=PlacementId(uuid4()),
            placement_kind=TRAINEE,
            employer=employer,
            tasks=tasks,
            paid_hours=paid_hours,
            present_hours=present_hours,
            measure=measure,
            on=on,
        )
        return in_turn(history, *steps, place)

    asked = ["praktik", employer, tasks, wish, paid_hours, present_hours]
    record(ctx, journey, TypedRequest(request_id, dry_run, asked), beginning)


def _decision(
    book: Rulebook,
    actor: Actor,
    today: date,
    verb: Callable[..., list[Event]],
    **given: Any,  # noqa: ANN401 - whatever the verb takes
) -> Callable[[History], list[Event]]:
    """Return the decision that asks this verb."""
    return lambda history: decide(history, verb, actor, book, today, **given)


def _granted(seen: History) -> Iterator[MeasureId]:
    """Yield the traineeships that were granted and have neither begun nor ended."""
    for measure, each in seen.journey.measures.granted.items():
        if each.granted.measure_kind == TRAINEESHIP and each.started is None and each.ended is None:
            yield measure
