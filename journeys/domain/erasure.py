"""What is left of somebody who was erased: on what ground, by whom and when."""

from datetime import date, datetime
from typing import NamedTuple

from journeys.domain.vocabulary import JourneyId


class Erasure(NamedTuple):
    """Sletning: the ground on which a person is erased."""

    on: date
    reason: str
    authority: str


class ErasedCounts(NamedTuple):
    """What went with somebody who was erased, in numbers."""

    entries: int
    """Of the log; they stay where they are, and nobody can read them again."""
    rows: int
    """Of the read tables."""
    numbers: int
    """By which the person was found."""


class Receipt(NamedTuple):
    """Kvittering: the sealed entry that says a person was erased; it names only who did it."""

    journey: JourneyId
    version: int
    actor: str
    role: str
    erasure: Erasure
    gone: ErasedCounts
    position: int = 0
    """Where it is sealed in the log; 0 until it is."""
    recorded_at: datetime | None = None
