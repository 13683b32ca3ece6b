"""Parts handed out in their order, a few ahead of the one that is taken: memory is bounded.

Work only reads, so a part whose worker died is simply done again, and comes out the same.
"""

import pickle
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from itertools import chain, islice
from typing import Any

from journeys.adapters.population.crews import Crew, crew, processors
from journeys.adapters.population.handing import Handed, handed, require_portable
from journeys.adapters.population.place import Place
from journeys.adapters.sql.transactions import SQLTransactions
from journeys.app.ports.population import Job, Part
from journeys.domain.errors import PartFailed

FEW = 20_000
"""Entries that this process reads by itself, in less time than others need to start."""

AGAIN = 3  # times that a part is done again after its worker died

Task = tuple[Handed, Part]


def run(
    jobs: Sequence[Job], executor: Executor | None, workers: int | None
) -> Generator[Any, None, None]:
    """Yield what the work returns for each part of each job, in their order.

    On the executor, else by so many processes of our own; without either by as many as this process
    may use, or by this process alone where little is to be read. An error of the work is raised on
    the turn of its part. Raises PartFailed where a part could not be worked on, KeyMissing and
    TypeError where a store or the work cannot be handed to another process.
    """
    for job in jobs:
        require_portable(job.work)
    places = [Place.of(job.store) for job in jobs if isinstance(job.store, SQLTransactions)]
    entries, parts = sum(_entries(job) for job in jobs), sum(len(job.parts) for job in jobs)
    alone = workers == 1 or parts <= 1 or (workers is None and entries <= FEW)
    if len(places) < len(jobs) or None in places or (executor is None and alone):
        return _by_this_process(jobs)
    return _by_others(jobs, places, executor, workers or processors())


def _entries(job: Job) -> int:
    return max((part.upto for part in job.parts), default=0)


def _by_this_process(jobs: Sequence[Job]) -> Generator[Any, None, None]:
    for job in jobs:
        for part in job.parts:
            yield job.work(job.store, part)


def _by_others(
    jobs: Sequence[Job], places: Sequence[Place | None], executor: Executor | None, workers: int
) -> Generator[Any, None, None]:
    with crew(executor, workers) as working:
        for part, done in _InOrder(_tasks(jobs, places), working):
            result, error = pickle.loads(done)  # noqa: S301 - from our own workers
            if error is not None:
                error.add_note(f"In part {part.name}.")
                raise error
            yield result


def _tasks(jobs: Sequence[Job], places: Sequence[Place | None]) -> Iterator[Task]:
    for job, place in zip(jobs, places, strict=True):
        if place is not None and job.parts:
            given = handed(place, job.work)
            yield from ((given, part) for part in job.parts)


class _InOrder:
    """Hands out tasks, and gives back what their workers returned, in the same order."""

    def __init__(self, tasks: Iterator[Task], working: Crew) -> None:
        self._tasks = tasks
        self._working = working
        self._handed_out = deque[tuple[Task, Future[bytes]]]()
        self._died = 0  # workers, since the last part was done

    def __iter__(self) -> Iterator[tuple[Part, bytes]]:
        try:
            while True:
                try:
                    self._hand_out()
                    if not self._handed_out:
                        return
                    done = _result(*self._handed_out[0])
                except _Died as death:
                    self._do_again(death)
                    continue
                (_, part), _ = self._handed_out.popleft()
                self._died = 0
                yield part, done
        finally:
            for _, future in self._handed_out:
                future.cancel()

    def _hand_out(self) -> None:
        # After a death one at a time: so the part that a worker dies of is known by name.
        room = 1 if self._died else self._working.ahead
        for task in islice(self._tasks, max(0, room - len(self._handed_out))):
            self._handed_out.append((task, _submitted(task, self._working)))

    def _do_again(self, death: "_Died") -> None:
        """Take back what is handed out, for new workers. Raises PartFailed after the last try."""
        self._died += 1
        if self._died > AGAIN or not self._working.renew():
            raise _failed(death.task) from death.__cause__
        again = [task for task, _ in self._handed_out]
        if death.task not in again:  # it could not even be handed out
            again.append(death.task)
        self._handed_out.clear()
        self._tasks = chain(again, self._tasks)


class _Died(Exception):
    """The worker of a task ended before the task did."""

    def __init__(self, task: Task) -> None:
        super().__init__()
        self.task = task


def _submitted(task: Task, working: Crew) -> "Future[bytes]":
    try:
        return working.submit(*task)
    except BrokenExecutor as error:
        raise _Died(task) from error
    except RuntimeError as error:
        raise _failed(task) from error  # it was shut down


def _result(task: Task, future: "Future[bytes]") -> bytes:
    try:
        return future.result()
    except BrokenExecutor as error:
        raise _Died(task) from error
    except Exception as error:  # whatever the executor raises: our own errors come as values
        raise _failed(task) from error


def _failed(task: Task) -> PartFailed:
    return PartFailed(
        "Part {part} could not be worked on: its worker ended each time, or takes no more work. "
        "What was answered before holds. See why workers end (memory, a main module that cannot be "
        "imported again), then resume with the parts that are left.",
        part=task[1].name,
    )
