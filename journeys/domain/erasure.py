"""Erasure of a person (crypto-shredding), and the receipt that is left of it."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID


class Erasure(NamedTuple):
    """Sletning: from when, why, and on whose authority a person is erased."""

    on: date
    reason: str
    authority: str


class ErasedCounts(NamedTuple):
    """How much was erased with a person."""

    entries: int
    """In the log. They stay there, and nobody can read them again."""
    rows: int
    """In the read tables."""
    numbers: int
    """Numbers by which the person was found."""


NOTHING_GONE = ErasedCounts(0, 0, 0)


class Receipt(NamedTuple):
    """Kvittering: the sealed entry that proves an erasure. It names only the actor."""

    journey: UUID
    """The stream that was erased: of a journey, or of an employer."""
    version: int
    actor: str
    role: str
    erasure: Erasure
    gone: ErasedCounts
    position: int = 0
    """Where it is sealed in the log; 0 until it is."""
    recorded_at: datetime | None = None
