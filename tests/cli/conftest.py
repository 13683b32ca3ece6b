"""What the script's tests ask for."""

import shutil
from pathlib import Path

import pytest

from journeys.adapters.sql import schema
from tests.cli.script import Script
from tests.migrated import migrate


@pytest.fixture(autouse=True)
def migrated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the tables of a new store be made as they were made once in this process."""
    monkeypatch.setattr(schema, "_migrate", migrate)


@pytest.fixture
def script(tmp_path: Path) -> Script:
    """Return the script on a new store."""
    return Script(tmp_path / "store.db")


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


@pytest.fixture(scope="session")
def begun_resting(
    begun: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    """Return the folder of a store in which a journey's pension rests; and its id."""
    script, journey = _copied(begun, tmp_path_factory)
    pension = ["--scheme", "new", "--born", "1984-06-01", "--on", "2016-03-01"]
    script("pension", "grant", journey, *pension)
    script("wish", journey, "--words", "To try", "--on", "2026-02-01")
    script("pension", "rest", journey, "--on", "2026-03-01")
    return script.store.parent, journey


@pytest.fixture
def resting(script: Script, begun_resting: tuple[Path, str]) -> str:
    """Return a journey whose pension rests since 1 March 2026."""
    folder, journey = begun_resting
    shutil.copytree(folder, script.store.parent, dirs_exist_ok=True)
    return journey


@pytest.fixture(scope="session")
def begun_walked(
    begun: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    """Return the folder of a store in which a journey has something of everything; and its id."""
    script, journey = _copied(begun, tmp_path_factory)
    long = "Something that somebody said at some length, " * 4 + "with [bold]brackets[/bold] in it"
    script(
        "pension", "grant", journey, "--scheme", "new", "--born", "1984-06-01", "--on", "1.3.2016"
    )
    script("wish", journey, "--words", long, "--on", "2026-01-12")
    script("hope", journey, "--words", long, "--job-goal", long, "--on", "2026-01-12")
    script("pension", "rest", journey, "--on", "2026-02-01")
    script("success", journey, "--words", long, "--by", "the baker", "--on", "2026-02-02")
    for title in ("The bus", "x" * 100):
        script("subgoal", "set", journey, "--title", title, "--why", long, "--on", "2026-02-02")
    hours = ["--paid-hours", "4.5", "--present-hours", "12", "--on", "2026-02-02"]
    script("placement", "start", journey, "--kind", "løntilskud", "--employer", long, *hours)
    script("education", "start", journey, "--kind", "lærling", "--on", "2026-02-02")
    script(
        "handover",
        "offer",
        journey,
        "--to",
        "bo.example",
        "--reason",
        long,
        *("--sure", "colleague-not-known"),
    )
    script("pension", "ask-return", journey, "--on", "2026-03-01")
    return script.store.parent, journey


@pytest.fixture
def walked(script: Script, begun_walked: tuple[Path, str]) -> str:
    """Return a journey with something of everything, in long words."""
    folder, journey = begun_walked
    shutil.copytree(folder, script.store.parent, dirs_exist_ok=True)
    return journey


def _copied(
    begun: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Script, str]:
    """Return the script on a copy of a store, and the journey that is open in it."""
    folder, journey = begun
    copy = shutil.copytree(folder, tmp_path_factory.mktemp("copied"), dirs_exist_ok=True)
    return Script(copy / "store.db"), journey
