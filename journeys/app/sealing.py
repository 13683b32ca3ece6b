"""Sealing: proofs that nothing recorded was altered. They show nobody what was recorded."""

from collections.abc import Sequence
from dataclasses import dataclass

from journeys.app.ports.sealing import Consistency, Inclusion, Verdict
from journeys.app.ports.store import Store
from journeys.domain.errors import NoSuchEntry
from journeys.domain.vocabulary import JourneyId


@dataclass(frozen=True)
class Sealing:
    """Forsegling: checkpoints, proofs and verification of a store.

    Two logs are sealed: `journeys`, of what was recorded, and `access`, of who looked.
    """

    store: Store

    def key(self, log: str = "journeys") -> str:
        """Return the public key of a log's checkpoints, as others need it to verify them."""
        with self.store.reading() as transaction:
            return transaction.seal.key(log)

    def checkpoint(self, log: str = "journeys") -> str:
        """Return a signed note (C2SP tlog-checkpoint) of the head of a log now.

        Held by somebody else, it reveals any later change of what was recorded before it.
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
