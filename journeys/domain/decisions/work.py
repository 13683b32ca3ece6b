"""Verbs about work: placements and education."""

from datetime import date
from decimal import Decimal

from journeys.domain.decisions.rules import accompanied, said
from journeys.domain.errors import Refused
from journeys.domain.events.work import (
    Education,
    EducationEnded,
    EducationStarted,
    Placement,
    PlacementEnded,
    PlacementHoursChanged,
    PlacementStarted,
)
from journeys.domain.journey import Event, Journey
from journeys.domain.law import law
from journeys.domain.vocabulary import (
    FLEKSJOB,
    EducationId,
    Hours,
    PlacementId,
    PlacementKind,
)

HOURS_IN_A_WEEK = Decimal(24 * 7)


def start_placement(
    journey: Journey,
    *,
    placement: PlacementId,
    placement_kind: PlacementKind,
    on: date,
    employer: str = "",
    tasks: str = "",
    paid_hours: Hours | None = None,
    present_hours: Hours | None = None,
) -> list[Event]:
    """Begynd en plads. Any paid hour counts; paid and present hours stand apart.

    Refused: fleksjob-while-pension-paid, hours-impossible, journey-not-open, journey-closed.
    """
    accompanied(journey)
    if placement_kind == FLEKSJOB:
        _fleksjob_open(journey, on)
    return [
        PlacementStarted(
            on=on,
            placement=placement,
            placement_kind=placement_kind,
            employer=employer,
            tasks=tasks,
            paid_hours=_possible(paid_hours),
            present_hours=_possible(present_hours),
        )
    ]


def change_placement_hours(
    journey: Journey,
    *,
    placement: PlacementId,
    on: date,
    paid_hours: Hours | None = None,
    present_hours: Hours | None = None,
) -> list[Event]:
    """Skift timer; what is left out stays as it was.

    Refused: placement-unknown, placement-ended, hours-impossible, journey-not-open,
    journey-closed.
    """
    place = known_placement(journey, placement)
    if place.ended:
        raise Refused(
            "placement-ended",
            f"This placement ended on {place.ended:%Y-%m-%d}. Start a new one, "
            "or record with an earlier day.",
        )
    changes = PlacementHoursChanged(
        on=on,
        placement=placement,
        paid_hours=None if paid_hours == place.paid_hours else _possible(paid_hours),
        present_hours=None if present_hours == place.present_hours else _possible(present_hours),
    )
    return [] if changes == PlacementHoursChanged(on=on, placement=placement) else [changes]


def end_placement(
    journey: Journey, *, placement: PlacementId, reason: str, on: date, learned: str = ""
) -> list[Event]:
    """Slut en plads, with a neutral reason and what was learned.

    Refused: reason-missing, placement-unknown, journey-not-open, journey-closed;
    recorded-already, where its end is recorded with a later day.
    """
    if known_placement(journey, placement).ended:
        return []
    return [
        PlacementEnded(on=on, placement=placement, reason=said(reason, "reason"), learned=learned)
    ]


def start_education(
    journey: Journey, *, education: EducationId, education_kind: str, on: date
) -> list[Event]:
    """Begynd en uddannelse. Refused: education-kind-missing, journey-not-open, journey-closed."""
    accompanied(journey)
    return [
        EducationStarted(
            on=on, education=education, education_kind=said(education_kind, "education-kind")
        )
    ]


def end_education(
    journey: Journey, *, education: EducationId, on: date, reason: str = ""
) -> list[Event]:
    """Slut en uddannelse.

    Refused: education-unknown, journey-not-open, journey-closed; recorded-already, where its
    end is recorded with a later day.
    """
    if known_education(journey, education).ended:
        return []
    return [EducationEnded(on=on, education=education, reason=reason)]


def known_placement(journey: Journey, placement: PlacementId) -> Placement:
    """Return the placement. Refused: placement-unknown, journey-not-open, journey-closed."""
    accompanied(journey)
    place = journey.work.placements.get(placement)
    if place is None:
        raise Refused(
            "placement-unknown",
            f"This journey has no placement {placement} on that day; look it up.",
        )
    return place


def known_education(journey: Journey, education: EducationId) -> Education:
    """Return the education. Refused: education-unknown, journey-not-open, journey-closed."""
    accompanied(journey)
    study = journey.work.educations.get(education)
    if study is None:
        raise Refused(
            "education-unknown",
            f"This journey has no education {education} on that day; look it up.",
        )
    return study


def _possible(hours: Hours | None) -> Hours | None:
    if hours is not None and not 0 <= hours <= HOURS_IN_A_WEEK:
        raise Refused("hours-impossible", f"Hours are hours a week: from 0 to {HOURS_IN_A_WEEK}.")
    return hours


def _fleksjob_open(journey: Journey, on: date) -> None:
    rule = law()["fleksjob-needs-resting"]
    if rule.in_force(on) and journey.pension.paid_on(on):
        raise Refused(
            "fleksjob-while-pension-paid",
            f"{rule.en} Rest the pension first (pension ask-rest, pension rest): the right to it "
            "stays, and it is taken up again when the citizen asks.",
            basis=rule.basis,
        )
