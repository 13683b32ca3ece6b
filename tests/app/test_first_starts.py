"""Workers that start at the same moment with a reactor that is new: one delivers, none fails."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier as ProcessBarrier
from threading import Barrier

import pytest

import journeys
from journeys import Happened, Journeys
from journeys.errors import StoreBusy
from tests.invented import KEYS, opened
from tests.processes import PROCESSES

WORKERS, ROUNDS = 4, 5


def start_at_once(walks: Journeys, name: str, wait: Callable[[], object], since: int | None) -> str:
    """React as soon as all are there; return whether this one did, or another had the lease."""
    seen = list[Happened]()
    try:
        wait()
        reacted = walks.reactors.react(name, seen.append, since=since)
    except StoreBusy:
        return "another had the lease"
    return f"delivered {reacted.delivered}"


@pytest.mark.parametrize("since", [0, None])
def test_threads_start_a_new_reactor_at_once(walks: Journeys, since: int | None) -> None:
    """One of them delivers all there is; the others find its lease, or nothing left to deliver."""
    opened(walks)
    for number in range(ROUNDS):
        barrier = Barrier(WORKERS)
        with ThreadPoolExecutor(WORKERS) as pool:
            started = [
                pool.submit(start_at_once, walks, f"letters {number}", barrier.wait, since)
                for _ in range(WORKERS)
            ]
            said = [each.result() for each in started]
        assert set(said) <= {"delivered 1", "delivered 0", "another had the lease"}
        assert said.count("delivered 1") == (since is not None)
    assert [each.fault for each in walks.seal.verify()] == [None] * 5


def start_in_a_process(url: str, barrier: ProcessBarrier, told: Connection) -> None:
    """React in each round at the same moment as other processes do; tell how it went."""
    with journeys.open(url, keys=KEYS) as walks:
        told.send([start_at_once(walks, f"x {nr}", barrier.wait, 0) for nr in range(ROUNDS)])


def test_processes_start_a_new_reactor_at_once(database_url: str) -> None:
    """Each with a store of its own open, as the workers of a service have."""
    with journeys.open(database_url, keys=KEYS) as walks:
        opened(walks)
        barrier, (mine, its) = PROCESSES.Barrier(WORKERS), PROCESSES.Pipe(duplex=False)
        workers = [
            PROCESSES.Process(target=start_in_a_process, args=(database_url, barrier, its))
            for _ in range(WORKERS)
        ]
        for worker in workers:
            worker.start()
        said = [mine.recv() for _ in workers]
        for worker in workers:
            worker.join()
        for number, together in enumerate(zip(*said, strict=True)):
            assert together.count("delivered 1") == 1
            assert len(walks.reactors.ledger(f"x {number}")) == 1
        assert [each.fault for each in walks.seal.verify()] == [None] * 5
