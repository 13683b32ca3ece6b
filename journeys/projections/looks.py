"""Looks: when somebody looked at a journey, at what and why; who it was is a view of its own."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

from journeys.domain.looks import Looked
from journeys.projections.view import View


class ViewName(NamedTuple):
    """What a view is called to whom it is about."""

    da: str
    en: str


VIEW_NAMES: Mapping[str, ViewName] = MappingProxyType(
    {
        "access": ViewName("Opslag", "when somebody looked, at what and why"),
        "arrived": ViewName("Flyttet hertil", "the journey came from another municipality"),
        "briefing": ViewName("Overlevering", "what whoever takes over must know"),
        "called": ViewName("Søgning på navn", "the name, found by its beginning"),
        "caseload": ViewName("Sagsstamme", "a line in a list of journeys"),
        "continuity": ViewName("Sammenhæng", "changes of caseworker, and how long nothing ran"),
        "desk": ViewName("Skrivebord", "what comes next and what waits, in a list of journeys"),
        "duties": ViewName("Forpligtelser på en liste", "what is owed, in a list of journeys"),
        "duties-of": ViewName("Forpligtelser", "what is owed on the journey"),
        "explain": ViewName("Begrundelse", "what one value of a view rests on"),
        "export": ViewName("Eksport", "everything that is recorded, taken out with its proofs"),
        "find": ViewName("Søgning", "that the journey is there, found by a number"),
        "history": ViewName("Hele forløbet", "everything that is recorded"),
        "identified": ViewName("Identitet angivet", "who it is about was recorded"),
        "identity": ViewName("Identitet", "who it is about"),
        "learned": ViewName("Ny viden", "what became known between two moments"),
        "milestones": ViewName("Delmålsbillede", "the way so far, and the next step"),
        "path": ViewName("Borgerens vej", "the way, as a page for whoever walks it"),
        "periods": ViewName("Perioder", "what held from when to when"),
        "replay": ViewName("Genafspil", "every view, as it was"),
        "replay-all": ViewName("Genafspil af alle", "every view, of all journeys in turn"),
        "safety": ViewName("Økonomisk tryghed", "what is kept, and the way back"),
        "steps": ViewName("Delmål og små succeser", "subgoals and small successes"),
        "subject-access": ViewName("Indsigt", "everything that is held, to be handed over"),
        "timeline": ViewName("Tidslinje", "everything in order"),
        "who-looked": ViewName("Opslag med navne", "who looked, by name"),
    }
)
"""By view. One that is called otherwise by now is told by the name it was noted under."""


class LookLine(View):
    """Opslag: when, at what and for what purpose; never by whom."""

    at: datetime
    view: str
    da: str
    en: str
    purpose: str


class LookLineWithStaff(LookLine):
    """Opslag med navn: by whom, too, in which role, and for which request of a host's."""

    actor: str
    role: str
    request_id: str | None


class Looks(View):
    """Opslag i et forløb: the citizen's own copy, the first look first."""

    journey: UUID
    looks: tuple[LookLine, ...]


class LooksWithStaff(View):
    """Opslag med navne: who looked at a journey, the first look first."""

    journey: UUID
    looks: tuple[LookLineWithStaff, ...]


def looks(journey_id: UUID, noted: Iterable[Looked]) -> Looks:
    """Return the looks at a journey without anybody's name or role."""
    told = tuple(LookLine(**_told(each)) for each in noted)
    return Looks(journey=journey_id, looks=told)


def looks_with_staff(journey_id: UUID, noted: Iterable[Looked]) -> LooksWithStaff:
    """Return the looks at a journey, with who looked."""
    told = tuple(
        LookLineWithStaff(
            **_told(each),
            actor=each.look.actor.name,
            role=each.look.actor.role,
            request_id=each.look.request_id,
        )
        for each in noted
    )
    return LooksWithStaff(journey=journey_id, looks=told)


def _told(noted: Looked) -> dict[str, Any]:
    view = noted.look.view
    words = VIEW_NAMES.get(view, ViewName(view, view))
    return {"at": noted.at, "view": view, **words._asdict(), "purpose": noted.look.purpose}
