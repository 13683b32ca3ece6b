"""The view that `population` measures. Workers import it, and no more than it needs."""

import os
import resource
import time
from datetime import date, datetime
from typing import NamedTuple

from journeys import History, Rulebook
from journeys.projections.periods import every_period


class Seen(NamedTuple):
    """What is told of a journey, and of the process that read it."""

    entries: int
    periods: int
    process: int
    seconds: float
    """Of the processor's time, since that process began."""
    megabytes: float
    """The most memory that it needed so far."""


def seen(history: History, book: Rulebook, _on: date, _known_at: datetime | None) -> Seen:
    """Return how many periods a journey has: a view, and what it took until then."""
    periods = len(every_period(history, book))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Seen(len(history.entries), periods, os.getpid(), time.process_time(), most)
