"""What the script's tests ask for."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from tests.cli.script import Script


@pytest.fixture
def script(tmp_path: Path) -> Iterator[Script]:
    """Yield the script on a new store."""
    yield Script(tmp_path / "store.db")
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return the folder of a store, with its key, in which one journey is open; and its id."""
    script = Script(tmp_path_factory.mktemp("begun") / "store.db")
    return script.store.parent, script.opened()


@pytest.fixture
def journey(script: Script, begun: tuple[Path, str]) -> str:
    """Return an open journey in that store."""
    folder, journey = begun
    shutil.copytree(folder, script.store.parent, dirs_exist_ok=True)
    return journey


@pytest.fixture
def resting(script: Script, journey: str) -> str:
    """Return a journey whose pension rests since 1 March 2026."""
    pension = ["--scheme", "new", "--born", "1984-06-01", "--on", "2016-03-01"]
    script("pension", "grant", journey, *pension)
    script("wish", journey, "--words", "To try", "--on", "2026-02-01")
    script("pension", "rest", journey, "--on", "2026-03-01")
    return journey
