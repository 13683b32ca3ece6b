"""Changes of law: the duty to tell the citizen that the answer about the pension became weaker.

Where a fact makes the answer weaker, that is told when the fact is recorded. A change of law is
recorded on no journey, so it is found here.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import dropwhile, zip_longest
from typing import NamedTuple

from journeys.domain.days import days_after
from journeys.domain.duties.duty import Duty
from journeys.domain.events.pension import (
    Pension,
    PensionFact,
    PensionGranted,
    SafetyExplained,
)
from journeys.domain.ground import Strength, strength
from journeys.domain.guarantee import guarantee_by_law
from journeys.domain.history import Change, History
from journeys.domain.journey import Event
from journeys.domain.law import Reading
from journeys.domain.pension_facts import PensionFacts
from journeys.domain.rulebook import Rulebook

KIND = "inform-safety"
STRONGEST: Strength = strength("guaranteed", None)


class _Waiting(NamedTuple):
    """An unmet duty to tell the citizen, and the change of law behind it."""

    duty: Duty
    before: Strength
    """How strong the answer was before the change."""
    edition: date
    """The edition of the law that made it weaker."""


def strength_by_law(pension: Pension, law: Reading, on: date) -> Strength:
    """Return how strong the answer is on a day by the law alone, without what other facts do to it.

    An age that somebody reaches is no change of law.
    """
    of_law = guarantee_by_law(PensionFacts(pension), law, on).without_age
    return STRONGEST if of_law is None else of_law.strength


def weakened(history: History, book: Rulebook) -> Iterator[Duty]:
    """Yield a duty for each change of law that made the answer weaker, until the citizen is told.

    It is owed from the day the change takes effect or was read, whichever is later; the rules of
    the first edition count as known before it. It is met when the safety is explained by that
    edition or a later one. It ends when a change of law or an entry makes the answer as strong
    again, and when the right ends. When the right returns, a change that was not told is owed from
    that day.
    """
    if history.journey.pension.state == "none":
        return
    scan = _Scan(book)
    changes = tuple(dropwhile(lambda change: not change.after.pension.exists, history.changes))
    for change, after in zip_longest(changes, changes[1:]):
        yield from scan.at(change)
        if not scan.ended and change.after.people.status != "unopened":
            yield from scan.until(change, date.max if after is None else after.entry.event.on)
    if scan.waiting:
        yield scan.waiting.duty


class _Scan:
    """Goes through one journey entry by entry, and through the days between on which law changes.

    The answer is taken by law alone, so that a fact that weakens it hides no change of the law.
    """

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.raised_by = 0
        """The newest entry about the pension, by version: it raises the duty."""
        self.waiting: _Waiting | None = None
        self.suspended: _Waiting | None = None
        """The duty that was unmet when the right ended."""
        self.ended: date | None = date.min
        """Since when there is no right; the first of all days where there never was one."""

    def at(self, change: Change) -> Iterator[Duty]:
        """Go to an entry. It may tell the citizen, end the right, or bring it back."""
        entry, on, pension = change.entry, change.entry.event.on, change.after.pension
        if isinstance(entry.event, PensionFact):
            self.raised_by = entry.version
        if isinstance(entry.event, PensionGranted):
            # About a newly granted pension no answer was given yet.
            self.ended, self.suspended = None, None
        elif pension.exists and self.ended:
            self.waiting = self._on_return(pension, self.ended, on)
            self.ended = None
        elif not pension.exists and not self.ended:
            self.ended, self.suspended = on, self.waiting
        if self.waiting and (self.ended or self._is_met(entry.event, pension)):
            yield self.waiting.duty.met_at(on, entry.version)
            self.waiting = None

    def until(self, change: Change, until: date) -> Iterator[Duty]:
        """Go through the days after an entry, up to another, on which law can change the answer."""
        pension, after = change.after.pension, change.entry.event.on
        days = self.book.law.turning_days
        for day in days[bisect_right(days, after) : bisect_right(days, until)]:
            now = self._weakened(pension, day, day)
            if self.waiting and self._strength(pension, day) >= self.waiting.before:
                yield self.waiting.duty.met_at(day, self.waiting.duty.raised)
                self.waiting = None
            elif self.waiting and now:
                # One explanation tells both changes, by the edition of the second.
                self.waiting = self.waiting._replace(edition=now.edition)
            self.waiting = self.waiting or now

    def _is_met(self, event: Event, pension: Pension) -> bool:
        """Whether this entry tells the citizen, or makes the answer as strong again."""
        if self.waiting is None:
            return False
        if isinstance(event, SafetyExplained) and event.edition >= self.waiting.edition:
            return True
        return self._strength(pension, event.on) >= self.waiting.before

    def _on_return(self, pension: Pension, ended: date, on: date) -> _Waiting | None:
        """Return what is to be told when the right returns: from before, or of the time between."""
        if self.suspended and self._strength(pension, on) < self.suspended.before:
            return self._waiting(on, self.suspended.before)
        return self._weakened(pension, ended, on) if ended > date.min else None

    def _weakened(self, pension: Pension, changed: date, since: date) -> _Waiting | None:
        """Return the duty where the answer is weaker than on the day before the law changed.

        That day is answered as if the citizen had been as old as since then.
        """
        eve = changed - timedelta(days=1)
        born = pension.born and days_after(pension.born, (eve - since).days)
        before = self._strength(pension._replace(born=born), eve)
        return self._waiting(since, before) if self._strength(pension, since) < before else None

    def _waiting(self, since: date, before: Strength) -> _Waiting:
        due, about = self.book.due(KIND, since), since.isoformat()
        duty = Duty(KIND, about, since=since, due=due, raised=self.raised_by)
        return _Waiting(duty, before, self.book.law.reading_on(since).edition)

    def _strength(self, pension: Pension, day: date) -> Strength:
        """Return how strong the answer is on a day, by the law as it was known then."""
        return strength_by_law(pension, self.book.law.reading_on(day), day)
