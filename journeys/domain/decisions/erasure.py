"""The rules before a person is erased (crypto-shredding). What is erased cannot be restored."""

from datetime import date, timedelta

from journeys.domain.decisions.deciding import require_permission
from journeys.domain.decisions.privacy import refuse_private
from journeys.domain.decisions.rules import require_text
from journeys.domain.duties import open_duties
from journeys.domain.duties.retiring import DISCARD_OR_ARCHIVE
from journeys.domain.erasure import Erasure
from journeys.domain.errors import Refused
from journeys.domain.history import History
from journeys.domain.roles import ERASE, Actor
from journeys.domain.rulebook import Rulebook

A_DAY = timedelta(days=1)
"""A date may be tomorrow in one time zone while it is today in another."""


def erase(
    history: History, erasure: Erasure, actor: Actor, book: Rulebook, *, today: date
) -> Erasure:
    """Slet en borger: return the erasure, if nothing forbids it.

    A person whose journey is open, or who is owed something, is not erased: their rights rest on
    the record. `authority` names why the municipality's duty to keep records is over, or which
    archive has them (arkivloven; GDPR art. 17(3)(b)). The rules are checked on the day it takes
    effect and on `today` as well, so that no choice of day evades them.

    Refused: role-may-not, reason-missing, authority-missing, not-yet, still-walked-with,
    still-owed, words-carry-cpr, words-carry-diagnosis, words-unprintable.
    """
    require_permission(ERASE, actor, book)
    refuse_private("reason", require_text(erasure.reason, "reason"))
    refuse_private("authority", require_text(erasure.authority, "authority"))
    if erasure.on > today + A_DAY:
        raise Refused("not-yet", "Erasing takes effect at once: choose a day that has come.")
    for day in (erasure.on, today):
        _require_closed_and_settled(history, book, day)
    return erasure


def _require_closed_and_settled(history: History, book: Rulebook, on: date) -> None:
    if history.on(on).journey.people.status in {"open", "resting"}:
        raise still_walked_with(on)
    # To let the journey go is owed as well, and erasing it does.
    if owed := [each for each in open_duties(history, book, on) if each.kind != DISCARD_OR_ARCHIVE]:
        raise Refused(
            "still-owed",
            "The citizen is still owed something on {on}, and erasing would hide it: {kinds}. "
            "Meet these duties first.",
            on=on,
            kinds=", ".join(dict.fromkeys(duty.kind for duty in owed)),
        )


def still_walked_with(on: date) -> Refused:
    """Return the refusal to erase a person whose journey is not closed on a day."""
    return Refused(
        "still-walked-with",
        "The journey is open on {on}. Close it first: the citizen's rights rest on what it "
        "records.",
        on=on,
    )
