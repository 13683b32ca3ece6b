"""The rules before a closed journey is let go: discarded, or erased once an archive has it."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from journeys.domain.decisions.erasure import erase
from journeys.domain.decisions.privacy import refuse_private
from journeys.domain.decisions.restriction import require_may_open
from journeys.domain.duties import duties
from journeys.domain.duties.retiring import holds, unheld
from journeys.domain.erasure import Erasure
from journeys.domain.errors import Refused
from journeys.domain.history import History
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook

DISCARDING = "BEK 591/2003 § 5 stk. 2"
"""A municipality may not discard on its own (`docs/decisions/0030-retention.md`)."""


class Kept(NamedTuple):
    """Hvorfor den gemmes: one reason for which a journey is kept on a day."""

    why: Literal["pension", "appeal", "duty", "no-period", "not-yet", "later-entry"]
    """What holds it; or no period is set, or not over, or something is recorded for a later day."""
    day: date | None = None
    """Since when it holds the journey. Of `not-yet` and `later-entry`, which day is waited for."""
    about: str = ""
    """Of a duty: its kind."""


class RetentionStatus(NamedTuple):
    """Status: how a closed journey stands to the municipality's periods on a day."""

    closed: date
    counted_from: date | None
    """The day on which the last thing that held it ended; None while anything holds it."""
    may_go: date | None
    must_go: date | None
    kept: tuple[Kept, ...]
    """Every reason for which it is kept; empty where it may go."""


def retention_status(history: History, book: Rulebook, on: date) -> RetentionStatus | None:
    """Return how a journey stands to the periods on a day; None where it is not closed then."""
    as_of = history.on(on)
    if as_of.journey.people.status != "closed":
        return None
    found = holds(as_of, book, duties(as_of, book))
    closed = max(each.ends for each in found if each.why == "not-closed" and each.ends)
    held = [
        Kept(each.why, each.starts, each.about)
        for each in found
        if each.covers(on) and each.why != "not-closed"
    ]
    since = None
    if not held:
        since = max(each.starts for each in unheld(found) if each.starts <= on)
    may = None if since is None else book.keeping.may_go(since)
    must = None if since is None else book.keeping.must_go(since)
    if book.keeping.may_go(on) is None:
        held.append(Kept("no-period"))
    elif may is not None and on < may:
        held.append(Kept("not-yet", may))
    held += _recorded_for_later(history, on)
    return RetentionStatus(closed, since, may, must, tuple(held))


def _recorded_for_later(history: History, on: date) -> Iterator[Kept]:
    later = [entry.event.on for entry in history.in_force if entry.event.on > on]
    if later:
        yield Kept("later-entry", later[-1])


def ground(book: Rulebook, archived: str = "") -> tuple[str, str]:
    """Return for which reason, and on whose authority, a journey may go.

    Both are the municipality's own words: the source of its period, and that of its leave to
    discard; or where the journey was handed over, as `archived` says. What is not known to be
    discardable is kept.

    Refused: retention-not-set, not-discardable, words-carry-cpr, words-carry-diagnosis,
    words-unprintable.
    """
    kept = book.keeping
    reason = kept.may_go_source or kept.must_go_source
    if not reason:
        raise Refused(
            "retention-not-set",
            "How long closed journeys are kept is not set, so none may go. Set it in the "
            "municipality's file, under [retention], with its source.",
        )
    # A text without a letter or a digit names nothing, and may be one that nobody sees.
    handed_over = archived.strip() if any(map(str.isalnum, archived)) else ""
    if not handed_over and kept.discard != "allowed":
        raise Refused(
            "not-discardable",
            "The municipality's file does not say that closed journeys may be discarded, so they "
            "are kept. Hand them over to an archive and name its receipt with --archived, or say "
            "in the file, under [retention], that they may be, with the source.",
            basis=DISCARDING,
        )
    authority = handed_over or kept.discard_source
    refuse_private("reason", reason)
    refuse_private("authority", authority)
    return reason, authority


def retire(
    history: History,
    actor: Actor,
    book: Rulebook,
    *,
    on: date,
    today: date,
    exported: int,
    archived: str = "",
) -> Erasure:
    """Kassér eller aflever: return the erasure of a closed journey whose time is over.

    Of `exported` entries a whole export is held; of a citizen whose journeys were joined, those of
    all. It must be over on the day it takes effect and on `today`.

    Refused: still-kept, recorded-meanwhile, journey-restricted; and as `ground` and `erase`.
    """
    reason, authority = ground(book, archived)
    erasure = erase(history, Erasure(on, reason, authority), actor, book, today=today)
    require_may_open(history, actor, book, today)
    for day in (on, today):
        found = retention_status(history, book, day)
        if found is None or found.kept:
            raise Refused(
                "still-kept",
                "The journey is kept on {on}: its time is not over, or something holds it. "
                "`journeys retire` says what, and from which day it may go.",
                on=day,
            )
    if len(history.entries) != exported:
        raise Refused(
            "recorded-meanwhile",
            "Something was recorded on this journey while it was exported. Nothing was done: do it "
            "again.",
        )
    return erasure
