"""Informing: the answer about the pension became weaker because the law did, and who must hear it.

What became weaker because of facts is told where the fact is recorded; a change of law nobody
records on a journey, so it is found here.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import zip_longest

from journeys.domain.duties.duty import Duty
from journeys.domain.events.pension import PensionFact, SafetyExplained
from journeys.domain.guarantee import guarantee_by_law, standing_of
from journeys.domain.history import Change, History
from journeys.domain.journey import Journey
from journeys.domain.law import Law
from journeys.domain.rulebook import Rulebook

KIND = "inform-safety"


def weakened(history: History, book: Rulebook) -> Iterator[Duty]:
    """Yield a duty for each change of law that weakened the answer, until it was explained anew.

    It is owed from the day the change takes effect or was read, whichever is later.
    """
    waiting: Duty | None = None
    promised = 0
    for change, after in zip_longest(history.changes, history.changes[1:]):
        entry, journey = change.entry, change.after
        if isinstance(entry.event, PensionFact):
            promised = entry.version
        if waiting and _settled(change):
            yield waiting.met_at(entry.event.on, entry.version)
            waiting = None
        if not _walks_with_a_right(journey):
            continue
        until = date.max if after is None else after.entry.event.on
        since = next(_weakened_on(journey, book.law, entry.event.on, until), None)
        if since is not None and waiting is None:
            about, due = since.isoformat(), book.due(KIND, since)
            waiting = Duty(KIND, about, since=since, due=due, raised=promised)
    if waiting:
        yield waiting


def _settled(change: Change) -> bool:
    """Whether it was explained how it stands now, or there is no right left to speak of."""
    return isinstance(change.entry.event, SafetyExplained) or not change.after.pension.exists


def _walks_with_a_right(journey: Journey) -> bool:
    return journey.pension.exists and journey.people.walk != "unopened"


def _weakened_on(journey: Journey, law: Law, after: date, until: date) -> Iterator[date]:
    """Yield the days after one, up to another, on which the law gives a weaker answer."""
    first, last = bisect_right(law.turns, after), bisect_right(law.turns, until)
    for day in law.turns[first:last]:
        facts, eve = standing_of(journey), day - timedelta(days=1)
        before = guarantee_by_law(facts, law.as_read(eve), eve)
        if guarantee_by_law(facts, law.as_read(day), day).strength < before.strength:
            yield day
