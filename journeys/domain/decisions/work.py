"""Verbs about work: placements and education."""

from datetime import date

from journeys.domain.decisions.case import Case
from journeys.domain.decisions.measures import known_measure
from journeys.domain.decisions.rules import (
    folkepension_reached,
    require_open_some_day,
    require_possible_hours,
    require_text,
)
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
from journeys.domain.journey import Event
from journeys.domain.vocabulary import (
    FLEKSJOB,
    EducationId,
    Hours,
    MeasureId,
    PlacementId,
)


def start_placement(
    case: Case,
    *,
    placement: PlacementId,
    placement_kind: str,
    on: date,
    employer: str = "",
    tasks: str = "",
    paid_hours: Hours | None = None,
    present_hours: Hours | None = None,
    measure: MeasureId | None = None,
) -> list[Event]:
    """Begynd en plads: any paid hour counts.

    Paid hours and hours present are recorded separately.

    Refused: fleksjob-while-pension-paid, fleksjob-after-folkepension-age, hours-impossible,
    measure-unknown, measure-ended, journey-not-open, journey-closed.
    """
    require_open_some_day(case)
    if measure is not None and (ended := known_measure(case, measure).ended):
        raise Refused(
            "measure-ended",
            "This measure ended on {ended}. A placement begins in a measure that has not ended.",
            ended=ended,
        )
    if placement_kind == FLEKSJOB:
        _require_fleksjob_possible(case, on)
    return [
        PlacementStarted(
            on=on,
            placement=placement,
            placement_kind=placement_kind,
            employer=employer,
            tasks=tasks,
            paid_hours=require_possible_hours(paid_hours),
            present_hours=require_possible_hours(present_hours),
            measure=measure,
        )
    ]


def change_placement_hours(
    case: Case,
    *,
    placement: PlacementId,
    on: date,
    paid_hours: Hours | None = None,
    present_hours: Hours | None = None,
) -> list[Event]:
    """Skift timer: what is left out stays as it was.

    Refused: placement-unknown, placement-ended, hours-impossible, journey-not-open.
    """
    place = known_placement(case, placement)
    if place.ended:
        raise Refused(
            "placement-ended",
            "This placement ended on {ended}. Start a new one, or record with an earlier day.",
            ended=place.ended,
        )
    changes = PlacementHoursChanged(
        on=on,
        placement=placement,
        paid_hours=None if paid_hours == place.paid_hours else require_possible_hours(paid_hours),
        present_hours=None
        if present_hours == place.present_hours
        else require_possible_hours(present_hours),
    )
    return [] if changes == PlacementHoursChanged(on=on, placement=placement) else [changes]


def end_placement(
    case: Case, *, placement: PlacementId, reason: str, on: date, learned: str = ""
) -> list[Event]:
    """Slut en plads: with a neutral reason, and what was learned.

    Refused: reason-missing, placement-unknown, journey-not-open; recorded-already, where its end is
    recorded with a later day.
    """
    if known_placement(case, placement).ended:
        return []
    return [
        PlacementEnded(
            on=on, placement=placement, reason=require_text(reason, "reason"), learned=learned
        )
    ]


def start_education(
    case: Case, *, education: EducationId, education_kind: str, on: date
) -> list[Event]:
    """Begynd en uddannelse: an education or an apprenticeship.

    Refused: education-kind-missing, journey-not-open, journey-closed.
    """
    require_open_some_day(case)
    return [
        EducationStarted(
            on=on,
            education=education,
            education_kind=require_text(education_kind, "education-kind"),
        )
    ]


def end_education(case: Case, *, education: EducationId, on: date, reason: str = "") -> list[Event]:
    """Slut en uddannelse: the citizen no longer takes part in it.

    Refused: education-unknown, journey-not-open; recorded-already, where its end is recorded with a
    later day.
    """
    if known_education(case, education).ended:
        return []
    return [EducationEnded(on=on, education=education, reason=reason)]


def known_placement(case: Case, placement: PlacementId) -> Placement:
    """Return the placement. Refused: placement-unknown, journey-not-open."""
    _require_opened(case)
    place = case.journey.work.placements.get(placement)
    if place is None:
        raise Refused(
            "placement-unknown",
            "This journey has no placement {placement} on that day; look it up.",
            placement=placement,
        )
    return place


def known_education(case: Case, education: EducationId) -> Education:
    """Return the education. Refused: education-unknown, journey-not-open."""
    _require_opened(case)
    study = case.journey.work.educations.get(education)
    if study is None:
        raise Refused(
            "education-unknown",
            "This journey has no education {education} on that day; look it up.",
            education=education,
        )
    return study


def _require_opened(case: Case) -> None:
    """Require a journey that was opened: a job may change and end after the journey is closed."""
    if case.journey.people.status != "closed":
        require_open_some_day(case)


def _require_fleksjob_possible(case: Case, on: date) -> None:
    law, pension = case.book.law.newest, case.journey.pension
    rule = law.rule("fleksjob-needs-resting", on)
    reached = folkepension_reached(case, on)
    if rule is not None and reached is not None:
        raise Refused(
            "fleksjob-after-folkepension-age",
            "The citizen reached the age of folkepension on {day}. A fleksjob is only for those "
            "under that age.",
            day=reached,
            basis=rule.basis,
        )
    if rule is not None and pension.paid_on(on):
        raise Refused(
            "fleksjob-while-pension-paid",
            "{rule.en} The way is to let the pension rest first (pension ask-rest, pension rest). "
            "What that means for the citizen on that day is in: journeys safety.",
            rule=rule,
            basis=rule.basis,
        )
