"""One entry for a court, by script: what is said, in both languages, and how it ends."""

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from journeys.adapters.files.exports import write as exporting
from journeys.adapters.files.exports.verify_disclosure import parsed_key, verify
from tests.cli.script import Script

DISCLOSE = ("--role", "auditor", "--purpose", "Retssag", "audit", "disclose")
KILLED = """
import os, signal, sys
import journeys.adapters.files.{holder} as holder

real, left = holder.{name}, [{calls}]

def counted(*given, **named):
    answer = real(*given, **named)
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    return answer

holder.{name} = counted
from journeys.adapters.cli.main import app
app(sys.argv[1:])
"""


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return where a disclosure is to be."""
    return tmp_path / "out"


def looks(script: Script, journey: str) -> list[str]:
    """Return what was looked at, as the citizen is told."""
    return [look["view"] for look in script.json("access", "show", journey)["looks"]]


def words_are_proved(script: Script, out: Path) -> bool:
    """Return whether the script in a folder proves the words. Raises where there is a fault."""
    return verify(out, [parsed_key(script("audit", "key").strip(), b"\1")], [])[1]


def test_an_entry_is_disclosed_into_a_folder_of_its_owners_alone(
    script: Script, journey: str, out: Path
) -> None:
    """It says how secret it is and how it is checked; the look is logged."""
    before = set(out.parent.iterdir())
    result = script.run(*DISCLOSE, journey, "1", str(out))
    assert result.exit_code == 0
    assert result.stderr == ""
    said = result.stdout.replace("\n", "")
    assert f"Disclosed: entry 1 of journey {journey}, to {out}." in said
    assert f"python3 {out}/verify_disclosure.py --key journeys/" in said
    assert set(out.parent.iterdir()) - before == {out}
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in out.iterdir()} == {0o600}
    assert {file.name for file in out.iterdir()} == {
        "README.txt",
        "checkpoint.txt",
        "disclosure.json",
        "verify_disclosure.py",
        "words.json",
    }
    readme = (out / "README.txt").read_text(encoding="utf-8")
    assert "FORTROLIGT" in readme
    assert "CONFIDENTIAL" in readme
    verifier = Path(str(exporting.__file__)).with_name("verify_disclosure.py")
    assert (out / "verify_disclosure.py").read_bytes() == verifier.read_bytes()
    assert words_are_proved(script, out)
    assert looks(script, journey) == ["disclose"]


def test_a_disclosure_says_the_same_to_programs_and_in_danish(
    script: Script, journey: str, out: Path
) -> None:
    """With what came of the entry later, which the folder does not say."""
    script("hope", journey, "--words", "En have", "--on", "2026-02-01")
    script("correct", journey, "2", "--words", "Et bageri", "--why", "Hørt forkert")
    note = out.parent / "note.txt"
    note.write_text(script("audit", "checkpoint"), encoding="utf-8")
    result = script.run("--json", *DISCLOSE, journey, "2", str(out), "--checkpoint", str(note))
    assert json.loads(result.stdout) == {
        "journey": journey,
        "number": 2,
        "position": 2,
        "words_proved": True,
        "retracted_by": 3,
        "replaced_by": 4,
        "folder": str(out),
        "key": script("audit", "key").strip(),
    }
    assert "Entry 2 is retracted by entry 3 and replaced by entry 4." in result.stderr
    assert (out / "checkpoint.txt").read_bytes() == note.read_bytes()
    assert "En have" in (out / "words.json").read_text(encoding="utf-8")
    script("retract", journey, "4", "--why", "Alligevel ikke")
    danish = script.speaking("da")
    typed = ("--rolle", "revisor", "--formål", "Retssag", "revision", "fremlæg")
    result = danish.run(*typed, journey, "4", str(out.parent / "ud"))
    assert result.exit_code == 0
    assert "Fremlagt: indførsel 4 i forløb" in result.stdout
    assert "Indførsel 4 er annulleret med indførsel 5." in result.stderr


def test_what_is_refused_leaves_no_folder_and_no_look(
    script: Script, journey: str, out: Path
) -> None:
    """A role, a number, a checkpoint, a folder; and what is typed wrongly."""
    note = out.parent / "note.txt"
    note.write_text(script("audit", "checkpoint"), encoding="utf-8")
    script("hope", journey, "--words", "En have", "--on", "2026-02-01")
    before = set(out.parent.iterdir())
    disclose = ("--json", *DISCLOSE)
    refusals = {
        "role-may-not": ["--json", "audit", "disclose", journey, "1", str(out)],
        "entry-after-checkpoint": [*disclose, journey, "2", str(out), "--checkpoint", str(note)],
        "folder-not-empty": [*disclose, journey, "1", str(out.parent)],
        "words-carry-cpr": [*disclose, journey, "1", str(out.parent / "711299-1234")],
    }
    for code, typed in refusals.items():
        assert json.loads(script.refused(1, *typed))["error"] == code
    assert "no entry 9" in script.refused(1, *DISCLOSE, journey, "9", str(out))
    nowhere = str(out.parent / "nowhere.txt")
    script.refused(1, *DISCLOSE, journey, "1", str(out), "--checkpoint", nowhere)
    script.refused(2, *DISCLOSE, journey, "first", str(out))
    script.refused(2, *DISCLOSE, journey, "1")
    assert set(out.parent.iterdir()) == before
    assert looks(script, journey) == []


@pytest.mark.parametrize(
    ("holder", "name", "calls", "is_there"),
    [
        ("exports.disclosure", "write_private", 1, False),
        ("exports.disclosure", "write_private", 5, False),
        ("whole_files", "sync_folder", 2, True),
    ],
)
def test_a_killed_disclosure_leaves_the_whole_folder_or_none(  # noqa: PLR0917 - a row of the table
    script: Script, journey: str, out: Path, holder: str, name: str, calls: int, *, is_there: bool
) -> None:
    """What a killed one has left beside it is removed by the next one."""
    typed = [*DISCLOSE, journey, "1", str(out)]
    code = KILLED.format(holder=holder, name=name, calls=calls)
    killed = subprocess.run(
        [sys.executable, "-c", code, *typed],
        env=os.environ | script.environment | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert out.exists() is is_there
    if not is_there:
        script(*typed)
    assert words_are_proved(script, out)
    assert not [file for file in out.parent.iterdir() if ".draft-" in file.name]
    assert looks(script, journey) == ["disclose"] * (1 if is_there else 2)
