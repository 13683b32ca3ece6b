"""A process killed while it takes journeys in leaves each of them whole, or not there at all."""

from itertools import count
from pathlib import Path
from uuid import UUID

import pytest

import journeys
from journeys import JourneyId, Journeys
from journeys.adapters.files.exports.write import write_export
from journeys.errors import Refused, UnknownJourney
from tests.app.killing import acknowledged_before_kill
from tests.app.rows import assert_current, stored_rows
from tests.app.writers import arrive, arrive_until_killed
from tests.effort import tries
from tests.invented import KEYS, looking, opened
from tests.moving import export_of

KILLS, FOLDERS = tries(8, 40), tries(60, 200)
LONGEST = 0.03  # seconds: so that journeys are left for the last of them


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    """Return a folder of exports, each named by its journey."""
    (tmp_path / "exports").mkdir()
    with journeys.open(f"sqlite:///{tmp_path / 'origin.db'}", keys=KEYS) as origin:
        for number in range(FOLDERS):
            journey = opened(origin, JourneyId(UUID(int=number + 1)))
            write_export(export_of(origin, journey), tmp_path / "exports" / str(journey))
    return tmp_path / "exports"


def test_a_killed_import_leaves_whole_journeys(database_url: str, folders: Path) -> None:
    """What was acknowledged is there; asked again, the rest comes in, and nothing comes twice."""
    journeys.open(database_url, keys=KEYS).close()
    names = sorted(folder.name for folder in folders.iterdir())
    acknowledged = set[str]()
    for seed in count():
        left = [name for name in names if name not in acknowledged]
        if seed == KILLS or not left:
            break
        acknowledged |= set(
            acknowledged_before_kill(
                arrive_until_killed, database_url, folders, left, seed=seed, longest=LONGEST
            )
        )
        with journeys.open(database_url, keys=KEYS) as walks:
            assert all(verdict.fault is None for verdict in walks.seal.verify())
            there = {name for name in names if is_there(walks, name)}
            assert there >= acknowledged
            assert {str(row[0]) for _, row in stored_rows(walks)} == there
            assert_current(walks, *map(JourneyId, map(UUID, there)))
            # What was committed and never acknowledged is known when it is asked for again.
            for name in there - acknowledged:
                with pytest.raises(Refused) as refusal:
                    arrive(walks, folders / name)
                assert refusal.value.code == "journey-known"
            acknowledged |= there
    assert seed == KILLS
    assert acknowledged


def is_there(walks: Journeys, name: str) -> bool:
    """Whether a journey can be read."""
    try:
        return bool(looking(walks).history(JourneyId(UUID(name))).entries)
    except UnknownJourney:
        return False
