"""Exports: one journey with its proofs, as it leaves a store and arrives in another."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

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
    """The public key of the log, as it is published. Whether it is the right one, others know."""
    data_key: bytes = field(repr=False)
    """Opens the bodies: whoever holds an export may read it."""
    checkpoint: str
    """The signed note of where the log stood, which also says how many entries the journey has."""
    entries: tuple[ExportedEntry, ...] = field(repr=False)

    @property
    def origin(self) -> str:
        """The name of the log, as its checkpoints give it."""
        return self.key.partition("+")[0]


class Moves(Protocol):
    """Port: journeys that leave a store with their proofs, or arrive, in the same transaction."""

    def forget(self, journey: JourneyId) -> None:
        """Forget where a journey came from."""

    def leave(self, journey: JourneyId) -> Export | None:
        """Return everything of a journey with its proofs; None where nothing was recorded.

        Raises Erased, and BrokenHistory where it is not what was sealed.
        """

    def arrive(self, export: Export, key: str, permit: Callable[[Entry], None]) -> None:
        """Keep a journey that left the log of this key, as it is sealed there.

        `permit` passes each entry as it will be read here, or raises, before anything is kept.
        Raises InputUnreadable and UnknownKind where it does not hold, cannot be read, or was
        recorded at a moment that cannot be; Conflict where the journey, or its key, is here
        already.
        """
