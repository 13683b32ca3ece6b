"""Preparation of a pension, when work cannot support the citizen. Never about causes."""

from datetime import date
from typing import ClassVar, Literal, NamedTuple, assert_never

from journeys.domain.events.fact import Fact
from journeys.domain.vocabulary import Words


class PreparationFact(Fact):
    """A fact about preparing a pension."""


class SelfSupportFoundUnrealistic(PreparationFact):
    """Selvforsørgelse ikke realistisk: preparing a pension is due at once (Rødovre)."""

    kind: Literal["self-support-found-unrealistic"] = "self-support-found-unrealistic"
    professional: ClassVar = "Self-support was found unrealistic"
    citizen: ClassVar = "We see that living off a job is too much to ask of you now"
    words: Words
    """About work and what was tried; no cause."""


class FlexJobNotSustainable(PreparationFact):
    """Fleksjob kan ikke holdes: help to a pension is due at once (Kolding)."""

    kind: Literal["flex-job-not-sustainable"] = "flex-job-not-sustainable"
    professional: ClassVar = "The fleksjob was found unsustainable"
    citizen: ClassVar = "We see that your fleksjob demands more than can be asked of you"
    words: Words
    """About work and what was tried; no cause."""


class PensionPreparationStarted(PreparationFact):
    """Pension forberedes: the case is being prepared."""

    kind: Literal["pension-preparation-started"] = "pension-preparation-started"
    professional: ClassVar = "Preparation of a pension case began"
    citizen: ClassVar = "We began to prepare your pension case"


class PensionApplied(PreparationFact):
    """Pension søgt: the pension is applied for, which opens the case."""

    kind: Literal["pension-applied"] = "pension-applied"
    professional: ClassVar = "A pension was applied for"
    citizen: ClassVar = "An application for your pension was made"


PreparationEvent = (
    SelfSupportFoundUnrealistic | FlexJobNotSustainable | PensionPreparationStarted | PensionApplied
)


class Preparation(NamedTuple):
    """The preparation slice of a journey."""

    needed: date | None = None
    """Since when preparation is due; None where it is not."""
    started: date | None = None


def evolve(preparation: Preparation, event: PreparationEvent) -> Preparation:
    """Return the slice after the event. Total: an event that does not fit changes nothing."""
    match event:
        case SelfSupportFoundUnrealistic() | FlexJobNotSustainable():
            # If found again, it is still owed from the first day.
            return preparation._replace(needed=preparation.needed or event.on)
        case PensionPreparationStarted():
            return preparation._replace(needed=None, started=event.on)
        case PensionApplied():
            return preparation._replace(needed=None)
        case _:
            assert_never(event)
