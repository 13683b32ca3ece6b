"""The verb of corrections. It decides on the whole history: it is about entries, not state."""

from collections import Counter
from collections.abc import Callable, Collection
from datetime import date
from typing import Any, TypeVar

from journeys.domain.decisions.days_ahead import refuse_days_ahead
from journeys.domain.decisions.decided import EVENT_CLASSES, require_events
from journeys.domain.decisions.deciding import require_permission
from journeys.domain.decisions.dependencies import orphaned, still_cited
from journeys.domain.decisions.forms import DAY, FUNCTION, WHOLE_NUMBER, require_form
from journeys.domain.decisions.privacy import refuse_private_facts
from journeys.domain.decisions.restriction import require_may_record
from journeys.domain.decisions.rules import require_text
from journeys.domain.errors import Refused
from journeys.domain.events.corrections import EntryRetracted
from journeys.domain.events.fact import Fact
from journeys.domain.history import History
from journeys.domain.journey import Event
from journeys.domain.roles import RETRACT, Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.stream import AnyHistory, N, StreamHistory

H = TypeVar("H", bound=AnyHistory)

Replacement = Callable[[History], list[Event]]
"""Decides what to record instead, on the history without the mistake."""


def no_replacement(_history: AnyHistory) -> list[Any]:
    """Record nothing instead."""
    return []


def retract(
    history: History,
    actor: Actor,
    book: Rulebook,
    *,
    today: date,
    entry: int,
    why: str,
    on: date,
    replacement: Replacement = no_replacement,
) -> list[Event]:
    """Ret en fejl: take an entry back, and record its replacement with it.

    Returns the retraction and what replaces the entry; `[]` if it is retracted already. `today` is
    the day on which it is decided: a retraction is not recorded with a later day.

    Refused: role-may-not, journey-restricted, entry-unknown, why-missing, day-not-come,
    entry-still-cited, recorded-already, and whatever the replacement refuses; not-understood, where
    a value is of the wrong type, or the replacement returns no list of events.
    """
    require_permission(RETRACT, actor, book)
    require_form("today", today, DAY)
    require_may_record(history, RETRACT, actor, book, today)
    return retraction(history, today=today, entry=entry, why=why, on=on, replacement=replacement)


def retraction(
    history: H,
    *,
    today: date,
    entry: int,
    why: str,
    on: date,
    replacement: Callable[[H], list[Any]],
    classes: Collection[type[Fact]] = EVENT_CLASSES,
) -> list[Any]:
    """Return the same for a stream of any kind, whose events are of these classes.

    Refused: as `retract` says, but for permissions.
    """
    for argument, value, form in (
        ("today", today, DAY),
        ("on", on, DAY),
        ("replacement", replacement, FUNCTION),
    ):
        require_form(argument, value, form)
    known_entry(history, entry)
    if entry in history.retracted:
        return []
    retracted = EntryRetracted(on=on, entry=entry, why=require_text(why, "why"))
    refuse_private_facts([retracted])
    refuse_days_ahead([retracted], today)
    corrected = history.followed_by([retracted])
    replacing = require_events(replacement(corrected), "replacement", classes)
    _require_consistent(history, corrected.followed_by(replacing))
    return [retracted, *replacing]


def known_entry(history: StreamHistory[N, Any, Any], entry: int) -> N:
    """Return the entry of that number. Refused: entry-unknown; not-understood."""
    require_form("entry", entry, WHOLE_NUMBER)
    for each in history.entries:
        if each.version == entry:
            return each
    raise Refused(
        "entry-unknown",
        "This journey has no entry {entry}; its entries are 1 to {version}.",
        entry=entry,
        version=history.version,
    )


def _all_orphaned(before: AnyHistory, after: AnyHistory) -> list[int]:
    """Return every entry that would rest on nothing, and those that rest on these in turn."""
    found = list[int]()
    while orphans := orphaned(before, after):
        found += orphans
        after = after.followed_by(
            EntryRetracted(on=date.min, entry=entry, why="") for entry in orphans
        )
    return sorted(found)


def _require_consistent(before: AnyHistory, after: AnyHistory) -> None:
    """Refuse a history in which something would rest on nothing, or exist twice."""
    if orphans := _all_orphaned(before, after):
        raise still_cited(orphans)
    # Two journeys that were joined establish some things twice from the start.
    counts = _established(after) - (_established(before) | Counter(set(_established(after))))
    if doubled := list(counts):
        raise Refused(
            "recorded-already",
            "After this, the {what} would be recorded twice. Retract its replacement first.",
            what=doubled[0],
        )


def _established(history: AnyHistory) -> Counter[str]:
    """Return how often the history establishes each thing."""
    return Counter(each.event.establishes for each in history.in_force if each.event.establishes)
