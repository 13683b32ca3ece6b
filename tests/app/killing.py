"""Processes that are killed at a random moment, and what they acknowledged before it."""

from collections.abc import Callable
from random import Random
from typing import Any

from tests.processes import PROCESSES

LONGEST = 0.15  # seconds a process may live after it first acknowledged something


def acknowledged_before_kill(
    target: Callable[..., None], *args: object, seed: int, longest: float = LONGEST, after: int = 1
) -> list[Any]:
    """Let a process work, kill it at a random moment, and return what it acknowledged.

    The process is handed these arguments, and the end of a pipe to send what it has done. The
    moment comes once it has acknowledged so many things.
    """
    mine, its = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=target, args=(*args, its))
    process.start()
    its.close()
    told = list[Any]()
    try:
        while len(told) < after:
            told.append(mine.recv())
        # The moment of the kill is random; waiting for the process to end is not a sleep.
        process.join(Random(seed).uniform(0, longest))  # noqa: S311 - no secret
        process.kill()
        while True:
            told.append(mine.recv())
    except (EOFError, OSError):
        pass
    finally:
        process.join()
        process.close()
        mine.close()
    return told
