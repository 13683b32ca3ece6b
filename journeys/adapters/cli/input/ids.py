"""Ids as people type them: in full, or the first four signs or more; or left out where it is clear.

What was typed is never repeated in an error: it may be a CPR number in the wrong place.
"""

import re
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from journeys.adapters.words.ids import WHOLE_ID, short
from journeys.domain.errors import Refused
from journeys.domain.message import Message
from journeys.domain.vocabulary import JourneyId

if TYPE_CHECKING:
    from journeys.app.journeys import Journeys

FULL = 36
ID_START = re.compile(r"[0-9a-f][0-9a-f-]{3,34}")

Id = TypeVar("Id", bound=UUID)

THINGS = {
    "subgoal": Message("subgoal"),
    "placement": Message("placement"),
    "education": Message("education"),
    "measure": Message("measure"),
    "ruling": Message("ruling"),
    "aid": Message("aid"),
    "tie": Message("tie"),
    "job-effort": Message("job effort"),
}
"""What the things of a journey are called."""


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


def journey_like(journeys: "Journeys", start: str) -> JourneyId:
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


def thing_named(what: str, start: str, known: Iterable[Id]) -> Id:
    """Return the one of the known things whose id begins like this.

    Refused: WHAT-unknown, WHAT-ambiguous.
    """
    found = [each for each in known if str(each).startswith(start)]
    if not found:
        raise Refused(
            f"{what}-unknown",
            "No {what} of this journey has an id that begins like this. `journeys timeline` shows "
            "them all.",
            what=THINGS[what],
        )
    if len(found) > 1:
        raise Refused(
            f"{what}-ambiguous",
            "More than one {what} of this journey has an id that begins like this: give more of "
            "its signs. `journeys --json timeline` shows them in full.",
            what=THINGS[what],
        )
    return found[0]


def only_one(what: str, going: Collection[Id], seen_in: str) -> Id:
    """Return the one thing there is. Refused: WHAT-not-named, where there are more, or none."""
    if len(going) == 1:
        return next(iter(going))
    if not going:
        raise Refused(
            f"{what}-not-named",
            "No {what} is open on that day that this can be about. `journeys show` and `journeys "
            "timeline` tell what there is.",
            what=THINGS[what],
        )
    raise Refused(
        f"{what}-not-named",
        "Say which {what}: {several}. `journeys {seen_in}` tells them apart.",
        what=THINGS[what],
        several=", ".join(short(each) for each in going),
        seen_in=seen_in,
    )


def completed(start: str, names: Collection[str]) -> str:
    """Return the one name that begins like this; as it was typed where that is not clear."""
    found = [name for name in names if name.startswith(start)]
    return found[0] if len(found) == 1 else start
