"""A process killed at any moment leaves whole commits, and all that it acknowledged."""

import journeys
from tests.app.killing import acknowledged_before_kill
from tests.app.rows import assert_current
from tests.app.writers import write_until_killed
from tests.effort import tries
from tests.invented import KEYS, looking

KILLS = tries(8, 100)


def test_a_killed_writer_loses_nothing_it_acknowledged(database_url: str) -> None:
    """Many kills on one store: it opens, holds what was acknowledged, and its views are whole."""
    acknowledged = []
    for seed in range(KILLS):
        acknowledged += acknowledged_before_kill(write_until_killed, database_url, seed, seed=seed)
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
