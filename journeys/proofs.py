"""Proofs: what the seal over a store says, for auditors; plain data, hashes in base64.

Positions count from 1, as everywhere here; the leaves of a tree count from 0.
"""

from journeys.domain.message import Message
from journeys.projections.view import View


class Fault(View):
    """Where a log is not what was sealed: the first position that is wrong, and what is wrong."""

    position: int
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
