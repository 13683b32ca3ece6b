"""Desk: whom to call, what is owed and what comes next, for whoever walks along with somebody."""

from collections.abc import Iterable
from datetime import date
from typing import Literal
from uuid import UUID

from journeys.domain.duties import FOLLOW_UP
from journeys.domain.events.company import DialogueHeld
from journeys.domain.events.workplace import CheckedInAfterJob
from journeys.domain.history import History
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId
from journeys.projections.duties import OwedDuty, owed_duties
from journeys.projections.view import View

CONTACTS = (DialogueHeld, CheckedInAfterJob)
WALKING = ("open", "resting")


class DeskLine(View):
    """One journey on the desk: what comes next, and what waits."""

    journey: UUID
    state: Literal["open", "resting"]
    responsible: str
    next_step: str
    """The title of the subgoal that was set first of those that are open; empty without one."""
    next_talk: date | None
    """By when the two talk again, as agreed; that day may be past."""
    last_contact: date | None
    """When the two last talked; None where that is yet to come."""
    days_since_contact: int
    """Since then, or else since the journey was opened."""
    offered_to: tuple[str, ...]
    """Who was asked to take over, and has not answered."""
    owed: tuple[OwedDuty, ...]
    """What is due first first."""
    due_before: int
    """How much of it was due before the day."""


class Desk(View):
    """Skrivebord: the journeys of one person, those that wait most first.

    First whoever waits longer than was due for what the ground they stand on needs; then whoever
    waits longer than was due for anything, and what is due first; then whom nobody talked to for
    longest.
    """

    on: date
    responsible: str
    lines: tuple[DeskLine, ...]
    """The journeys that this person is responsible for."""
    offered: tuple[DeskLine, ...]
    """Those that this person was asked to take over, and has not answered."""


def desk(
    histories: Iterable[tuple[JourneyId, History]],
    book: Rulebook,
    on: date,
    responsible: str,
) -> Desk:
    """Return the desk of one person over these journeys; what is not theirs is left out."""
    lines = [
        _line(journey, history, book, on)
        for journey, history in histories
        if history.on(on).journey.people.walk in WALKING
    ]
    lines.sort(key=lambda line: _waits(line, book))
    return Desk(
        on=on,
        responsible=responsible,
        lines=tuple(line for line in lines if line.responsible == responsible),
        offered=tuple(line for line in lines if responsible in line.offered_to),
    )


def _line(journey: JourneyId, history: History, book: Rulebook, on: date) -> DeskLine:
    seen = history.on(on)
    people, steps = seen.journey.people, seen.journey.path.open_subgoals
    waiting = sorted(owed_duties(history, book, on), key=lambda each: (each.due, each.since))
    agreed = [each.due for each in waiting if each.kind == FOLLOW_UP]
    talks = [event.on for event in seen.events if isinstance(event, CONTACTS)]
    since = max(talks, default=people.opened or on)
    return DeskLine.model_validate(
        {
            "journey": journey,
            "state": people.walk,
            "responsible": people.responsible,
            "next_step": steps[0].title if steps else "",
            "next_talk": min(agreed, default=None),
            "last_contact": max(talks, default=None),
            "days_since_contact": (on - since).days,
            "offered_to": [offer.to for offer in people.offers],
            "owed": waiting,
            "due_before": sum(each.due < on for each in waiting),
        }
    )


def _waits(line: DeskLine, book: Rulebook) -> tuple[bool, bool, date, int]:
    """Return where a journey stands on the desk: what sorts first waits most."""
    late = line.owed[: line.due_before]
    return (
        not any(book.duties[each.kind].safety for each in late),
        not late,
        line.owed[0].due if line.owed else date.max,
        -line.days_since_contact,
    )
