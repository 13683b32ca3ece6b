"""What a store keeps about one person, all of it, for whoever has a right to see it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from journeys.domain.history import History
from journeys.domain.identity import Identity
from journeys.domain.looks import LoggedLook


class PersonRecord(NamedTuple):
    """Alt registreret: everything about one person, as it was at one moment."""

    history: History
    identities: Sequence[Identity]
    """Today's first, then those it replaced."""
    rows: Mapping[str, Sequence[Mapping[str, object]]]
    """By read table, its rows about this person."""
    requests: Sequence[str]
    """The ids under which something was asked. What was asked is kept as a digest alone."""
    looks: Sequence[LoggedLook]
