"""A move out that is killed at any step is finished by the same command, or nothing was done."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.script import Script

OUT = ("--role", "manager", "move", "out")
TO = ("--to", "461", "--on", "2026-03-01")
KILLED = """
import os, signal, sys
from journeys.adapters.cli.commands import interrupted, move
from journeys.adapters.files import whole_files
from journeys.adapters.files.exports import write

def kill(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def before(holder, name):
    setattr(holder, name, kill)

def after(holder, name, calls=1):
    real, left = getattr(holder, name), [calls]
    def counted(*given, **named):
        answer = real(*given, **named)
        left[0] -= 1
        if not left[0]:
            kill()
        return answer
    setattr(holder, name, counted)

{step}
from journeys.adapters.cli.main import app
app(sys.argv[1:])
"""
STEPS = {
    "before the draft": "before(write, 'write_private')",
    "in the draft": "after(write, 'write_private', 3)",
    "before the folder has its name": "after(whole_files, 'sync_folder')",
    "once the folder is there": "after(whole_files, 'sync_folder', 2)",
    "before it is closed": "after(write, 'write_export')",
    "once it is closed": "after(interrupted, 'write_export_and')\nafter(move, 'write_export_and')",
    "before it is said": "before(move, '_moved')",
}


@pytest.mark.parametrize("step", STEPS)
def test_a_move_out_that_is_killed_is_finished_by_the_same_command(
    script: Script, journey: str, tmp_path: Path, step: str
) -> None:
    """The journey is open here or the folder is whole, always; and at last both ends are told."""
    out = tmp_path / "here" / "out"
    out.parent.mkdir()
    typed = [*OUT, journey, str(out), *TO]
    killed = subprocess.run(
        [sys.executable, "-c", KILLED.format(step=STEPS[step]), *typed],
        env=os.environ | script.environment | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    is_open = script.json("show", journey, "--on", "2026-03-02")["state"] == "open"
    assert is_open == (step not in {"once it is closed", "before it is said"})
    assert out.exists() or is_open
    told = script.json(*typed)
    assert (told["moved_to"], told["entries"]) == ("461", 1)
    assert [each.name for each in out.parent.iterdir()] == ["out"]
    assert [line["kind"] for line in script.told(journey)] == ["journey-opened", "journey-closed"]
    assert script("audit", "verify")
    there = Script(tmp_path / "there.db")
    there("init")
    arrive = ["--role", "manager", "--as", "eva.example", "move", "in", str(out)]
    known = ["--key", told["key"], "--told", "2026-03-02", "--on", "2026-03-02"]
    arrived = there("--json", *arrive, *known, "--reference", "k-17", "--name", "Kim Holm")
    assert json.loads(arrived)["journey"] == journey
    assert there.json("show", journey, "--on", "2026-03-03")["state"] == "open"


def test_a_folder_that_lacks_what_was_recorded_since_is_not_taken(
    script: Script, journey: str, tmp_path: Path
) -> None:
    """Nor is one of another journey, or of one that moved elsewhere."""
    out, other = tmp_path / "out", script.opened()
    auditor = ("--role", "auditor", "--purpose", "Tilsyn")
    script(*auditor, "audit", "export", journey, str(out))
    refused = script.refused(1, "--json", *OUT, other, str(out), *TO)
    assert json.loads(refused)["error"] == "folder-not-empty"
    script("hope", journey, "--words", "En have", "--on", "2026-02-01")
    refused = script.refused(1, "--json", *OUT, journey, str(out), *TO)
    assert json.loads(refused)["error"] == "folder-not-empty"
    script(*OUT, journey, str(tmp_path / "new"), *TO)
    elsewhere = ("--to", "751", "--on", "2026-03-01")
    refused = script.refused(1, "--json", *OUT, journey, str(tmp_path / "new"), *elsewhere)
    assert json.loads(refused)["error"] == "already-moved"
