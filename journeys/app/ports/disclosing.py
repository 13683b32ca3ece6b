"""Disclosures: one entry with what proves it, and nothing that opens any other."""

from dataclasses import dataclass, field
from typing import NamedTuple

from journeys.domain.vocabulary import JourneyId


class Later(NamedTuple):
    """What was recorded later about an entry, by the numbers that the timeline shows."""

    retracted_by: int
    replaced_by: int | None
    """The entry that was recorded in its place with the retraction; None where there is none."""


@dataclass(frozen=True)
class Disclosure:
    """Fremlæggelse: one entry as it was sealed, its words, and what proves both."""

    journey: JourneyId
    """The entry's own stream: of a citizen whose journeys were joined, the one it stands in."""
    key: str
    """The public key of the log, as it is published. The disclosure cannot vouch for it."""
    checkpoint: str
    """The signed note of where the log stood, as it was given or as of now."""
    position: int
    version: int
    kind: str
    recorded_us: int
    """When this log recorded it, in microseconds since 1970, UTC."""
    body: bytes = field(repr=False)
    """The body as it is sealed. Nothing here decrypts it."""
    salt: bytes | None = field(repr=False)
    """With the words it gives the commitment in the body; None where the body has none."""
    words: bytes = field(repr=False)
    """The body decrypted: a JSON object, byte for byte."""
    proof: tuple[bytes, ...]
    """The hashes that lead from its leaf to the checkpoint's root (RFC 6962)."""
    later: Later | None = None
    """None where no later entry retracts it."""

    @property
    def origin(self) -> str:
        """The name of the log, as its checkpoints give it."""
        return self.key.partition("+")[0]
