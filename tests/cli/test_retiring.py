"""Closed journeys that go, by script: shown first, exported whole, then erased with a receipt."""

import json
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from journeys.adapters.files.exports.read import read_export
from journeys.adapters.sql.seal.exported import check
from tests.app.killing import acknowledged_before_kill
from tests.cli.letting_go import let_go
from tests.cli.script import Script
from tests.cli.test_erasing import dump
from tests.effort import tries

FILE = """
[retention]
may_go_months = 60
may_go_source = "Byrådet, 12/1/2026"
must_go_months = 72
must_go_source = "Byrådet, 12/1/2026"
"""
DISCARD = 'discard = "allowed"\ndiscard_source = "Arkivets brev, 12/1/2026"\n'
LEADER = ("--as", "dorte.example", "--role", "manager", "--purpose", "kassation")
AUDITOR = ("--role", "auditor")
RECEIPT = "Stadsarkivet, kvittering 12"
MANY = 4
LONGEST = 0.3  # seconds in which one of them goes, on a machine with little else to do
EARLIER = ("--sure", "day-in-earlier-year")
NUMBER = "610203-1234"


def test_the_help_names_the_section_of_the_municipalitys_file(script: Script) -> None:
    """In brackets it would be read as a colour, and be gone."""
    assert "in its section retention." in " ".join(script("retire", "--help").split())


def closed(script: Script, *more: str, basis: str = "kontanthjælp") -> str:
    """Return the journey of somebody who began in 2018 and was closed in 2019."""
    opened = ["open", "--municipality", "621", "--basis", basis, "--on", "2018-01-12", *EARLIER]
    journey: str = script.json(*opened)["journey"]
    script("close", journey, "--reason", "I arbejde", "--on", "2019-02-01", *EARLIER, *more)
    return journey


@pytest.fixture(scope="session")
def begun_closed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Return the folder of a store with some journeys whose time is over, and their ids."""
    script = Script(tmp_path_factory.mktemp("closed") / "store.db")
    return script.store.parent, [closed(script) for _ in range(MANY)]


@pytest.fixture
def over(script: Script, begun_closed: tuple[Path, list[str]]) -> list[str]:
    """Return the journeys of that store, with a municipality's file beside it."""
    folder, journeys = begun_closed
    shutil.copytree(folder, script.store.parent, dirs_exist_ok=True)
    return [*journeys]


@pytest.fixture
def boss(script: Script, tmp_path: Path) -> list[str]:
    """Return how a manager begins, in a municipality that may discard."""
    file = tmp_path / "kommune.toml"
    file.write_text(FILE + DISCARD, encoding="utf-8")
    assert script
    return ["--settings", str(file), *LEADER]


@pytest.fixture
def unsaid(tmp_path: Path) -> list[str]:
    """Return the same, where nobody has said whether they may be discarded."""
    file = tmp_path / "usagt.toml"
    file.write_text(FILE, encoding="utf-8")
    return ["--settings", str(file), *LEADER]


def whole(script: Script, folder: Path) -> list[str]:
    """Return the journeys whose export in a folder is whole and proved."""
    found = []
    for each in folder.iterdir() if folder.exists() else ():
        if ".draft-" not in each.name:
            check(read_export(each), script("audit", "key").strip())
            found.append(each.name)
    return found


def erased(script: Script, journeys: list[str]) -> list[str]:
    """Return those of these journeys of whom a receipt is left."""
    return [each for each in journeys if script.run("audit", "receipt", each).exit_code == 0]


def test_without_yes_all_is_shown_and_nothing_changes(
    script: Script, over: list[str], boss: list[str], tmp_path: Path
) -> None:
    """Who may go, from when and by when; who is kept, and why."""
    pensioner = closed(script, basis="førtidspension")
    before = [line for line in dump(script) if "journeys_access" not in line]
    told = script.json(*boss, "retire", "--folder", str(tmp_path / "out"))
    assert not (tmp_path / "out").exists()
    found = {each["journey"]: each for each in told["journeys"]}
    assert {each for each, line in found.items() if line["goes"]} == set(over)
    assert [each["why"] for each in found[pensioner]["kept"]] == ["pension"]
    assert (found[over[0]]["may_go"], found[over[0]]["must_go"]) == ("2024-02-01", "2025-02-01")
    seen = script(*boss, "retire")
    for part in ("may go after 60 months (Byrådet, 12/1/2026)", "May go: 4", "Kept: 1"):
        assert part in seen
    assert "a pension or the right to one stands" in seen
    assert "Lukkede sager" in script.speaking("da")(*boss, "retire")
    assert [line for line in dump(script) if "journeys_access" not in line] == before
    assert script.json(*boss, "status")["retention"]["must_go_months"] == 72
    assert "is not set, so none is due to go" in " ".join(script("status").split())


def test_each_is_exported_then_erased_and_leaves_a_receipt(
    script: Script, over: list[str], boss: list[str], tmp_path: Path
) -> None:
    """Its export is checked by the script in it, without the store; done twice, it is done once."""
    out = tmp_path / "out"
    told = script.json(*boss, "retire", "--yes", "--folder", str(out))
    assert {each["journey"] for each in told["gone"]} == set(over)
    assert {each["reason"] for each in told["gone"]} == {"Byrådet, 12/1/2026"}
    assert {each["authority"] for each in told["gone"]} == {"Arkivets brev, 12/1/2026"}
    assert sorted(whole(script, out)) == sorted(over)
    assert erased(script, over) == over
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    key = script("audit", "key").strip()
    program = [sys.executable, str(out / over[0] / "verify_export.py"), "--key", key]
    assert subprocess.run(program, check=False, capture_output=True).returncode == 0
    assert "all 12 entries hold" in script("audit", "verify")
    assert script.json(*boss, "retire", "--yes", "--folder", str(out))["gone"] == []


def test_what_is_not_said_to_be_discardable_goes_only_with_an_archives_receipt(
    script: Script, over: list[str], unsaid: list[str], tmp_path: Path
) -> None:
    """One alone, or all; the receipt stays in each receipt."""
    out = ("--folder", str(tmp_path / "out"))
    before = dump(script)
    for typed, code in (
        (["retire", "--yes", *out], "not-discardable"),
        (["retire", "--yes", *out, "--archived", NUMBER], "words-carry-cpr"),
        (
            ["retire", "--yes", "--folder", str(tmp_path / NUMBER), "--archived", "x"],
            "words-carry-cpr",
        ),
    ):
        assert json.loads(script.refused(1, "--json", *unsaid, *typed))["error"] == code
    told = script.refused(1, "--json", *LEADER, "retire", "--yes", *out, "--archived", RECEIPT)
    assert json.loads(told)["error"] == "retention-not-set"
    auditor = [*unsaid[:2], *AUDITOR, "retire", "--yes", *out, "--archived", RECEIPT]
    assert json.loads(script.refused(1, "--json", *auditor))["error"] == "role-may-not"
    assert "--yes goes with --folder" in script.refused(2, *unsaid, "retire", "--yes")
    assert dump(script) == before
    assert not (tmp_path / "out").exists()
    one = over[0]
    told = script.json(*unsaid, "retire", one, "--yes", *out, "--archived", RECEIPT)
    assert [each["journey"] for each in told["gone"]] == [one]
    assert script.json("audit", "receipt", one)["authority"] == RECEIPT
    assert erased(script, over) == [one]
    seen = script(*unsaid, "retire", "--yes", *out, "--archived", RECEIPT)
    assert "3 closed journeys were exported" in seen
    assert erased(script, over) == over


def test_one_that_is_kept_is_refused_when_it_alone_is_asked_for(
    script: Script, over: list[str], boss: list[str], tmp_path: Path
) -> None:
    """And nothing is written."""
    pensioner, going = closed(script, basis="førtidspension"), script.opened()
    typed = ["--yes", "--folder", str(tmp_path / "out")]
    for journey, code in ((pensioner, "still-kept"), (going, "still-walked-with")):
        told = script.refused(1, "--json", *boss, "retire", journey, *typed)
        assert json.loads(told)["error"] == code
    assert not (tmp_path / "out").exists()
    assert erased(script, over) == []


def test_a_folder_that_holds_something_else_keeps_that_journey(
    script: Script, over: list[str], boss: list[str], tmp_path: Path
) -> None:
    """It is named, all others go, and the command ends with 1; a whole export is taken as it is."""
    out = tmp_path / "out"
    out.mkdir()
    taken, left, forged, *_ = over
    (out / taken).mkdir()
    (out / taken / "notes.txt").write_text("x", encoding="utf-8")
    for each in (left, forged):
        script(*AUDITOR, "audit", "export", each, str(out / each))
    checkpoint = out / forged / "checkpoint.txt"
    checkpoint.write_text(checkpoint.read_text(encoding="utf-8").replace("entries 2", "entries 3"))
    result = script.run("--json", *boss, "retire", "--yes", "--folder", str(out))
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert set(told["refused"]) == {taken, forged}
    assert set(erased(script, over)) == set(over) - {taken, forged}
    assert (out / taken / "notes.txt").exists()


def test_a_folder_that_cannot_be_made_erases_nobody(
    script: Script, over: list[str], boss: list[str], tmp_path: Path
) -> None:
    """A file stands there, or there is no such place."""
    for out in (script.store, tmp_path / "missing" / "out"):
        assert script.run(*boss, "retire", "--yes", "--folder", str(out)).exit_code == 1
    assert erased(script, over) == []


@pytest.mark.parametrize("seed", range(tries(4, 100)))
def test_killed_at_any_moment_nobody_is_erased_without_a_whole_export(
    script: Script, over: list[str], boss: list[str], tmp_path: Path, seed: int
) -> None:
    """What was acknowledged is done; and the same command finishes the rest."""
    out = tmp_path / "out"
    typed = [*boss, "retire", "--yes", "--folder", str(out)]
    told = acknowledged_before_kill(
        let_go, script.environment, typed, seed=seed, longest=LONGEST, after=1 + seed % MANY
    )
    acknowledged = [each for each in over if any(line.startswith(each) for line in told)]
    gone = erased(script, over)
    assert set(acknowledged) <= set(gone)
    assert set(gone) <= set(whole(script, out))
    for each in set(over) - set(gone):
        assert len(script.told(each)) == 2
    script(*typed)
    assert erased(script, over) == over
    assert sorted(each.name for each in out.iterdir()) == sorted(over)
    assert sorted(whole(script, out)) == sorted(over)
    assert "all 12 entries hold" in script("audit", "verify")
