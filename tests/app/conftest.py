"""Journeys in an empty store, on both databases."""

from collections.abc import Iterator

import pytest

import journeys
from journeys import Journeys


@pytest.fixture
def walks(database_url: str) -> Iterator[Journeys]:
    """Yield the journeys of an empty store."""
    with journeys.open(database_url) as opened:
        yield opened
