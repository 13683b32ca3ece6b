"""Rules that several families share; each raises Refused with a code of its own, or returns."""

from datetime import date
from decimal import Decimal

from journeys.domain.decisions.case import Case, H, StreamCase, V
from journeys.domain.decisions.forms import TEXT, require_form
from journeys.domain.errors import Refused
from journeys.domain.events.pension import Pension
from journeys.domain.events.people import JourneyOpened, People
from journeys.domain.message import FieldName
from journeys.domain.vocabulary import MEASURES, SENIORPENSION, Hours

HOURS_IN_A_WEEK = Decimal(24 * 7)


def require_open(case: Case) -> People:
    """Return the people of a journey that is open or resting on that day.

    Refused: journey-not-open, journey-closed.
    """
    if case.journey.people.status == "unopened":
        raise Refused(
            "journey-not-open",
            "No journey is open on that day. Open it first, or choose a later day.",
        )
    if case.journey.people.moved_to:
        raise Refused(
            "journey-closed",
            "The journey moved to municipality {municipality}, and is closed here on that day. If "
            "it came back, resume it first (resume), then record.",
            municipality=case.journey.people.moved_to,
        )
    if case.journey.people.status == "closed":
        raise Refused(
            "journey-closed", "The journey is closed on that day. Resume it first, then record."
        )
    return case.journey.people


def require_open_some_day(case: Case) -> None:
    """Require a journey that is open, or is opened on a later day.

    For facts that may be older than the journey: a pension, a job, an education.

    Refused: journey-not-open, where no journey is opened on any day; journey-closed.
    """
    if not any(isinstance(event, JourneyOpened) for event in case.ahead):
        require_open(case)


def require_text(text: str, what: str) -> str:
    """Return a text that is neither empty nor blank.

    Refused: WHAT-missing, for example words-missing; not-understood, where it is no text.
    """
    text = require_form(what, text, TEXT)
    if not text.strip():
        raise Refused(
            f"{what}-missing",
            "Say something in {what}: it may not be empty.",
            what=FieldName(what),
        )
    return text


def require_granted(case: Case, on: date) -> Pension:
    """Return a pension that there is a right to on that day.

    Refused: pension-not-granted, pension-withdrawn.
    """
    if case.journey.pension.state == "none":
        _refuse_seniorpension(case)
        raise Refused(
            "pension-not-granted",
            "No pension is recorded as granted on {on}. Record the grant first (pension "
            "grant); if it is recorded with a later day, retract that entry.",
            on=on,
        )
    if case.journey.withdrawal_undone:
        raise Refused(
            "pension-withdrawn",
            "The pension was withdrawn on {since}, and the ruling did not stand on appeal. Decide "
            "from which day it is paid, and record that (pension resume).",
            since=case.journey.pension.since,
        )
    if not case.journey.pension.exists:
        raise Refused(
            "pension-withdrawn",
            "The pension was withdrawn on {since}. If that entry was wrong, retract it first.",
            since=case.journey.pension.since,
        )
    return case.journey.pension


def _refuse_seniorpension(case: Case) -> None:
    """Refuse where the citizen lives on a seniorpension, and say who decides about it.

    Refused: pension-not-granted.
    """
    rule = next(iter(case.book.law.newest.of("seniorpension-decided-by-atp")), None)
    if rule is not None and case.journey.people.basis == SENIORPENSION:
        raise Refused(
            "pension-not-granted",
            "{rule.en} Only if a disability pension is granted too, record that grant first "
            "(pension grant).",
            rule=rule,
            basis=rule.basis,
        )


def folkepension_reached(case: Case, on: date) -> date | None:
    """Return the day a pensioner reached the age of folkepension; None before it, or unknown.

    Where the age may still be raised, nobody is refused on its ground.
    """
    reached = case.book.law.newest.folkepension(case.journey.pension.born)
    if reached is None or reached.age.at_least or on < reached.day:
        return None
    return reached.day


def require_started(case: Case) -> None:
    """Require a journey that was opened; it may rest or be closed on that day.

    Refused: journey-not-open.
    """
    if case.journey.people.status != "closed":
        require_open(case)


def require_told_in_time(told: date, on: date) -> None:
    """Require that the citizen is told by the day something changes. Refused: told-too-late."""
    if told > on:
        raise Refused(
            "told-too-late",
            "The citizen must be told before something changes. Tell them first, or choose a "
            "later day.",
        )


def require_possible_hours(hours: Hours | None) -> Hours | None:
    """Return hours that a week can have; None stays None. Refused: hours-impossible."""
    if hours is not None and not (hours.is_finite() and 0 <= hours <= HOURS_IN_A_WEEK):
        raise Refused(
            "hours-impossible", "Hours are hours a week: from 0 to {most}.", most=HOURS_IN_A_WEEK
        )
    return hours


def require_wishes_heard(case: Case, matter: str) -> None:
    """Require that the citizen's wishes were heard in that matter.

    For a measure, wishes heard on measures in general count too.

    Refused: wishes-not-heard.
    """
    matters = {matter, MEASURES} if case.term("measure", matter) else {matter}
    if not matters & case.journey.rulings.heard:
        raise Refused(
            "wishes-not-heard",
            "Hear the citizen's wishes in this matter first, and record them (ruling hear).",
        )


def unless_recorded(case: StreamCase[H, V], fact: V) -> list[V]:
    """Return the fact, or `[]` if exactly the same is recorded for that day."""
    return [] if case.is_recorded(fact) else [fact]
