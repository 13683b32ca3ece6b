"""Recording: the one way by which commands write on a journey, and confirm what they wrote.

Nothing is refused that is a fact or a right. Where it leaves a fleksjob beside a paid pension, the
confirmation warns of it. Where the decision has a doubt, somebody at a terminal is asked, and a
script says beforehand what is meant (`--sure CODE`).
"""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import typer

from journeys.adapters.cli.input.confirming import Confirmed, DutyWarning
from journeys.adapters.cli.input.context import PURPOSES, Session, session
from journeys.adapters.cli.input.prompting import is_confirmed
from journeys.adapters.words.language import say
from journeys.domain.appointments import replaced_by
from journeys.domain.decisions.deciding import Decision, decide
from journeys.domain.duties.duty import Duty
from journeys.domain.duties.fleksjobs import newly_raised
from journeys.domain.errors import Doubted, Refused, UnknownJourney
from journeys.domain.history import Entry, History
from journeys.domain.journey import Event
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId

if TYPE_CHECKING:
    from journeys.app.journeys import Journeys

E = TypeVar("E")
"""An entry of a journey, or of an employer."""

Deciding = Callable[[History, Rulebook, Actor, date], list[Event]]
"""Decides what to record next on a history, by this rulebook, where this actor asks today."""

Recorder = Callable[["Journeys", JourneyId, Collection[str]], Sequence[Entry]]
"""Records on a journey, with the doubts that are acknowledged; returns the new entries."""

Look = Callable[[], History]
"""Returns all that is recorded on the journey, once the look is logged: to show some of it."""

Alternative = Callable[[Refused, Look], "tuple[Deciding, object] | None"]
"""What to decide instead after a refusal, and what counts as typed then; None: it stays refused."""


Prepare = Callable[[History], object]
"""Is given what is recorded, once the look is logged; returns what counts as typed then."""

Resolve = Callable[["Journeys", JourneyId], Sequence[str]]
"""Reads in the store what somebody typed about something else than the journey, such as a post.

Returns what was read, in lines to read over."""

Label = Callable[[int], str]
"""Returns what an entry says, by its number; nothing where it was not looked at."""


def no_label(_entry: int) -> str:
    """Return nothing."""
    return ""


def resolve_nothing(_journeys: "Journeys", _journey: JourneyId) -> Sequence[str]:
    """Read nothing."""
    return ()


def _after_reading(
    reading: Callable[[], Sequence[str]], read: list[str], deciding: Deciding
) -> Deciding:
    """Return the decision once something is read in the store; a refusal of that is its own.

    It stays inside the decision: what was recorded under the same request id before is the answer,
    whatever is refused now.
    """
    try:
        read[:] = reading() or read
    except Refused as refused:
        refusal = refused

        def refuse(_history: History, _book: Rulebook, _actor: Actor, _today: date) -> list[Event]:
            raise refusal

        return refuse
    return deciding


def no_alternative(_refusal: Refused, _look: Look) -> None:
    """Decide nothing instead."""


def asking(
    book: Rulebook,
    actor: Actor,
    today: date,
    verb: Callable[..., list[Event]],
    **given: Any,  # noqa: ANN401 - whatever the verb takes
) -> Decision:
    """Return the decision that asks this verb; several go into one commit with `in_turn`."""
    return lambda history: decide(history, verb, actor, book, today, **given)


class TypedRequest(NamedTuple):
    """How a verb is asked: under which request id, and whether in earnest."""

    request_id: str | None = None
    dry_run: bool = False
    asked: object = None
    """What was typed: the same request id with something else is refused (idempotency)."""
    sure: Collection[str] | None = None
    """The doubts that are acknowledged. They are no part of what is asked."""


def record(
    ctx: typer.Context,
    journey: str,
    request: TypedRequest,
    deciding: Deciding,
    alternative: Alternative = no_alternative,
    *,
    prepare: Prepare | None = None,
    resolve: Resolve = resolve_nothing,
    label: Label = no_label,
) -> None:
    """Record what is decided on an existing journey, and confirm it. Raises UnknownJourney.

    Somebody who may look is first shown what it is about (`prepare`), with `label`; a script is
    not.

    `resolve` reads in the store what was typed, before anything is decided.

    A refusal may be answered by another decision, and so may the refusal of that: somebody is asked
    while nothing is locked.
    """
    actor = session(ctx).actor
    new_duties, replaced, before = list[Duty](), list[date](), list[History]()
    read = list[str]()
    decided, asked_for = deciding, request.asked  # with what was answered, also the second time

    def recorder(
        journeys: "Journeys", journey_id: JourneyId, sure: Collection[str]
    ) -> Sequence[Entry]:
        def recorded(deciding: Deciding, asked: object) -> Sequence[Entry]:
            def decision(history: History) -> list[Event]:
                if not history.entries:
                    raise UnknownJourney(journey_id)
                events = deciding(history, journeys.book, actor, journeys.today())
                # After a conflict it is decided again: the last decision is what is recorded.
                new_duties[:] = newly_raised(history, events, journeys.book)
                replaced[:] = replaced_by(history, events, journeys.book)
                before[:] = [history]
                return events

            return journeys.record(
                journey_id, decision, actor, request.request_id, asked=asked, sure=sure
            )

        def look() -> History:
            return session(ctx).looking(journeys).history(journey_id)

        nonlocal decided, asked_for, prepare
        decided = _after_reading(lambda: resolve(journeys, journey_id), read, decided)
        if prepare is not None and may_look(session(ctx)):
            asked_for, prepare = prepare(look()), None
        while True:
            try:
                return recorded(decided, asked_for)
            except Refused as refusal:
                instead = None if isinstance(refusal, Doubted) else alternative(refusal, look)
                if instead is None:
                    raise
                decided, asked_for = instead

    record_by(
        ctx,
        journey,
        recorder,
        dry_run=request.dry_run,
        sure=request.sure,
        new_duties=new_duties,
        replaced=replaced,
        before=before,
        read=read,
        label=label,
    )


def may_look(run: Session) -> bool:
    """Return whether something recorded may be shown: for a purpose, and not to a script."""
    return not run.as_json and (run.why is not None or run.role in PURPOSES)


def ask_about_doubts(
    run: Session, recorded: Callable[[Collection[str]], Sequence[E]], sure: Collection[str]
) -> Sequence[E]:
    """Return what is recorded, after somebody at a terminal was asked about each doubt.

    Nothing is locked while they think. Raises Doubted where nobody can be asked. Refused:
    not-confirmed.
    """
    while True:
        try:
            return recorded(sure)
        except Doubted as doubted:
            if not run.may_ask:
                raise
            doubts = "\n".join(say(each.sentence) for each in doubted.doubts)
            if not is_confirmed(say("{doubts}\nAre you sure? [y/N]: ", doubts=doubts)):
                raise Refused(
                    "not-confirmed", "Nothing was recorded. Correct it, and type it again."
                ) from None
            sure = {*sure, *(each.code for each in doubted.doubts)}


def record_by(
    ctx: typer.Context,
    journey: str,
    recorder: Recorder,
    *,
    dry_run: bool,
    sure: Collection[str] | None = None,
    new_duties: Sequence[Duty] = (),
    replaced: Sequence[date] = (),
    before: Sequence[History] = (),
    read: Sequence[str] = (),
    opens: bool = False,
    label: Label = no_label,
) -> None:
    """Open the store, find the journey that is typed, record on it, and confirm it.

    Only a command that `opens` a journey makes a store where none is: any other journey is in one.
    Once it is recorded, `new_duties` holds the duties to warn of, `replaced` the day of an
    appointment that a new one replaces, `before` the history that was decided on, and `read` what
    was read in the store for it.
    """
    run = session(ctx)
    with run.recording(dry_run=dry_run, create=opens) as journeys:
        journey_id = run.journey(journeys, journey)
        entries = ask_about_doubts(
            run, lambda codes: recorder(journeys, journey_id, codes), sure or ()
        )
        warnings = tuple(
            DutyWarning(duty.since, journeys.book.duties[duty.kind]) for duty in new_duties
        )
        if entries:
            journey_id = entries[0].journey  # the one that stays, where it was joined to another
        names = run.names(journeys, [journey_id])
    former = next(iter(replaced), None)
    run.confirm(
        Confirmed(
            journey_id,
            entries,
            dry_run=dry_run,
            warnings=warnings,
            replaced=former,
            before=next(iter(before), History()),
            read=read,
            label=label,
            names=names,
        )
    )
