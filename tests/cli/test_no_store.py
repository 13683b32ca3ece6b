"""Where there is no store: a command that only reads makes none, nor does a dry run."""

import shutil
from pathlib import Path
from uuid import UUID

import pytest

from journeys.adapters.wiring import init
from tests.cli.script import Script
from tests.cli.test_imports import CODES, TABLE
from tests.invented import KEYS

WALK = str(UUID("3f2a91c0-6b1e-4c52-9d0e-2f5a7c81b604"))
MANAGER = ("--role", "manager", "--purpose", "flytning")
READING = [
    ["desk"],
    ["list"],
    ["show", WALK],
    ["show", "3f2a"],
    ["briefing", WALK],
    ["timeline", WALK],
    ["timeline", WALK, "--page", "out.html"],
    ["duties"],
    ["duties", "--by", "kind"],
    ["continuity"],
    ["overview"],
    ["overview", "--trend", "--page", "out.html"],
    ["--role", "manager", "--purpose", "x", "effects"],
    ["page", WALK, "--out", "out.html"],
    ["safety", WALK],
    ["safety", WALK, "--letter"],
    ["subject-access", WALK, "--to", "out"],
    ["citizen", "show", WALK],
    ["citizen", "find", "--reference", "17"],
    ["status"],
    ["check"],
    ["rebuild"],
    ["rebuild", "--drop"],
    ["keys", "rotate"],
    ["law", "adopt"],
    ["audit", "replay", WALK],
    ["audit", "replay", "--all"],
    ["audit", "explain", WALK, "safety.answer"],
    ["audit", "checkpoint"],
    ["audit", "key"],
    ["audit", "verify"],
    ["audit", "prove", WALK, "1"],
    ["audit", "receipt", WALK],
    ["audit", "bundle", "out"],
    ["audit", "erasures"],
    ["backup", "out"],
    ["audit", "export", WALK, "out"],
    ["access", "show", WALK],
    ["erase", WALK, "--reason", "x", "--authority", "x", "--yes"],
]
"""What is typed, in the role of a manager, without the options before the command."""

REHEARSED = [
    ["open", "--municipality", "621", "--basis", "su"],
    ["wish", WALK, "--words", "Et job"],
    ["subgoal", "set", WALK, "--title", "Bus", "--why", "Ro"],
    ["talk", WALK, "--about", "Vagter", "--next", "2026-12-01"],
    ["praktik", WALK, "--employer", "Bageriet", "--paid-hours", "4"],
    ["citizen", "identify", WALK, "--name", "Anna", "--reference", "17"],
    ["retract", WALK, "1", "--why", "x"],
    ["erase", WALK, "--reason", "x", "--authority", "x"],
    ["record", "lines.jsonl"],
    ["record", "lines.jsonl", "--keep-going"],
    ["import", "states", "table.csv", "--codes", "codes.toml"],
    ["import", "export", "exported", "--key", "the key"],
]

ON_A_JOURNEY = [each for each in REHEARSED if WALK in each and each[0] != "erase"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begun: tuple[Path, str]) -> Path:
    """Return the folder in which the commands are typed, with the files that they are handed."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    for name, text in {
        "table.csv": TABLE,
        "codes.toml": CODES,
        "lines.jsonl": '{"verb": "open", "municipality": "621", "basis": "su"}\n',
    }.items():
        (work / name).write_text(text, encoding="utf-8")
    shutil.copytree(begun[0], tmp_path / "begun")
    there = Script(tmp_path / "begun" / "store.db")
    there(*MANAGER, "audit", "export", begun[1], str(work / "exported"))
    (work / "key.txt").write_text(there("audit", "key").strip(), encoding="utf-8")
    return work


def found_in(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, with its content."""
    return {str(file): file.read_bytes() if file.is_file() else b"" for file in folder.rglob("*")}


def typed(command: list[str]) -> list[str]:
    """Return a command as it is typed, with the key of the exported journey."""
    key = Path("key.txt").read_text(encoding="utf-8")
    return [key if each == "the key" else each for each in command]


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_a_command_that_only_reads_makes_no_store(
    script: Script, folder: Path, command: list[str]
) -> None:
    """No file and no key, and it says how a store is made."""
    before = found_in(folder.parent)
    said = script.refused(3, *MANAGER, *command)
    assert f"There is no store at {script.store}" in said
    assert "`journeys init`" in said
    assert len(said.splitlines()) == 1
    assert "Der er ingen database" in script.speaking("da").refused(3, *MANAGER, *command)
    assert found_in(folder.parent) == before


@pytest.mark.parametrize("command", REHEARSED, ids=" ".join)
def test_a_dry_run_makes_no_store(script: Script, folder: Path, command: list[str]) -> None:
    """It says so, like a command that only reads."""
    before = found_in(folder.parent)
    said = script.refused(3, *MANAGER, *typed(command), "--dry-run")
    assert "There is no store at" in said
    assert found_in(folder.parent) == before


@pytest.mark.parametrize("command", ON_A_JOURNEY, ids=" ".join)
def test_a_command_on_a_journey_makes_no_store(
    script: Script, folder: Path, command: list[str]
) -> None:
    """Where there is no store there is no journey to record on: the path is mistyped."""
    before = found_in(folder.parent)
    assert "There is no store at" in script.refused(3, *MANAGER, *command)
    assert found_in(folder.parent) == before


@pytest.mark.parametrize("command", [["list"], ["status"], ["law", "list"], ["law", "show", "-"]])
def test_the_folder_of_a_users_own_store_is_not_made_by_reading(
    script: Script, tmp_path: Path, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rules of the law are answered without a store."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(Script, "environment", script.environment | {"JOURNEYS_STORE": ""})
    result = script.run(*command)
    assert ("There is no store at" in result.stderr) == (command[0] != "law")
    assert not (tmp_path / "data").exists()


def test_completion_makes_no_store(script: Script) -> None:
    """It offers nothing, and leaves no file."""
    for word in ("", "3f"):
        done = script.process("show", word)
        assert done.returncode != 0
    assert not any(script.store.parent.iterdir())


@pytest.mark.parametrize("size", [0, 4096])
def test_an_empty_file_is_no_store_and_stays_as_it_is(script: Script, size: int) -> None:
    """Neither one of no bytes nor one that a killed process left without tables."""
    script.store.write_bytes(b"")
    if size:
        import sqlite3  # noqa: PLC0415

        with sqlite3.connect(script.store) as there:
            there.execute("PRAGMA journal_mode=WAL")
        there.close()
    before = found_in(script.store.parent)
    assert "There is no store at" in script.refused(3, "list")
    assert found_in(script.store.parent) == before
    script.opened()
    assert len(script.json("list")["cases"]) == 1


def test_a_command_that_records_makes_a_store_and_says_where(script: Script) -> None:
    """Once; afterwards reading finds it."""
    done = script.run("open", "--municipality", "621", "--basis", "su")
    assert done.exit_code == 0
    assert f"A new store was made: {script.store}" in done.stderr
    assert script.run("list").stderr == ""


@pytest.mark.parametrize("command", [["list"], ["init"], ["open", "--municipality", "621"]])
def test_no_store_is_begun_under_the_key_of_one_that_was_lost(
    script: Script, journey: str, command: list[str]
) -> None:
    """It says which backup to restore; what is restored is read again."""
    more = ["--basis", "su"] if command[0] == "open" else []
    saved = script.store.read_bytes()
    key = script.store.with_name("store.db.key")
    for lost in (script.store.unlink, lambda: script.store.write_bytes(b"")):
        lost()
        before = found_in(script.store.parent)
        said = script.refused(3, *command, *more)
        assert f"the key of one is at {key}" in said
        assert "restore the file from the backup" in said
        assert len(said.splitlines()) == 1
        assert found_in(script.store.parent) == before
    script.store.write_bytes(saved)
    assert len(script.told(journey)) == 1


def test_a_new_store_is_begun_where_the_old_key_was_moved_away(script: Script) -> None:
    """Under a key of its own."""
    script.opened()
    key = script.store.with_name("store.db.key")
    script.store.unlink()
    old = key.rename(key.with_name("old")).read_bytes()
    assert script("init")
    assert key.read_bytes() != old


def test_a_postgresql_database_without_a_store_stays_empty(
    script: Script, empty_postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To read makes no table, and without a key neither does init, however often it is tried."""
    from sqlalchemy import create_engine, inspect  # noqa: PLC0415

    def tables() -> list[str]:
        engine = create_engine(empty_postgresql_url.replace("postgresql:", "postgresql+psycopg:"))
        found = inspect(engine).get_table_names()
        engine.dispose()
        return found

    at = ("--store", empty_postgresql_url)
    for command in (["list"], ["init"], ["init"], ["open", "--municipality", "621"], ["init"]):
        more = ["--basis", "su"] if command[0] == "open" else []
        said = script.refused(3, *at, *command, *more)
        wanted = "There is no store in this database" if command == ["list"] else "MASTER_KEY"
        assert wanted in said
        assert tables() == []
    monkeypatch.setenv("JOURNEYS_MASTER_KEY", KEYS.text)
    for command in (["list"], ["open", "--municipality", "621", "--basis", "su", "--dry-run"]):
        said = script.speaking("da").refused(3, *at, *command)
        assert "Der er ingen forløb i denne PostgreSQL-database" in said
    assert tables() == []
    assert init(empty_postgresql_url, keys=KEYS) == "empty"
    assert script.json(*at, "overview")["journeys"] == 0
