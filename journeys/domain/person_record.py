"""Everything that a store keeps about one person."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from journeys.domain.history import History
from journeys.domain.identity import Identity
from journeys.domain.looks import LoggedLook


class PersonRecord(NamedTuple):
    """Alt registreret: everything about one person, read at one moment."""

    history: History
    identities: Sequence[Identity]
    """The current one first, then those it replaced."""
    rows: Mapping[str, Sequence[Mapping[str, object]]]
    """By read table, its rows about this person."""
    requests: Sequence[str]
    """Request ids. Of each request only a digest is kept besides."""
    looks: Sequence[LoggedLook]
