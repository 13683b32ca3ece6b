"""Verbs about the pension: grant, rest, ask it back, resume."""

from datetime import date

from journeys.domain.decisions.rules import accompanied, granted, walked
from journeys.domain.errors import Refused
from journeys.domain.events.pension import (
    Pension,
    PensionGranted,
    PensionRested,
    PensionRestRequested,
    PensionResumed,
    PensionReturnRequested,
)
from journeys.domain.journey import Event, Journey
from journeys.domain.law import law
from journeys.domain.vocabulary import RestGround, Scheme


def grant_pension(
    journey: Journey,
    *,
    scheme: Scheme,
    born: date,
    on: date,
    reassessment: date | None = None,
) -> list[Event]:
    """Registrér en tilkendt førtidspension.

    Refused: born-after-grant, scheme-not-in-force, journey-not-open, journey-closed;
    recorded-already, where a grant is recorded otherwise.
    """
    accompanied(journey)
    grant = PensionGranted(on=on, scheme=scheme, born=born, reassessment=reassessment)
    if born >= on:
        raise Refused(
            "born-after-grant", "The day of birth must lie before the day the pension is granted."
        )
    begins = law()["new-scheme-begins"]
    if scheme == "new" and not begins.in_force(on):
        raise Refused(
            "scheme-not-in-force",
            f"{begins.en} A pension granted before that day is of the old scheme.",
            basis=begins.basis,
        )
    return [grant]


def request_pension_rest(journey: Journey, *, on: date) -> list[Event]:
    """Ønsk pensionen hvilende.

    Refused: pension-not-granted, wish-missing, journey-not-open, journey-closed.
    """
    pension = _may_rest(journey, on)
    asked = pension.rest_asked is not None or pension.state == "resting"
    return [] if asked else [PensionRestRequested(on=on)]


def rest_pension(journey: Journey, *, on: date, ground: RestGround = "own-wish") -> list[Event]:
    """Gør pensionen hvilende, by own wish or by ruling.

    A ruling is recorded whatever the citizen asked; a wish to come back outlives it.

    Refused: pension-not-granted, wish-missing, pension-asked-back, journey-not-open,
    journey-closed.
    """
    pension = _may_rest(journey, on)
    asked_back = pension.return_asked is not None and pension.rest_asked is None
    if asked_back and ground == "own-wish":
        raise Refused(
            "pension-asked-back",
            f"The citizen asked for the pension on {pension.return_asked:%Y-%m-%d}. It can rest "
            "when the citizen asks for that anew (pension ask-rest).",
        )
    if pension.state in ("resting", "return-asked"):
        return []
    return [PensionRested(on=on, ground=ground)]


def request_pension_return(journey: Journey, *, on: date) -> list[Event]:
    """Ønsk pensionen genoptaget. Always accepted where the right exists, whatever the journey.

    Refused: pension-not-granted, and nothing else.
    """
    pension = granted(journey, on)
    rest_in_sight = pension.rest_asked is not None or any(
        isinstance(event, PensionRestRequested | PensionRested) for event in journey.ahead
    )
    waiting = pension.return_asked is not None
    nothing_to_return = pension.state in ("paid", "resumed") and not rest_in_sight
    return [] if waiting or nothing_to_return else [PensionReturnRequested(on=on)]


def resume_pension(journey: Journey, *, paid_from: date, on: date) -> list[Event]:
    """Genoptag pensionen, paid from a day that was decided; it is never computed.

    Refused: pension-not-granted, paid-from-before-rest, pension-resumed-otherwise.
    """
    pension = granted(journey, on)
    if pension.state == "resumed" and pension.paid_from != paid_from:
        raise Refused(
            "pension-resumed-otherwise",
            f"The pension is recorded as paid from {pension.paid_from:%Y-%m-%d}. If that day was "
            "wrong, retract the entry and record the right one.",
        )
    if pension.state in ("paid", "resumed"):
        return []
    if pension.rested and paid_from < pension.rested:
        raise Refused(
            "paid-from-before-rest",
            f"The pension rests from {pension.rested:%Y-%m-%d}; it cannot be taken up again "
            "before that day.",
        )
    return [PensionResumed(on=on, paid_from=paid_from)]


def _may_rest(journey: Journey, on: date) -> Pension:
    walked(journey)
    pension = granted(journey, on)
    if not journey.path.wishes:
        raise Refused(
            "wish-missing",
            "A pension rests only for somebody who wants to try work. Record the citizen's wish "
            "first (wish).",
        )
    return pension
