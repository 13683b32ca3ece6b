"""Which stores can be opened, and how."""

import gc
import os
import stat
import subprocess
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

import journeys
from journeys.adapters.sql.database.connections import connect, reading, writing
from journeys.adapters.sql.database.persistence_errors import OperationalError, ProgrammingError
from journeys.adapters.sql.database.tables import Tables
from tests.invented import opened


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x?mode=memory&uri=true"]
)
def test_a_history_in_memory_is_refused(url: str) -> None:
    """It would be gone with the process."""
    with pytest.raises(ValueError, match="of a file"):
        connect(url)


@pytest.mark.parametrize("url", ["mysql://host/name", "postgresql+asyncpg://host/name"])
def test_another_database_or_driver_is_refused(url: str) -> None:
    """Only what is tested is promised."""
    with pytest.raises(ValueError, match="SQLite file"):
        connect(url)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_uses_psycopg(postgresql_url: str, scheme: str) -> None:
    """Hosts are given URLs by others, and options in them are kept."""
    url = make_url(postgresql_url).set(drivername=scheme)
    url = url.update_query_dict({"options": "-c application_name=host"})
    engine = connect(url, lock_timeout=7)
    with reading(engine) as connection:
        assert connection.dialect.driver == "psycopg"
        assert connection.exec_driver_sql("SHOW lock_timeout").scalar() == "7s"
        assert connection.exec_driver_sql("SHOW application_name").scalar() == "host"
    engine.dispose()


def test_an_address_can_say_how_long_to_wait(sqlite_url: str, postgresql_url: str) -> None:
    """Which goes before what whoever connects would say otherwise."""
    waiting = {"options": "-c lock_timeout=5s"}
    for url, ask, told in (
        (make_url(f"{sqlite_url}?timeout=2.5"), "PRAGMA busy_timeout", 2500),
        (make_url(postgresql_url).update_query_dict(waiting), "SHOW lock_timeout", "5s"),
    ):
        engine = connect(url, lock_timeout=7)
        with reading(engine) as connection:
            assert connection.exec_driver_sql(ask).scalar() == told
        engine.dispose()


@pytest.mark.parametrize("typed", ["soon", "-1", "nan", "1&timeout=2"])
def test_a_timeout_that_is_no_number_of_seconds_is_refused(sqlite_url: str, typed: str) -> None:
    """And not repeated."""
    with pytest.raises(ValueError, match="number of seconds") as error:
        connect(f"{sqlite_url}?timeout={typed}")
    assert typed not in str(error.value)


def test_without_the_driver_the_error_names_the_extra() -> None:
    """The next step is in the message."""
    program = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from journeys.adapters.sql.database.connections import connect\n"
        "connect('postgresql://host/name')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "journeys[postgres]" in done.stderr.splitlines()[-1]


def test_sqlite_is_opened_for_safety(sqlite_url: str) -> None:
    """A commit survives a power cut, readers do not wait, and nothing is sorted in other files."""
    engine = connect(sqlite_url, lock_timeout=3)
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "temp_store")
    with writing(engine) as connection:
        settings = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 3000,
        "temp_store": 2,  # in memory
    }
    engine.dispose()


@pytest.fixture
def open_to_all() -> Iterator[None]:
    """Let this process give everybody every right to what it makes, where nothing else is said."""
    before = os.umask(0)
    yield
    os.umask(before)


def rights(folder: Path) -> dict[str, int]:
    """Return the rights to each file in a folder."""
    return {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}


@pytest.mark.usefixtures("open_to_all")
def test_a_new_sqlite_store_is_its_owners_alone(sqlite_url: str, tmp_path: Path) -> None:
    """Every file of it, while it is open: the key, the journal and its index too."""
    with journeys.open(sqlite_url) as walks:
        opened(walks)
        names = ("store.db", "store.db-wal", "store.db-shm", "store.db.key")
        assert rights(tmp_path) == dict.fromkeys(names, 0o600)


@pytest.mark.usefixtures("open_to_all")
def test_a_sqlite_file_that_is_there_keeps_its_rights(
    empty_sqlite_url: str, tmp_path: Path
) -> None:
    """Somebody has given them; a link that leads nowhere yet leads to a new one."""
    (tmp_path / "store.db").touch(0o640)
    (tmp_path / "link.db").symlink_to(tmp_path / "new.db")
    for url in (empty_sqlite_url, empty_sqlite_url.replace("store.db", "link.db")):
        engine = connect(url)
        with writing(engine) as connection:
            connection.exec_driver_sql("CREATE TABLE t (x)")
        engine.dispose()
    assert rights(tmp_path) == {"store.db": 0o640, "link.db": 0o600, "new.db": 0o600}


def test_where_no_sqlite_file_can_be_made_nothing_is(tmp_path: Path) -> None:
    """SQLite says why."""
    engine = connect(f"sqlite:///{tmp_path}/no/store.db")
    with pytest.raises(OperationalError, match="unable to open"), reading(engine):
        pass
    assert not any(tmp_path.iterdir())


def test_sqlite_readers_see_one_moment(sqlite_url: str) -> None:
    """A transaction that reads is not disturbed by a commit in between."""
    engine = connect(sqlite_url)
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")
    with reading(engine) as reader:
        before = reader.exec_driver_sql("SELECT count(*) FROM t").scalar()
        with writing(engine) as writer:
            writer.exec_driver_sql("INSERT INTO t VALUES (1)")
        assert reader.exec_driver_sql("SELECT count(*) FROM t").scalar() == before
    engine.dispose()


@pytest.mark.parametrize("name", ["", "Kitchen", "1st", "a-b", "a b", 'a"b', "a" * 42])
def test_a_name_that_cannot_name_tables_is_refused(name: str) -> None:
    """Names become part of statements, so they are checked first."""
    with pytest.raises(ProgrammingError, match="name tables"):
        Tables(name)


@pytest.mark.parametrize("purpose", ["events", "head", "topics", "tracking", "a;b"])
def test_a_purpose_cannot_take_another_tables_name(purpose: str) -> None:
    """Snapshots in the events table would have no position."""
    with pytest.raises(ProgrammingError):
        Tables("a" * 41).versions(purpose)


def test_a_forgotten_engine_closes_its_connections(database_url: str) -> None:
    """Nobody disposes of the engines that eventsourcing's runners make."""
    engine = connect(database_url)
    with reading(engine) as connection:
        driver = connection.connection.driver_connection
    assert driver is not None
    driver.cursor().close()
    forgotten = weakref.ref(engine)
    del engine, connection
    gc.collect()
    assert forgotten() is None
    with pytest.raises(Exception, match="closed"):
        driver.cursor()
