"""Recording: the one way by which commands write on a journey, and confirm what they wrote."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import typer

from journeys.adapters.cli.input.confirming import Confirmed
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.prompting import typed
from journeys.adapters.words.language import say, shown
from journeys.domain.decisions.days_ahead import is_far_ahead
from journeys.domain.errors import Refused, UnknownJourney
from journeys.domain.history import Entry, History
from journeys.domain.journey import Event
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId

if TYPE_CHECKING:
    from journeys.app.journeys import Journeys

Deciding = Callable[[History, Rulebook, Actor, date], list[Event]]
"""Decides what to record next on a history, by this rulebook, where this actor asks today."""

YES = {"y", "yes", "j", "ja"}

Recorder = Callable[["Journeys", JourneyId], Sequence[Entry]]
"""Records on a journey, and returns the new entries."""


class TypedRequest(NamedTuple):
    """How a verb is asked: under which request id, and whether in earnest."""

    request_id: str | None = None
    dry_run: bool = False
    asked: object = None
    """What was typed: the same request id with something else is refused (idempotency)."""


def record(ctx: typer.Context, journey: str, request: TypedRequest, deciding: Deciding) -> None:
    """Record what is decided on an existing journey, and confirm it. Raises UnknownJourney."""
    actor = session(ctx).actor

    def recorder(journeys: "Journeys", journey_id: JourneyId) -> Sequence[Entry]:
        def decision(history: History) -> list[Event]:
            if not history.entries:
                raise UnknownJourney(journey_id)
            return deciding(history, journeys.book, actor, journeys.today())

        return journeys.record(journey_id, decision, actor, request.request_id, asked=request.asked)

    record_by(ctx, journey, recorder, dry_run=request.dry_run)


def _ask_about(on: date, journeys: "Journeys", rehearse: Callable[[], Sequence[Entry]]) -> None:
    """Ask somebody at a terminal about a day far ahead, if anything would be recorded with it.

    Refused: not-confirmed.
    """
    if not rehearse():
        return
    days = (on - journeys.today()).days
    question = say("{on} is {days} days ahead. Record it? (y/n): ", on=shown(on), days=days)
    if typed(question).lower() not in YES:
        raise Refused("not-confirmed", "Nothing was recorded. Give the right day with --on.")


def record_by(ctx: typer.Context, journey: str, recorder: Recorder, *, dry_run: bool) -> None:
    """Open the store, find the journey that is typed, record on it, and confirm it."""
    run = session(ctx)
    with run.recording(dry_run=dry_run) as journeys:
        journey_id = run.journey(journeys, journey)
        on = ctx.params["on"]
        if run.may_ask and not dry_run and is_far_ahead(on, journeys.today()):
            _ask_about(on, journeys, lambda: recorder(journeys.rehearsing(), journey_id))
        entries = recorder(journeys, journey_id)
    run.confirm(Confirmed(journey_id, entries, dry_run=dry_run))
