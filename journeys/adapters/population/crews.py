"""Who works on the parts: processes of our own, an executor of the host's, or a Dask cluster."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Protocol

from journeys.adapters.population.cluster import AHEAD, cluster, is_of_dask
from journeys.adapters.population.handing import Handed
from journeys.adapters.population.worker import begin, do_part
from journeys.app.ports.population import Part


class Crew(Protocol):
    """Who works on parts."""

    @property
    def ahead(self) -> int:
        """How many parts may be handed out at once."""

    def submit(self, given: Handed, part: Part) -> "Future[bytes]":
        """Hand out a part."""

    def renew(self) -> bool:
        """Replace workers that are gone; False where that is not in our hands."""


class OwnProcesses:
    """Processes of our own, as many as there are `workers`, started when they are needed."""

    def __init__(self, workers: int) -> None:
        self.ahead = AHEAD * workers
        self._workers = workers
        self._pool = self._started()

    def submit(self, given: Handed, part: Part) -> "Future[bytes]":
        """Hand out a part."""
        return self._pool.submit(do_part, given, part)

    def renew(self) -> bool:
        """Start new processes: one that ended has taken the whole pool with it."""
        self.end()
        self._pool = self._started()
        return True

    def end(self) -> None:
        """End the processes, once each has done the part that it works on."""
        self._pool.shutdown(cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        # A forked process would share connections, and locks, with this one.
        return ProcessPoolExecutor(self._workers, get_context("spawn"), begin)


class Hosted:
    """An executor of the host's, which ends it and replaces its workers itself."""

    def __init__(self, executor: Executor, workers: int) -> None:
        self.ahead = AHEAD * workers
        self._executor = executor

    def submit(self, given: Handed, part: Part) -> "Future[bytes]":
        """Hand out a part."""
        return self._executor.submit(do_part, given, part)

    def renew(self) -> bool:
        """Replace nothing."""
        return False


@contextmanager
def crew(executor: Executor | None, workers: int) -> Iterator[Crew]:
    """Yield who works on the parts; processes of our own end with the body.

    Refused: cluster-not-private, cluster-spills.
    """
    if is_of_dask(executor):
        with cluster(executor) as found:
            yield found
        return
    if executor is not None:
        yield Hosted(executor, workers)
        return
    own = OwnProcesses(workers)
    try:
        yield own
    finally:
        own.end()


def processors() -> int:
    """Return how many processors this process may use."""
    may_use: Callable[[int], set[int]] | None = getattr(os, "sched_getaffinity", None)
    return len(may_use(0)) if may_use is not None else os.cpu_count() or 1
