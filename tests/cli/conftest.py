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
