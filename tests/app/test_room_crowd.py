"""Sixty-four writers race for posts, in processes of their own; make bench has a thousand posts."""

import journeys
from tests.app.rows import assert_current
from tests.benchmarks.filling import WRITERS, faults, prepared, raced
from tests.invented import KEYS

POSTS = 52
"""Fewer than there are writers."""


def test_of_64_writers_nobody_over_fills_a_post_and_nobody_is_lost(database_url: str) -> None:
    """Each place is taken by one citizen, and whoever was told so is in it."""
    with journeys.open(database_url, keys=KEYS) as walks:
        race = prepared(walks, POSTS, 0)
        told = raced(database_url, race, turn=1)
        recorded = sum(len(within) for _, within in told)
        assert faults(walks, race, recorded) == (0, 0)
        assert sum(len(without) for without, _ in told) == WRITERS
        assert POSTS * 3 // 4 < recorded <= POSTS
        ids = [each.post for each in race.posts]
        with walks.store.reading() as transaction:
            taken = transaction.queries.taken(ids)
        assert_current(walks, *(each.journey for each in taken))
        assert all(each.fault is None for each in walks.seal.verify())
