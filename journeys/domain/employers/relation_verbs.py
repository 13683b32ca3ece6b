"""Verbs about what an employer is, wants and promises, and who its contact is."""

from collections.abc import Mapping
from datetime import date

from journeys.domain.decisions.rules import require_text, unless_recorded
from journeys.domain.decisions.scores import require_instrument, require_valid_scores
from journeys.domain.employers.case import EmployerCase, require_registered
from journeys.domain.employers.employer import EmployerEvent
from journeys.domain.employers.events import (
    CooperationRated,
    EmployerContactChanged,
    EmployerRegistered,
    ExpectationsStated,
    NeedAnswered,
    NeedTold,
    PartnershipAgreed,
    PartnershipEnded,
)
from journeys.domain.employers.numbers import checked_cvr, checked_p_number
from journeys.domain.errors import Refused
from journeys.domain.events.strengths import Score
from journeys.domain.vocabulary import NeedId, PartnershipId


def register_employer(
    _case: EmployerCase,
    *,
    name: str,
    on: date,
    employer_kind: str,
    contact: str,
    cvr: str | None = None,
    p_number: str | None = None,
) -> list[EmployerEvent]:
    """Registrér en virksomhed: with one named contact in the municipality.

    Refused: name-missing, contact-missing, cvr-malformed, cvr-wrong, p-number-malformed;
    recorded-already, where it is registered otherwise.
    """
    return [
        EmployerRegistered(
            on=on,
            name=require_text(name, "name"),
            cvr=None if cvr is None else checked_cvr(cvr),
            p_number=None if p_number is None else checked_p_number(p_number),
            employer_kind=employer_kind,
            contact=require_text(contact, "contact"),
        )
    ]


def change_contact(
    case: EmployerCase, *, to: str, why: str, on: date, told: date | None = None
) -> list[EmployerEvent]:
    """Skift kontaktperson: there is always one; recorded again with the day the employer was told.

    Refused: to-missing, why-missing, employer-unknown.
    """
    require_text(to, "to")
    contact = case.employer.contact
    if contact is None:
        raise Refused(
            "employer-unknown",
            "No employer is registered on that day. Register it first, or choose a later day.",
        )
    if contact.name == to and (told is None or contact.told is not None):
        return []
    return [EmployerContactChanged(on=on, to=to, why=require_text(why, "why"), told=told)]


def agree_partnership(
    case: EmployerCase,
    *,
    partnership: PartnershipId,
    employer_promises: str,
    municipality_promises: str,
    on: date,
    agreement: str | None = None,
) -> list[EmployerEvent]:
    """Aftal et partnerskab: what each promises.

    Refused: employer-promises-missing, municipality-promises-missing, employer-unknown.
    """
    require_registered(case)
    return [
        PartnershipAgreed(
            on=on,
            partnership=partnership,
            employer_promises=require_text(employer_promises, "employer-promises"),
            municipality_promises=require_text(municipality_promises, "municipality-promises"),
            agreement=agreement,
        )
    ]


def end_partnership(
    case: EmployerCase, *, partnership: PartnershipId, why: str, on: date
) -> list[EmployerEvent]:
    """Slut et partnerskab.

    Refused: why-missing, partnership-unknown, employer-unknown; recorded-already, where its end is
    recorded with a later day.
    """
    require_registered(case)
    known = case.employer.partnerships.get(partnership)
    if known is None:
        raise Refused(
            "partnership-unknown",
            "This employer has no partnership {partnership} on that day; look it up.",
            partnership=partnership,
        )
    if known.ended:
        return []
    return [PartnershipEnded(on=on, partnership=partnership, why=require_text(why, "why"))]


def tell_need(
    case: EmployerCase, *, need: NeedId, words: str, on: date, tasks_wanted: str = ""
) -> list[EmployerEvent]:
    """Meld et behov: what the employer needs, in their words.

    Refused: words-missing, employer-unknown.
    """
    require_registered(case)
    return [
        NeedTold(on=on, need=need, words=require_text(words, "words"), tasks_wanted=tasks_wanted)
    ]


def answer_need(case: EmployerCase, *, need: NeedId, words: str, on: date) -> list[EmployerEvent]:
    """Besvar et behov: what the municipality answers. It may be answered more than once.

    Refused: words-missing, need-not-told, employer-unknown.
    """
    require_need(case, need)
    return unless_recorded(case, NeedAnswered(on=on, need=need, words=require_text(words, "words")))


def require_need(case: EmployerCase, need: NeedId) -> None:
    """Require a need that was told. Refused: need-not-told, employer-unknown."""
    require_registered(case)
    if need not in case.employer.needs:
        raise Refused(
            "need-not-told",
            "This employer has told no need {need} by that day; look it up.",
            need=need,
        )


def state_expectations(case: EmployerCase, *, words: str, on: date) -> list[EmployerEvent]:
    """Fortæl om forventninger: in the employer's words.

    Refused: words-missing, employer-unknown.
    """
    require_registered(case)
    return unless_recorded(case, ExpectationsStated(on=on, words=require_text(words, "words")))


def rate_cooperation(
    case: EmployerCase, *, instrument: str, version: int, scores: Mapping[str, int], on: date
) -> list[EmployerEvent]:
    """Vurdér samarbejdet: with an instrument for employers; items may be left unanswered.

    Refused: instrument-unknown, instrument-not-in-force, rater-of-another-instrument,
    scores-missing, item-unknown, score-off-scale, employer-unknown.
    """
    require_registered(case)
    require_valid_scores(require_instrument(case, instrument, version, on), "employer", scores)
    return unless_recorded(
        case,
        CooperationRated(
            on=on,
            instrument=instrument,
            version=version,
            scores=tuple(Score(item=item, value=value) for item, value in scores.items()),
        ),
    )
