"""Desk: a caseworker's journeys, with whom to call, what is owed and what comes next."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Literal, Self
from uuid import UUID

from pydantic import Field

from journeys.domain.duties import FOLLOW_UP
from journeys.domain.events.contact import DialogueHeld
from journeys.domain.events.workplace import CheckedInAfterJob
from journeys.domain.history import History
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId
from journeys.projections.duties import OwedDuty, owed_duties
from journeys.projections.view import SetAside, View

CONTACTS = (DialogueHeld, CheckedInAfterJob)
ACTIVE = ("open", "resting")


class DeskLine(View):
    """One journey on the desk: what comes next, and what waits."""

    journey: UUID
    state: Literal["open", "resting"]
    responsible: str
    next_step: str
    """The title of the oldest open subgoal; empty where none is open."""
    next_talk: date | None
    """The day agreed for the next talk; it may be past."""
    last_contact: date | None
    """The day of the last talk; None before the first."""
    days_since_contact: int
    """Since the last talk, or else since the journey was opened."""
    offered_to: tuple[str, ...]
    """Who was asked to take over, and has not answered."""
    owed: tuple[OwedDuty, ...]
    """By due day."""
    due_before: int
    """How many of them were due before the day."""


class Desk(View):
    """Skrivebord: the journeys of one person, the most urgent first.

    First those with a duty of economic safety past its due day; then those with any duty past its
    due day, the earliest due first; then those without contact for longest.
    """

    on: date
    responsible: str
    lines: tuple[DeskLine, ...]
    """The journeys that this person is responsible for."""
    offered: tuple[DeskLine, ...]
    """Those that this person was asked to take over, and has not answered."""
    set_aside: SetAside = Field(default_factory=dict)
    """Those on the desk that cannot be read, and why."""

    def without(self, set_aside: SetAside) -> Self:
        """Return the same without these journeys, which are named."""
        lines, offered = (
            tuple(each for each in some if str(each.journey) not in set_aside)
            for some in (self.lines, self.offered)
        )
        named = {**self.set_aside, **set_aside}
        return self.model_copy(update={"lines": lines, "offered": offered, "set_aside": named})

    def without_words(self, restricted: AbstractSet[UUID]) -> Self:
        """Return the same where these journeys have no words, but days and codes alone."""
        lines, offered = (
            tuple(
                each.model_copy(update={"next_step": ""}) if each.journey in restricted else each
                for each in some
            )
            for some in (self.lines, self.offered)
        )
        return self.model_copy(update={"lines": lines, "offered": offered})


def desk(
    histories: Iterable[tuple[JourneyId, History]],
    book: Rulebook,
    on: date,
    responsible: str,
) -> Desk:
    """Return the desk of one person; journeys that are not theirs are left out."""
    lines = [
        _line(journey, history, book, on)
        for journey, history in histories
        if history.on(on).journey.people.status in ACTIVE
    ]
    lines.sort(key=lambda line: _urgency(line, book))
    return Desk(
        on=on,
        responsible=responsible,
        lines=tuple(line for line in lines if line.responsible == responsible),
        offered=tuple(line for line in lines if responsible in line.offered_to),
    )


def _line(journey: JourneyId, history: History, book: Rulebook, on: date) -> DeskLine:
    as_of = history.on(on)
    people, steps = as_of.journey.people, as_of.journey.path.open_subgoals
    owed = sorted(owed_duties(history, book, on), key=lambda each: (each.due, each.since))
    talk_days = [each.due for each in owed if each.kind == FOLLOW_UP]
    contact_days = [event.on for event in as_of.events if isinstance(event, CONTACTS)]
    since = max(contact_days, default=people.opened or on)
    return DeskLine.model_validate(
        {
            "journey": journey,
            "state": people.status,
            "responsible": people.responsible,
            "next_step": steps[0].title if steps else "",
            "next_talk": min(talk_days, default=None),
            "last_contact": max(contact_days, default=None),
            "days_since_contact": (on - since).days,
            "offered_to": [offer.to for offer in people.offers],
            "owed": owed,
            "due_before": sum(each.due < on for each in owed),
        }
    )


def _urgency(line: DeskLine, book: Rulebook) -> tuple[bool, bool, date, int]:
    """Return what a journey is sorted by: the smallest is the most urgent."""
    late = line.owed[: line.due_before]
    return (
        not any(book.duties[each.kind].safety for each in late),
        not late,
        line.owed[0].due if line.owed else date.max,
        -line.days_since_contact,
    )
