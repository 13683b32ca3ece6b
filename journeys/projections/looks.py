"""Looks: when somebody looked at a journey, at what and why; by whom is a separate view."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

from pydantic import Field

from journeys.domain.looks import LoggedLook
from journeys.domain.message import Message
from journeys.projections.view import SetAside, View


class ViewName(NamedTuple):
    """What a view is called to the citizen it is about."""

    da: str
    en: str


VIEW_NAMES: Mapping[str, ViewName] = MappingProxyType(
    {
        "access": ViewName("Opslag", "when somebody looked, at what and why"),
        "arrived": ViewName("Flyttet hertil", "the journey came from another municipality"),
        "behind": ViewName("Bag et nøgletal", "a line in a list of the journeys behind a figure"),
        "briefing": ViewName("Overlevering", "what somebody who takes over must know"),
        "called": ViewName("Søgning på navn", "the name, found by a part of it"),
        "caseload": ViewName("Sagsstamme", "a line in a list of journeys"),
        "colleague-desk": ViewName(
            "En kollegas skrivebord",
            "the same, by somebody who stands in for the person responsible",
        ),
        "continuity": ViewName("Sammenhæng", "changes of caseworker, and times without any effort"),
        "desk": ViewName("Skrivebord", "what comes next and what waits, in a list of journeys"),
        "duties": ViewName("Opgaver på en liste", "what is owed, in a list of journeys"),
        "disclose": ViewName("Fremlæggelse", "one entry, disclosed with its proof"),
        "duties-of": ViewName("Opgaver", "what is owed on the journey"),
        "effect-notes": ViewName("Effektnotat", "what was noted when a measure ended, in a list"),
        "explain": ViewName("Begrundelse", "what one value of a view rests on"),
        "export": ViewName("Eksport", "everything that is recorded, exported with its proofs"),
        "exports": ViewName(
            "Eksport før sletning", "everything that is recorded, exported before it is erased"
        ),
        "find": ViewName("Søgning", "that there is a journey, found by a number"),
        "history": ViewName("Hele forløbet", "everything that is recorded"),
        "identified": ViewName("Identitet angivet", "who it is about was recorded"),
        "identity": ViewName("Identitet", "who it is about"),
        "learned": ViewName("Nyt i journalen", "what became known between two moments"),
        "late-rulings": ViewName(
            "Forklaring af en afgørelse", "that a ruling was explained late or not, in a list"
        ),
        "looks-by": ViewName(
            "En medarbejders opslag", "that an employee looked, in a list of all their looks"
        ),
        "match-for-citizen": ViewName("Mulige opgaver", "tasks that the citizen might do"),
        "match-for-post": ViewName("Hvem kan opgaven", "who might do the tasks of a post"),
        "met-late": ViewName("Opgaver løst for sent", "what was done late, in a list of journeys"),
        "milestones": ViewName("Borgerens overblik", "the steps so far, and the next step"),
        "names": ViewName("Navn", "the name, beside the number of the journey"),
        "path": ViewName("Borgerens vej", "the journey, as a page for the citizen"),
        "periods": ViewName("Perioder", "what was so from one day to another"),
        "population": ViewName("Opgørelse af alle", "an answer about every journey in turn"),
        "population-rows": ViewName(
            "Rækker til statistik", "what was so and when, without words, of all journeys"
        ),
        "population-rows-with-ids": ViewName(
            "Rækker til statistik, med numre",
            "what was so and when, without words, with the numbers of all journeys",
        ),
        "post": ViewName("Hvem er i stillingen", "that the citizen is in a post"),
        "process-log": ViewName(
            "Hændelser til procesanalyse", "what happened and when, without words, of all journeys"
        ),
        "process-log-with-ids": ViewName(
            "Hændelser til procesanalyse, med numre",
            "what happened and when, without words, with the numbers of all journeys",
        ),
        "replay": ViewName("Genafspil", "every view, as it was"),
        "replay-all": ViewName("Genafspil af alle", "every view, of all journeys in turn"),
        "retirements": ViewName(
            "Frist for at gemme sagen", "how long a closed journey is kept, in a list of them"
        ),
        "safety": ViewName("Økonomisk tryghed", "the answer about the pension, and the way back"),
        "steps": ViewName("Delmål og små succeser", "subgoals and small successes"),
        "subject-access": ViewName("Indsigt", "everything that is kept, to be handed over"),
        "timeline": ViewName("Tidslinje", "everything in order"),
        "who-looked": ViewName("Opslag med navne", "who looked, by name"),
    }
)
"""By view. A look at a view that has been renamed since is shown by the name it was noted under."""


NONE: Mapping[int, Message] = MappingProxyType({})


class LookLine(View):
    """Opslag: when, at what and for what purpose; never by whom."""

    at: datetime
    view: str
    da: str
    en: str
    purpose: str


class LookLineWithStaff(LookLine):
    """Opslag med navn: also by whom, in which role, and for which request of the host."""

    actor: str
    role: str
    request_id: str | None


class Looks(View):
    """Opslag i et forløb: the citizen's own copy, oldest first."""

    journey: UUID
    looks: tuple[LookLine, ...]
    set_aside: SetAside = Field(default_factory=dict)
    """By its position in the access log, a look that cannot be read, and why."""


class LooksWithStaff(View):
    """Opslag med navne: who looked at a journey, oldest first."""

    journey: UUID
    looks: tuple[LookLineWithStaff, ...]
    set_aside: SetAside = Field(default_factory=dict)
    """By its position in the access log, a look that cannot be read, and why."""


def looks(
    journey_id: UUID, noted: Iterable[LoggedLook], unreadable: Mapping[int, Message] = NONE
) -> Looks:
    """Return the looks at a journey without anybody's name or role."""
    lines = tuple(LookLine(**_fields(each)) for each in noted)
    return Looks(journey=journey_id, looks=lines, set_aside=_named(unreadable))


def looks_with_staff(
    journey_id: UUID, noted: Iterable[LoggedLook], unreadable: Mapping[int, Message] = NONE
) -> LooksWithStaff:
    """Return the looks at a journey, with who looked."""
    lines = tuple(
        LookLineWithStaff(
            **_fields(each),
            actor=each.look.actor.name,
            role=each.look.actor.role,
            request_id=each.look.request_id,
        )
        for each in noted
    )
    return LooksWithStaff(journey=journey_id, looks=lines, set_aside=_named(unreadable))


def _named(unreadable: Mapping[int, Message]) -> SetAside:
    return {str(position): why for position, why in unreadable.items()}


def _fields(noted: LoggedLook) -> dict[str, Any]:
    view = noted.look.view
    words = VIEW_NAMES.get(view, ViewName(view, view))
    return {"at": noted.at, "view": view, **words._asdict(), "purpose": noted.look.purpose}
