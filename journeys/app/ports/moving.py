"""Exports: one journey with its proofs, from one store to another."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from journeys.app.ports.disclosing import Disclosure
from journeys.domain.history import Entry
from journeys.domain.vocabulary import JourneyId


class ExportedEntry(NamedTuple):
    """An entry as it was sealed, the proof that it was, and what it says."""

    position: int
    version: int
    kind: str
    recorded_us: int
    """When the log that it leaves recorded it, in microseconds since 1970, UTC."""
    body: bytes
    proof: tuple[bytes, ...]
    """The hashes that lead from its leaf to the checkpoint's root (RFC 6962)."""
    entry: Mapping[str, Any]
    """The body decrypted: a JSON object."""


@dataclass(frozen=True)
class Export:
    """Eksport: everything recorded on one journey, readable, with what proves it."""

    journey: JourneyId
    key: str
    """The public key of the log, as it is published. The export cannot vouch for it."""
    data_key: bytes = field(repr=False)
    """Decrypts the bodies: an export is as secret as its journey."""
    checkpoint: str
    """The signed note of the log's head, which also says how many entries the journey has."""
    entries: tuple[ExportedEntry, ...] = field(repr=False)

    @property
    def origin(self) -> str:
        """The name of the log, as its checkpoints give it."""
        return self.key.partition("+")[0]


class Moves(Protocol):
    """Port: exports and imports of journeys with their proofs, in the same transaction."""

    def forget(self, journey: JourneyId) -> None:
        """Delete the origin of a journey."""

    def export(self, journey: JourneyId) -> Export | None:
        """Return everything of a journey with its proofs; None where it has no entries.

        Raises Erased, and BrokenHistory where it is not what was sealed.
        """

    def disclose(self, journey: JourneyId, position: int, note: str | None) -> Disclosure:
        """Return the entry of a journey at a position of the log, proved in a checkpoint.

        In the one of this note, or in one that is made now. Raises Erased; InputUnreadable where
        the note is no checkpoint of this log; BrokenHistory where the entry is not what was sealed.
        Refused: entry-after-checkpoint.
        """

    def arrive(self, export: Export, key: str, permit: Callable[[Entry], None]) -> None:
        """Store a journey from the log of this key, as it was sealed there.

        `permit` is called with each entry as it will be read here, and may raise, before anything
        is stored. Raises InputUnreadable where a proof fails, an entry cannot be read, or was
        recorded at an impossible time; EntryNewer; Conflict where the journey, or its key, is in
        this store already.
        """
