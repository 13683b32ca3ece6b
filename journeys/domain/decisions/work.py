"""Verbs about work: placements and education."""

from datetime import date

from journeys.domain.decisions.case import Case
from journeys.domain.decisions.measures import known_measure
from journeys.domain.decisions.rules import (
    folkepension_reached,
    require_open_some_day,
    require_possible_hours,
    require_text,
    unless_recorded,
)
from journeys.domain.errors import Refused
from journeys.domain.events.post_taken import PostTaken
from journeys.domain.events.work import (
    Education,
    EducationEnded,
    EducationStarted,
    HoursConfirmed,
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
    post: PostTaken | None = None,
) -> list[Event]:
    """Begynd en plads: any paid hour counts.

    Paid hours and hours present are recorded separately. `post` says which tasks of which post it
    takes; whether there is room is judged where it is recorded (`domain/employers/room.py`).

    Refused: fleksjob-while-pension-paid, fleksjob-after-folkepension-age, hours-impossible,
    task-missing, task-twice, measure-unknown, measure-ended, journey-not-open, journey-closed.
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
            post=_require_tasks(post),
        )
    ]


def change_placement_hours(
    case: Case,
    *,
    placement: PlacementId,
    on: date,
    paid_hours: Hours | None = None,
    present_hours: Hours | None = None,
    post: PostTaken | None = None,
) -> list[Event]:
    """Skift timer: what is left out stays as it was.

    `post` moves the placement to another post, or takes other tasks or hours of the one it is in.

    Refused: placement-unknown, placement-ended, hours-impossible, task-missing, task-twice,
    journey-not-open.
    """
    place = _running_placement(case, placement)
    post = _require_tasks(post)
    changes = PlacementHoursChanged(
        on=on,
        placement=placement,
        paid_hours=None if paid_hours == place.paid_hours else require_possible_hours(paid_hours),
        present_hours=None
        if present_hours == place.present_hours
        else require_possible_hours(present_hours),
        post=None if post is None or post.is_as(place.post) else post,
    )
    return [] if changes == PlacementHoursChanged(on=on, placement=placement) else [changes]


def confirm_hours(
    case: Case,
    *,
    placement: PlacementId,
    on: date,
    paid_hours: Hours | None = None,
    present_hours: Hours | None = None,
) -> list[Event]:
    """Bekræft timer: the employer says that the hours of a placement are these on a day.

    Without hours the recorded ones are confirmed. Other hours than the recorded ones change the
    placement from that day, where the role may change hours.

    Refused: hours-differ, where it may not; hours-missing, where no hours are recorded or given;
    placement-unknown, placement-ended, hours-impossible, journey-not-open.
    """
    place = _running_placement(case, placement)
    if paid_hours is None and present_hours is None:
        paid_hours, present_hours = place.paid_hours, place.present_hours
    if paid_hours is None and present_hours is None:
        raise Refused(
            "hours-missing",
            "No hours are recorded for this placement. Say how many there are.",
        )
    changes = change_placement_hours(
        case, placement=placement, on=on, paid_hours=paid_hours, present_hours=present_hours
    )
    role = case.actor.principal.role
    if changes and change_placement_hours.__name__ not in case.book.roles.get(role, ()):
        raise Refused(
            "hours-differ",
            "Other hours are recorded for this placement. Call your contact in the municipality, "
            "who can change them.",
        )
    return [
        *changes,
        *unless_recorded(
            case,
            HoursConfirmed(
                on=on, placement=placement, paid_hours=paid_hours, present_hours=present_hours
            ),
        ),
    ]


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


def _running_placement(case: Case, placement: PlacementId) -> Placement:
    """Return a placement that has not ended. Refused: as `known_placement`; placement-ended."""
    place = known_placement(case, placement)
    if place.ended:
        raise Refused(
            "placement-ended",
            "This placement ended on {ended}. Start a new one, or record with an earlier day.",
            ended=place.ended,
        )
    return place


def _require_tasks(post: PostTaken | None) -> PostTaken | None:
    """Return what is taken of a post, where that is one task or several, each with hours.

    Refused: task-missing, task-twice, hours-impossible.
    """
    if post is None:
        return None
    if not post.tasks:
        raise Refused(
            "task-missing", "Say which task of the post the citizen takes, and for how many hours."
        )
    if len({each.task for each in post.tasks}) < len(post.tasks):
        raise Refused("task-twice", "The same task is named twice. Name it once, with all hours.")
    for each in post.tasks:
        if not require_possible_hours(each.hours):
            raise Refused(
                "hours-impossible", "A task is taken for more than 0 hours a week. Say how many."
            )
    return post


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
