"""What is owed while somebody walks along: what raises each duty and what meets it."""

from collections.abc import Iterable, Sequence
from datetime import date

from journeys.domain.duties.duty import Duty
from journeys.domain.duties.rule import Moment, Watch
from journeys.domain.events.contact import DialogueHeld, FollowUpAgreed
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
from journeys.domain.roles import OUTSIDE
from journeys.domain.vocabulary import MEASURES


def _measures(moment: Moment) -> Iterable[str]:
    if isinstance(moment.event, MeasureGranted):
        yield str(moment.event.measure)


def _heard(moment: Moment, duty: Duty) -> bool:
    if isinstance(moment.event, MeasureEnded):
        return str(moment.event.measure) == duty.about
    return isinstance(moment.event, WishesHeard) and any(
        str(measure) == duty.about and moment.event.matter in (MEASURES, each.granted.measure_kind)
        for measure, each in moment.after.measures.granted.items()
    )


def _heard_before(moment: Moment, seen: Sequence[Entry]) -> Entry | None:
    granted = moment.event
    if not isinstance(granted, MeasureGranted):
        return None
    for entry in reversed(seen):
        heard = entry.event
        if isinstance(heard, WishesHeard) and heard.matter in (MEASURES, granted.measure_kind):
            return entry
    return None


def _needs(moment: Moment) -> Iterable[str]:
    if isinstance(moment.event, NeedComesFirst):
        yield moment.event.on.isoformat()


def _review_day(moment: Moment) -> date | None:
    return moment.event.review if isinstance(moment.event, NeedComesFirst) else None


def _follow_ups(moment: Moment) -> Iterable[str]:
    if isinstance(moment.event, FollowUpAgreed):
        yield moment.event.due.isoformat()


def _agreed_day(moment: Moment) -> date | None:
    return moment.event.due if isinstance(moment.event, FollowUpAgreed) else None


def _talked(moment: Moment, duty: Duty) -> bool:
    talked = moment.event
    if not isinstance(talked, DialogueHeld):
        return False
    # The talk in which a follow-up was agreed is not the one that was agreed; nor is one that
    # somebody outside the municipality held without whoever is responsible.
    later = duty.since < talked.on or duty.due <= talked.on
    with_us = (
        moment.entry.role not in OUTSIDE or moment.after.people.responsible in talked.took_part
    )
    return later and with_us


def _plans(moment: Moment) -> Iterable[str]:
    if isinstance(moment.event, PlanAgreed):
        yield str(moment.event.version)


def _acknowledged_or_renewed(moment: Moment, duty: Duty) -> bool:
    made = moment.event
    return isinstance(made, PlanAgreed) or (
        isinstance(made, PlanAcknowledged) and str(made.version) == duty.about
    )


def _offers(moment: Moment) -> Iterable[str]:
    if isinstance(moment.event, HandoverOffered):
        yield moment.event.to


def _offer_answered(moment: Moment, duty: Duty) -> bool:
    made = moment.event
    return isinstance(made, HandoverAccepted) or (
        isinstance(made, HandoverDeclined) and made.by == duty.about
    )


def _jobs_at_risk(moment: Moment) -> Iterable[str]:
    if isinstance(moment.event, RetentionRiskNoticed):
        yield str(moment.event.placement or "")


def _looked_at(moment: Moment, duty: Duty) -> bool:
    # Looking at one job says nothing of the others; looking at all of them does.
    looked = moment.event
    if isinstance(looked, RetentionChecked):
        return looked.placement is None or duty.about in ("", str(looked.placement))
    return isinstance(looked, PlacementEnded) and duty.about == str(looked.placement)


def _opened_where_phases_are_used(moment: Moment) -> Iterable[str]:
    if isinstance(moment.event, JourneyOpened) and moment.book.practice.method == "phases":
        yield ""


def _support_stands_alone(moment: Moment) -> Iterable[str]:
    job_first = moment.book.practice.method == "job-first"
    if job_first and _alone(moment.after, moment) and not _alone(moment.before, moment):
        yield ""


def _job_effort_found(moment: Moment, _duty: Duty) -> bool:
    return not _alone(moment.after, moment)


def _alone(journey: Journey, moment: Moment) -> bool:
    """Whether support runs beside no job effort, and nothing has to come first."""
    terms = moment.book.vocabularies["measure"].terms
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
"""The duties of a talk that was agreed, and of answering a handover."""

WALKING = (
    Watch(
        "hear-wishes",
        (MeasureGranted,),
        _measures,
        (MeasureEnded, WishesHeard),
        _heard,
        _heard_before,
    ),
    Watch("need-review", (NeedComesFirst,), _needs, (NeedComesFirst, NeedMet), due=_review_day),
    Watch(FOLLOW_UP, (FollowUpAgreed,), _follow_ups, (DialogueHeld,), _talked, due=_agreed_day),
    Watch(
        "retention",
        (RetentionRiskNoticed,),
        _jobs_at_risk,
        (RetentionChecked, PlacementEnded),
        _looked_at,
    ),
    Watch(
        "plan-acknowledgement",
        (PlanAgreed,),
        _plans,
        (PlanAgreed, PlanAcknowledged),
        _acknowledged_or_renewed,
    ),
    Watch(
        HANDOVER,
        (HandoverOffered,),
        _offers,
        (HandoverAccepted, HandoverDeclined),
        _offer_answered,
        by_name=True,
    ),
    Watch("enter-phase", (JourneyOpened,), _opened_where_phases_are_used, (PhaseEntered,)),
    Watch(
        "job-effort",
        (MeasureFact, PlanFact, WorkFact),
        _support_stands_alone,
        (MeasureFact, PlanFact, WorkFact),
        _job_effort_found,
    ),
)
