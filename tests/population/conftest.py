"""A town, a country and an executor, as the tests of everybody need them."""

from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path

import pytest

from journeys import Journeys, Municipalities
from journeys.adapters.wiring import open_journeys
from journeys.app import slices
from tests.effort import tries
from tests.invented import KEYS, TODAY
from tests.population.country import settle, two_processes
from tests.population.traces import house
from tests.registry.towns import codes, copied, in_files, made
from tests.scenario import BOOK

__all__ = ["house"]

TOWNS, LARGE_TOWN, PEOPLE = tries(4, 98), tries(20, 2_000), 4


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a store of some journeys have as many parts as one of many."""
    monkeypatch.setattr(slices, "LARGE", 20)


@pytest.fixture
def town(walks: Journeys) -> Journeys:
    """Return a store with some journeys, on either database."""
    settle(walks, 1, 12)
    return walks


@pytest.fixture
def sqlite_town(sqlite_url: str) -> Iterator[Journeys]:
    """Yield a store with some journeys in a SQLite file."""
    with open_journeys(sqlite_url, keys=KEYS, book=BOOK, today=lambda: TODAY) as opened:
        settle(opened, 1, 12)
        yield opened


@pytest.fixture(scope="module")
def country(
    tmp_path_factory: pytest.TempPathFactory, sqlite_pattern: Path
) -> Iterator[Municipalities]:
    """Yield small stores and a larger one."""
    folder, towns = tmp_path_factory.mktemp("country"), codes(TOWNS)
    copied(folder, sqlite_pattern, towns)
    with made(in_files(folder, towns)) as registry:
        for nr, code in enumerate(towns):
            settle(registry[code], nr + 1, LARGE_TOWN if nr == 2 else PEOPLE)
        yield registry


@pytest.fixture(scope="module")
def pool() -> Iterator[Executor]:
    """Yield two processes of a host's own."""
    with two_processes() as executor:
        yield executor
