"""Bundles: what an outside auditor needs to check the seal of a store, without its database."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


class BundledLog(NamedTuple):
    """One sealed log in a bundle."""

    name: str
    entries: int
    note: str
    """The signed note in its head row: where all logs stood when its last entry was appended."""
    leaves: Iterator[bytes]
    """The leaf of every entry, in order: 32 bytes, from which nothing of the entry can be read.

    Read from the store while they are taken. Raises BrokenHistory at the first entry that is not
    what was sealed.
    """


class EditionEntry(NamedTuple):
    """An entry of the law log as it is stored: its leaf can be computed from it."""

    position: int
    edition: str
    version: int
    kind: str
    recorded_us: int
    """When it was sealed, in microseconds since 1970, UTC."""
    body: str
    """JSON with the digest of the edition. It names nobody."""


@dataclass(frozen=True)
class Bundle:
    """Bundt: the seal of a store at one moment. It holds no id, no name and no words of anybody."""

    key: str
    """The public key of the store, as it is published. The bundle cannot vouch for it."""
    checkpoint: str
    """The signed note of where all logs stand."""
    at: datetime
    """The moment of that note."""
    logs: tuple[BundledLog, ...]
    editions: Iterator[EditionEntry]
    """Every edition of the law that was sealed, the oldest entry first; read as the leaves are."""
