"""Ids as people type them: in full, or the first four signs or more; or left out where it is clear.

What was typed is never repeated in an error: it may be a CPR number in the wrong place.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from journeys.app import Journeys
from journeys.domain.decisions.people import left_open
from journeys.domain.errors import Refused
from journeys.domain.history import History
from journeys.domain.vocabulary import EducationId, JourneyId, PlacementId, SubgoalId

FULL = 36
SHOWN = 8
WHOLE_ID = re.compile(r"[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}")
ID_START = re.compile(r"[0-9a-f][0-9a-f-]{3,34}")

Id = TypeVar("Id", bound=UUID)


def short(thing: UUID) -> str:
    """Return the signs of an id that people see, and can type."""
    return str(thing)[:SHOWN]


def id_start(text: str) -> str:
    """Return the beginning of an id, or all of it, as ids are stored. Raises ValueError."""
    typed = text.strip().lower()
    if WHOLE_ID.fullmatch(typed):
        return str(UUID(typed))
    if not ID_START.fullmatch(typed):
        raise ValueError("Give the id, or its first 4 signs or more (digits and a to f).")
    return typed


def whole_id(text: str) -> UUID:
    """Return the id that is written here in full. Raises ValueError."""
    try:
        return UUID(text)
    except ValueError:
        raise ValueError("This is no id: give a UUID, or leave it out for a new one.") from None


def journey_named(journeys: Journeys, start: str) -> JourneyId:
    """Return the journey whose id begins like this.

    Refused: journey-unknown, journey-ambiguous. An id in full is not looked up.
    """
    if len(start) == FULL:
        return JourneyId(UUID(start))
    found = journeys.ids_like(start)
    if not found:
        raise Refused(
            "journey-unknown",
            "No journey in this store has an id that begins like this. "
            "`journeys list` shows those that are open.",
        )
    if len(found) > 1:
        raise Refused(
            "journey-ambiguous",
            "More than one journey has an id that begins like this: give more of its signs. "
            "`journeys --json list` shows them in full.",
        )
    return found[0]


def subgoal_named(history: History, start: str | None, on: date) -> SubgoalId:
    """Return the subgoal; the only open one where none is named.

    Refused: subgoal-unknown, subgoal-ambiguous, subgoal-not-named.
    """
    going = [step.subgoal for step in history.on(on).journey.path.open_subgoals]
    return _named("subgoal", start, history.journey.path.subgoals, going)


def placement_named(history: History, start: str | None, on: date) -> PlacementId:
    """Return the placement; the only running one where none is named.

    Refused: placement-unknown, placement-ambiguous, placement-not-named.
    """
    going = [place.placement for place in history.on(on).journey.work.running]
    return _named("placement", start, history.journey.work.placements, going)


def education_named(history: History, start: str | None, on: date) -> EducationId:
    """Return the education; the only running one where none is named.

    Refused: education-unknown, education-ambiguous, education-not-named.
    """
    going = [study.education for study in history.on(on).journey.work.studying]
    return _named("education", start, history.journey.work.educations, going)


def leaving_named(history: History, starts: Iterable[str], on: date) -> list[str]:
    """Return the names of what is left open, each in full where its beginning says enough."""
    names = [name for name, _ in left_open(history.on(on).journey)]
    return [_completed(start, names) for start in starts]


def _completed(start: str, names: Collection[str]) -> str:
    found = [name for name in names if name.startswith(start)]
    return found[0] if len(found) == 1 else start


def _named(what: str, start: str | None, known: Iterable[Id], going: Sequence[Id]) -> Id:
    if start is None:
        if len(going) == 1:
            return going[0]
        several = ", ".join(short(each) for each in going)
        raise Refused(
            f"{what}-not-named",
            f"Say which {what}: {several}. `journeys show` tells them apart."
            if going
            else f"No {what} is open on that day. `journeys show` or `journeys timeline` "
            "tells what there is.",
        )
    found = [each for each in known if str(each).startswith(start)]
    if not found:
        raise Refused(
            f"{what}-unknown",
            f"No {what} of this journey has an id that begins like this. "
            "`journeys timeline` shows them all.",
        )
    if len(found) > 1:
        raise Refused(
            f"{what}-ambiguous",
            f"More than one {what} of this journey has an id that begins like this: give more "
            "of its signs. `journeys --json timeline` shows them in full.",
        )
    return found[0]
