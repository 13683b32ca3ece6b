"""Crash-and-restore drills: killed anywhere, a store comes back proved, and nobody who was erased.

Small numbers here; a hundred on each database with `make long`.
"""

from pathlib import Path

import pytest

from journeys import JourneyId
from journeys.adapters.restoring import Asked
from journeys.errors import Refused
from tests.app.drills import (
    HAS_TOOLS,
    Place,
    database_of,
    names,
    restoring,
    run,
    store_at,
    working,
)
from tests.app.killing import acknowledged_before_kill
from tests.effort import tries
from tests.servers import new_database

DRILLS = tries(1, 100)


@pytest.mark.parametrize("seed", range(DRILLS))
def test_a_store_that_crashed_is_restored_and_passes_against_a_checkpoint_held_elsewhere(
    database_url: str, request: pytest.FixtureRequest, tmp_path: Path, seed: int
) -> None:
    """Killed while it records, erases and backs up; then killed while it is restored."""
    file = database_of(database_url)
    if file is None and not HAS_TOOLS:
        pytest.skip("pg_dump and pg_restore are not here, so the commands cannot be run")
    lists, folder = tmp_path / "lists", tmp_path / "copies"
    for each in (lists, folder, tmp_path / "there"):
        each.mkdir()
    told = acknowledged_before_kill(
        working, database_url, lists, folder, seed, seed=seed, longest=1.5
    )
    backups = [Path(each) for what, each in told if what == "backup"]
    erased = {JourneyId(each) for what, each in told if what == "erased"}
    whole = [each for each in folder.iterdir() if ".draft-" not in each.name]
    assert {*backups} <= {*whole}
    assert all((each / "manifest.json").exists() for each in whole)
    *_, held = [each for what, each in told if what == "checkpoint"] or [None]
    if held is None:
        with store_at(database_url, lists) as walks:
            held = walks.seal.checkpoint()
    if file is not None:
        _drill(Place(f"sqlite:///{tmp_path / 'there' / 'store.db'}", lists), backups, held, erased)
        return
    server = request.getfixturevalue("postgresql_server")
    with new_database(server, like="template1") as url:
        _drill(Place(url, lists), backups, held, erased)


def _drill(place: Place, backups: list[Path], held: str, erased: set[JourneyId]) -> None:
    """Restore the newest backup, killed and again, and hold it to the checkpoint."""
    folder, asked = backups[-1], Asked([held], accept_loss=True)
    if database_of(place.url) is None:
        with pytest.raises(Refused) as not_loaded:
            place.restored_at_once(folder, asked)
        run(str(not_loaded.value).partition("again: ")[2])
    assert place.lists is not None
    acknowledged_before_kill(
        restoring, place.url, place.lists, folder, held, seed=len(backups), longest=0.8
    )
    if place.is_empty:
        place.restored_at_once(folder, asked)
    with store_at(*place) as again:
        assert not any(each.fault for each in again.seal.verify([_own(folder)]))
        assert not erased & names(again).keys()
        assert not list(again.maintenance.check())
        assert again.seal.checkpoint()


def _own(folder: Path) -> str:
    return (folder / "checkpoint.txt").read_text()
