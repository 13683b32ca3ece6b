"""Who may look at what is recorded about a person, and what must be said first."""

from journeys.domain.decisions.deciding import require_actor, require_permission
from journeys.domain.decisions.privacy import refuse_private
from journeys.domain.decisions.rules import require_text
from journeys.domain.errors import Refused
from journeys.domain.roles import EXPORT, IMPORT, LOOK, LOOK_ACROSS, SEE_STAFF, Actor
from journeys.domain.rulebook import Rulebook

GIVEN_OUT = "GDPR art. 15; EU-Domstolen C-579/21; Datatilsynet 2024-32-0283"


def require_may_look(
    actor: Actor, book: Rulebook, purpose: str, request_id: str | None = None
) -> None:
    """Opslag: pass a look whose actor is named and may look, for a purpose that is said.

    Refused: role-may-not; actor-missing, purpose-missing, request-id-missing; words-carry-cpr,
    words-carry-diagnosis, words-unprintable.
    """
    require_permission(LOOK, actor, book)
    require_actor(actor, request_id)
    require_purpose(purpose)


def require_purpose(purpose: str) -> None:
    """Pass a purpose that is said, and that the citizen may be given as it stands.

    Refused: purpose-missing; words-carry-cpr, words-carry-diagnosis, words-unprintable.
    """
    refuse_private("purpose", require_text(purpose, "purpose"))


def require_may_import(actor: Actor, book: Rulebook, purpose: str) -> None:
    """Flytning: pass who may take in a journey from elsewhere, for a purpose that is said.

    Refused: role-may-not; actor-missing, purpose-missing; words-carry-cpr, words-carry-diagnosis,
    words-unprintable.
    """
    require_permission(IMPORT, actor, book)
    require_actor(actor)
    require_purpose(purpose)


def require_may_export(actor: Actor, book: Rulebook) -> None:
    """Eksport: pass who may take a journey out, with the key to it. Refused: role-may-not."""
    require_permission(EXPORT, actor, book)


def require_may_look_across(actor: Actor, book: Rulebook) -> None:
    """Pass a look at people in a list. Refused: role-may-not."""
    require_permission(LOOK_ACROSS, actor, book)


def require_may_see_staff(actor: Actor, book: Rulebook) -> None:
    """Pass a look at who looked. Refused: staff-not-shown."""
    if SEE_STAFF not in book.roles.get(actor.role, ()):
        raise Refused(
            "staff-not-shown",
            "Only an auditor is shown who looked: staff have rights of their own. To see without "
            "names when somebody looked, at what and for what purpose, use access show.",
            basis=GIVEN_OUT,
        )
