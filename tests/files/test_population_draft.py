"""Everybody's rows that are interrupted: whole or not there, or resumed by the same key."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from journeys import Actor, Journeys, verbs
from journeys.adapters.files.exports.population_files import name_of_file
from journeys.adapters.files.exports.population_schema import SCHEMAS
from journeys.adapters.wiring import open_journeys
from journeys.app import slices
from journeys.app.ports.maintenance import Progress
from journeys.app.slices import DIGITS
from journeys.errors import Refused
from tests.app.killing import acknowledged_before_kill
from tests.app.writers import erase
from tests.effort import tries
from tests.files.population_folders import rows_of, whole
from tests.files.test_population_rows import KEY, NOW, OTHER, THIRD, written
from tests.invented import BO, BY_ANNA, FEB_1, KEYS, TODAY, WALK, opened
from tests.scenario import BOOK


class Interrupted(Exception):
    """Somebody pressed Ctrl-C."""


def after(parts: int) -> Progress:
    """Return what interrupts a run once so many parts are done."""

    def report(done: int, _parts: int) -> None:
        if done == parts:
            raise Interrupted

    return report


@pytest.fixture
def sixteen(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Journeys]:
    """Yield a store with three journeys, of which little is read at a time: sixteen slices."""
    monkeypatch.setattr(slices, "LARGE", 1)
    with open_journeys(sqlite_url, keys=KEYS, book=BOOK, today=lambda: TODAY) as walks:
        for journey in (WALK, OTHER, THIRD):
            opened(walks, journey)
        yield walks


def test_what_was_interrupted_is_resumed(sixteen: Journeys, tmp_path: Path) -> None:
    """By its own key, and as known when it began; then no key is left."""
    out, left = tmp_path / "out", tmp_path / "out.unfinished"
    with pytest.raises(Interrupted):
        written(sixteen, out, resume=True, progress=after(9), now=datetime.now(UTC))
    assert not out.exists()
    assert not (left / "manifest.json").exists()
    assert (left / "key").read_bytes() == KEY
    state = json.loads((left / "unfinished.json").read_text("utf-8"))
    assert len(state["finished"]) == 7  # the eighth was not known to be whole
    sixteen.decide(THIRD, verbs.state_hope, BY_ANNA, words="Ro", on=FEB_1)
    with pytest.raises(Refused) as refusal:
        written(sixteen, out)
    assert refusal.value.code == "rows-unfinished"
    for differs in ({"upto": FEB_1}, {"known_at": NOW}, {"with_ids": True}):
        with pytest.raises(Refused) as refusal:
            written(sixteen, out, resume=True, **differs)
        assert refusal.value.code == "rows-differ"
    told = written(sixteen, out, resume=True, new_key=bytes(32))
    assert told.journeys == 3
    manifest = whole(out)
    began = datetime.fromisoformat(state["known_at"])
    assert datetime.fromisoformat(manifest["known_at"]) == began
    assert [each.name for each in tmp_path.glob("out*")] == ["out"]
    assert sum(row[3] for row in rows_of(out, "journeys")) == 3
    written(sixteen, tmp_path / "again", known_at=began)
    for table in SCHEMAS:
        assert sorted(map(str, rows_of(out, table))) == sorted(
            map(str, rows_of(tmp_path / "again", table))
        )


def test_who_was_erased_or_restricted_since_is_in_nothing_that_is_gone_on_with(
    sixteen: Journeys, tmp_path: Path
) -> None:
    """Their slices are done again: a folder that is whole later shows none of them."""
    out, boss = tmp_path / "out", Actor("ulla.example", "manager")
    asked = {"actor": boss, "resume": True, "now": datetime.now(UTC)}
    with pytest.raises(Interrupted):
        written(sixteen, out, progress=after(16), **asked)  # type: ignore[arg-type]
    sixteen.decide(WALK, verbs.close_journey, BY_ANNA, reason="I arbejde", on=FEB_1)
    erase(sixteen, WALK)
    sixteen.decide(OTHER, verbs.restrict_access, boss, open_to=[BO], on=FEB_1)
    told = written(sixteen, out, **asked)  # type: ignore[arg-type]
    assert (told.journeys, told.left_out) == (1, {"restricted": 1})
    assert whole(out)["stores"][0]["journeys"] == 1
    assert len(rows_of(out, "facts")) == 1


def test_without_anything_finished_nothing_is_left(sixteen: Journeys, tmp_path: Path) -> None:
    """Nor of a run that cannot be resumed."""
    for resume, parts in ((True, 1), (False, 9)):
        with pytest.raises(Interrupted):
            written(sixteen, tmp_path / "out", resume=resume, progress=after(parts))
        assert list(tmp_path.glob("out*")) == []


def test_of_a_run_that_can_save_nothing_no_key_is_left(sixteen: Journeys, tmp_path: Path) -> None:
    """As on a disk that is full: it would not be known what is finished."""
    left = tmp_path / "out.unfinished"
    (left / "unfinished.json.draft").mkdir(parents=True)
    (left / "key").write_bytes(KEY)
    with pytest.raises(Refused) as refusal:
        written(sixteen, tmp_path / "out", resume=True)
    assert refusal.value.code == "folder-unusable"
    assert list(tmp_path.glob("out*")) == []


def test_no_file_says_by_which_digit_its_ids_were_chosen() -> None:
    """The sixteen names are dealt out by the key, in each municipality otherwise."""
    names = {
        (key, store): "".join(name_of_file(store, each, bytes([key] * 32)) for each in DIGITS)
        for key in (1, 2)
        for store in ("101", "621")
    }
    assert len({*names.values(), DIGITS}) == 5
    assert {"".join(sorted(each)) for each in names.values()} == {DIGITS}


def exporting(url: str, folder: Path, resume: bool, told: Connection) -> None:  # noqa: FBT001 - a process gets no names
    """Export again and again, and acknowledge each folder."""
    slices.LARGE = 1
    with open_journeys(url, keys=KEYS, book=BOOK) as walks:
        told.send(None)
        for nr in count():
            written(walks, folder / str(nr), resume=resume, new_key=bytes([nr] * 32))
            told.send(nr)


def test_killed_at_any_moment_a_folder_is_whole_or_not_there(
    sixteen: Journeys, sqlite_url: str, tmp_path: Path
) -> None:
    """What was acknowledged is there; the next run removes what is left, or goes on with it."""
    for seed in range(tries(1, 40)):
        folder, resume = tmp_path / str(seed), seed % 2 == 0
        folder.mkdir()
        _, *done = acknowledged_before_kill(
            exporting, sqlite_url, folder, resume, seed=seed, longest=tries(1, 2)
        )
        there = {each for each in folder.iterdir() if each.suffix == ""}
        assert there >= {folder / str(nr) for nr in done}
        for each in there:
            assert whole(each)["stores"][0]["journeys"] == 3
        for left in [each for each in folder.iterdir() if each.suffix]:
            assert ".draft-" in left.name or left.suffix == ".unfinished"
            written(sixteen, left.with_suffix(""), resume=resume)
            assert whole(left.with_suffix(""))["stores"][0]["journeys"] == 3
            assert not left.exists()
    assert all(verdict.fault is None for verdict in sixteen.seal.verify())
