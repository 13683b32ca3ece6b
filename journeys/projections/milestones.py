"""Milestones: where am I, what have I done, my next step and who helps, what am I owed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from journeys.domain.appointments import agreed_by
from journeys.domain.duties import open_duties
from journeys.domain.events.contact import FollowUpAgreed
from journeys.domain.events.path import Subgoal
from journeys.domain.events.pension import Pension
from journeys.domain.grounds import scheme_in_doubt
from journeys.domain.history import History
from journeys.domain.income import support_basis_on
from journeys.domain.journey import Journey
from journeys.domain.message import Message
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import Hours
from journeys.projections.activities import Activity, activities, to_come
from journeys.projections.appointments import AgreedTalk
from journeys.projections.duties import OwedDuty, as_view
from journeys.projections.view import AsKnown, View


class MilestoneStep(View):
    """Delmål: a subgoal, in the words it was set with."""

    subgoal: UUID
    title: str
    why: str
    set_by: str
    done_by: str
    track: str
    since: date
    status: Literal["open", "reached", "set-aside"]
    until: date | None
    """The day it was reached or set aside."""
    words: str
    """What was said when it was reached, or why it was set aside."""


class Success(View):
    """Lille succes."""

    on: date
    words: str
    noticed_by: str
    subgoal: UUID | None


class Hope(View):
    """Håb, drøm, mål: in the citizen's own words."""

    on: date
    words: str
    job_goal: str


class Strength(View):
    """Noget, borgeren kan: a competence, a way of working or a potential, as recorded."""

    on: date
    words: str
    told_by: str


class Supporter(View):
    """Hvem går med: a mentor or relative."""

    who: str
    role: Literal["mentor", "relative"]


class Milestones(AsKnown):
    """Delmålsbilledet: the four answers of one journey."""

    journey: UUID
    on: date | None
    known_at: datetime | None
    state: Literal["unopened", "open", "resting", "closed"]
    municipality: str
    moved_to: str = ""
    """The municipality where the journey goes on, while it is closed here for that."""
    opened: date | None
    responsible: str
    support_basis: str
    """What the citizen lives on that day; empty where it is not known."""
    pension: str
    """Its state, or `folkepension-age` once that age is reached."""
    hopes: tuple[Hope, ...]
    next_step: MilestoneStep | None
    steps: tuple[MilestoneStep, ...]
    successes: tuple[Success, ...]
    activities: tuple[Activity, ...]
    """Each once: a placement and the measure it is part of are one."""
    to_come: tuple[Activity, ...]
    """Measures and aids that were granted and have not begun or arrived yet."""
    communities: tuple[Activity, ...]
    strengths: tuple[Strength, ...]
    meet_me: tuple[str, ...]
    """Sådan møder I mig, in the citizen's own words."""
    pace: str
    pace_hours: Hours | None
    """Hours a week; None where none were agreed."""
    phase: str
    alongside: tuple[Supporter, ...]
    next_talk: date | None
    appointment: AgreedTalk | None
    """The same talk, with its time, place and way."""
    owed: tuple[OwedDuty, ...]
    """What the municipality owes the citizen next."""
    notices: tuple[Message, ...]
    ahead: int
    """How many known entries take effect on a later day."""


def milestones(
    journey_id: UUID,
    history: History,
    book: Rulebook,
    on: date | None = None,
    known_at: datetime | None = None,
) -> Milestones:
    """Return the milestones on a day, as known at a moment; None means all that is recorded."""
    as_of, book = history.as_of(on, known_at), book.known_at(known_at)
    journey = as_of.journey
    owed = tuple(_owed(as_of, book, on))
    talk = _next_talk(as_of, owed, on)
    steps = tuple(_step(each) for each in journey.path.subgoals.values())
    return Milestones(
        journey=journey_id,
        on=on,
        known_at=known_at,
        state=journey.people.status,
        municipality=journey.people.municipality,
        moved_to=journey.people.moved_to,
        opened=journey.people.opened,
        responsible=journey.people.responsible,
        support_basis=support_basis_on(as_of, book, as_of.until),
        pension=_pension(journey.pension, book, on),
        hopes=tuple(
            Hope(on=each.on, words=each.words, job_goal=each.job_goal)
            for each in journey.path.hopes
        ),
        next_step=next((step for step in steps if step.status == "open"), None),
        steps=steps,
        successes=tuple(
            Success(on=each.on, words=each.words, noticed_by=each.noticed_by, subgoal=each.subgoal)
            for each in journey.path.successes
        ),
        activities=tuple(activities(journey)),
        to_come=tuple(to_come(journey)),
        communities=tuple(
            Activity(thing=tie.tie, kind=tie.what, since=tie.since, until=tie.ended)
            for tie in journey.strengths.ties.values()
        ),
        strengths=tuple(_strengths(journey)),
        meet_me=tuple(need.words for need in journey.contact.meeting_needs),
        pace=journey.plan.pace.words if journey.plan.pace else "",
        pace_hours=journey.plan.pace.hours_a_week if journey.plan.pace else None,
        phase=journey.plan.phase,
        alongside=tuple(_alongside(journey)),
        next_talk=None if talk is None else talk.due,
        appointment=None if talk is None else AgreedTalk.of(talk),
        owed=owed,
        notices=tuple(_notices(journey, book)),
        ahead=sum(
            entry.event.on > as_of.until and entry.version not in as_of.retracted
            for entry in as_of.entries
        ),
    )


def _pension(pension: Pension, book: Rulebook, on: date | None) -> str:
    """Return the pension's state; `folkepension-age` from that age on."""
    if on is None:
        return pension.state
    reached = book.law.newest.folkepension(pension.born)
    if pension.exists and reached is not None and on >= reached.day:
        return "folkepension-age"
    return pension.state_on(on)


def _step(step: Subgoal) -> MilestoneStep:
    return MilestoneStep(
        subgoal=step.subgoal,
        title=step.title,
        why=step.why,
        set_by=step.set_by,
        done_by=step.done_by,
        track=step.track,
        since=step.since,
        status="reached" if step.reached else "set-aside" if step.set_aside else "open",
        until=step.reached or step.set_aside,
        words=step.closing_words,
    )


def _strengths(journey: Journey) -> Iterator[Strength]:
    for competence in journey.strengths.competences:
        yield Strength(on=competence.on, words=competence.words, told_by=competence.seen_where)
    for way in journey.workplace.ways:
        yield Strength(on=way.on, words=way.words, told_by="")
    for potential in journey.strengths.potentials:
        yield Strength(on=potential.on, words=potential.words, told_by=potential.noticed_by)


def _alongside(journey: Journey) -> Iterator[Supporter]:
    for mentor in journey.contact.mentors:
        yield Supporter(who=mentor, role="mentor")
    for relative in journey.contact.relatives:
        yield Supporter(who=relative.who, role="relative")


def _owed(as_of: History, book: Rulebook, on: date | None) -> Iterator[OwedDuty]:
    """Yield the duties that the citizen may see, in the order the kinds are listed."""
    newest = max((event.on for event in as_of.events), default=date.max)
    waiting = open_duties(as_of, book, newest if on is None else on)
    order = list(book.duties)
    for duty in sorted(waiting, key=lambda duty: order.index(duty.kind)):
        if book.duties[duty.kind].citizen_da:
            yield as_view(duty, book, as_of.journey.people.responsible, on)


def _next_talk(as_of: History, owed: Iterable[OwedDuty], on: date | None) -> FollowUpAgreed | None:
    """Return the talk that is agreed; one whose day has passed is owed, and is no next talk."""
    talk = agreed_by(as_of, owed)
    return None if talk is None or (on is not None and talk.due < on) else talk


def _notices(journey: Journey, book: Rulebook) -> Iterator[Message]:
    practice = book.practice
    tracks = Counter(step.track for step in journey.path.open_subgoals)
    for track, count in tracks.items():
        if count > practice.few_open:
            yield (
                Message(
                    "{count} subgoals are open in the track {track}. {few_open} at a time are "
                    "easier to see.",
                    count=count,
                    track=track,
                    few_open=practice.few_open,
                )
            )
    if practice.method == "job-first" and journey.plan.phase:
        yield Message("A phase was entered; this municipality works job first, without phases.")
    if practice.method == "phases" and journey.people.status == "open" and not journey.plan.phase:
        yield Message("No phase is entered yet; this municipality works with phases.")
    pension = journey.pension
    if pension.exists and any(scheme_in_doubt(pension, book.law.newest)):
        yield Message(
            "The recorded days do not settle which scheme the pension belongs to, so nothing is "
            "promised about it. Record the grant with the day the case was begun (--case-begun)."
        )
