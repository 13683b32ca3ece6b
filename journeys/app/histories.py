"""Many journeys, read in parts: one that is damaged is set aside by name, and the others go on."""

from collections.abc import Iterator, MutableMapping, Sequence
from typing import Final, TypeVar

from journeys.app.ports.maintenance import Progress, silent
from journeys.app.ports.store import Transaction
from journeys.domain.errors import StoreError
from journeys.domain.history import History
from journeys.domain.message import Message
from journeys.domain.vocabulary import JourneyId
from journeys.projections.view import SetAside

PART: Final = 500
"""So many journeys are in memory at once."""

T = TypeVar("T")


class OneByOne(Iterator[T]):
    """What is read of many journeys, one at a time."""

    def __init__(self, each: Iterator[T], set_aside: SetAside) -> None:
        self._each = each
        self.set_aside = set_aside
        """The journeys that are left out so far, and why; complete once the iteration ends."""

    def __next__(self) -> T:
        """Return the next one."""
        return next(self._each)


def histories(
    transaction: Transaction,
    set_aside: MutableMapping[str, Message],
    *,
    only: Sequence[JourneyId] | None = None,
    progress: Progress | None = None,
) -> Iterator[tuple[JourneyId, History]]:
    """Yield the history of every journey, or `only` of some; a damaged one is added to `set_aside`.

    `progress` is called with how many journeys are read, and how many there are.
    """
    report, journeys = progress or silent, transaction.log.journeys() if only is None else only
    report(0, len(journeys))
    for first in range(0, len(journeys), PART):
        part = journeys[first : first + PART]
        for journey, history in transaction.many.read_together(part).items():
            if isinstance(history, StoreError):
                set_aside[str(journey)] = history.sentence
            else:
                yield journey, history
        report(first + len(part), len(journeys))
