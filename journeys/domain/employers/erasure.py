"""The rules before an employer is erased (crypto-shredding). What is erased cannot be restored."""

from collections.abc import Sequence
from datetime import date

from journeys.domain.decisions.deciding import require_permission
from journeys.domain.decisions.privacy import refuse_private
from journeys.domain.decisions.rules import require_text
from journeys.domain.employers.room import Taken
from journeys.domain.erasure import Erasure
from journeys.domain.errors import Refused
from journeys.domain.roles import ERASE, Actor
from journeys.domain.rulebook import Rulebook


def erase_employer(
    taken: Sequence[Taken], why: str, actor: Actor, book: Rulebook, *, today: date
) -> Erasure:
    """Slet en virksomhed: return the erasure, if nothing forbids it.

    An employer has people in its stream too: a contact, an owner who is the firm. `taken` is what
    citizens take of its posts.

    Refused: role-may-not, why-missing, post-in-use, words-carry-cpr, words-carry-diagnosis,
    words-unprintable.
    """
    require_permission(ERASE, actor, book)
    refuse_private("why", require_text(why, "why"))
    if any(each.ends is None or each.ends > max(today, each.starts) for each in taken):
        raise Refused(
            "post-in-use",
            "Somebody is in a post of this employer. Record first that their placement ended, or "
            "where they are now.",
        )
    return Erasure(today, why, authority="")
