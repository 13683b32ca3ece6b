"""A process killed while it takes journeys in leaves each of them whole, or not there at all."""

from collections.abc import Iterator
from dataclasses import dataclass, field
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

KILLS, FOLDERS = tries(5, 40), tries(50, 200)
LONGEST = 0.03  # seconds: so that journeys are left for the last of them


@dataclass
class Exports:
    """A folder of exports, each named by its journey, and the store that they come from."""

    folder: Path
    origin: Journeys
    names: list[str] = field(default_factory=list)

    def add(self, number: int) -> None:
        """Export so many journeys more."""
        for nr in range(len(self.names), len(self.names) + number):
            journey = opened(self.origin, JourneyId(UUID(int=nr + 1)))
            write_export(export_of(self.origin, journey), self.folder / str(journey))
            self.names.append(str(journey))


@pytest.fixture
def exports(tmp_path: Path) -> Iterator[Exports]:
    """Yield exports to take in."""
    (tmp_path / "exports").mkdir()
    with journeys.open(f"sqlite:///{tmp_path / 'origin.db'}", keys=KEYS) as origin:
        yield Exports(tmp_path / "exports", origin)


def test_a_killed_import_leaves_whole_journeys(database_url: str, exports: Exports) -> None:
    """What was acknowledged is there; asked again, the rest comes in, and nothing comes twice.

    A kill counts where journeys were left to take in. Where none were, the import was too quick
    for it, and the next one is larger.
    """
    journeys.open(database_url, keys=KEYS).close()
    exports.add(FOLDERS)
    acknowledged, hits = set[str](), 0
    for seed in count():
        names = exports.names
        left = [name for name in names if name not in acknowledged]
        arrived = acknowledged_before_kill(
            arrive_until_killed, database_url, exports.folder, left, seed=seed, longest=LONGEST
        )
        acknowledged |= set(arrived)
        with journeys.open(database_url, keys=KEYS) as walks:
            assert all(verdict.fault is None for verdict in walks.seal.verify())
            there = {name for name in names if is_there(walks, name)}
            assert there >= acknowledged
            assert {str(row[0]) for _, row in stored_rows(walks)} == there
            assert_current(walks, *map(JourneyId, map(UUID, there)))
            # What was committed and never acknowledged is known when it is asked for again.
            for name in there - acknowledged:
                with pytest.raises(Refused) as refusal:
                    arrive(walks, exports.folder / name)
                assert refusal.value.code == "journey-known"
            acknowledged |= there
        hits += len(arrived) < len(left)
        if hits == KILLS:
            break
        if acknowledged.issuperset(names):
            exports.add(len(names))
    assert hits == KILLS
    assert acknowledged


def is_there(walks: Journeys, name: str) -> bool:
    """Whether a journey can be read."""
    try:
        return bool(looking(walks).history(JourneyId(UUID(name))).entries)
    except UnknownJourney:
        return False
