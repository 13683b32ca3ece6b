"""Verbs about a pension that was granted: rest, ask for it back, resume, explain, withdraw."""

from collections.abc import Collection
from datetime import date

from journeys.domain.decisions.case import Case
from journeys.domain.decisions.rules import (
    folkepension_reached,
    require_granted,
    require_open,
    require_started,
    unless_recorded,
)
from journeys.domain.decisions.rulings import known_ruling
from journeys.domain.errors import Refused
from journeys.domain.events.pension import (
    Pension,
    PensionRested,
    PensionRestRequested,
    PensionResumed,
    PensionReturnRequested,
    PensionWithdrawn,
    SafetyExplained,
)
from journeys.domain.events.rulings import RulingMade
from journeys.domain.fingerprint import is_digest
from journeys.domain.grounds import protects_from
from journeys.domain.journey import Event
from journeys.domain.law import Reading
from journeys.domain.vocabulary import RESTING, WITHDRAWAL, Answer, RestGround, RulingId


def request_pension_rest(case: Case, *, on: date) -> list[Event]:
    """Ønsk pensionen hvilende: the citizen asks for the pension to rest.

    Refused: pension-not-granted, pension-withdrawn, rest-after-folkepension-age, wish-missing,
    journey-not-open, journey-closed.
    """
    pension = _require_may_rest(case, on)
    requested = pension.rest_asked is not None or pension.state == "resting"
    return [] if requested else [PensionRestRequested(on=on)]


def rest_pension(case: Case, *, on: date, ground: RestGround = "own-wish") -> list[Event]:
    """Gør pensionen hvilende: by the citizen's own wish or by ruling.

    A ruling is recorded whatever the citizen asked. An unanswered wish to return stays in force.

    Refused: pension-not-granted, pension-withdrawn, rest-after-folkepension-age, wish-missing,
    pension-asked-back, rest-ruling-missing, pension-rested-otherwise, journey-not-open,
    journey-closed; recorded-already, where it rests from a later day.
    """
    pension = _require_may_rest(case, on)
    asked_back = pension.return_asked is not None and pension.rest_asked is None
    if asked_back and ground == "own-wish":
        raise Refused(
            "pension-asked-back",
            "The citizen asked for the pension back on {return_asked}. To let it rest, "
            "record first that the citizen asks for that again (pension ask-rest).",
            return_asked=pension.return_asked,
        )
    not_paid_yet = pension.state == "resumed" and not pension.paid_on(on)
    if not_paid_yet and pension.rest_asked is None and ground == "own-wish":
        raise Refused(
            "pension-asked-back",
            "The pension is resumed, paid from {paid_from}. Before that day it rests only if the "
            "citizen asks for that again (pension ask-rest).",
            paid_from=pension.paid_from,
        )
    if pension.state in ("resting", "return-asked"):
        _require_same_ground(case, ground)
        return []
    later = [each for each in case.ahead if isinstance(each, PensionRested | PensionResumed)]
    if later and isinstance(later[0], PensionRested):
        raise Refused(
            "recorded-already",
            "The pension is recorded as resting from {on}. If that day was wrong, retract "
            "the entry first.",
            on=later[0].on,
        )
    if ground == "ruling":
        _require_ruled_to_rest(case, pension, on)
    return [PensionRested(on=on, ground=ground)]


def request_pension_return(case: Case, *, on: date) -> list[Event]:
    """Ønsk pensionen genoptaget: the citizen asks to be paid the pension again.

    Always accepted where the right exists, whatever the state of the journey.

    Refused: pension-not-granted, pension-withdrawn: where there is no right, and nothing else.
    """
    pension = require_granted(case, on)
    rest_expected = pension.rest_asked is not None or any(
        isinstance(event, PensionRestRequested | PensionRested) for event in case.ahead
    )
    requested = pension.return_asked is not None
    nothing_to_return = pension.state in ("paid", "resumed") and not rest_expected
    return [] if requested or nothing_to_return else [PensionReturnRequested(on=on)]


def resume_pension(case: Case, *, paid_from: date, on: date) -> list[Event]:
    """Genoptag pensionen: from a day that was decided; it is never computed.

    A pension that was withdrawn is resumed only if an appeal took the ruling back.

    Refused: pension-not-granted, pension-withdrawn, paid-from-before-rest, rest-still-planned,
    pension-resumed-otherwise.
    """
    pension = case.journey.pension if case.journey.withdrawal_undone else require_granted(case, on)
    if pension.state == "resumed" and pension.paid_from != paid_from:
        raise Refused(
            "pension-resumed-otherwise",
            "The pension is recorded as paid from {paid_from}. If that day was wrong, "
            "retract the entry and record the right one.",
            paid_from=pension.paid_from,
        )
    if pension.state in ("paid", "resumed"):
        return []
    paused = pension.since if pension.state == "withdrawn" else pension.rested
    if paused and paid_from < paused:
        raise Refused(
            "paid-from-before-rest",
            "Payment paused on {paused}; it cannot resume before that day. Choose "
            "that day or a later one.",
            paused=paused,
        )
    if any(isinstance(event, PensionRested) for event in case.ahead):
        raise Refused(
            "rest-still-planned",
            "The pension is recorded as resting from a later day, on which payment would pause "
            "again. Retract that entry first.",
        )
    return [PensionResumed(on=on, paid_from=paid_from)]


def explain_safety(
    case: Case,
    *,
    sentences: Collection[str],
    rules: Collection[str],
    edition: date,
    on: date,
    answered: Answer | None = None,
    until: date | None = None,
    law_digest: str | None = None,
) -> list[Event]:
    """Forklar trygheden: record the answer of the safety view, as it was given.

    `law_digest` is that of the law as read in that edition, as the safety view has it.
    Refused: sentences-missing, digest-malformed, pension-not-granted, pension-withdrawn,
    journey-not-open.
    """
    require_started(case)
    require_granted(case, on)
    if not any(sentence.strip() for sentence in sentences):
        raise Refused("sentences-missing", "Say what was explained, sentence by sentence.")
    if law_digest is not None and not is_digest(law_digest):
        raise Refused(
            "digest-malformed",
            "The digest of the law must be 64 hex digits, as the safety view has it.",
        )
    return unless_recorded(
        case,
        SafetyExplained(
            on=on,
            sentences=tuple(sentences),
            rules=tuple(rules),
            edition=edition,
            answered=answered,
            until=until,
            law_digest=law_digest,
        ),
    )


def withdraw_pension(
    case: Case,
    *,
    ruling: RulingId,
    on: date,
    with_consent: bool = False,
    special_circumstances: bool = False,
) -> list[Event]:
    """Frakend pensionen: only by a ruling that the law of that day allows.

    Refused: ruling-unknown, ruling-of-another-matter, ruling-not-in-effect, withdrawal-not-allowed,
    withdrawal-needs-consent, pension-not-granted, pension-withdrawn, journey-not-open;
    recorded-already, where it is recorded as withdrawn with a later day.
    """
    withdrawn = PensionWithdrawn(
        on=on, ruling=ruling, with_consent=with_consent, special_circumstances=special_circumstances
    )
    if case.is_recorded(withdrawn):
        return []
    pension = require_granted(case, on)
    known = known_ruling(case, ruling)
    if not known.made.grants(WITHDRAWAL):
        raise Refused(
            "ruling-of-another-matter",
            "Only a ruling that decides on {matter} can withdraw a pension.",
            matter=WITHDRAWAL,
        )
    if not known.holds_on(on):
        raise Refused(
            "ruling-not-in-effect",
            "This ruling has no effect on that day: it takes effect later, or it did not stand on "
            "appeal. Choose a later day, or record the new ruling first.",
        )
    _require_withdrawal_allowed(case.book.law.newest, pension, known.made, withdrawn)
    return [withdrawn]


def _require_withdrawal_allowed(
    law: Reading, pension: Pension, made: RulingMade, withdrawn: PensionWithdrawn
) -> None:
    """Refuse what a protection forbids, unless something lifts it."""
    for rule in law.rules:
        # Such a pause forbids the ruling itself: consent does not lift it.
        pause = rule.lifted_by == "special-circumstances"
        day = made.on if pause else withdrawn.on
        lifted = withdrawn.special_circumstances if pause else withdrawn.with_consent
        begins = protects_from(rule, pension)
        if lifted or begins is None or not begins <= day <= rule.ends:
            continue
        if rule.lifted_by == "consent":
            raise Refused("withdrawal-needs-consent", "{rule.en}", rule=rule, basis=rule.basis)
        raise Refused("withdrawal-not-allowed", "{rule.en}", rule=rule, basis=rule.basis)


def _require_same_ground(case: Case, ground: RestGround) -> None:
    """Refuse another ground than the pension is recorded to rest by."""
    rested = next(
        event for event in reversed(tuple(case.past.events)) if isinstance(event, PensionRested)
    )
    if rested.ground == ground:
        return
    if rested.ground == "ruling":
        raise Refused(
            "pension-rested-otherwise",
            "The pension is recorded as resting from {on}, by a ruling. If that was wrong, retract "
            "the entry and record the right one.",
            on=rested.on,
        )
    raise Refused(
        "pension-rested-otherwise",
        "The pension is recorded as resting from {on}, by the citizen's own wish. If that was "
        "wrong, retract the entry and record the right one.",
        on=rested.on,
    )


def _require_ruled_to_rest(case: Case, pension: Pension, on: date) -> None:
    """Require a ruling that lets this pension rest, stands, and has effect on that day.

    One from before the pension was granted, or was last paid again, is not about this rest.
    """
    since = pension.since or date.min
    for ruling in case.journey.rulings.made.values():
        made = ruling.made
        if (
            made.grants(RESTING)
            and ruling.holds_on(on)
            and max(made.on, made.effective_on) >= since
        ):
            return
    raise Refused(
        "rest-ruling-missing",
        "No ruling on {matter} is recorded that grants it, stands and has effect on {on}. Record "
        "the ruling first (ruling make). If it is the citizen's own wish, record it as that "
        "(pension rest --ground own-wish).",
        matter=RESTING,
        on=on,
    )


def _require_may_rest(case: Case, on: date) -> Pension:
    require_open(case)
    pension = require_granted(case, on)
    if (reached := folkepension_reached(case, on)) is not None:
        raise Refused(
            "rest-after-folkepension-age",
            "The citizen reached the age of folkepension on {day}. From that day on no "
            "førtidspension is made to rest.",
            day=reached,
        )
    if not case.journey.path.wishes:
        raise Refused(
            "wish-missing",
            "A pension rests only for somebody who wants to try work. Record the citizen's wish "
            "first (wish).",
        )
    return pension
