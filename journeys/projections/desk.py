"""Desk: a caseworker's journeys, with whom to call, what is owed and what comes next."""

import operator
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple, Self
from uuid import UUID

from pydantic import Field

from journeys.domain.duties import FOLLOW_UP
from journeys.domain.events.contact import DialogueHeld
from journeys.domain.events.workplace import CheckedInAfterJob
from journeys.domain.history import History
from journeys.domain.looks import LoggedLook
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId
from journeys.projections.duties import EmployerDuty, OwedDuty, owed_duties
from journeys.projections.view import SetAside, View
from journeys.projections.waiting import Waiting, split, waiting

CONTACTS = (DialogueHeld, CheckedInAfterJob)
ACTIVE = ("open", "resting")

COLLEAGUE_DESK = "colleague-desk"
"""What a look at the desk of somebody else is called in the access log."""

OF_JOURNEYS = ("lines", "offered", "past_due", "today", "this_week")
"""The fields of a desk whose parts are each about one journey."""

LOOKS_SHOWN = timedelta(days=30)
"""For how long the owner of a desk is shown that others looked at it. Our own choice."""


class DeskLine(View):
    """One journey on the desk: what comes next, and what waits."""

    journey: UUID
    state: Literal["open", "resting"]
    responsible: str
    next_step: str
    """The title of the oldest open subgoal; empty where none is open."""
    next_talk: date | None
    """The day agreed for the next talk; it may be past."""
    pension: str
    """Its state on the day."""
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

    def without_words(self) -> Self:
        """Return the same without the title of the next step."""
        return self.model_copy(update={"next_step": ""})


class DeskLook(View):
    """Opslag på skrivebordet: when a colleague stood in at this desk, and why; for its owner."""

    at: datetime
    by: str
    purpose: str


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
    past_due: tuple[Waiting, ...]
    """What was due before the day, in the order of the journeys."""
    today: tuple[Waiting, ...]
    """By its time; what has none comes last."""
    this_week: tuple[Waiting, ...]
    """Until Sunday, by day and time."""
    otherwise: tuple[UUID, ...]
    """The journeys of this person on which nothing of that waits."""
    to_employers: tuple[EmployerDuty, ...] = Field(default=(), exclude_if=operator.not_)
    """What this person owes to employers, by due day; left out where nothing is owed."""
    looked_at: tuple[DeskLook, ...] = ()
    """When others stood in at this desk of late; empty for everybody but its owner."""
    set_aside: SetAside = Field(default_factory=dict)
    """Those on the desk that cannot be read, and why."""

    def without(self, set_aside: SetAside) -> Self:
        """Return the same without these journeys, which are named."""
        shown = {
            name: tuple(each for each in getattr(self, name) if str(each.journey) not in set_aside)
            for name in OF_JOURNEYS
        }
        otherwise = tuple(each for each in self.otherwise if str(each) not in set_aside)
        return self.model_copy(
            update={
                **shown,
                "otherwise": otherwise,
                "set_aside": {**self.set_aside, **set_aside},
            }
        )

    def without_words(self, restricted: AbstractSet[UUID]) -> Self:
        """Return the same where these journeys have no words, but days and codes alone."""
        return self.model_copy(
            update={
                name: tuple(
                    each.without_words() if each.journey in restricted else each
                    for each in getattr(self, name)
                )
                for name in OF_JOURNEYS
            }
        )


def desk_looks(
    looks: Iterable[tuple[JourneyId, LoggedLook]],
    histories: Mapping[JourneyId, History],
    responsible: str,
) -> tuple[DeskLook, ...]:
    """Return the looks at the desk of one person, each once, the oldest first.

    A look at a journey that was somebody else's on that day is not one at this desk.
    """
    found = [
        DeskLook(at=each.at, by=each.look.actor.name, purpose=each.look.purpose)
        for journey, each in looks
        if histories[journey].on(each.at.date()).journey.people.responsible == responsible
    ]
    return tuple(dict.fromkeys(found))


class _OnDesk(NamedTuple):
    """A journey's line, and what waits on it."""

    line: DeskLine
    waits: tuple[Waiting, ...]


def desk(
    histories: Iterable[tuple[JourneyId, History]],
    book: Rulebook,
    on: date,
    responsible: str,
) -> Desk:
    """Return the desk of one person; journeys that are not theirs are left out."""
    found = [
        _on_desk(journey, history, book, on)
        for journey, history in histories
        if history.on(on).journey.people.status in ACTIVE
    ]
    found.sort(key=lambda each: _urgency(each.line, book))
    own = [each for each in found if each.line.responsible == responsible]
    waits = split((wait for each in own for wait in each.waits), on)
    return Desk(
        on=on,
        responsible=responsible,
        lines=tuple(each.line for each in own),
        offered=tuple(each.line for each in found if responsible in each.line.offered_to),
        past_due=waits.past_due,
        today=waits.today,
        this_week=waits.this_week,
        otherwise=tuple(each.line.journey for each in own if not each.waits),
    )


def _on_desk(journey: JourneyId, history: History, book: Rulebook, on: date) -> _OnDesk:
    as_of = history.on(on)
    people, steps = as_of.journey.people, as_of.journey.path.open_subgoals
    owed = sorted(owed_duties(history, book, on), key=lambda each: (each.due, each.since))
    talk_days = [each.due for each in owed if each.kind == FOLLOW_UP]
    contact_days = [event.on for event in as_of.events if isinstance(event, CONTACTS)]
    since = max(contact_days, default=people.opened or on)
    line = DeskLine.model_validate(
        {
            "journey": journey,
            "state": people.status,
            "responsible": people.responsible,
            "next_step": steps[0].title if steps else "",
            "next_talk": min(talk_days, default=None),
            "pension": as_of.journey.pension.state_on(on),
            "last_contact": max(contact_days, default=None),
            "days_since_contact": (on - since).days,
            "offered_to": [offer.to for offer in people.offers],
            "owed": owed,
            "due_before": sum(each.due < on for each in owed),
        }
    )
    return _OnDesk(line, tuple(waiting(journey, history, owed, book, on)))


def _urgency(line: DeskLine, book: Rulebook) -> tuple[bool, bool, date, int]:
    """Return what a journey is sorted by: the smallest is the most urgent."""
    late = line.owed[: line.due_before]
    return (
        not any(book.duties[each.kind].safety for each in late),
        not late,
        line.owed[0].due if line.owed else date.max,
        -line.days_since_contact,
    )
