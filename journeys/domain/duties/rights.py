"""What the citizen has a right to: what raises each duty and meets it. None ends by closing."""

from collections.abc import Iterable, Sequence

from journeys.domain.duties.duty import Duty
from journeys.domain.duties.rule import Moment, Watch
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


def _asked_back(moment: Moment) -> Iterable[str]:
    if moment.after.pension.state == "return-asked" != moment.before.pension.state:
        yield ""


def _decided(moment: Moment, _duty: Duty) -> bool:
    return moment.after.pension.state != "return-asked"


def _rests(moment: Moment) -> Iterable[str]:
    if isinstance(moment.event, PensionRested) and moment.after.pension.exists:
        yield moment.event.on.isoformat()


def _explained_that_day(moment: Moment, seen: Sequence[Entry]) -> Entry | None:
    for entry in reversed(seen):
        if entry.event.on < moment.event.on:
            return None
        if isinstance(entry.event, SafetyExplained):
            return entry
    return None


def _work_cannot_carry(moment: Moment) -> Iterable[str]:
    if isinstance(moment.event, SelfSupportFoundUnrealistic | FlexJobNotSustainable):
        yield moment.event.on.isoformat()


def _to_be_decided(moment: Moment) -> Iterable[str]:
    made = moment.event
    if isinstance(made, PensionApplied):
        yield made.on.isoformat()
    if isinstance(made, AppealDecided) and made.answer != "upheld":
        known = moment.after.rulings.made.get(made.ruling)
        if known is not None and known.undone and known.made.matter == PENSION:
            yield made.on.isoformat()


def _pension_decided(moment: Moment, _duty: Duty) -> bool:
    made = moment.event
    return isinstance(made, PensionGranted) or (
        isinstance(made, RulingMade) and made.matter == PENSION
    )


def _rulings_against_the_wish(moment: Moment) -> Iterable[str]:
    if isinstance(moment.event, RulingMade) and moment.event.against_wish:
        yield str(moment.event.ruling)


def _explained_with_it(moment: Moment, _seen: Sequence[Entry]) -> Entry | None:
    made = moment.event
    return moment.entry if isinstance(made, RulingMade) and made.explained else None


def _rulings(moment: Moment) -> Iterable[str]:
    if isinstance(moment.event, RulingMade):
        yield str(moment.event.ruling)


def _informed(moment: Moment, duty: Duty) -> bool:
    return isinstance(moment.event, CitizenInformed) and str(moment.event.ruling) == duty.about


def _appeals(moment: Moment) -> Iterable[str]:
    if isinstance(moment.event, RulingAppealed):
        yield str(moment.event.ruling)


def _answered(moment: Moment, duty: Duty) -> bool:
    return isinstance(moment.event, AppealDecided) and str(moment.event.ruling) == duty.about


def _withdrawals_undone(moment: Moment) -> Iterable[str]:
    if moment.after.withdrawal_undone and not moment.before.withdrawal_undone:
        yield str(moment.after.pension.withdrawn_by)


def _taken_back(moment: Moment, _duty: Duty) -> bool:
    return not moment.after.withdrawal_undone


def _promised(moment: Moment) -> Iterable[str]:
    made = moment.event
    if isinstance(made, RulingMade) and made.matter == PENSION and made.outcome != "not-granted":
        yield str(made.ruling)


def _granted_already(moment: Moment, seen: Sequence[Entry]) -> Entry | None:
    if not moment.before.pension.exists:
        return None
    return next(
        (entry for entry in reversed(seen) if isinstance(entry.event, PensionGranted)), None
    )


def _aids(moment: Moment) -> Iterable[str]:
    if isinstance(moment.event, AidGranted):
        yield str(moment.event.aid)


def _arrived(moment: Moment, duty: Duty) -> bool:
    return isinstance(moment.event, AidArrived) and str(moment.event.aid) == duty.about


RIGHTS = (
    Watch("pension-return", (PensionFact,), _asked_back, (PensionFact,), _decided),
    Watch(
        "undo-withdrawal",
        (RulingFact, PensionFact),
        _withdrawals_undone,
        (RulingFact, PensionFact),
        _taken_back,
    ),
    Watch(
        "explain-safety", (PensionRested,), _rests, (SafetyExplained,), already=_explained_that_day
    ),
    Watch(
        "pension-preparation",
        (PreparationFact,),
        _work_cannot_carry,
        (PensionPreparationStarted, PensionApplied, PensionGranted),
    ),
    Watch(
        "pension-decision",
        (PensionApplied, AppealDecided),
        _to_be_decided,
        (PensionGranted, RulingMade),
        _pension_decided,
    ),
    Watch("pension-grant", (RulingMade,), _promised, (PensionGranted,), already=_granted_already),
    Watch(
        "explain-ruling", (RulingMade,), _rulings_against_the_wish, (), already=_explained_with_it
    ),
    Watch("inform-citizen", (RulingMade,), _rulings, (CitizenInformed,), _informed),
    Watch("answer-appeal", (RulingAppealed,), _appeals, (AppealDecided,), _answered),
    Watch("deliver-aid", (AidGranted,), _aids, (AidArrived,), _arrived),
)
