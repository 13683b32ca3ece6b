"""Editions of the law as a store has sealed them."""

from datetime import date, datetime
from typing import NamedTuple


class SealedEdition(NamedTuple):
    """Forseglet udgave: an edition of the law in the law log of a store, with its digest."""

    edition: date
    digest: str
    """Of the law as it was read in that edition (`journeys.domain.law.digest`)."""
    library: str
    """The version of this library that had it."""
    at: datetime
    position: int
    """Its place in the law log."""
