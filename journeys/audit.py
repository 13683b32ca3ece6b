"""Audit: what an auditor asks years later: what was true, what was known, and what it rested on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from journeys.domain.errors import UnknownJourney
from journeys.domain.history import History
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId
from journeys.ports import Store
from journeys.projections.explain import Explained, explain
from journeys.projections.replay import Learned, Replay, learned, replay


def history_of(store: Store, journey_id: JourneyId) -> History:
    """Return everything that was recorded on one journey. Raises UnknownJourney."""
    with store.reading() as transaction:
        history = transaction.log.history(journey_id)
    if not history.entries:
        raise UnknownJourney(journey_id)
    return history


@dataclass(frozen=True)
class Audit:
    """Revision: the journeys of a store, asked about any day as known at any moment."""

    store: Store
    book: Rulebook

    def replay(
        self, journey_id: JourneyId, *, on: date, known_at: datetime | None = None
    ) -> Replay:
        """Return every view of one journey, as it was. Raises UnknownJourney."""
        return replay(journey_id, history_of(self.store, journey_id), self.book, on, known_at)

    def replay_all(self, *, on: date, known_at: datetime | None = None) -> Iterator[Replay]:
        """Yield the same of every journey on which anything was known then, one at a time.

        All of them are read in one state of the store, which is let go of at the end.
        """
        with self.store.reading() as transaction:
            for journey_id in transaction.log.journeys():
                history = transaction.log.history(journey_id)
                if history.seen(known_at=known_at).entries:
                    yield replay(journey_id, history, self.book, on, known_at)

    def learned(
        self, journey_id: JourneyId, *, on: date, after: datetime, upto: datetime
    ) -> Learned:
        """Return what became known between two moments, and what that changed in a day's views.

        Raises UnknownJourney.
        """
        history = history_of(self.store, journey_id)
        return learned(journey_id, history, self.book, on=on, after=after, upto=upto)

    def explain(
        self, journey_id: JourneyId, field: str, *, on: date, known_at: datetime | None = None
    ) -> Explained:
        """Return the entries and rules behind one value of a replay, such as `safety.answer`.

        Raises UnknownJourney, and NoSuchField where the replay has no such value.
        """
        history = history_of(self.store, journey_id)
        return explain(journey_id, history, self.book, field, on=on, known_at=known_at)
