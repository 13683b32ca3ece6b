"""Informing: the answer about the pension became weaker because the law did, and who must hear it.

What became weaker because of facts is told where the fact is recorded; a change of law nobody
records on a journey, so it is found here.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import dropwhile, zip_longest
from typing import NamedTuple

from journeys.domain.duties.duty import Duty
from journeys.domain.events.pension import (
    Pension,
    PensionFact,
    PensionGranted,
    SafetyExplained,
)
from journeys.domain.guarantee import Strength, guarantee_by_law
from journeys.domain.history import Change, History
from journeys.domain.journey import Event
from journeys.domain.pension_facts import PensionFacts
from journeys.domain.rulebook import Rulebook

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
    or a later one. It ends where a change of law or an entry finds the answer as strong again, and
    where there is no right left; where the right comes back, what is untold is owed from that day.
    """
    if history.journey.pension.state == "none":
        return
    watch = _Watch(book)
    changes = tuple(dropwhile(lambda change: not change.after.pension.exists, history.changes))
    for change, after in zip_longest(changes, changes[1:]):
        yield from watch.at(change)
        if not watch.gone and change.after.people.status != "unopened":
            yield from watch.until(change, date.max if after is None else after.entry.event.on)
    if watch.waiting:
        yield watch.waiting.duty


class _Watch:
    """Follows one journey from entry to entry, and looks at each day of the law between them.

    The answer is looked at by law alone: a fact that holds it down hides no change of the law.
    """

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.promised = 0
        """The entry by which the answer is what it is."""
        self.waiting: _Waiting | None = None
        self.parked: _Waiting | None = None
        """What was waiting when the right ended."""
        self.gone: date | None = date.min
        """Since when there is no right: the first of all days where there never was one."""

    def at(self, change: Change) -> Iterator[Duty]:
        """Look at an entry: it may tell, or take the right away, or bring it back."""
        entry, on, pension = change.entry, change.entry.event.on, change.after.pension
        if isinstance(entry.event, PensionFact):
            self.promised = entry.version
        if isinstance(entry.event, PensionGranted):
            # Of a pension that is granted anew nothing was ever answered.
            self.gone, self.parked = None, None
        elif pension.exists and self.gone:
            self.waiting = self._back(pension, self.gone, on)
            self.gone = None
        elif not pension.exists and not self.gone:
            self.gone, self.parked = on, self.waiting
        if self.waiting and (self.gone or self._told(entry.event, pension)):
            yield self.waiting.duty.met_at(on, entry.version)
            self.waiting = None

    def until(self, change: Change, until: date) -> Iterator[Duty]:
        """Look at the days after an entry, up to another, on which the law can change an answer."""
        pension, after = change.after.pension, change.entry.event.on
        turns = self.book.law.turning_days
        for day in turns[bisect_right(turns, after) : bisect_right(turns, until)]:
            now = self._weakened(pension, day, day)
            if self.waiting and self._strength(pension, day) >= self.waiting.before:
                yield self.waiting.duty.met_at(day, self.waiting.duty.raised)
                self.waiting = None
            elif self.waiting and now:
                # One talk tells both, by the edition of the second.
                self.waiting = self.waiting._replace(edition=now.edition)
            self.waiting = self.waiting or now

    def _told(self, event: Event, pension: Pension) -> bool:
        """Whether the citizen is told by this entry, or has nothing to be told any more."""
        if self.waiting is None:
            return False
        if isinstance(event, SafetyExplained) and event.edition >= self.waiting.edition:
            return True
        return self._strength(pension, event.on) >= self.waiting.before

    def _back(self, pension: Pension, gone: date, on: date) -> _Waiting | None:
        """Return what is to be told where the right is back: of before, or of the time between."""
        if self.parked and self._strength(pension, on) < self.parked.before:
            return self._waiting(on, self.parked.before)
        return self._weakened(pension, gone, on) if gone > date.min else None

    def _weakened(self, pension: Pension, turned: date, since: date) -> _Waiting | None:
        """Return the duty where the law weakened the answer from the eve of a day to another."""
        before = self._strength(pension, turned - timedelta(days=1))
        return self._waiting(since, before) if self._strength(pension, since) < before else None

    def _waiting(self, since: date, before: Strength) -> _Waiting:
        due, about = self.book.due(KIND, since), since.isoformat()
        duty = Duty(KIND, about, since=since, due=due, raised=self.promised)
        return _Waiting(duty, before, self.book.law.reading_on(since).edition)

    def _strength(self, pension: Pension, day: date) -> Strength:
        """Return how strong the answer is on a day, by the law as it was known then."""
        return guarantee_by_law(PensionFacts(pension), self.book.law.reading_on(day), day).strength
