"""Recording: the one way by which commands write on a journey, and confirm what they wrote.

Nothing is refused that is a fact or a right. Where it leaves a fleksjob beside a paid pension, the
confirmation warns of it.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import typer

from journeys.adapters.cli.input.confirming import Confirmed, DutyWarning
from journeys.adapters.cli.input.context import PURPOSES, Session, session
from journeys.adapters.cli.input.prompting import is_confirmed
from journeys.adapters.words.language import say, shown
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

Look = Callable[[], History]
"""Returns all that is recorded on the journey, once the look is logged: to show some of it."""

Alternative = Callable[[Refused, Look], "tuple[Deciding, object] | None"]
"""What to decide instead after a refusal, and what counts as typed then; None: it stays refused."""


Prepare = Callable[[History], object]
"""Is given what is recorded, once the look is logged; returns what counts as typed then."""

Label = Callable[[int], str]
"""Returns what an entry says, by its number; nothing where it was not looked at."""


def no_label(_entry: int) -> str:
    """Return nothing."""
    return ""


def no_alternative(_refusal: Refused, _look: Look) -> None:
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
    *,
    prepare: Prepare | None = None,
    label: Label = no_label,
) -> None:
    """Record what is decided on an existing journey, and confirm it. Raises UnknownJourney.

    Somebody who may look is first shown what it is about (`prepare`), with `label`; a script is
    not.

    A refusal may be answered by another decision, and so may the refusal of that: somebody is asked
    while nothing is locked.
    """
    actor = session(ctx).actor
    new_duties = list[Duty]()
    decided, asked_for = deciding, request.asked  # with what was answered, also the second time

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

        def look() -> History:
            return session(ctx).looking(journeys).history(journey_id)

        nonlocal decided, asked_for, prepare
        if prepare is not None and may_look(session(ctx)):
            asked_for, prepare = prepare(look()), None
        while True:
            try:
                return recorded(decided, asked_for)
            except Refused as refusal:
                instead = alternative(refusal, look)
                if instead is None:
                    raise
                decided, asked_for = instead

    record_by(ctx, journey, recorder, dry_run=request.dry_run, new_duties=new_duties, label=label)


def may_look(run: Session) -> bool:
    """Return whether something recorded may be shown: for a purpose, and not to a script."""
    return not run.as_json and (run.why is not None or run.role in PURPOSES)


def _ask_about(on: date, journeys: "Journeys", rehearse: Callable[[], Sequence[Entry]]) -> None:
    """Ask somebody at a terminal about a day far ahead, if anything would be recorded with it.

    Refused: not-confirmed.
    """
    if not rehearse():
        return
    days = (on - journeys.today()).days
    question = say("{on} is {days} days ahead. Record it? (y/n): ", on=shown(on), days=days)
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
    label: Label = no_label,
) -> None:
    """Open the store, find the journey that is typed, record on it, and confirm it.

    Only a command that `opens` a journey makes a store where none is: any other journey is in one.
    `new_duties` holds the duties to warn of, once it is recorded.
    """
    run = session(ctx)
    with run.recording(dry_run=dry_run, create=opens) as journeys:
        journey_id = run.journey(journeys, journey)
        on = ctx.params.get("on")
        if on and run.may_ask and not dry_run and is_far_ahead(on, journeys.today()):
            _ask_about(on, journeys, lambda: recorder(journeys.rehearsing(), journey_id))
        entries = recorder(journeys, journey_id)
        warnings = tuple(
            DutyWarning(duty.since, journeys.book.duties[duty.kind]) for duty in new_duties
        )
        names = run.names(journeys, [journey_id])
    run.confirm(
        Confirmed(journey_id, entries, dry_run=dry_run, warnings=warnings, label=label, names=names)
    )
