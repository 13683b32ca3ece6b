"""Rules of access: who may see what is recorded about a person, and on which terms."""

from journeys.domain.decisions.deciding import require_actor, require_permission
from journeys.domain.decisions.privacy import refuse_private
from journeys.domain.decisions.rules import require_text
from journeys.domain.errors import Refused
from journeys.domain.roles import (
    EXPORT,
    EXPORT_IDS,
    IMPORT,
    LOOK,
    LOOK_ACROSS,
    MANAGE,
    SEE_STAFF,
    Actor,
)
from journeys.domain.rulebook import Rulebook

GIVEN_OUT = "GDPR art. 15; EU-Domstolen C-579/21; Datatilsynet 2024-32-0283"
"""What a citizen may be given about looks at their data, and why without the names of staff."""


def require_may_look(
    actor: Actor, book: Rulebook, purpose: str, request_id: str | None = None
) -> None:
    """Opslag: require an actor who is named and may look, for a stated purpose.

    Refused: role-may-not; actor-missing, purpose-missing, request-id-missing; words-carry-cpr,
    words-carry-diagnosis, words-unprintable.
    """
    require_permission(LOOK, actor, book)
    require_actor(actor, request_id)
    require_purpose(purpose)


def require_purpose(purpose: str) -> None:
    """Require a stated purpose that the citizen may be shown as it is.

    Refused: purpose-missing; words-carry-cpr, words-carry-diagnosis, words-unprintable.
    """
    refuse_private("purpose", require_text(purpose, "purpose"))


def require_may_import(actor: Actor, book: Rulebook, purpose: str) -> None:
    """Flytning: require an actor who may take in a journey, for a stated purpose.

    Refused: role-may-not; actor-missing, purpose-missing; words-carry-cpr, words-carry-diagnosis,
    words-unprintable.
    """
    require_permission(IMPORT, actor, book)
    require_actor(actor)
    require_purpose(purpose)


def require_may_export(actor: Actor, book: Rulebook) -> None:
    """Eksport: require an actor who may take out a journey and its key. Refused: role-may-not."""
    require_permission(EXPORT, actor, book)


def require_may_export_ids(actor: Actor, book: Rulebook) -> None:
    """Require an actor who may take out everybody's events by their ids. Refused: role-may-not."""
    require_permission(EXPORT_IDS, actor, book)


def require_may_look_across(actor: Actor, book: Rulebook) -> None:
    """Require an actor who may see several people at once. Refused: role-may-not."""
    require_permission(LOOK_ACROSS, actor, book)


def require_may_manage(actor: Actor, book: Rulebook) -> None:
    """Ledelse: require an actor who may see a manager's figures. Refused: role-may-not."""
    require_permission(MANAGE, actor, book)


def require_may_see_staff(actor: Actor, book: Rulebook) -> None:
    """Require an actor who may see the names of those who looked. Refused: staff-not-shown."""
    if SEE_STAFF not in book.roles.get(actor.role, ()):
        raise Refused(
            "staff-not-shown",
            "Only an auditor is shown who looked: staff have rights of their own. To see without "
            "names when somebody looked, at what and for what purpose, use access show.",
            basis=GIVEN_OUT,
        )
