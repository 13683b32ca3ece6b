"""Exports: one journey with its proofs, as it leaves a store and arrives in another."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

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
