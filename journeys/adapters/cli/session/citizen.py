"""The citizen that a session is about: found as `-` finds them, and where they stand in a line."""

from collections.abc import Iterator, Mapping
from datetime import date

import typer
from typer import TyperException

from journeys.adapters.cli.input.dates import today
from journeys.adapters.cli.input.prompting import choose as choose_number
from journeys.adapters.cli.input.prompting import somebody_is_there
from journeys.adapters.cli.input.who import ASK, Who, asked_for
from journeys.adapters.cli.session.context import DaySession
from journeys.adapters.words.days import short_day
from journeys.adapters.words.ids import short
from journeys.adapters.words.language import say
from journeys.domain.identity import too_many_matches
from journeys.domain.message import Message
from journeys.domain.vocabulary import JourneyId
from journeys.projections.activities import Activity
from journeys.projections.milestones import Milestones

STATES = {
    "unopened": Message("not opened on this day"),
    "resting": Message("resting"),
    "closed": Message("closed; you can always come back"),
}
PENSIONS = {
    "paid": Message("pension"),
    "resting": Message("the pension rests"),
    "return-asked": Message("the pension was asked back"),
    "resumed": Message("pension"),
}


def choose(ctx: typer.Context, run: DaySession, typed: str) -> None:
    """Choose the citizen of an id, a CPR number or a name, and say where they stand.

    A name is looked for on the desk first: others are not looked at without need. Only where
    nobody there has it, and for `-`, everybody is searched, as by a command.
    `-` asks, and does not show what is typed. Each look is logged. Raises TyperException where it
    is none of these; refused as `find`, and then the citizen stays the one before.
    """
    with run.journeys() as journeys:
        on_desk = run.day.known_as(typed) if typed != ASK else {}
        journey = _one_of(on_desk) if on_desk else run.journey(journeys, _who(ctx, typed))
        view = run.looking(journeys).milestones(journey, on=date.fromisoformat(today()))
        run.names(journeys, [journey])
    run.day.citizen = journey
    typer.echo(" · ".join([run.day.name(journey), *_stands(view)]))


def _one_of(found: Mapping[JourneyId, str]) -> JourneyId:
    """Return the one who is meant of those found on the desk. Refused: journey-ambiguous."""
    known = list(found)
    if len(known) == 1:
        return known[0]
    if not somebody_is_there():
        raise too_many_matches(1)
    names = list(found.values())
    lines = [
        f"{short(each)}  {name}" if names.count(name) > 1 else name for each, name in found.items()
    ]
    return known[choose_number(say("Which one: "), lines)]


def _who(ctx: typer.Context, typed: str) -> str:
    if typed == ASK:
        return asked_for(ctx, ASK) or ASK
    try:
        return Who.parse(typed)
    except ValueError as error:
        raise TyperException(error.args[0]) from None


def _stands(view: Milestones) -> Iterator[str]:
    """Yield where a citizen stands, in a few words each."""
    if view.state in STATES:
        yield say(STATES[view.state])
    if view.support_basis:
        yield view.support_basis
    if view.pension in PENSIONS:
        yield say(PENSIONS[view.pension])
    yield from (_doing(each) for each in view.activities if each.until is None)
    if view.next_talk is not None:
        yield say("next talk {on}", on=short_day(view.next_talk))


def _doing(activity: Activity) -> str:
    what = activity.kind
    if activity.employer:
        what = say("{kind} at {employer}", kind=activity.kind, employer=activity.employer)
    if activity.paid_hours is None:
        return what
    return f"{what}, {say('{number} paid hours a week', number=activity.paid_hours)}"
