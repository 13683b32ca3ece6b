"""Proofs of the seal over a store, for auditors: plain data, hashes in base64.

Positions count from 1, as everywhere here; the leaves of a tree count from 0.
"""

from collections.abc import Sequence
from typing import Protocol

from journeys.app.ports.bundles import Bundle
from journeys.domain.message import Message
from journeys.projections.view import View

LOGS = ("journeys", "access", "law", "store", "employers")
"""The sealed logs: what was recorded, who looked, which editions of the law there were, what
changed beside them (who the persons are, and the schema), and what was recorded on employers."""


class Fault(View):
    """Where a log is not what was sealed: the first position that is wrong, and what is wrong."""

    position: int | None
    """None where it is of no entry."""
    upto: int | None = None
    """The last position, where only a range is known in which something is wrong."""
    what: Message


class Verdict(View):
    """Efterprøvet: what was recomputed of one log, and the first fault found in it."""

    log: str
    entries: int
    root: str
    checkpoints: int
    """How many checkpoints it was compared with."""
    fault: Fault | None


class Inclusion(View):
    """Bevis: that an entry stands at its position in the log that a checkpoint signs."""

    position: int
    leaf: str
    hashes: tuple[str, ...]
    checkpoint: str
    """The signed note."""

    @property
    def text(self) -> str:
        """The proof as C2SP's tlog-proof has it, for any tool that reads it."""
        lines = ["c2sp.org/tlog-proof@v1", f"index {self.position - 1}", *self.hashes]
        return "\n".join(lines) + f"\n\n{self.checkpoint}"


class Consistency(View):
    """Bevis: that the log of a later checkpoint begins with the whole log of an earlier one."""

    log: str
    old: int
    new: int
    hashes: tuple[str, ...]


class Seal(Protocol):
    """Port: the Merkle trees over the logs of a store, by the name of each log."""

    def key(self, log: str) -> str:
        """Return the public key of a log's checkpoints, as it is published."""

    def checkpoint(self, log: str | None = None) -> str:
        """Return a signed note of the heads of all logs now, or of one log alone.

        Raises BrokenHistory where a head is not what was signed last.
        """

    def erasures(self, last: str | None = None) -> str | None:
        """Return a signed note of what was erased since the last one; None where that is the same.

        Of everything that was erased where there is no last one, or where it is another's.
        """

    def bundle(self) -> Bundle:
        """Return what an outside auditor needs; it is read while this transaction lasts.

        Raises BrokenHistory as `checkpoint`.
        """

    def verify(self, notes: Sequence[str]) -> tuple[Verdict, ...]:
        """Recompute every log, and compare each with its checkpoints among these notes.

        Raises InputUnreadable where a note is no checkpoint of this store.
        """

    def prove(self, position: int) -> Inclusion:
        """Return the proof that the entry at a position of the journeys' log is in it."""

    def consistency(self, old_note: str, new_note: str) -> Consistency:
        """Return the proof that a log grew from one checkpoint to another without change.

        Raises InputUnreadable where they are no two checkpoints of one log, or where it did not.
        """
