"""The master key: where it comes from, who may use it, and that it is never shown."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from eventsourcing.utils import Environment
from sqlalchemy import Engine, delete, update

import journeys
from journeys.adapters.eventsourcing import SQLAlchemyFactory
from journeys.adapters.eventsourcing.mapper import EntryMapper
from journeys.adapters.files.master_key import (
    ensure_key_file,
    key_from_environment,
    key_path,
    resolve_keys,
    waiting_keys,
    write_waiting_key,
)
from journeys.adapters.sql.database.connections import writing
from journeys.adapters.sql.keys.keyring import FIND, keys
from journeys.adapters.wiring import rotate
from journeys.errors import BrokenHistory, KeyMissing, KeyWrong
from journeys.keys import VARIABLE, MasterKey, key_file
from tests.app.writers import make_key
from tests.invented import KEYS, WALK, looking, opened
from tests.processes import PROCESSES

OTHER = MasterKey(bytes(32))
MANY = 8


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where a key file may be made."""
    return tmp_path / "store.db.key"


def test_a_key_is_read_as_it_is_written() -> None:
    """In base64, with or without white space around it."""
    assert MasterKey.parse(KEYS.text) == MasterKey.parse(f" {KEYS.text}\n") == KEYS
    new = MasterKey.new()
    assert MasterKey.parse(new.text) == new != MasterKey.new()


@pytest.mark.parametrize(
    "text", ["", "geheim", KEYS.text[:-4], KEYS.text + "AAAA", f"{KEYS.text[:-1]}!", "ø" * 44]
)
def test_a_text_that_is_no_key_is_refused_and_not_repeated(text: str) -> None:
    """It may be nearly one."""
    with pytest.raises(KeyWrong, match="32 bytes, written in base64") as error:
        MasterKey.parse(text)
    assert not text or text not in str(error.value)


def test_a_key_is_never_shown() -> None:
    """Whoever prints it, or what holds it."""
    for shown in (repr(KEYS), str(KEYS), f"{KEYS}", repr([KEYS])):
        assert shown.strip("[]") == "MasterKey()"


def test_what_was_wrapped_is_unwrapped_for_its_holder_alone() -> None:
    """By the same master key, unaltered, and never the same twice."""
    wrapped = KEYS.wrap(b"secret", "anna")
    assert KEYS.unwrap(wrapped, "anna") == b"secret"
    assert wrapped != KEYS.wrap(b"secret", "anna")
    wrong: Any
    for key, wrong, holder in (
        (OTHER, wrapped, "anna"),
        (KEYS, wrapped, "bo"),
        (KEYS, wrapped[:-1], "anna"),
        (KEYS, b"", "anna"),
        (KEYS, "a text", "anna"),
        (KEYS, 7, "anna"),
    ):
        with pytest.raises(KeyWrong, match="was altered") as error:
            key.unwrap(wrong, holder)
        assert error.value.__cause__ is None
        assert "secret" not in str(error.value)


def test_a_key_file_is_its_owners_alone(file: Path) -> None:
    """Whatever rights the process gives its files; and it is made once."""
    before = os.umask(0)
    try:
        made = ensure_key_file(file)
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert ensure_key_file(file) == key_file(file) == made
    assert file.read_text(encoding="ascii") == f"{made.text}\n"
    assert [each.name for each in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize("mode", [0o640, 0o620, 0o610, 0o604, 0o602, 0o601, 0o666])
def test_a_key_file_that_others_may_use_is_refused(file: Path, mode: int) -> None:
    """With what to do."""
    ensure_key_file(file)
    file.chmod(mode)
    with pytest.raises(KeyWrong, match=f"chmod 600 {file}"):
        key_file(file)


def spoil(file: Path, content: bytes) -> None:
    """Write something else into a key file, with the rights it has."""
    file.unlink()
    file.touch(0o600)
    file.write_bytes(content)


@pytest.mark.parametrize(
    "content",
    [b"", b"geheim", b"\xff\xfe\x00", "nøgle".encode(), f"{KEYS.text}\u00a0".encode()],
)
def test_a_key_file_without_a_key_is_refused_and_not_repeated(file: Path, content: bytes) -> None:
    """Whatever stands in it."""
    ensure_key_file(file)
    spoil(file, content)
    with pytest.raises(KeyWrong, match="This is no master key") as error:
        key_file(file)
    assert error.value.__cause__ is None


def test_a_key_file_that_is_not_there_or_no_file_is_said_to_be_missing(
    file: Path, tmp_path: Path
) -> None:
    """With its name, and none is made where it cannot be."""
    with pytest.raises(KeyMissing, match=f"there is no {file}"):
        key_file(file)
    file.mkdir(0o700)
    with pytest.raises(KeyMissing, match="cannot be read"):
        key_file(file)
    with pytest.raises(KeyMissing, match="No key file can be made"):
        ensure_key_file(tmp_path / "no" / "such" / "folder.key")


def test_many_processes_at_once_make_one_key(file: Path) -> None:
    """All of them are given it, and no draft is left behind."""
    barrier, ours, theirs = PROCESSES.Barrier(MANY), *PROCESSES.Pipe(duplex=False)
    started = [
        PROCESSES.Process(target=make_key, args=(str(file), barrier, theirs)) for _ in range(MANY)
    ]
    for process in started:
        process.start()
    made = {ours.recv() for _ in started}
    for process in started:
        process.join()
    assert made == {key_file(file).text}
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_one_key_at_a_time_waits_to_take_the_place_of_another(file: Path) -> None:
    """One that somebody left behind, who was cut off, makes room for the next."""
    ensure_key_file(file)
    assert waiting_keys(file) == {}
    for key in (KEYS, OTHER):
        kept = write_waiting_key(file, key)
        assert waiting_keys(file) == {kept: key}
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"", KEYS.text[:9].encode()])
def test_a_key_that_was_not_written_to_its_end_waits_for_nothing(
    file: Path, content: bytes
) -> None:
    """Whoever was cut off while writing it is in nobody's way."""
    ensure_key_file(file)
    spoil(write_waiting_key(file, KEYS), content)
    assert waiting_keys(file) == {}
    kept = write_waiting_key(file, OTHER)
    assert waiting_keys(file) == {kept: OTHER}
    assert {each.name for each in file.parent.iterdir()} == {file.name, kept.name}


def test_a_store_is_opened_and_rotated_beside_a_key_that_was_not_written_to_its_end(
    sqlite_url: str, tmp_path: Path
) -> None:
    """Where the key in place is another's, that is what is said."""
    file = tmp_path / "store.db.key"
    with journeys.open(sqlite_url) as walks:
        opened(walks)
    (tmp_path / "store.db.key.next-0000").touch(0o600)
    kept = file.read_bytes()
    spoil(file, OTHER.text.encode())
    with pytest.raises(KeyWrong, match="not the master key"):
        journeys.open(sqlite_url)
    spoil(file, kept)
    assert rotate(sqlite_url)
    assert {each.name for each in tmp_path.glob("*.key*")} == {file.name}
    with journeys.open(sqlite_url) as walks:
        assert looking(walks).history(WALK).entries


def test_a_link_to_the_key_file_stays_one(sqlite_url: str, tmp_path: Path) -> None:
    """The new key is written where the link leads."""
    (tmp_path / "vault").mkdir()
    link, real = tmp_path / "store.db.key", tmp_path / "vault" / "kept.key"
    link.symlink_to(real)
    with journeys.open(sqlite_url) as walks:
        opened(walks)
    before = key_file(real)
    assert rotate(sqlite_url)
    assert link.is_symlink()
    assert [each.name for each in real.parent.iterdir()] == [real.name]
    assert key_file(real) != before
    with journeys.open(sqlite_url) as walks:
        assert looking(walks).history(WALK).entries


def test_a_key_waits_in_a_file_of_its_own(file: Path) -> None:
    """Beside the one in use, which stays; and whatever waited before it is gone."""
    used = ensure_key_file(file)
    assert waiting_keys(file) == {}
    first = write_waiting_key(file, OTHER)
    assert first.parent == file.parent
    assert first.name.startswith(f"{file.name}.next-")
    assert waiting_keys(file) == {first: OTHER}
    second = write_waiting_key(file, KEYS)
    assert waiting_keys(file) == {second: KEYS}
    assert {*file.parent.iterdir()} == {file, second}
    assert key_file(file) == used


def test_an_environment_names_a_key_or_none() -> None:
    """An empty variable is none."""
    assert key_from_environment({VARIABLE: KEYS.text}) == KEYS
    assert key_from_environment({}) is key_from_environment({VARIABLE: ""}) is None
    assert key_from_environment({VARIABLE: KEYS.text, "ANOTHER": OTHER.text}, "ANOTHER") == OTHER
    with pytest.raises(KeyWrong):
        key_from_environment({VARIABLE: "geheim"})


def test_only_a_sqlite_file_has_a_key_file_beside_it(tmp_path: Path) -> None:
    """A key that is given comes before it."""
    url = f"sqlite:///{tmp_path}/store.db"
    assert key_path(url) == tmp_path / "store.db.key"
    as_uri = f"sqlite:///file:{tmp_path}/store.db?mode=ro&uri=true"
    assert key_path(as_uri) == tmp_path / "store.db.key"
    assert key_path("sqlite://") is key_path("postgresql://host/database") is None
    assert resolve_keys(KEYS, url, make=True) is KEYS
    assert not any(tmp_path.iterdir())
    with pytest.raises(KeyMissing, match="there is no"):
        resolve_keys(None, url, make=False)
    assert resolve_keys(None, url, make=True) == key_file(tmp_path / "store.db.key")
    for make in (True, False):
        with pytest.raises(KeyMissing, match=VARIABLE):
            resolve_keys(None, "postgresql://host/database", make=make)


def test_a_postgresql_store_is_not_opened_without_its_key(postgresql_url: str) -> None:
    """Neither made nor read; the sentence says how it is handed in, and not where the store is."""
    for _ in range(2):
        with pytest.raises(KeyMissing, match="JOURNEYS_MASTER_KEY") as error:
            journeys.open(postgresql_url)
        assert postgresql_url not in str(error.value)
        journeys.open(postgresql_url, keys=KEYS).close()


def test_another_key_opens_nothing(database_url: str) -> None:
    """Not even an empty store; and the right one still does."""
    journeys.open(database_url, keys=KEYS).close()
    for _ in range(2):
        with pytest.raises(KeyWrong, match="not the master key") as error:
            journeys.open(database_url, keys=OTHER)
        assert KEYS.text not in str(error.value)
        assert OTHER.text not in str(error.value)
        with journeys.open(database_url, keys=KEYS) as walks:
            opened(walks)
            assert looking(walks).history(WALK).entries


def test_a_sqlite_store_is_opened_by_the_key_file_beside_it(
    sqlite_url: str, tmp_path: Path
) -> None:
    """Which is made with it, and never in place of one that was lost."""
    file = tmp_path / "store.db.key"
    with journeys.open(sqlite_url) as walks:
        opened(walks)
    with journeys.open(sqlite_url, keys=key_file(file)) as walks:
        assert looking(walks).history(WALK).entries
    kept = file.rename(tmp_path / "elsewhere")
    with pytest.raises(KeyMissing, match="Put it back"):
        journeys.open(sqlite_url)
    assert not file.exists()
    kept.rename(file)
    journeys.open(sqlite_url).close()


def lose(engine: Engine, holder: str) -> None:
    """Delete a key from the store."""
    with writing(engine) as connection:
        connection.execute(delete(keys).where(keys.c.holder == holder))


def destroy(engine: Engine, holder: str) -> None:
    """Destroy a key in the store."""
    with writing(engine) as connection:
        connection.execute(update(keys).where(keys.c.holder == holder).values(wrapped=None))


@pytest.mark.parametrize("taken", [lose, destroy])
def test_a_store_that_lost_its_own_keys_is_given_no_new_ones(
    database_url: str, engine: Engine, taken: Callable[[Engine, str], None]
) -> None:
    """They would open nothing of what is there."""
    with journeys.open(database_url, keys=KEYS) as walks:
        opened(walks)
    taken(engine, FIND)
    for _ in range(2):
        with pytest.raises(KeyMissing, match="restore it from a backup"):
            journeys.open(database_url, keys=KEYS)


def test_a_person_whose_key_is_lost_without_a_trace_is_not_said_to_be_erased(
    database_url: str, engine: Engine
) -> None:
    """Nor is anything recorded under another key."""
    with journeys.open(database_url, keys=KEYS) as walks:
        opened(walks)
        lose(engine, str(WALK))
        for ask in (opened, lambda walks: looking(walks).history(WALK)):
            with pytest.raises(BrokenHistory, match="has lost its key"):
                ask(walks)


def factory(url: str, **environment: str) -> SQLAlchemyFactory:
    """Return eventsourcing's factory for an application that follows the journeys."""
    topic = f"{EntryMapper.__module__}:{EntryMapper.__qualname__}"
    told = {"SQLALCHEMY_URL": url, "MAPPER_TOPIC": topic, **environment}
    return SQLAlchemyFactory(Environment("journeys", told))


def test_a_follower_takes_the_key_from_its_environment_or_from_beside_the_store(
    sqlite_url: str, tmp_path: Path
) -> None:
    """A wrong one opens no body, and a missing one is told at once."""
    with journeys.open(sqlite_url) as walks:
        opened(walks)
        (entry,) = looking(walks).history(WALK).entries
    text = key_file(tmp_path / "store.db.key").text
    for environment in ({}, {VARIABLE: text}):
        followed = factory(sqlite_url, **environment)
        (stored,) = followed.application_recorder().select_notifications(1, 10)
        told: object = followed.mapper().to_domain_event(stored)
        assert told == entry
    with pytest.raises(KeyWrong):
        factory(sqlite_url, **{VARIABLE: OTHER.text}).mapper().to_domain_event(stored)
    with pytest.raises(KeyWrong):
        factory(sqlite_url, **{VARIABLE: "geheim"}).mapper()
    (tmp_path / "store.db.key").unlink()
    with pytest.raises(KeyMissing):
        factory(sqlite_url).mapper()
