"""Duties of an open journey: what raises each and what meets it. Closing the journey ends them."""

from collections.abc import Iterable, Sequence
from datetime import date

from journeys.domain.duties.duty import Duty
from journeys.domain.duties.rule import DutyRule, Transition
from journeys.domain.events.contact import DialogueHeld, FollowUpAgreed, FollowUpCalledOff
from journeys.domain.events.measures import MeasureEnded, MeasureFact, MeasureGranted
from journeys.domain.events.people import (
    HandoverAccepted,
    HandoverDeclined,
    HandoverOffered,
    JourneyOpened,
)
from journeys.domain.events.plan import (
    NeedComesFirst,
    NeedMet,
    PhaseEntered,
    PlanAcknowledged,
    PlanAgreed,
    PlanFact,
)
from journeys.domain.events.rulings import WishesHeard
from journeys.domain.events.work import PlacementEnded, WorkFact
from journeys.domain.events.workplace import RetentionChecked, RetentionRiskNoticed
from journeys.domain.history import Entry
from journeys.domain.journey import Journey
from journeys.domain.roles import EXTERNAL_ROLES
from journeys.domain.vocabulary import MEASURES


def _measures(transition: Transition) -> Iterable[str]:
    if isinstance(transition.event, MeasureGranted):
        yield str(transition.event.measure)


def _heard(transition: Transition, duty: Duty) -> bool:
    if isinstance(transition.event, MeasureEnded):
        return str(transition.event.measure) == duty.about
    return isinstance(transition.event, WishesHeard) and any(
        str(measure) == duty.about
        and transition.event.matter in (MEASURES, each.granted.measure_kind)
        for measure, each in transition.after.measures.granted.items()
    )


def _heard_earlier(transition: Transition, earlier: Sequence[Entry]) -> Entry | None:
    granted = transition.event
    if not isinstance(granted, MeasureGranted):
        return None
    for entry in reversed(earlier):
        heard = entry.event
        if isinstance(heard, WishesHeard) and heard.matter in (MEASURES, granted.measure_kind):
            return entry
    return None


def _needs(transition: Transition) -> Iterable[str]:
    if isinstance(transition.event, NeedComesFirst):
        yield transition.event.on.isoformat()


def _review_day(transition: Transition) -> date | None:
    return transition.event.review if isinstance(transition.event, NeedComesFirst) else None


def _follow_ups(transition: Transition) -> Iterable[str]:
    if isinstance(transition.event, FollowUpAgreed):
        yield transition.event.due.isoformat()


def _agreed_day(transition: Transition) -> date | None:
    return transition.event.due if isinstance(transition.event, FollowUpAgreed) else None


def _talked_or_replaced(transition: Transition, duty: Duty) -> bool:
    talked = transition.event
    if not isinstance(talked, DialogueHeld):
        # There is one appointment at a time: a new one replaces it, or it is called off.
        return isinstance(talked, FollowUpAgreed | FollowUpCalledOff)
    # The talk in which a follow-up was agreed does not meet it. Nor does a talk that somebody
    # outside the municipality held without the person who is responsible.
    later = duty.since < talked.on or duty.due <= talked.on
    with_us = (
        transition.entry.role not in EXTERNAL_ROLES
        or transition.after.people.responsible in talked.took_part
    )
    return later and with_us


def _plan_versions(transition: Transition) -> Iterable[str]:
    if isinstance(transition.event, PlanAgreed):
        yield str(transition.event.version)


def _acknowledged_or_renewed(transition: Transition, duty: Duty) -> bool:
    event = transition.event
    return isinstance(event, PlanAgreed) or (
        isinstance(event, PlanAcknowledged) and str(event.version) == duty.about
    )


def _offers(transition: Transition) -> Iterable[str]:
    if isinstance(transition.event, HandoverOffered):
        yield transition.event.to


def _offer_answered(transition: Transition, duty: Duty) -> bool:
    event = transition.event
    return isinstance(event, HandoverAccepted) or (
        isinstance(event, HandoverDeclined) and event.by == duty.about
    )


def _jobs_at_risk(transition: Transition) -> Iterable[str]:
    if isinstance(transition.event, RetentionRiskNoticed):
        yield str(transition.event.placement or "")


def _retention_checked(transition: Transition, duty: Duty) -> bool:
    # A check of one job says nothing about the others; a check without a job is of all of them.
    looked = transition.event
    if isinstance(looked, RetentionChecked):
        return looked.placement is None or duty.about in ("", str(looked.placement))
    return isinstance(looked, PlacementEnded) and duty.about == str(looked.placement)


def _opened_where_phases_are_used(transition: Transition) -> Iterable[str]:
    if isinstance(transition.event, JourneyOpened) and transition.book.practice.method == "phases":
        yield ""


def _support_without_job_effort(transition: Transition) -> Iterable[str]:
    job_first = transition.book.practice.method == "job-first"
    if (
        job_first
        and _lacks_job_effort(transition.after, transition)
        and not _lacks_job_effort(transition.before, transition)
    ):
        yield ""


def _job_effort_found(transition: Transition, _duty: Duty) -> bool:
    return not _lacks_job_effort(transition.after, transition)


def _lacks_job_effort(journey: Journey, transition: Transition) -> bool:
    """Whether support runs that serves no job effort, and nothing has to come first."""
    terms = transition.book.vocabularies["measure"].terms
    running = journey.measures.running
    toward_a_job = [
        term.job_effort
        for measure in running
        if (term := terms.get(measure.granted.measure_kind)) is not None
    ]
    return (
        journey.plan.need is None
        and any(measure.granted.serves is None for measure in running)
        and not any(toward_a_job)
        and not journey.work.running
        and not journey.work.studying
    )


FOLLOW_UP, HANDOVER = "follow-up", "handover"
"""The kinds of two duties: to hold a talk that was agreed, and to answer a handover."""

CASEWORK = (
    DutyRule(
        "hear-wishes",
        (MeasureGranted,),
        _measures,
        (MeasureEnded, WishesHeard),
        _heard,
        _heard_earlier,
    ),
    DutyRule("need-review", (NeedComesFirst,), _needs, (NeedComesFirst, NeedMet), due=_review_day),
    DutyRule(
        FOLLOW_UP,
        (FollowUpAgreed,),
        _follow_ups,
        (DialogueHeld, FollowUpAgreed, FollowUpCalledOff),
        _talked_or_replaced,
        due=_agreed_day,
    ),
    DutyRule(
        "retention",
        (RetentionRiskNoticed,),
        _jobs_at_risk,
        (RetentionChecked, PlacementEnded),
        _retention_checked,
    ),
    DutyRule(
        "plan-acknowledgement",
        (PlanAgreed,),
        _plan_versions,
        (PlanAgreed, PlanAcknowledged),
        _acknowledged_or_renewed,
    ),
    DutyRule(
        HANDOVER,
        (HandoverOffered,),
        _offers,
        (HandoverAccepted, HandoverDeclined),
        _offer_answered,
        owed_by_subject=True,
    ),
    DutyRule("enter-phase", (JourneyOpened,), _opened_where_phases_are_used, (PhaseEntered,)),
    DutyRule(
        "job-effort",
        (MeasureFact, PlanFact, WorkFact),
        _support_without_job_effort,
        (MeasureFact, PlanFact, WorkFact),
        _job_effort_found,
    ),
)
