"""Verbs about the workplace: a match, how tasks are done, expectations, and retention."""

from collections.abc import Collection
from datetime import date
from typing import get_args

from journeys.domain.decisions.case import Case
from journeys.domain.decisions.rules import require_open, require_text, unless_recorded
from journeys.domain.decisions.work import known_placement
from journeys.domain.errors import Refused
from journeys.domain.events.workplace import (
    CheckedInAfterJob,
    EmployerFeedbackGiven,
    ExpectationsAgreed,
    MatchAgreed,
    RetentionChecked,
    RetentionRiskNoticed,
    WayOfWorkingFound,
)
from journeys.domain.journey import Event
from journeys.domain.vocabulary import Party, PlacementId


def find_way_of_working(
    case: Case, *, words: str, on: date, placement: PlacementId | None = None
) -> list[Event]:
    """Find måden opgaven løses på: citizen and employer together.

    Refused: words-missing, placement-unknown, journey-not-open, journey-closed.
    """
    _require_placement(case, placement)
    return unless_recorded(
        case, WayOfWorkingFound(on=on, placement=placement, words=require_text(words, "words"))
    )


def agree_match(
    case: Case,
    *,
    employer: str,
    tasks: str,
    competences: str,
    agreed_by: Collection[Party],
    on: date,
    placement: PlacementId | None = None,
) -> list[Event]:
    """Aftal et match: tasks and competences, agreed by both.

    What the citizen lives on is never asked.

    Refused: employer-missing, tasks-missing, competences-missing, match-not-by-both,
    placement-unknown, journey-not-open, journey-closed.
    """
    _require_placement(case, placement)
    match = MatchAgreed(
        on=on,
        placement=placement,
        employer=require_text(employer, "employer"),
        tasks=require_text(tasks, "tasks"),
        competences=require_text(competences, "competences"),
        agreed_by=tuple(sorted(set(agreed_by))),
    )
    if set(match.agreed_by) != set(get_args(Party)):
        raise Refused(
            "match-not-by-both", "A match needs the agreement of both citizen and employer."
        )
    return unless_recorded(case, match)


def agree_expectations(
    case: Case, *, words: str, on: date, placement: PlacementId | None = None
) -> list[Event]:
    """Aftal forventninger: clear to citizen and employer.

    Refused: words-missing, placement-unknown, journey-not-open, journey-closed.
    """
    _require_placement(case, placement)
    return unless_recorded(
        case, ExpectationsAgreed(on=on, placement=placement, words=require_text(words, "words"))
    )


def give_employer_feedback(
    case: Case, *, words: str, on: date, placement: PlacementId | None = None
) -> list[Event]:
    """Giv virksomhedens tilbagemelding: record how the employer sees it.

    Refused: words-missing, placement-unknown, journey-not-open, journey-closed.
    """
    _require_placement(case, placement)
    return unless_recorded(
        case, EmployerFeedbackGiven(on=on, placement=placement, words=require_text(words, "words"))
    )


def notice_retention_risk(
    case: Case, *, words: str, on: date, placement: PlacementId | None = None
) -> list[Event]:
    """Fastholdelse: notice early that a job needs support to last.

    Refused: words-missing, placement-unknown, journey-not-open, journey-closed.
    """
    _require_placement(case, placement)
    return unless_recorded(
        case, RetentionRiskNoticed(on=on, placement=placement, words=require_text(words, "words"))
    )


def check_retention(
    case: Case, *, words: str, on: date, placement: PlacementId | None = None
) -> list[Event]:
    """Fastholdelse: follow up on how a job lasts.

    Refused: words-missing, placement-unknown, journey-not-open, journey-closed.
    """
    _require_placement(case, placement)
    return unless_recorded(
        case, RetentionChecked(on=on, placement=placement, words=require_text(words, "words"))
    )


def check_in_after_job(
    case: Case, *, words: str, on: date, placement: PlacementId | None = None
) -> list[Event]:
    """Kontakt efter job: ask how things are going now.

    Refused: words-missing, placement-unknown, journey-not-open, journey-closed.
    """
    _require_placement(case, placement)
    return unless_recorded(
        case, CheckedInAfterJob(on=on, placement=placement, words=require_text(words, "words"))
    )


def _require_placement(case: Case, placement: PlacementId | None) -> None:
    require_open(case)
    if placement is not None:
        known_placement(case, placement)
