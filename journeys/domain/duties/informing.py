"""Informing: the answer about the pension became weaker because the law did, and who must hear it.

What became weaker because of facts is told where the fact is recorded; a change of law nobody
records on a journey, so it is found here.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import zip_longest
from typing import NamedTuple

from journeys.domain.duties.duty import Duty
from journeys.domain.events.pension import PensionFact, SafetyExplained
from journeys.domain.guarantee import Strength, guarantee_by_law
from journeys.domain.history import Change, History
from journeys.domain.journey import Event
from journeys.domain.law import Law
from journeys.domain.rulebook import Rulebook
from journeys.domain.standing import standing_of

KIND = "inform-safety"


class _Weaker(NamedTuple):
    """That the law weakened the answer: the duty, how strong it was, and by which edition."""

    duty: Duty
    before: Strength
    edition: date


def weakened(history: History, book: Rulebook) -> Iterator[Duty]:
    """Yield a duty for each change of law that weakened the answer, until it was told.

    It is owed from the day the change takes effect or was read, whichever is later; what the first
    edition has is taken as known before it. It is met when the safety is explained by that edition
    or a later one, and ends where the answer is as strong again, or where there is no right left.
    """
    waiting: _Weaker | None = None
    promised, events = 0, tuple(history.events)
    for nr, (change, after) in enumerate(zip_longest(history.changes, history.changes[1:]), 1):
        entry = change.entry
        if isinstance(entry.event, PensionFact):
            promised = entry.version
        if waiting and _settled(change, waiting):
            yield waiting.duty.met_at(entry.event.on, entry.version)
            waiting = None
        if not change.after.pension.exists or change.after.people.walk == "unopened":
            continue
        until = date.max if after is None else after.entry.event.on
        for day, before, now in _turns(change, events[nr:], book.law, until):
            if waiting and now >= waiting.before:
                yield waiting.duty.met_at(day, waiting.duty.raised)
                waiting = None
            if waiting is None and now < before:
                due, about = book.due(KIND, day), day.isoformat()
                duty = Duty(KIND, about, since=day, due=due, raised=promised)
                waiting = _Weaker(duty, before, book.law.as_read(day).edition)
    if waiting:
        yield waiting.duty


def _settled(change: Change, waiting: _Weaker) -> bool:
    """Whether the citizen was told by the law that changed it, or there is no right left."""
    told = change.entry.event
    if isinstance(told, SafetyExplained):
        return told.edition >= waiting.edition
    return not change.after.pension.exists


def _turns(
    change: Change, ahead: tuple[Event, ...], law: Law, until: date
) -> Iterator[tuple[date, Strength, Strength]]:
    """Yield each day on which the law can change the answer, from an entry on up to another.

    With it stands how strong the answer was on its eve, and how strong it is then.
    """
    first, last = bisect_right(law.turns, change.entry.event.on), bisect_right(law.turns, until)

    def strength(day: date) -> Strength:
        facts = standing_of(change.after, ahead, day)
        return guarantee_by_law(facts, law.as_read(day), day).strength

    for day in law.turns[first:last]:
        yield day, strength(day - timedelta(days=1)), strength(day)
