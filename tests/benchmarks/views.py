"""The view that `population` measures. Workers import it, and no more than it needs."""

import os
import resource
import time
from datetime import date, datetime
from itertools import count
from typing import NamedTuple

from journeys import History, Rulebook
from journeys.projections.periods import every_period

SELDOM = 50  # journeys between two looks at the process: each look is a call of the system


class Seen(NamedTuple):
    """What is told of a journey, and of the process that read it, as it was a little before."""

    entries: int
    periods: int
    process: int
    seconds: float
    """Of the processor's time, since that process began."""
    megabytes: float
    """The most memory that it needed so far."""


_asked = count()
_process = (0, 0.0, 0.0)


def seen(history: History, book: Rulebook, _on: date, _known_at: datetime | None) -> Seen:
    """Return how many periods a journey has: a view, and what it took until then."""
    global _process  # noqa: PLW0603 - of a process there is one
    periods = len(every_period(history, book))
    if not next(_asked) % SELDOM:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        _process = os.getpid(), time.process_time(), most
    return Seen(len(history.entries), periods, *_process)
