"""Rows of a unit of work: they are made before they are read, and at its end.

Most rows of a journey are made of all of its history. Where a file records two thousand lines on
one journey, they are made once and not two thousand times.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from journeys.adapters.sql.readmodels.refresh import SQLReadModels
from journeys.domain.events.corrections import EntryRetracted
from journeys.domain.events.joining import JoiningFact
from journeys.domain.events.people import PeopleFact
from journeys.domain.history import History
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId

ROOM = 500
"""Journeys that may wait: their histories are in memory."""

NEVER_WAITS = (PeopleFact, EntryRetracted, JoiningFact)
"""The facts whose rows are made at once: who may open a journey is asked before each look, and so
is which journeys there are."""


class _Waiting(NamedTuple):
    """A journey whose rows are those of `before`, and shall be those of `after`."""

    before: History
    after: History
    book: Rulebook


@dataclass(frozen=True)
class PendingRows:
    """The journeys of one unit of work whose rows are still to be made."""

    waiting: dict[JourneyId, _Waiting] = field(default_factory=dict)

    @contextmanager
    def undone_if_it_fails(self) -> Iterator[None]:
        """Let the same journeys wait again as before, where the body is rolled back."""
        before = dict(self.waiting)
        try:
            yield
        except BaseException:
            self.waiting.clear()
            self.waiting.update(before)
            raise

    def make(self, rows: SQLReadModels) -> None:
        """Make the rows of every journey that waits."""
        while self.waiting:
            journey = next(iter(self.waiting))
            rows.advance(journey, *self.waiting[journey])
            del self.waiting[journey]


@dataclass(frozen=True, slots=True)
class SQLPendingReadModels:
    """The read tables in a unit of work; it fulfils the port as `SQLReadModels` does."""

    rows: SQLReadModels
    pending: PendingRows

    def refresh(self, histories: Mapping[JourneyId, History], book: Rulebook) -> None:
        """Bring the rows of these journeys up to date; write only what changed."""
        for journey in histories:
            self.pending.waiting.pop(journey, None)
        self.rows.refresh(histories, book)

    def add(self, histories: Mapping[JourneyId, History], book: Rulebook) -> None:
        """Add the rows of these journeys, which have none."""
        self.rows.add(histories, book)

    def advance(self, journey: JourneyId, before: History, after: History, book: Rulebook) -> None:
        """Bring the rows of a journey from its history `before` to that `after`, now or later."""
        waiting, new = self.pending.waiting, after.entries[len(before.entries) :]
        if journey in waiting:
            before = waiting.pop(journey).before
        if any(isinstance(entry.event, NEVER_WAITS) for entry in new):
            self.rows.advance(journey, before, after, book)
            return
        waiting[journey] = _Waiting(before, after, book)
        if len(waiting) > ROOM:
            self.pending.make(self.rows)

    def of(self, journey: JourneyId) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """Return every row of a journey, by name of the table."""
        self.pending.make(self.rows)
        return self.rows.of(journey)

    def forget(self, journey: JourneyId) -> int:
        """Delete every row of a journey, in shadow tables too; return how many there were."""
        self.pending.make(self.rows)
        return self.rows.forget(journey)
