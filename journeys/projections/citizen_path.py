"""Citizen path: the journey as the citizen is shown it: the past, the steps ahead, the safety net.

It is made to be handed over, so it names nobody who works for the municipality, and says nothing
of the citizen's duties or of sanctions. What somebody said is quoted as it was said.
"""

import operator
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from journeys.domain.appointments import appointment
from journeys.domain.duties import FOLLOW_UP
from journeys.domain.events.people import (
    AccessRestricted,
    HandoverAccepted,
    HandoverDeclined,
    HandoverOffered,
    JourneyOpened,
)
from journeys.domain.history import History
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import Answer, Hours, PensionNow
from journeys.projections.activities import Activity
from journeys.projections.appointments import CalendarEntry, calendar_entry
from journeys.projections.duties import OwedDuty
from journeys.projections.milestones import Milestones, MilestoneStep, milestones
from journeys.projections.office import Office, office
from journeys.projections.path_marks import (
    FoldedYear,
    Mark,
    all_activities,
    code_name,
    fold_by_year,
    marks,
)
from journeys.projections.safety.answer import Safety, WayBack, safety
from journeys.projections.safety.letter import DONE, first_sentences
from journeys.projections.view import AsKnown, BothLanguages, View

ON_THE_WAY_BACK: tuple[PensionNow, ...] = ("resting", "return-asked", "resumed")
"""While the pension has these states, there are steps to take until it is paid again."""
STEPS_AHEAD = 4
"""How many open steps are shown after the next one; sixty would seem endless."""


class OpenStep(View):
    """Skridt forude: an open subgoal."""

    title: str
    why: str
    done_by: str
    set_by: str = ""
    """Who set it: the citizen, the caseworker or both."""


class PathActivity(View):
    """Aktivitet: work, a measure, an education, a community or an aid, since a day."""

    what: BothLanguages
    at: str
    since: date
    paid_hours: Hours | None
    """Hours a week."""
    tasks: str = Field(default="", exclude_if=operator.not_)
    """What there is to do, in words; left out where nothing was said, or it is other tasks now."""


class Companion(View):
    """Hvem går med: a mentor or relative; without a name where they are staff."""

    role: Literal["mentor", "relative"]
    name: str


class SafetyNet(View):
    """Sikkerhedsnet: the safety view's answer, the way back, and the risk of saying yes."""

    state: PensionNow
    answer: Answer
    exception: bool
    """Whether special circumstances lift what protects the right on that day."""
    said: tuple[BothLanguages, ...]
    """The pension's state, the answer, and the recorded facts that bear on it."""
    way_back: tuple[BothLanguages, ...]
    """The steps back to the pension, in order, while it rests or is on its way back; else empty."""
    risk: BothLanguages | None
    looking_into: BothLanguages | None
    """What is being found out, in one line."""


class Promised(View):
    """Løfte: what the municipality does for the citizen next."""

    words: BothLanguages
    by: date | None
    """By when, where the words do not name the day and the municipality's own file sets it."""


class CitizenPath(AsKnown):
    """Borgerens vej: everything that the page and the picture show."""

    journey: UUID
    on: date
    known_at: datetime | None
    state: Literal["unopened", "open", "resting", "closed"]
    hopes: tuple[str, ...]
    """In the citizen's own words, the newest first."""
    strengths: tuple[str, ...]
    meet_me: tuple[str, ...]
    pace: str
    now: tuple[PathActivity, ...]
    """What runs on that day: work, measures, education, communities."""
    earlier: tuple[FoldedYear, ...]
    done: tuple[Mark, ...]
    next_step: OpenStep | None
    ahead: tuple[OpenStep, ...]
    """Open steps after the next one."""
    more_ahead: int
    """How many more open steps there are than are shown."""
    to_come: tuple[PathActivity, ...]
    """What was granted, and has not begun or arrived yet."""
    companions: tuple[Companion, ...]
    next_talk: date | None
    appointment: CalendarEntry | None
    """The same talk for a calendar; also one that was called off before its day."""
    net: SafetyNet
    owed: tuple[BothLanguages, ...]
    """What the municipality owes the citizen; `promised` and `day_passed` are parts of it."""
    promised: tuple[Promised, ...] = ()
    """What is owed and not late, without the talk that `appointment` has."""
    day_passed: tuple[BothLanguages, ...] = ()
    """What the citizen is told where a day that was named to them has passed."""
    office: Office | None = None
    """Whom to call; None where the municipality's file has no office for the journey."""


def path(
    journey_id: UUID,
    history: History,
    book: Rulebook,
    on: date,
    known_at: datetime | None = None,
) -> CitizenPath:
    """Return the path on a day, as known at a moment."""
    view = milestones(journey_id, history, book, on, known_at)
    late = [each for each in view.owed if _is_late(each, book, on)]
    safety_view = safety(journey_id, history, book, on, known_at)
    known = history.as_of(known_at=known_at)
    earlier, done = fold_by_year(marks(view, known, book.known_at(known_at), on))
    still_open = [_open_step(step) for step in view.steps if step.status == "open"]
    return CitizenPath(
        journey=journey_id,
        on=on,
        known_at=known_at,
        state=view.state,
        hopes=tuple(hope.words for hope in reversed(view.hopes)),
        strengths=tuple(each.words for each in view.strengths),
        meet_me=view.meet_me,
        pace=view.pace,
        now=tuple(_activity(each, book) for each in all_activities(view) if each.until is None),
        earlier=earlier,
        done=done,
        next_step=still_open[0] if still_open else None,
        ahead=tuple(still_open[1 : 1 + STEPS_AHEAD]),
        more_ahead=max(len(still_open) - 1 - STEPS_AHEAD, 0),
        to_come=tuple(_activity(each, book) for each in view.to_come),
        companions=tuple(_companions(view, _staff(known))),
        next_talk=view.next_talk,
        appointment=calendar_entry(appointment(known, book.known_at(known_at), on), on),
        net=_net(safety_view),
        owed=_once(map(_to_citizen, view.owed)),
        promised=tuple(_promised(view, late, book)),
        day_passed=_once(map(_to_citizen, late)),
        office=office(known.on(on), book),
    )


def _activity(activity: Activity, book: Rulebook) -> PathActivity:
    return PathActivity(
        what=code_name(activity.kind, book),
        at=activity.employer,
        since=activity.since,
        paid_hours=activity.paid_hours,
        tasks=activity.tasks,
    )


def _open_step(step: MilestoneStep) -> OpenStep:
    return OpenStep(title=step.title, why=step.why, done_by=step.done_by, set_by=step.set_by)


def _to_citizen(owed: OwedDuty) -> BothLanguages:
    return BothLanguages(da=owed.citizen_da, en=owed.citizen_en)


def _is_late(owed: OwedDuty, book: Rulebook, on: date) -> bool:
    """Whether the citizen was named a day that has passed."""
    return bool(book.duties[owed.kind].citizen_late_da) and owed.due < on


def _promised(view: Milestones, late: Collection[OwedDuty], book: Rulebook) -> Iterator[Promised]:
    """Yield what is promised, each text once.

    A deadline that is this library's choice is for staff: nobody has promised it to the citizen.
    """
    said = set[BothLanguages]()
    for owed in view.owed:
        words = _to_citizen(owed)
        is_the_talk = owed.kind == FOLLOW_UP and owed.due == view.next_talk
        if owed in late or is_the_talk or words in said:
            continue
        said.add(words)
        is_set = owed.kind in book.practice.days and view.on is not None and owed.due >= view.on
        yield Promised(words=words, by=owed.due if is_set else None)


def _staff(known: History) -> set[str]:
    """Return the names of those who act for the municipality on this journey."""
    staff = {entry.actor for entry in known.entries}
    for entry in known.entries:
        if entry.on_behalf_of is not None:
            staff.add(entry.on_behalf_of.name)
        match entry.event:
            case JourneyOpened(responsible=name) | HandoverOffered(to=name):
                staff.add(name)
            case HandoverAccepted(by=name) | HandoverDeclined(by=name):
                staff.add(name)
            case AccessRestricted(open_to=names):
                staff.update(names)
    return staff


def _companions(view: Milestones, staff: set[str]) -> Iterator[Companion]:
    for each in view.alongside:
        yield Companion(role=each.role, name="" if each.who in staff else each.who)


def _net(view: Safety) -> SafetyNet:
    # What the law gives everybody is in the letter; here are the answer and what is recorded of
    # this journey: what is to come, what was ruled, and until when that can be appealed.
    facts = (each for each in view.warnings if each.entries)
    said = (*first_sentences(view), *facts) if view.state != "none" else view.sentences
    return SafetyNet(
        state=view.state,
        answer=view.answer,
        exception=view.has_exception,
        said=_once(map(BothLanguages.of, said)),
        way_back=tuple(map(_step_back, view.way_back)) if view.state in ON_THE_WAY_BACK else (),
        risk=view.risk,
        looking_into=view.looking_into,
    )


def _step_back(step: WayBack) -> BothLanguages:
    """Return a step on the way back, and whether it is done."""
    if not step.done:
        return BothLanguages.of(step)
    return BothLanguages(da=f"{step.da} {DONE.da}", en=f"{step.en} {DONE.en}")


def _once(texts: Iterable[BothLanguages]) -> tuple[BothLanguages, ...]:
    return tuple(dict.fromkeys(texts))
