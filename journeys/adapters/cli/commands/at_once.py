"""Commands that record several facts in one commit."""

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from functools import partial
from typing import Annotated, get_args
from uuid import uuid4

import typer
from typer import TyperException

from journeys.adapters.cli.input.appointments import (
    DayAndTime,
    appointment,
    read_appointment,
    settled_appointment,
    time_of_day,
)
from journeys.adapters.cli.input.arguments import (
    PEOPLE,
    SAFETY,
    DryRun,
    JourneyArgument,
    On,
    OnAnyDay,
    RequestId,
    Sure,
)
from journeys.adapters.cli.input.choices import Choice, one_of
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.dates import hours
from journeys.adapters.cli.input.prompting import answered, typed
from journeys.adapters.cli.input.recording import Deciding, Look, TypedRequest, asking, record
from journeys.adapters.cli.input.things import TRAINEE, TRAINEESHIP
from journeys.adapters.cli.input.verb_requests import ask_for_missing
from journeys.adapters.cli.output.argument_help import ARGUMENTS
from journeys.adapters.words.language import say
from journeys.domain import verbs
from journeys.domain.decisions.deciding import Decision, in_turn
from journeys.domain.errors import Refused
from journeys.domain.history import History
from journeys.domain.journey import Event
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import MeasureId, MeetingForm, PlacementId

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
        DayAndTime | None,
        typer.Option(
            "--next",
            parser=read_appointment,
            callback=settled_appointment,
            metavar="DATE [TIME]",
            help='When the two talk again, as 2026-12-03 or "2026-12-03 10.30".',
        ),
    ] = None,
    at: Annotated[
        time | None,
        typer.Option("--at", parser=time_of_day, metavar="TIME", help=ARGUMENTS["time"].help),
    ] = None,
    place: Annotated[str | None, typer.Option(metavar="TEXT", help=ARGUMENTS["place"].help)] = None,
    how: Annotated[
        MeetingForm | None,
        typer.Option(**one_of(Choice("how", get_args(MeetingForm))), help="How the two talk."),
    ] = None,
    on: On,
    sure: Sure = None,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Samtale: a talk was held, which meets the follow-up agreed before; the next is agreed."""
    if again is None and session(ctx).may_ask:
        again, place = _ask_for_next(place)
    if again is None and (at, place, how) != (None, None, None):
        raise TyperException("Say on which day the two talk again (--next).")
    if again is not None and again.time is not None and at is not None:
        raise TyperException("Say the time once: in --next, or with --at.")

    def talking(history: History, book: Rulebook, actor: Actor, today: date) -> list[Event]:
        ask = partial(asking, book, actor, today)
        steps = [ask(verbs.hold_dialogue, about=about, took_part=took_part or (), on=on)]
        if again is not None:
            agreed = {"due": again.day, "time": again.time or at, "place": place, "how": how}
            steps.append(ask(verbs.agree_follow_up, **agreed, on=on))
        return in_turn(history, *steps)

    # As it was typed before there were times: the same request id stays the same request.
    where = [each for each in ((again and again.time) or at, place, how) if each is not None]
    asked = ["talk", about, took_part, again and again.day, *where]
    record(ctx, journey, TypedRequest(request_id, dry_run, asked, sure), talking)


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
    sure: Sure = None,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Virksomhedspraktik: grant a traineeship, begin it, and begin its placement with its hours.

    One that was granted before and has not begun is begun in place of a new one. It ends with:
    praktik-end.
    """

    def beginning(history: History, book: Rulebook, actor: Actor, today: date) -> list[Event]:
        ask, granted = partial(asking, book, actor, today), [*_granted(history.on(on))]
        measure = granted[0] if len(granted) == 1 else MeasureId(uuid4())
        steps = list[Decision]()
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

    def alternative(refusal: Refused, _look: Look) -> tuple[Deciding, object] | None:
        nonlocal wish
        if not session(ctx).may_ask or not (answers := ask_for_missing(ctx, refusal, {})):
            return None
        wish = answers["wish"]
        return beginning, asked()

    def asked() -> list[object]:
        return ["praktik", employer, tasks, wish, paid_hours, present_hours]

    request = TypedRequest(request_id, dry_run, asked(), sure)
    record(ctx, journey, request, beginning, alternative)


traineeship.asked_along = ("tasks", "paid_hours", "present_hours", "on")  # type: ignore[attr-defined]


def _ask_for_next(place: str | None) -> tuple[DayAndTime | None, str | None]:
    """Return what somebody at the terminal answers about the next talk: when, and where."""
    again = answered(say("When do you talk next? (empty: not agreed yet): "), appointment)
    if again is None or place is not None:
        return again, place
    return again, typed(say("Where? (empty: not said): ")) or None


def _granted(seen: History) -> Iterator[MeasureId]:
    """Yield the traineeships that were granted and have neither begun nor ended."""
    for measure, each in seen.journey.measures.granted.items():
        if each.granted.measure_kind == TRAINEESHIP and each.started is None and each.ended is None:
            yield measure
