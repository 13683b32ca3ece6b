"""Verbs about the plan: the plan itself, its pace, its support, and needs that come first."""

from datetime import date

from journeys.domain.decisions.case import Case
from journeys.domain.decisions.rules import (
    require_open,
    require_possible_hours,
    require_text,
    unless_recorded,
)
from journeys.domain.errors import Refused
from journeys.domain.events.plan import (
    NeedComesFirst,
    NeedMet,
    PaceAgreed,
    PathPrioritised,
    PhaseEntered,
    PlanAcknowledged,
    PlanAgreed,
    SupportLevelChanged,
)
from journeys.domain.journey import Event
from journeys.domain.vocabulary import Hours


def agree_plan(case: Case, *, words: str, on: date) -> list[Event]:
    """Aftal en plan: each agreement is a new version of the one plan.

    Refused: words-missing, journey-not-open, journey-closed.
    """
    require_open(case)
    require_text(words, "words")
    if case.journey.plan.words == words and case.journey.plan.agreed == on:
        return []
    versions = [event.version for event in case.history.events if isinstance(event, PlanAgreed)]
    return [PlanAgreed(on=on, version=max(versions, default=0) + 1, words=words)]


def acknowledge_plan(
    case: Case, *, on: date, version: int | None = None, words: str = ""
) -> list[Event]:
    """Planen er set: the citizen read it and may comment, then or later.

    Only the newest version can be acknowledged.

    Refused: plan-unknown, plan-superseded, journey-not-open, journey-closed.
    """
    require_open(case)
    newest = case.journey.plan.version
    requested = newest if version is None else version
    if newest == 0 or requested not in _versions(case):
        raise Refused(
            "plan-unknown",
            "No such version of a plan is agreed on that day. Agree on the plan first "
            "(plan agree).",
        )
    if requested != newest:
        raise Refused(
            "plan-superseded",
            "Version {newest} is the plan now. Go through that one with the citizen.",
            newest=newest,
        )
    if case.journey.plan.acknowledged == newest and not words.strip():
        return []
    return unless_recorded(case, PlanAcknowledged(on=on, version=newest, words=words))


def agree_pace(
    case: Case, *, words: str, on: date, hours_a_week: Hours | None = None
) -> list[Event]:
    """Aftal tempo: agree a pace on the citizen's own terms.

    Refused: words-missing, hours-impossible, journey-not-open, journey-closed.
    """
    require_open(case)
    pace = PaceAgreed(
        on=on, words=require_text(words, "words"), hours_a_week=require_possible_hours(hours_a_week)
    )
    return [] if case.journey.plan.pace == pace else [pace]


def prioritise_path(case: Case, *, words: str, reason: str, on: date) -> list[Event]:
    """Prioritér en vej: what to do first now, and why (Rødovre: upskilling before a short job).

    Refused: words-missing, reason-missing, journey-not-open, journey-closed.
    """
    require_open(case)
    first = PathPrioritised(
        on=on, words=require_text(words, "words"), reason=require_text(reason, "reason")
    )
    return [] if case.journey.plan.first == words else unless_recorded(case, first)


def put_need_first(case: Case, *, review: date, on: date) -> list[Event]:
    """Noget må komme først: work waits until the need is met or reviewed. No cause is stored.

    Refused: review-not-ahead, journey-not-open, journey-closed.
    """
    require_open(case)
    if review <= on:
        raise Refused(
            "review-not-ahead", "Choose a later day, by which you look at the need again (review)."
        )
    need = case.journey.plan.need
    if need is not None and need.review == review:
        return []
    return [NeedComesFirst(on=on, review=review)]


def meet_need(case: Case, *, on: date) -> list[Event]:
    """Det, der måtte komme først, er på plads: record that the need is met.

    Refused: need-unknown, journey-not-open, journey-closed.
    """
    require_open(case)
    met = NeedMet(on=on)
    if case.journey.plan.need is not None:
        return [met]
    if case.is_recorded(met):
        return []
    raise Refused(
        "need-unknown",
        "No need that comes first is recorded on that day. Record it first (plan need).",
    )


def enter_phase(case: Case, *, phase: str, on: date, reason: str = "") -> list[Event]:
    """Begynd en fase: going back to an earlier one is allowed, with a reason.

    Refused: phase-missing, reason-missing, journey-not-open, journey-closed.
    """
    require_open(case)
    entered = PhaseEntered(on=on, phase=require_text(phase, "phase"), reason=reason)
    if case.journey.plan.phase == entered.phase:
        return []
    now, then = case.term("phase", case.journey.plan.phase), case.term("phase", entered.phase)
    if now is not None and then is not None and 0 < then.rank < now.rank and not reason.strip():
        raise Refused(
            "reason-missing", "This goes back to an earlier phase: say why, in neutral words."
        )
    return [entered]


def change_support_level(case: Case, *, level: str, reason: str, on: date) -> list[Event]:
    """Trap støtten op eller ned: change the level of support, with a reason.

    Refused: level-missing, reason-missing, journey-not-open, journey-closed.
    """
    require_open(case)
    changed = SupportLevelChanged(
        on=on, level=require_text(level, "level"), reason=require_text(reason, "reason")
    )
    return [] if case.journey.plan.support_level == changed.level else [changed]


def _versions(case: Case) -> set[int]:
    return {event.version for event in case.past.events if isinstance(event, PlanAgreed)}
