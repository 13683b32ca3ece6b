"""The vital signs of a store: what a look at its health reads, in one statement and no write."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from journeys.app.ports.maintenance import Underway
from journeys.app.ports.reactors import Standing
from journeys.domain.law.sealed import SealedEdition

SchemaState = Literal["current", "older", "newer"]
KeyState = Literal["opens", "wrong", "lost", "silent"]
"""Whether the master key opens the store's own keys: it does; it is another; one of them is not
there; or the key provider raised an error."""


class VitalSigns(NamedTuple):
    """What was read of a store, at one moment."""

    now_us: int
    """The moment it was, by the clock that entries are recorded by."""
    schema: SchemaState
    key: KeyState
    rows_behind_us: int | None
    """When the oldest of the newest entries was recorded that the read tables lack; else None."""
    rows_of_this_code: bool
    """Whether the projections of this code made the read tables."""
    rows_of_this_rulebook: bool
    reactors: tuple[Standing, ...]
    rebuild: Underway | None
    clock_ahead: bool
    """Whether a log ends with an entry that is stamped later than now."""
    law: Sequence[SealedEdition] | None
    """The editions that the store sealed; None where a newer version of this library sealed one."""
