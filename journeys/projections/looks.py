"""Looks: when somebody looked at a journey, at what and why; who it was is a view of its own."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

from journeys.domain.looks import LoggedLook
from journeys.projections.view import View


class Words(NamedTuple):
    """What a view is called to whom it is about."""

    da: str
    en: str


WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "access": Words("Opslag", "when somebody looked, at what and why"),
        "arrived": Words("Flyttet hertil", "the journey came from another municipality"),
        "briefing": Words("Overlevering", "what whoever takes over must know"),
        "called": Words("Søgning på navn", "the name, found by its beginning"),
        "caseload": Words("Sagsstamme", "a line in a list of journeys"),
        "continuity": Words("Sammenhæng", "changes of caseworker, and how long nothing ran"),
        "desk": Words("Skrivebord", "what comes next and what waits, in a list of journeys"),
        "duties": Words("Forpligtelser på en liste", "what is owed, in a list of journeys"),
        "duties-of": Words("Forpligtelser", "what is owed on the journey"),
        "explain": Words("Begrundelse", "what one value of a view rests on"),
        "export": Words("Eksport", "everything that is recorded, taken out with its proofs"),
        "find": Words("Søgning", "that the journey is there, found by a number"),
        "history": Words("Hele forløbet", "everything that is recorded"),
        "identified": Words("Identitet angivet", "who it is about was recorded"),
        "identity": Words("Identitet", "who it is about"),
        "learned": Words("Ny viden", "what became known between two moments"),
        "milestones": Words("Delmålsbillede", "the way so far, and the next step"),
        "path": Words("Borgerens vej", "the way, as a page for whoever walks it"),
        "periods": Words("Perioder", "what held from when to when"),
        "replay": Words("Genafspil", "every view, as it was"),
        "replay-all": Words("Genafspil af alle", "every view, of all journeys in turn"),
        "safety": Words("Økonomisk tryghed", "what is kept, and the way back"),
        "steps": Words("Delmål og små succeser", "subgoals and small successes"),
        "subject-access": Words("Indsigt", "everything that is held, to be handed over"),
        "timeline": Words("Tidslinje", "everything in order"),
        "who-looked": Words("Opslag med navne", "who looked, by name"),
    }
)
"""By view. One that is called otherwise by now is told by the name it was noted under."""


class LookTold(View):
    """Opslag: when, at what and for what purpose; never by whom."""

    at: datetime
    view: str
    da: str
    en: str
    purpose: str


class LookToldWithStaff(LookTold):
    """Opslag med navn: by whom, too, in which role, and for which request of a host's."""

    actor: str
    role: str
    request_id: str | None


class Looks(View):
    """Opslag i et forløb: the citizen's own copy, the first look first."""

    journey: UUID
    looks: tuple[LookTold, ...]


class LooksWithStaff(View):
    """Opslag med navne: who looked at a journey, the first look first."""

    journey: UUID
    looks: tuple[LookToldWithStaff, ...]


def looks(journey_id: UUID, noted: Iterable[LoggedLook]) -> Looks:
    """Return the looks at a journey without anybody's name or role."""
    told = tuple(LookTold(**_told(each)) for each in noted)
    return Looks(journey=journey_id, looks=told)


def looks_with_staff(journey_id: UUID, noted: Iterable[LoggedLook]) -> LooksWithStaff:
    """Return the looks at a journey, with who looked."""
    told = tuple(
        LookToldWithStaff(
            **_told(each),
            actor=each.look.actor.name,
            role=each.look.actor.role,
            request_id=each.look.request_id,
        )
        for each in noted
    )
    return LooksWithStaff(journey=journey_id, looks=told)


def _told(noted: LoggedLook) -> dict[str, Any]:
    view = noted.look.view
    words = WORDS.get(view, Words(view, view))
    return {"at": noted.at, "view": view, **words._asdict(), "purpose": noted.look.purpose}
