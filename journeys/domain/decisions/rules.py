"""Rules that several families share; each raises Refused with a code of its own, or returns."""

from datetime import date

from journeys.domain.errors import Refused
from journeys.domain.events.pension import Pension
from journeys.domain.events.people import JourneyOpened, People
from journeys.domain.journey import Journey


def walked(journey: Journey) -> People:
    """Return the people, where the journey is open or resting on that day.

    Refused: journey-not-open, journey-closed.
    """
    if journey.people.walk == "unopened":
        raise Refused(
            "journey-not-open",
            "No journey is open on that day. Open it first, or choose a later day.",
        )
    if journey.people.walk == "closed":
        raise Refused(
            "journey-closed", "The journey is closed on that day. Resume it first, then record."
        )
    return journey.people


def accompanied(journey: Journey) -> None:
    """Pass facts of life, which may have begun before anybody walked along: a pension, a job.

    Refused: journey-not-open, where no journey is opened on any day; journey-closed.
    """
    if not any(isinstance(event, JourneyOpened) for event in journey.ahead):
        walked(journey)


def said(text: str, what: str) -> str:
    """Return the text where somebody said something.

    Refused: WHAT-missing, where it is empty or blank.
    """
    if not text.strip():
        raise Refused(f"{what}-missing", f"Say something in {what}: it may not be empty.")
    return text


def granted(journey: Journey, on: date) -> Pension:
    """Return the pension, where one has been granted.

    Refused: pension-not-granted.
    """
    if journey.pension.state == "none":
        raise Refused(
            "pension-not-granted",
            f"No pension is recorded as granted on {on:%Y-%m-%d}. Record the grant first "
            "(pension grant); if it is recorded with a later day, retract that entry.",
        )
    return journey.pension
