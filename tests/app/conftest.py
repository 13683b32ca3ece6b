"""Journeys in an empty store, on both databases."""

from collections.abc import Iterator

import pytest

from journeys import Journeys
from journeys.adapters.wiring import open_journeys
from tests.invented import KEYS
from tests.scenario import BOOK


@pytest.fixture
def walks(database_url: str) -> Iterator[Journeys]:
    """Yield the journeys of an empty store."""
    with open_journeys(database_url, keys=KEYS, book=BOOK) as opened:
        yield opened
