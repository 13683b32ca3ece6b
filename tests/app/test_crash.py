"""A process killed at any moment leaves whole commits, and all that it acknowledged."""

from random import Random

import journeys
from journeys import JourneyId
from tests.app.rows import assert_current
from tests.app.writers import PROCESSES, write_until_killed
from tests.invented import KEYS, looking

KILLS = 50
LONGEST = 0.15  # seconds a writer may live after its first acknowledged fact


def acknowledged_before_kill(url: str, seed: int) -> list[tuple[JourneyId, int, str]]:
    """Let a process write, kill it at a random moment, and return what it acknowledged."""
    mine, its = PROCESSES.Pipe(duplex=False)
    writer = PROCESSES.Process(target=write_until_killed, args=(url, seed, its))
    writer.start()
    its.close()
    told = []
    try:
        told.append(mine.recv())
        # The moment of the kill is random; waiting for the process to end is not a sleep.
        writer.join(Random(seed).uniform(0, LONGEST))  # noqa: S311 - no secret
        writer.kill()
        while True:
            told.append(mine.recv())
    except (EOFError, OSError):
        pass
    finally:
        writer.join()
        writer.close()
        mine.close()
    return told


def test_a_killed_writer_loses_nothing_it_acknowledged(database_url: str) -> None:
    """Fifty kills on one store: it opens, holds what was acknowledged, and its views are whole."""
    acknowledged = []
    for seed in range(KILLS):
        acknowledged += acknowledged_before_kill(database_url, seed)
        with journeys.open(database_url, keys=KEYS) as walks:
            ids = sorted({journey for journey, _, _ in acknowledged})
            held = {
                (journey, entry.version, getattr(entry.event, "words", ""))
                for journey in ids
                for entry in looking(walks).history(journey).entries
            }
            assert held >= set(acknowledged)
            # Journeys whose opening was committed but never acknowledged have rows, too.
            assert_current(walks, *ids)
    assert len(acknowledged) > KILLS
