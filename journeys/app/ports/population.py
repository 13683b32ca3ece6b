"""Work on all journeys, part by part: what a store must do so that other processes can help."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from journeys.domain.vocabulary import JourneyId


class Part(NamedTuple):
    """Del: the journeys of one slice of a store, read up to one position of its log."""

    store: str
    """The municipality's code; empty for a single store."""
    slice: str
    journeys: tuple[JourneyId, ...]
    """In the order of their ids."""
    upto: int

    @property
    def name(self) -> str:
        """What the part is called, as in "0101/3f"."""
        return name_of_part(self.store, self.slice)


def name_of_part(store: str, slice_: str) -> str:
    """Return what a part is called."""
    return f"{store}/{slice_}"


Work = Callable[[Any, Part], Any]
"""What is done with each part, on the store that it is read from. It can be pickled."""


class Job(NamedTuple):
    """Opgave: parts of one store, and what is done with each."""

    store: object
    """The `Store`, which has a port of its own."""
    work: Work
    parts: Sequence[Part]
