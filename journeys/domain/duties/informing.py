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
from journeys.domain.events.rulings import RulingFact
from journeys.domain.guarantee import Strength, guarantee_by_law
from journeys.domain.history import Change, History
from journeys.domain.rulebook import Rulebook
from journeys.domain.standing import standing_of

KIND = "inform-safety"


class _Waiting(NamedTuple):
    """A duty to tell: how strong the answer was before, and by which edition it was weakened."""

    duty: Duty
    before: Strength
    edition: date


def weakened(history: History, book: Rulebook) -> Iterator[Duty]:
    """Yield a duty for each change of law that weakened the answer, until it was told.

    It is owed from the day the change takes effect or was read, whichever is later; what the first
    edition has is taken as known before it. It is met when the safety is explained by that edition
    or a later one, and ends where the answer is as strong again, or where there is no right left;
    where the right comes back, what weakened it meanwhile is owed from that day.
    """
    watch = _Watch(history, book)
    for change, after in zip_longest(history.changes, history.changes[1:]):
        yield from watch.at(change)
        if not watch.gone and change.after.people.walk != "unopened":
            yield from watch.until(change, date.max if after is None else after.entry.event.on)
    if watch.waiting:
        yield watch.waiting.duty


class _Watch:
    """Follows one journey from entry to entry, and looks at each day of the law between them."""

    def __init__(self, history: History, book: Rulebook) -> None:
        self.entries = [
            entry for entry in history.standing if isinstance(entry.event, PensionFact | RulingFact)
        ]
        """What an answer can hang on."""
        self.book = book
        self.promised = 0
        """The entry by which the answer is what it is."""
        self.waiting: _Waiting | None = None
        self.gone: date | None = date.min
        """Since when there is no right: the first of all days where there never was one."""

    def at(self, change: Change) -> Iterator[Duty]:
        """Look at an entry: it may tell, or take the right away, or bring it back."""
        entry, on = change.entry, change.entry.event.on
        if isinstance(entry.event, PensionFact):
            self.promised = entry.version
        if change.after.pension.exists:
            if self.gone and self.gone > date.min:
                self.waiting = self._weakened(change, self.gone, on)
            self.gone = None
        elif change.before.pension.exists:
            self.gone = on
        if self.waiting and (self.gone or self._told(change)):
            yield self.waiting.duty.met_at(on, entry.version)
            self.waiting = None

    def until(self, change: Change, until: date) -> Iterator[Duty]:
        """Look at the days after an entry, up to another, on which the law can change an answer."""
        turns, after = self.book.law.turns, change.entry.event.on
        for day in turns[bisect_right(turns, after) : bisect_right(turns, until)]:
            now = self._weakened(change, day, day)
            if self.waiting and self._strength(change, day, day) >= self.waiting.before:
                yield self.waiting.duty.met_at(day, self.waiting.duty.raised)
                self.waiting = None
            elif self.waiting and now:
                # One talk tells both, by the edition of the second.
                self.waiting = self.waiting._replace(edition=now.edition)
            self.waiting = self.waiting or now

    def _told(self, change: Change) -> bool:
        """Whether the citizen is told by this entry, or has nothing to be told any more."""
        event, waiting = change.entry.event, self.waiting
        if waiting is None:
            return False
        if isinstance(event, SafetyExplained) and event.edition >= waiting.edition:
            return True
        return self._strength(change, event.on, event.on) >= waiting.before

    def _weakened(self, change: Change, turned: date, since: date) -> _Waiting | None:
        """Return the duty where the law weakened the answer from the eve of a day to another."""
        before = self._strength(change, turned - timedelta(days=1), since)
        if self._strength(change, since, since) >= before:
            return None
        due, about = self.book.due(KIND, since), since.isoformat()
        duty = Duty(KIND, about, since=since, due=due, raised=self.promised)
        return _Waiting(duty, before, self.book.law.as_read(since).edition)

    def _strength(self, change: Change, law_of: date, facts_of: date) -> Strength:
        """Return how strong the answer is by the law of one day, on the facts of another.

        The facts are those after an entry, and what had been recorded of later days by then.
        """
        events = [
            entry.event
            for entry in self.entries
            if entry.event.on <= change.entry.event.on or entry.recorded_at.date() <= facts_of
        ]
        facts = standing_of(change.after.pension, events, facts_of)
        return guarantee_by_law(facts, self.book.law.as_read(law_of), law_of).strength
