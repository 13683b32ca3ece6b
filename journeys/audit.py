"""Audit: what an auditor asks years later: what was true, what was known, and what it rested on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from journeys.domain.erasure import Receipt
from journeys.domain.errors import NoSuchEntry, UnknownJourney
from journeys.domain.history import History
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId
from journeys.ports import Store
from journeys.projections.explain import Explained, explain
from journeys.projections.replay import Learned, Replay, learned, replay
from journeys.proofs import Consistency, Inclusion, Verdict


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

    def receipt(self, journey_id: JourneyId) -> Receipt | None:
        """Return on what ground somebody was erased, by whom and when; None where nobody was."""
        with self.store.reading() as transaction:
            return transaction.log.receipt(journey_id)

    def key(self, log: str = "journeys") -> str:
        """Return the public key of a log's checkpoints, as others need it to verify them."""
        with self.store.reading() as transaction:
            return transaction.seal.key(log)

    def checkpoint(self, log: str = "journeys") -> str:
        """Return a signed note (C2SP tlog-checkpoint) of where a log stands now.

        Held by somebody else, it finds out whoever alters what was recorded before it.
        """
        with self.store.reading() as transaction:
            return transaction.seal.checkpoint(log)

    def verify(self, checkpoints: Sequence[str] = ()) -> tuple[Verdict, ...]:
        """Recompute the seal of all that was recorded, and compare it with these checkpoints.

        Returns a verdict on each log, with its first fault. Raises InputUnreadable where a note is
        no checkpoint of this store.
        """
        with self.store.reading() as transaction:
            return transaction.seal.verify(checkpoints)

    def prove(self, journey_id: JourneyId, number: int) -> Inclusion:
        """Return the proof that an entry of a journey, by its number, stands in the log.

        An erased journey's entries can be proved as before. Raises NoSuchEntry.
        """
        with self.store.reading() as transaction:
            position = transaction.log.position(journey_id, number)
            if position is None:
                raise NoSuchEntry(journey_id, number)
            return transaction.seal.prove(position)

    def consistency(self, one: str, other: str) -> Consistency:
        """Return the proof that a log grew from one checkpoint to another without change.

        Raises InputUnreadable where they are no two checkpoints of one log, or where it did not.
        """
        with self.store.reading() as transaction:
            return transaction.seal.consistency(one, other)

    def explain(
        self, journey_id: JourneyId, field: str, *, on: date, known_at: datetime | None = None
    ) -> Explained:
        """Return the entries and rules behind one value of a replay, such as `safety.answer`.

        Raises UnknownJourney, and NoSuchField where the replay has no such value.
        """
        history = history_of(self.store, journey_id)
        return explain(journey_id, history, self.book, field, on=on, known_at=known_at)
