"""Verbs and rules of restricted access: only named staff may open a journey (beskyttet forløb)."""

from collections.abc import Collection
from datetime import date

from journeys.domain.decisions.case import Case
from journeys.domain.decisions.rules import require_started, require_text
from journeys.domain.errors import Refused
from journeys.domain.events.people import AccessRestricted, RestrictionLifted
from journeys.domain.history import History
from journeys.domain.journey import Event
from journeys.domain.message import Message, MessageList
from journeys.domain.roles import (
    CHANGE_RESTRICTION,
    CITIZEN,
    LOOK_ACROSS,
    RETRACT,
    SEE_STAFF,
    Actor,
)
from journeys.domain.rulebook import Rulebook

SET_ACCESS = ("restrict_access", "lift_restriction")
"""Verbs that a manager may use who may not open the journey."""


def restrict_access(case: Case, *, open_to: Collection[str], on: date) -> list[Event]:
    """Begræns adgangen: only these of the staff may open the journey from now on.

    The responsible person always may, and so may somebody who is asked to take over. For a citizen
    who is a colleague or a colleague's relative, or whose address is protected.

    Refused: open-to-missing, journey-not-open.
    """
    require_started(case)
    names = tuple(sorted({require_text(name, "open-to").strip() for name in open_to}))
    if not names:
        require_text("", "open-to")
    restricted = case.journey.people.restricted_to
    return [] if restricted == names else [AccessRestricted(on=on, open_to=names)]


def lift_restriction(case: Case, *, on: date) -> list[Event]:
    """Ophæv begrænsningen: everybody who may look at journeys may open this one again.

    Refused: journey-not-open.
    """
    require_started(case)
    return [] if case.journey.people.restricted_to is None else [RestrictionLifted(on=on)]


def may_open(history: History, actor: Actor, book: Rulebook, today: date) -> bool:
    """Return whether an actor may open a journey, which may be restricted to others.

    Of the staff only those who are named, who is responsible today, and who is asked to take over
    today. An auditor may, as oversight is not to be shut out, and the citizen.
    """
    # Nearly no journey was ever restricted, and to fold a long one before each look costs.
    if not any(type(event) is AccessRestricted for event in history.events):
        return True
    restricted = history.journey.people.restricted_to
    if restricted is None or is_exempt(actor, book):
        return True
    people = history.on(today).journey.people
    offered = (offer.to for offer in people.offers)
    return actor.name in {*restricted, people.responsible, *offered}


def is_exempt(actor: Actor, book: Rulebook) -> bool:
    """Return whether no restriction holds for a role: the citizen's, and those of oversight."""
    return actor.role == CITIZEN or SEE_STAFF in book.roles.get(actor.role, ())


def require_may_open(history: History, actor: Actor, book: Rulebook, today: date) -> None:
    """Require that a journey is open to an actor. Refused: journey-restricted."""
    if not may_open(history, actor, book, today):
        raise restricted_to_others(book)


def require_may_record(
    history: History, verb: str, actor: Actor, book: Rulebook, today: date
) -> None:
    """Require that a journey is open to an actor of the authority who records on it.

    Registers and people outside the municipality deliver what they know: they see nothing of it.
    What a citizen may ask for, such as the pension back, anybody may record for them: no right of
    the citizen's ends at a restriction. What is recorded on behalf of somebody is held to what is
    open to that person. Refused: journey-restricted.
    """
    actor = Actor(*actor.principal)
    permissions = book.roles.get(actor.role, frozenset())
    if verb in book.roles.get(CITIZEN, ()):
        return
    if verb in SET_ACCESS and CHANGE_RESTRICTION in permissions:
        return
    if {LOOK_ACROSS, RETRACT} <= permissions:
        require_may_open(history, actor, book, today)


def restricted_to_others(book: Rulebook) -> Refused:
    """Return the refusal of a journey that is restricted to others; it names nobody."""
    able = [role for role, permissions in book.roles.items() if CHANGE_RESTRICTION in permissions]
    return Refused(
        "journey-restricted",
        "This is restricted to named staff, and you are not among them. Ask somebody who may "
        "change that: {able}.",
        able=MessageList(map(Message, able)) or Message("nobody here"),
    )
