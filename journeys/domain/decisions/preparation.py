"""Verbs about preparing a pension, when work cannot support the citizen."""

from datetime import date

from journeys.domain.decisions.case import Case
from journeys.domain.decisions.rules import (
    require_open,
    require_started,
    require_text,
    unless_recorded,
)
from journeys.domain.errors import Refused
from journeys.domain.events.preparation import (
    FlexJobNotSustainable,
    PensionApplied,
    PensionPreparationStarted,
    SelfSupportFoundUnrealistic,
)
from journeys.domain.journey import Event
from journeys.domain.vocabulary import FLEKSJOB


def find_self_support_unrealistic(case: Case, *, words: str, on: date) -> list[Event]:
    """Selvforsørgelse er ikke realistisk: preparing a pension is due at once.

    Refused: words-missing, journey-not-open, journey-closed.
    """
    require_open(case)
    return unless_recorded(
        case, SelfSupportFoundUnrealistic(on=on, words=require_text(words, "words"))
    )


def find_flex_job_not_sustainable(case: Case, *, words: str, on: date) -> list[Event]:
    """Fleksjobbet kan ikke holdes: preparing a pension is due at once.

    Refused: words-missing, fleksjob-unknown, journey-not-open, journey-closed.
    """
    require_open(case)
    placements = case.journey.work.placements.values()
    if not any(place.placement_kind == FLEKSJOB for place in placements):
        raise Refused(
            "fleksjob-unknown",
            "No fleksjob is recorded by that day. Record it first (placement start).",
        )
    return unless_recorded(case, FlexJobNotSustainable(on=on, words=require_text(words, "words")))


def start_pension_preparation(case: Case, *, on: date) -> list[Event]:
    """Begynd at forberede pensionen: start preparing the pension case.

    Refused: journey-not-open.
    """
    require_started(case)
    done = case.journey.preparation.started is not None and case.journey.preparation.needed is None
    return [] if done else [PensionPreparationStarted(on=on)]


def apply_for_pension(case: Case, *, on: date) -> list[Event]:
    """Søg pension: record that a pension was applied for. Refused: journey-not-open."""
    require_started(case)
    return unless_recorded(case, PensionApplied(on=on))
