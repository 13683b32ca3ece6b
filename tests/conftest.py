"""What every test may ask for: a new store in a SQLite file and in a PostgreSQL database."""

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
import pytest
import structlog
from hypothesis import HealthCheck, settings
from psycopg.sql import SQL, Identifier
from sqlalchemy import Engine, make_url

from journeys import Journeys
from journeys.adapters.sql.database.connections import connect
from journeys.adapters.sql.rebuild.shadows import note_versions
from journeys.adapters.sql.schema import upgrade
from journeys.adapters.wiring import open_journeys
from journeys.app.logs import prepare_by
from tests import compiled  # noqa: F401 - it listens to every engine
from tests.effort import tries
from tests.invented import KEYS, TODAY
from tests.scenario import BOOK
from tests.servers import new_database, postgresql, short_folder

# How long an example takes depends on the machine and its neighbours, and no test asserts a time.
settings.register_profile(
    "journeys",
    max_examples=tries(15, 400),
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("journeys")


# Much is made, and little of it is garbage: to look for it took a tenth of the time.
MADE_BEFORE_COLLECTING = 50_000


def pytest_collection_finish() -> None:
    """Leave what was imported and collected out of every later look for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(MADE_BEFORE_COLLECTING)


@pytest.fixture(autouse=True)
def _log_as_before() -> Iterator[None]:
    """Forget how the script configured the log: it is one for the whole process."""
    yield
    structlog.reset_defaults()
    prepare_by(None)


SHARED = pytest.StashKey[TemporaryDirectory[str]]()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:  # noqa: ANN401 - pytest-xdist says nothing of its types
    """Name to each worker the folder of the server that they share."""
    if SHARED not in node.config.stash:
        node.config.stash[SHARED] = short_folder()
    node.workerinput["shared"] = node.config.stash[SHARED].name


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove that folder after the last worker."""
    if SHARED in config.stash:
        config.stash[SHARED].cleanup()


@pytest.fixture(scope="session")
def postgresql_server(request: pytest.FixtureRequest) -> Iterator[str]:
    """Run a PostgreSQL server, one for all test processes; yields the URL of its database."""
    with postgresql(getattr(request.config, "workerinput", {}).get("shared")) as url:
        with psycopg.connect(url, autocommit=True) as connection:
            # What a test writes need not survive a power cut.
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.execute(SQL("ALTER SYSTEM SET {} = off").format(Identifier(setting)))
            connection.execute("SELECT pg_reload_conf()")
        yield url


@pytest.fixture(scope="session")
def postgresql_pattern(postgresql_server: str) -> Iterator[str]:
    """Yield the name of a PostgreSQL database that has the tables of a new store."""
    with new_database(postgresql_server, like="template1") as url:
        _make_tables(url)
        yield str(make_url(url).database)


@pytest.fixture(scope="session")
def sqlite_pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite file that has the tables of a new store."""
    path = tmp_path_factory.mktemp("pattern") / "store.db"
    _make_tables(f"sqlite:///{path}")
    return path


@pytest.fixture
def postgresql_url(postgresql_server: str, postgresql_pattern: str) -> Iterator[str]:
    """Yield the URL of a new store in PostgreSQL; drop it at the end."""
    with new_database(postgresql_server, like=postgresql_pattern) as url:
        yield url


@pytest.fixture
def empty_postgresql_url(postgresql_server: str) -> Iterator[str]:
    """Yield the URL of a PostgreSQL database without tables; drop it at the end."""
    with new_database(postgresql_server, like="template1") as url:
        yield url


@pytest.fixture
def sqlite_url(empty_sqlite_url: str, sqlite_pattern: Path) -> str:
    """Return the URL of a new store in a SQLite file."""
    shutil.copy(sqlite_pattern, str(make_url(empty_sqlite_url).database))
    return empty_sqlite_url


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    """Return the URL of a SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path / 'store.db'}"


@pytest.fixture
def origin_url(tmp_path: Path, sqlite_pattern: Path) -> str:
    """Return the URL of another new store, in a SQLite file, that journeys come from."""
    return f"sqlite:///{shutil.copy(sqlite_pattern, tmp_path / 'origin.db')}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Return the URL of a new store, once of either kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest) -> str:
    """Return the URL of a database without tables, once of either kind."""
    url: str = request.getfixturevalue(f"empty_{request.param}_url")
    return url


def _make_tables(url: str) -> None:
    engine = connect(url)
    upgrade(engine, then=note_versions)
    engine.dispose()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Yield an engine for a new store, once of either kind."""
    engine = connect(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def walks(database_url: str) -> Iterator[Journeys]:
    """Yield the journeys of an empty store."""
    with open_journeys(database_url, keys=KEYS, book=BOOK, today=lambda: TODAY) as opened:
        yield opened
