"""The script as a process of its own: start, pipes, terminals and interrupts."""

import os
import re
import signal
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.cli.script import Script
from tests.invented import KEYS

COLOUR = re.compile(r"\x1b\[[0-9;]*(3[0-9]|4[0-9]|9[0-7])[;m]")
SLOW_TO_LOAD = (
    *("eventsourcing", "alembic", "numpy", "sqlalchemy", "journeys.domain.verbs"),
    "structlog",
)
NOT_FOR_ONE_VIEW = (
    *("alembic", "multiprocessing", "numpy", "pygments", "rich.traceback"),
    "typer.rich_utils",
)
NOT_FOR_ONE_PERSON = (
    *NOT_FOR_ONE_VIEW,
    "eventsourcing",
    "rich",
    "structlog",
    "journeys.adapters.sql.log.reactors",
    "journeys.adapters.sql.log.watching",
    "journeys.adapters.sql.queries.overview",
    "journeys.adapters.sql.rebuild.shadows",
    "journeys.adapters.sql.seal.verification",
    "journeys.app.audit",
    "journeys.app.reactors",
    "journeys.app.sealing",
    "journeys.projections.briefing",
    "journeys.projections.safety.answer",
)


@pytest.mark.parametrize(
    ("typed", "slow"),
    [
        (["--help"], SLOW_TO_LOAD),
        (["help"], SLOW_TO_LOAD[:-1]),
        (["list"], NOT_FOR_ONE_VIEW),
        (["show", "JOURNEY"], NOT_FOR_ONE_PERSON),
        (["--json", "show", "JOURNEY"], NOT_FOR_ONE_PERSON),
        (["overview"], ("numpy",)),
        (["effects", "--help"], ("numpy",)),
    ],
)
def test_a_command_loads_only_what_it_needs(
    script: Script, typed: list[str], slow: tuple[str, ...]
) -> None:
    """The help needs no store, one view neither it nor rebuilds, and `show` no other view."""
    journey = script.opened()
    look = (
        "import gc, sys\n"
        "from journeys.adapters.cli import run\n"
        f"sys.argv = {['journeys', *(each.replace('JOURNEY', journey) for each in typed)]}\n"
        "try: run()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "assert gc.get_freeze_count(), 'it collects garbage on its way out'\n"
        f"sys.exit(' '.join(each for each in {slow} if each in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", look],
        env=os.environ | script.environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr.strip() == ""


def test_the_installed_script_says_its_version() -> None:
    """The entry point is there, and is the same script."""
    installed = Path(sys.executable).with_name("journeys")
    if not installed.exists():
        pytest.skip("the package is not installed here")
    done = subprocess.run([installed, "--version"], capture_output=True, check=True)
    assert done.stdout.decode().strip() == f"journeys {version('journeys')}"


def test_the_script_alone_says_what_to_do_first(script: Script) -> None:
    """Where there is no store yet, and makes none; where there is one, what there is to ask."""
    done = script.process()
    assert (done.returncode, done.stderr) == (2, "")
    for first in (str(script.store), "journeys demo", "journeys open", "journeys help"):
        assert first in done.stdout
    assert not script.store.exists()
    script("init")
    done = script.process()
    assert (done.returncode, done.stderr) == (2, "")
    assert "Usage: journeys" in done.stdout


def test_a_whole_path_runs_in_processes(script: Script) -> None:
    """Open, refuse, show: each with its exit code, words on the right stream."""
    script = script.started()
    opened = script.process("open", "--municipality", "621", "--basis", "kontanthjælp")
    assert opened.returncode == 0
    journey = opened.stdout.split("The journey: ")[1].split(".")[0]
    refused = script.process("pension", "rest", journey)
    assert (refused.returncode, refused.stdout) == (1, "")
    shown = script.process("show", journey)
    assert "kontanthjælp" in shown.stdout
    assert "\x1b" not in shown.stdout


def test_a_pipe_that_is_closed_is_no_error(script: Script) -> None:
    """Whoever reads the first line only is not told about the rest."""
    script("init")
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "journeys", "list"],
        env=os.environ | script.environment | {"JOURNEYS_STORE": str(script.store)},
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert done.returncode == 141
    assert b"Traceback" not in done.stderr
    assert b"Broken" not in done.stderr


def test_no_color_is_respected_on_a_terminal(script: Script) -> None:
    """Help and answers on a terminal hold no colour then; a bold title may stay."""
    assert COLOUR.search(script.at_a_terminal("--help")[1]) is not None
    for typed in (["--help"], ["show", script.opened()]):
        assert COLOUR.search(script.at_a_terminal(*typed, NO_COLOR="1")[1]) is None


def test_an_interrupt_ends_quietly(script: Script) -> None:
    """Ctrl-C in the midst of work: no traceback, and the exit code shells know."""
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "journeys", "demo"],
        env=os.environ | script.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        running.stdout.readline()
        running.send_signal(signal.SIGINT)
        _, said = running.communicate()
    assert running.returncode == 130
    assert b"Traceback" not in said


def test_a_store_in_postgresql_is_asked_the_same_way(
    script: Script, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the address differs, and the master key is in no file beside it."""
    assert "JOURNEYS_MASTER_KEY" in script.refused(3, "--store", postgresql_url, "list")
    monkeypatch.setenv("JOURNEYS_MASTER_KEY", KEYS.text)
    opened = script.json(
        "--store", postgresql_url, "open", "--municipality", "621", "--basis", "dagpenge"
    )
    listed = script.json("--store", postgresql_url, "list")
    assert [each["journey"] for each in listed["cases"]] == [opened["journey"]]
