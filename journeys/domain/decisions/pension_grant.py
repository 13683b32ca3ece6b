"""Verbs about what pension somebody was granted: the grant, its scheme, its reassessment."""

from datetime import date

from journeys.domain.decisions.case import Case
from journeys.domain.decisions.rules import require_granted, require_open_some_day
from journeys.domain.errors import Refused
from journeys.domain.events.pension import PensionGranted, PensionSchemeChanged, ReassessmentSet
from journeys.domain.journey import Event
from journeys.domain.law import Reading
from journeys.domain.vocabulary import Scheme


def grant_pension(
    case: Case,
    *,
    scheme: Scheme,
    born: date,
    on: date,
    case_begun: date | None = None,
    reassessment: date | None = None,
) -> list[Event]:
    """Registrér en tilkendt førtidspension: record that a pension was granted.

    The scheme goes by the day the case was begun. Without that day, nothing is promised about a
    pension of the old scheme that was granted after the new one began.

    Refused: born-after-grant, granted-after-folkepension-age, case-begun-before-birth,
    case-begun-after-grant, scheme-not-in-force, scheme-not-of-case, reassessment-not-ahead,
    journey-not-open, journey-closed; recorded-already, where another right exists by then.
    """
    require_open_some_day(case)
    grant = PensionGranted(
        on=on, scheme=scheme, born=born, reassessment=reassessment, case_begun=case_begun
    )
    _require_possible_birth(case.book.law.newest, born, on)
    if case_begun is not None and case_begun <= born:
        raise Refused("case-begun-before-birth", "The case must be begun after the day of birth.")
    _require_scheme_of_case(case.book.law.newest, scheme, case_begun, on)
    if reassessment is not None:
        _require_later(reassessment, on)
    if case.journey.pension.exists and not case.is_recorded(grant):
        raise Refused(
            "recorded-already",
            "A pension is already recorded as granted on {granted}. If that was wrong, retract it "
            "first.",
            granted=case.journey.pension.granted,
        )
    return [grant]


def needs_case_begun(law: Reading, scheme: Scheme, on: date) -> bool:
    """Whether the day of the case is needed to settle the scheme of a pension granted that day."""
    return scheme == "old" and law.of("new-scheme-begins")[0].in_force(on)


def change_pension_scheme(case: Case, *, on: date) -> list[Event]:
    """Skift til ny ordning: a pension of the old scheme moved to the new one on that day.

    Refused: scheme-change-not-in-force, pension-not-granted, pension-withdrawn.
    """
    pension = require_granted(case, on)
    if pension.scheme == "new":
        return []
    change = case.book.law.newest.of("change-of-scheme")[0]
    if not change.in_force(on):
        raise Refused(
            "scheme-change-not-in-force", "{change.en}", change=change, basis=change.basis
        )
    return [PensionSchemeChanged(on=on)]


def set_reassessment(case: Case, *, due: date, on: date) -> list[Event]:
    """Fastsæt en revurdering: it stands although the pension rests.

    Refused: reassessment-not-ahead, pension-not-granted, pension-withdrawn.
    """
    pension = require_granted(case, on)
    _require_later(due, on)
    if pension.reassessment == due:
        return []
    return [ReassessmentSet(on=on, due=due)]


def _require_possible_birth(law: Reading, born: date, on: date) -> None:
    """Refuse a day of birth on which no pension could have been granted on that day."""
    if born >= on:
        raise Refused(
            "born-after-grant", "The day of birth must lie before the day the pension is granted."
        )
    reached = law.folkepension(born)
    if reached is not None and not reached.age.at_least and on >= reached.day:
        raise Refused(
            "granted-after-folkepension-age",
            "Somebody born on {born} reached the age of folkepension on {day}. A førtidspension "
            "is granted before that day. Check the day of birth and the day of the grant.",
            born=born,
            day=reached.day,
            basis=reached.age.basis,
        )


def _require_scheme_of_case(
    law: Reading, scheme: Scheme, case_begun: date | None, on: date
) -> None:
    """Refuse a scheme that contradicts the day of the case, or of the grant."""
    begins, change = law.of("new-scheme-begins")[0], law.of("change-of-scheme")[0]
    if case_begun is not None and case_begun > on:
        raise Refused(
            "case-begun-after-grant",
            "The case must be begun by the day the pension is granted.",
        )
    if scheme == "new" and not begins.in_force(on):
        raise Refused(
            "scheme-not-in-force",
            "{begins.en} A pension granted before that day belongs to the old scheme. {change.en} "
            "If it moved, record the grant under the old scheme, and then the day it moved "
            "(pension change-scheme).",
            begins=begins,
            change=change,
            basis=begins.basis,
        )
    if case_begun is not None and begins.in_force(case_begun) != (scheme == "new"):
        raise Refused(
            "scheme-not-of-case",
            "{begins.en} This case was begun on {case_begun}. Check the scheme and that day.",
            begins=begins,
            case_begun=case_begun,
            basis=begins.basis,
        )


def _require_later(due: date, on: date) -> None:
    if due <= on:
        raise Refused(
            "reassessment-not-ahead",
            "The day of a reassessment must be later than the day it is set.",
        )
