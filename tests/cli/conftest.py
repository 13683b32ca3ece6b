"""What the script's tests ask for."""

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


@pytest.fixture
def journey(script: Script) -> str:
    """Return an open journey in that store."""
    return script.opened()


@pytest.fixture
def resting(script: Script) -> str:
    """Return a journey whose pension rests since 1 March 2026."""
    journey = script.opened()
    pension = ["--scheme", "new", "--born", "1984-06-01", "--on", "2016-03-01"]
    script("pension", "grant", journey, *pension)
    script("wish", journey, "--words", "To try", "--on", "2026-02-01")
    script("pension", "rest", journey, "--on", "2026-03-01")
    return journey
