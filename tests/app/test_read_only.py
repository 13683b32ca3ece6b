"""Stores that are only read: nothing is written or made, and no answer is silently old."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import make_url

import journeys
from journeys import JourneyId
from journeys.adapters.sql.database.read_only import read_only_uri
from journeys.adapters.wiring import init, rotate
from journeys.errors import Conflict, StoreMissing, StoreUnreachable
from tests.app.posted import BAKERY, CVR, begun, open_post, people, record, registered
from tests.invented import FEB_1, KEYS, WALK, opened

FORMS = [
    "sqlite:///file:{}?mode=ro&uri=true",
    "sqlite:///file:{}?immutable=1&uri=true",
    "sqlite:///file:{}?mode=ro&immutable=1&uri=true",
    "sqlite:///file:{}?immutable=1&uri=true&timeout=5",
]


@pytest.fixture
def store(sqlite_url: str) -> Path:
    """Return the file of a store with one journey, in a post, which nobody has open."""
    with journeys.open(sqlite_url) as walks:
        open_post(walks, employer=registered(walks, cvr=CVR))
        record(walks, opened(walks), begun(1))
    return Path(str(make_url(sqlite_url).database))


def walks_id(number: int) -> JourneyId:
    """Return the id of that number."""
    return JourneyId(UUID(int=number))


def record_elsewhere(store: Path) -> None:
    """Open the store to write, record in it, and close it."""
    with journeys.open(f"sqlite:///{store}") as walks:
        opened(walks, walks_id(2))


def found_in(folder: Path) -> dict[str, bytes]:
    """Return every file in a folder, with its content."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.parametrize("form", FORMS)
def test_to_read_a_store_writes_and_makes_nothing(store: Path, form: str) -> None:
    """No journal, no key, no seal of the law; and it answers."""
    before = found_in(store.parent)
    for _ in range(2):
        with journeys.open(form.format(store)) as walks:
            assert walks.overview(on=FEB_1).journeys == 1
            assert walks.employers.find(CVR) == BAKERY
            assert people(walks, FEB_1) == {WALK}
            assert list(walks.maintenance.check()) == []
            assert all(verdict.fault is None for verdict in walks.seal.verify())
            assert found_in(store.parent) == before
    assert found_in(store.parent) == before


@pytest.mark.parametrize("form", FORMS)
def test_a_backup_without_a_journal_is_read_as_it_is(store: Path, form: str) -> None:
    """SQLite writes such a copy in another mode; it is not switched back."""
    copy = store.with_name("copy.db")
    with closing(sqlite3.connect(store)) as there:
        there.execute("VACUUM INTO ?", [str(copy)])
    shutil.copy(f"{store}.key", f"{copy}.key")
    before = found_in(store.parent)
    with journeys.open(form.format(copy)) as walks:
        assert walks.overview(on=FEB_1).journeys == 1
    assert found_in(store.parent) == before


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "ask",
    [
        lambda walks: opened(walks, walks_id(2)),
        lambda walks: walks.seen_by(journeys.Actor("a", "caseworker"), "x").history(WALK),
        lambda walks: walks.maintenance.rebuild(),
    ],
)
def test_to_record_in_a_store_that_is_only_read_is_refused(
    store: Path, form: str, ask: Callable[[journeys.Journeys], object]
) -> None:
    """A look at a person too, since it is logged; nothing is changed."""
    before = found_in(store.parent)
    with (
        journeys.open(form.format(store)) as walks,
        pytest.raises(StoreUnreachable, match="can only be read here"),
    ):
        ask(walks)
    assert found_in(store.parent) == before


@pytest.mark.parametrize("form", FORMS)
def test_a_store_that_is_only_read_is_not_made_or_rotated(
    store: Path, tmp_path: Path, form: str
) -> None:
    """Neither a file nor a key."""
    before = found_in(store.parent)
    for missing in ("no.db", "empty.db"):
        (tmp_path / "empty.db").touch()
        for make in (journeys.open, init, rotate):
            with pytest.raises(StoreMissing, match="There is no store at"):
                make(form.format(tmp_path / missing))
    (tmp_path / "empty.db").unlink()
    assert init(form.format(store)) == "current"
    with pytest.raises(StoreUnreachable, match="can only be read here"):
        rotate(form.format(store))
    assert found_in(store.parent) == before


def test_entries_that_are_not_yet_in_the_file_are_never_left_out_silently(
    store: Path, tmp_path: Path
) -> None:
    """What is still in the journal is read with mode=ro, and refused by name with immutable=1."""
    with journeys.open(f"sqlite:///{store}") as walks:
        opened(walks, walks_id(2))
        with journeys.open(FORMS[0].format(store)) as reading:
            assert reading.overview(on=FEB_1).journeys == 2
        for form in FORMS[1:]:
            with pytest.raises(StoreUnreachable, match="may still be in a journal"):
                journeys.open(form.format(store))
        copy = tmp_path / "copy"
        copy.mkdir()
        for name in ("store.db", "store.db-wal", "store.db.key"):
            shutil.copy(tmp_path / name, copy / name)
    before = found_in(copy)
    for form in FORMS:
        with pytest.raises(StoreUnreachable, match="may still be in a journal"):
            journeys.open(form.format(copy / "store.db"))
    assert found_in(copy) == before
    with journeys.open(f"sqlite:///{copy}/store.db") as walks:
        assert walks.overview(on=FEB_1).journeys == 2


def test_what_others_record_meanwhile_is_read_next_time(store: Path) -> None:
    """A process that only reads may stay open while others write."""
    with journeys.open(FORMS[0].format(store)) as reading:
        assert reading.overview(on=FEB_1).journeys == 1
        for number in (2, 3):
            with journeys.open(f"sqlite:///{store}") as walks:
                opened(walks, walks_id(number))
                assert reading.overview(on=FEB_1).journeys == number
            assert reading.overview(on=FEB_1).journeys == number


def test_a_file_that_was_said_to_stay_the_same_is_not_trusted_to(store: Path) -> None:
    """With immutable=1 SQLite would go on reading it as it was."""
    with journeys.open(FORMS[1].format(store)) as reading:
        assert reading.overview(on=FEB_1).journeys == 1
        with journeys.open(f"sqlite:///{store}") as walks:
            assert reading.overview(on=FEB_1).journeys == 1
            opened(walks, walks_id(2))
            with pytest.raises(StoreUnreachable, match="may still be in a journal"):
                reading.overview(on=FEB_1)
            walks.store.scrub()
            assert reading.overview(on=FEB_1).journeys == 2
        assert reading.overview(on=FEB_1).journeys == 2


def test_a_file_that_changes_while_it_is_read_without_locks_answers_nothing(store: Path) -> None:
    """It is asked again, and answered."""
    with journeys.open(FORMS[0].format(store)) as reading:
        with pytest.raises(Conflict), reading.store.reading():
            record_elsewhere(store)
        assert reading.overview(on=FEB_1).journeys == 2


def test_a_file_is_read_alone_only_while_nobody_has_it_open(store: Path) -> None:
    """Elsewhere SQLite's locks are needed."""
    assert read_only_uri(store).endswith("mode=ro&immutable=1")
    with journeys.open(f"sqlite:///{store}") as walks:
        opened(walks, walks_id(2))
        assert read_only_uri(store).endswith("mode=ro")


def test_a_store_without_its_secrets_gets_none_by_reading(sqlite_url: str) -> None:
    """A process was killed between the tables and the key: it is no store yet."""
    file = Path(str(make_url(sqlite_url).database))
    before = found_in(file.parent)
    for form in FORMS:
        for keys in (None, KEYS):
            with pytest.raises(StoreMissing, match="There is no store at"):
                journeys.open(form.format(file), keys=keys)
    assert found_in(file.parent) == before
    with pytest.raises(StoreMissing, match="There is no store at"):
        journeys.open(sqlite_url, create=False)
    assert set(found_in(file.parent)) == set(before)
    journeys.open(sqlite_url).close()


@pytest.mark.skipif(os.name == "nt", reason="rights are others there")
def test_a_store_on_a_disk_that_is_only_read_can_be_read(store: Path) -> None:
    """Its folder takes no journal; so it is read as it is."""
    store.chmod(0o400)
    store.parent.chmod(0o500)
    try:
        with journeys.open(FORMS[0].format(store)) as walks:
            assert walks.overview(on=FEB_1).journeys == 1
    finally:
        store.parent.chmod(0o700)
