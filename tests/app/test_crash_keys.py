"""A process killed while it records, erases or changes the master key leaves no half state."""

import pytest

import journeys
from journeys import JourneyId, Journeys
from journeys.adapters.wiring import rotate
from journeys.errors import Erased, KeyWrong
from tests.app.killing import acknowledged_before_kill
from tests.app.rows import assert_current, stored_rows
from tests.app.writers import erase, live_until_killed, master_key
from tests.effort import tries
from tests.invented import looking, opened

KILLS = tries(6, 50)


def reopened(url: str, key: int) -> tuple[Journeys, int]:
    """Return the store under the last key that was acknowledged, or under the one after it."""
    try:
        return journeys.open(url, keys=master_key(key)), key
    except KeyWrong:
        return journeys.open(url, keys=master_key(key + 1)), key + 1


def test_a_killed_process_leaves_everything_whole(database_url: str) -> None:
    """Many kills on one store: what was acknowledged is so, and all else is either or."""
    journeys.open(database_url, keys=master_key(0)).close()
    key, known, gone = 0, set[JourneyId](), set[JourneyId]()
    for seed in range(10 * KILLS):
        # Whom a process erases is drawn: some more are killed where none has erased anybody.
        if seed >= KILLS and known - gone and gone and key:
            break
        for what, told in acknowledged_before_kill(
            live_until_killed, database_url, seed, key, seed=seed, after=1 + seed % 3
        ):
            match what:
                case "opened":
                    known.add(JourneyId(told))
                case "erased":
                    gone.add(JourneyId(told))
                case _:
                    key = int(told)
        walks, key = reopened(database_url, key)
        with walks:
            assert all(verdict.fault is None for verdict in walks.seal.verify())
            read = {journey for journey in known if is_read(walks, journey)}
            assert not read & gone
            assert_current(walks, *read)
            rows = {row[0] for _, row in stored_rows(walks)}
            assert not {str(journey) for journey in known - read} & rows
            for journey in known - read:
                # Asked again, the one that was cut off after its commit is answered as it was.
                assert erase(walks, journey) == walks.persons.receipt(journey)
    assert known - gone
    assert gone
    assert key


def killed(*_: object) -> None:
    """Stand for a process that gets no further."""
    raise KeyboardInterrupt


def is_read(walks: Journeys, journey: JourneyId) -> bool:
    """Whether a journey can be read; one that was erased has a receipt instead."""
    try:
        return bool(looking(walks).history(journey).entries)
    except Erased:
        assert walks.persons.receipt(journey)
        return False


def test_a_rotation_that_was_cut_off_is_finished_by_whoever_opens_next(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store is wrapped by the new key, and the file still holds the old one."""
    journeys.open(sqlite_url).close()
    with monkeypatch.context() as cut_off:
        cut_off.setattr("pathlib.Path.replace", killed)
        with pytest.raises(KeyboardInterrupt):
            rotate(sqlite_url)
    with journeys.open(sqlite_url) as walks:
        opened(walks)
    assert rotate(sqlite_url) > 0
    journeys.open(sqlite_url).close()
