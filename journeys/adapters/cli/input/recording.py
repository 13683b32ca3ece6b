"""Recording: the one way by which commands write on a journey, and confirm what they wrote.

Nothing is refused that is a fact or a right. Where it leaves a fleksjob beside a paid pension, the
confirmation warns of it.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import typer

from journeys.adapters.cli.input.confirming import Confirmed, DutyWarning
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.prompting import is_confirmed
from journeys.adapters.words.language import say
from journeys.domain.decisions.days_ahead import is_far_ahead
from journeys.domain.duties.duty import Duty
from journeys.domain.duties.fleksjobs import newly_raised
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

Recorder = Callable[["Journeys", JourneyId], Sequence[Entry]]
"""Records on a journey, and returns the new entries."""

Alternative = Callable[[Refused], "tuple[Deciding, object] | None"]
"""What to decide instead after a refusal, and what counts as typed then; None: it stays refused."""


def no_alternative(_refusal: Refused) -> None:
    """Decide nothing instead."""


class TypedRequest(NamedTuple):
    """How a verb is asked: under which request id, and whether in earnest."""

    request_id: str | None = None
    dry_run: bool = False
    asked: object = None
    """What was typed: the same request id with something else is refused (idempotency)."""


def record(
    ctx: typer.Context,
    journey: str,
    request: TypedRequest,
    deciding: Deciding,
    alternative: Alternative = no_alternative,
) -> None:
    """Record what is decided on an existing journey, and confirm it. Raises UnknownJourney.

    A refusal may be answered by another decision: somebody is asked while nothing is locked.
    """
    actor = session(ctx).actor
    new_duties = list[Duty]()

    def recorder(journeys: "Journeys", journey_id: JourneyId) -> Sequence[Entry]:
        def recorded(deciding: Deciding, asked: object) -> Sequence[Entry]:
            def decision(history: History) -> list[Event]:
                if not history.entries:
                    raise UnknownJourney(journey_id)
                events = deciding(history, journeys.book, actor, journeys.today())
                # After a conflict it is decided again: the last decision is what is recorded.
                new_duties[:] = newly_raised(history, events, journeys.book)
                return events

            return journeys.record(journey_id, decision, actor, request.request_id, asked=asked)

        try:
            return recorded(deciding, request.asked)
        except Refused as refusal:
            instead = alternative(refusal)
            if instead is None:
                raise
            return recorded(*instead)

    record_by(ctx, journey, recorder, dry_run=request.dry_run, new_duties=new_duties)


def _ask_about(on: date, journeys: "Journeys", rehearse: Callable[[], Sequence[Entry]]) -> None:
    """Ask somebody at a terminal about a day far ahead, if anything would be recorded with it.

    Refused: not-confirmed.
    """
    if not rehearse():
        return
    days = (on - journeys.today()).days
    question = say("{on} is {days} days ahead. Record it? (y/n): ", on=on, days=days)
    if not is_confirmed(question):
        raise Refused("not-confirmed", "Nothing was recorded. Give the right day with --on.")


def record_by(
    ctx: typer.Context,
    journey: str,
    recorder: Recorder,
    *,
    dry_run: bool,
    new_duties: Sequence[Duty] = (),
    opens: bool = False,
) -> None:
    """Open the store, find the journey that is typed, record on it, and confirm it.

    Only a command that `opens` a journey makes a store where none is: any other journey is in one.
    `new_duties` holds the duties to warn of, once it is recorded.
    """
    run = session(ctx)
    with run.recording(dry_run=dry_run, create=opens) as journeys:
        journey_id = run.journey(journeys, journey)
        on = ctx.params["on"]
        if run.may_ask and not dry_run and is_far_ahead(on, journeys.today()):
            _ask_about(on, journeys, lambda: recorder(journeys.rehearsing(), journey_id))
        entries = recorder(journeys, journey_id)
        warnings = tuple(
            DutyWarning(duty.since, journeys.book.duties[duty.kind]) for duty in new_duties
        )
    run.confirm(Confirmed(journey_id, entries, dry_run=dry_run, warnings=warnings))
