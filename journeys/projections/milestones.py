"""Milestones: where am I, what have I done, my next step and who helps, what is owed to me."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from journeys.domain.events.path import Subgoal
from journeys.domain.history import History
from journeys.domain.journey import Journey
from journeys.domain.vocabulary import Hours
from journeys.projections.view import View

FEW_OPEN = 3
"""More open subgoals in a track than this are too many to see at a glance: a notice."""


class Step(View):
    """Delmål: a step of the way, in the words it was set with."""

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
    """What was said then: of reaching it, or why it was set aside."""


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


class Activity(View):
    """Aktivitet: a placement or education, held now or until a day."""

    thing: UUID
    kind: str
    since: date
    employer: str = ""
    paid_hours: Hours | None = None
    present_hours: Hours | None = None
    until: date | None = None
    """The first day it was no longer held."""
    learned: str = ""


class Owed(View):
    """What the municipality owes the citizen next, and since when."""

    what: Literal["handover-answer", "pension-return"]
    since: date
    by: str


class Milestones(View):
    """Delmålsbilledet: the four answers of one journey."""

    journey: UUID
    on: date | None
    known_at: datetime | None
    state: Literal["unopened", "open", "resting", "closed"]
    municipality: str
    opened: date | None
    responsible: str
    support_basis: str
    pension: str
    hopes: tuple[Hope, ...]
    next_step: Step | None
    steps: tuple[Step, ...]
    successes: tuple[Success, ...]
    activities: tuple[Activity, ...]
    owed: tuple[Owed, ...]
    notices: tuple[str, ...]


def milestones(
    journey_id: UUID, history: History, on: date | None = None, known_at: datetime | None = None
) -> Milestones:
    """Return the milestones as of a day, as known at a moment; None asks for all there is."""
    journey = history.seen(on, known_at).journey
    steps = tuple(_step(each) for each in journey.path.subgoals.values())
    return Milestones(
        journey=journey_id,
        on=on,
        known_at=known_at,
        state=journey.people.walk,
        municipality=journey.people.municipality,
        opened=journey.people.opened,
        responsible=journey.people.responsible,
        support_basis=journey.people.basis,
        pension=journey.pension.state if on is None else journey.pension.state_on(on),
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
        activities=tuple(_activities(journey)),
        owed=tuple(_owed(journey)),
        notices=tuple(_notices(journey)),
    )


def _step(step: Subgoal) -> Step:
    return Step(
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


def _activities(journey: Journey) -> Iterator[Activity]:
    for place in journey.work.placements.values():
        yield Activity(
            thing=place.placement,
            kind=place.placement_kind,
            since=place.since,
            employer=place.employer,
            paid_hours=place.paid_hours,
            present_hours=place.present_hours,
            until=place.ended,
            learned=place.learned,
        )
    for study in journey.work.educations.values():
        yield Activity(
            thing=study.education,
            kind=study.education_kind,
            since=study.since,
            until=study.ended,
        )


def _owed(journey: Journey) -> Iterator[Owed]:
    if journey.pension.state == "return-asked" and journey.pension.return_asked:
        yield Owed(what="pension-return", since=journey.pension.return_asked, by="kommunen")
    for offer in journey.people.offers:
        yield Owed(what="handover-answer", since=offer.since, by=offer.to)


def _notices(journey: Journey) -> Iterator[str]:
    tracks = Counter(step.track for step in journey.path.open_subgoals)
    for track, count in tracks.items():
        if count > FEW_OPEN:
            yield (
                f"{count} subgoals are open in the track {track}. "
                f"{FEW_OPEN} at a time are easier to see."
            )
