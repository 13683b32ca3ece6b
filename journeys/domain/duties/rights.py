"""Duties that the citizen has a right to: what raises each and what meets it. Closing ends none."""

from collections.abc import Iterable, Sequence

from journeys.domain.duties.duty import Duty
from journeys.domain.duties.rule import DutyRule, Transition
from journeys.domain.events.measures import AidArrived, AidGranted
from journeys.domain.events.pension import (
    PensionFact,
    PensionGranted,
    PensionRested,
    SafetyExplained,
)
from journeys.domain.events.preparation import (
    FlexJobNotSustainable,
    PensionApplied,
    PensionPreparationStarted,
    PreparationFact,
    SelfSupportFoundUnrealistic,
)
from journeys.domain.events.rulings import (
    AppealDecided,
    CitizenInformed,
    RulingAppealed,
    RulingFact,
    RulingMade,
)
from journeys.domain.history import Entry
from journeys.domain.vocabulary import PENSION


def _return_requested(transition: Transition) -> Iterable[str]:
    if transition.after.pension.state == "return-asked" != transition.before.pension.state:
        yield ""


def _return_decided(transition: Transition, _duty: Duty) -> bool:
    return transition.after.pension.state != "return-asked"


def _pension_rested(transition: Transition) -> Iterable[str]:
    if isinstance(transition.event, PensionRested) and transition.after.pension.exists:
        yield transition.event.on.isoformat()


def _explained_that_day(transition: Transition, earlier: Sequence[Entry]) -> Entry | None:
    for entry in reversed(earlier):
        if entry.event.on < transition.event.on:
            return None
        if isinstance(entry.event, SafetyExplained):
            return entry
    return None


def _work_cannot_carry(transition: Transition) -> Iterable[str]:
    if isinstance(transition.event, SelfSupportFoundUnrealistic | FlexJobNotSustainable):
        yield transition.event.on.isoformat()


def _pension_cases(transition: Transition) -> Iterable[str]:
    event = transition.event
    if isinstance(event, PensionApplied):
        yield event.on.isoformat()
    if isinstance(event, AppealDecided) and event.answer != "upheld":
        known = transition.after.rulings.made.get(event.ruling)
        if known is not None and known.undone and known.made.matter == PENSION:
            yield event.on.isoformat()


def _pension_decided(transition: Transition, _duty: Duty) -> bool:
    event = transition.event
    return isinstance(event, PensionGranted) or (
        isinstance(event, RulingMade) and event.matter == PENSION
    )


def _rulings_against_the_wish(transition: Transition) -> Iterable[str]:
    if isinstance(transition.event, RulingMade) and transition.event.against_wish:
        yield str(transition.event.ruling)


def _explained_with_it(transition: Transition, _earlier: Sequence[Entry]) -> Entry | None:
    event = transition.event
    return transition.entry if isinstance(event, RulingMade) and event.explained else None


def _rulings(transition: Transition) -> Iterable[str]:
    if isinstance(transition.event, RulingMade):
        yield str(transition.event.ruling)


def _informed(transition: Transition, duty: Duty) -> bool:
    return (
        isinstance(transition.event, CitizenInformed) and str(transition.event.ruling) == duty.about
    )


def _appeals(transition: Transition) -> Iterable[str]:
    if isinstance(transition.event, RulingAppealed):
        yield str(transition.event.ruling)


def _answered(transition: Transition, duty: Duty) -> bool:
    return (
        isinstance(transition.event, AppealDecided) and str(transition.event.ruling) == duty.about
    )


def _withdrawals_undone(transition: Transition) -> Iterable[str]:
    if transition.after.withdrawal_undone and not transition.before.withdrawal_undone:
        yield str(transition.after.pension.withdrawn_by)


def _withdrawal_settled(transition: Transition, _duty: Duty) -> bool:
    return not transition.after.withdrawal_undone


def _pensions_granted_by_ruling(transition: Transition) -> Iterable[str]:
    event = transition.event
    if isinstance(event, RulingMade) and event.grants(PENSION):
        yield str(event.ruling)


def _granted_already(transition: Transition, earlier: Sequence[Entry]) -> Entry | None:
    if not transition.before.pension.exists:
        return None
    return next(
        (entry for entry in reversed(earlier) if isinstance(entry.event, PensionGranted)), None
    )


def _aids(transition: Transition) -> Iterable[str]:
    if isinstance(transition.event, AidGranted):
        yield str(transition.event.aid)


def _arrived(transition: Transition, duty: Duty) -> bool:
    return isinstance(transition.event, AidArrived) and str(transition.event.aid) == duty.about


EXPLAIN, INFORM = "explain-ruling", "inform-citizen"
"""The kinds of two duties: to explain a ruling against the wish, and to tell of any ruling."""

RIGHTS = (
    DutyRule("pension-return", (PensionFact,), _return_requested, (PensionFact,), _return_decided),
    DutyRule(
        "undo-withdrawal",
        (RulingFact, PensionFact),
        _withdrawals_undone,
        (RulingFact, PensionFact),
        _withdrawal_settled,
    ),
    DutyRule(
        "explain-safety",
        (PensionRested,),
        _pension_rested,
        (SafetyExplained,),
        already_met=_explained_that_day,
    ),
    DutyRule(
        "pension-preparation",
        (PreparationFact,),
        _work_cannot_carry,
        (PensionPreparationStarted, PensionApplied, PensionGranted),
    ),
    DutyRule(
        "pension-decision",
        (PensionApplied, AppealDecided),
        _pension_cases,
        (PensionGranted, RulingMade),
        _pension_decided,
    ),
    DutyRule(
        "pension-grant",
        (RulingMade,),
        _pensions_granted_by_ruling,
        (PensionGranted,),
        already_met=_granted_already,
    ),
    DutyRule(
        EXPLAIN,
        (RulingMade,),
        _rulings_against_the_wish,
        (),
        already_met=_explained_with_it,
    ),
    DutyRule(INFORM, (RulingMade,), _rulings, (CitizenInformed,), _informed),
    DutyRule("answer-appeal", (RulingAppealed,), _appeals, (AppealDecided,), _answered),
    DutyRule("deliver-aid", (AidGranted,), _aids, (AidArrived,), _arrived),
)
