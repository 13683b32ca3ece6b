"""A session that is told to end: the store is as it was, and so is the terminal."""

import contextlib
import os
import pty
import select
import signal
import sqlite3
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.script import START, Script
from tests.cli.terminal import PATIENCE, Terminal

BIRGIT, NUMBER, NAME = "3f2a1c9e-5b0d-4c1c-9a2e-7b1d6c520a54", "711299-1234", "Birgit Holm"
MARKS = (b"birgit", b"holm", b"711299", b"kolleger")
ENDED_BY = {signal.SIGTERM: 143, signal.SIGHUP: 129}
ASKED = {
    "at the prompt": (),
    "with a line begun": ("hope --words Kolleger", "Kolleger"),
    "at a question": ("talk\r", "Om hvad? "),
    "at a hidden question": ("-\r", "vises ikke): "),
    "at a doubt": ("plads start --slags småjob --virksomhed Netto --timer-med-løn 50\r", "[j/N]: "),
}
"""What is typed once the citizen is chosen, and what is seen then."""


@pytest.fixture
def day(script: Script) -> Script:
    """Return the script in Danish, on a store in which Anna follows a citizen."""
    script("open", "--municipality", "621", "--basis", "kontanthjælp", "--journey", BIRGIT)
    script("citizen", "identify", BIRGIT, stdin=f"{NUMBER}\n{NAME}\n")
    return script.speaking("da")


TOLD_IN_THE_LOOP = """
import os, signal
from prompt_toolkit import Application
from journeys.adapters.cli.session.ending import ended_by_signals
from journeys.adapters.cli.session.lines import line_reader

async def told_to_end(self):  # the first step of a task that the prompt's own loop runs
    os.kill(os.getpid(), signal.SIGTERM)

Application._poll_output_size = told_to_end
with ended_by_signals():
    line_reader(lambda text: [])("\\ndag> ")
"""


class There:
    """A terminal at which a command runs."""

    def __init__(self, command: Sequence[str], folder: Path, **environment: str) -> None:
        self.master, self.slave = pty.openpty()
        self.before = termios.tcgetattr(self.slave)
        self.terminal = Terminal(self.master)
        folder.mkdir()
        self.session = subprocess.Popen(
            command,
            cwd=folder,
            env=os.environ
            | environment
            | {
                "HOME": str(folder),
                "TMPDIR": str(folder),
                "TERM": "xterm",
                "PYTHONDONTWRITEBYTECODE": "1",
                "PYTHONPATH": os.pathsep.join(map(os.path.abspath, filter(None, sys.path))),
            },
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            start_new_session=True,
        )

    def end(self, by: signal.Signals | None = None) -> int:
        """Tell the session to end, and return its exit code; what it still says is read."""
        if by is not None:
            self.session.send_signal(by)
        deadline = time.monotonic() + PATIENCE
        while self.session.poll() is None and time.monotonic() < deadline:
            if select.select([self.master], [], [], 0.05)[0]:
                self.terminal.seen += os.read(self.master, 4096).decode()
        return self.session.wait(timeout=1)


@contextlib.contextmanager
def at_terminal(command: Sequence[str], folder: Path, **environment: str) -> Iterator[There]:
    """Yield a terminal at which a command has reached its prompt."""
    there = There(command, folder, **environment)
    try:
        there.terminal.wait("\ndag>")
        yield there
    finally:
        there.session.kill()
        there.session.wait()
        os.close(there.master)
        os.close(there.slave)


def test_a_prompt_told_to_end_while_its_own_loop_works_restores_the_terminal(
    tmp_path: Path,
) -> None:
    """The loop would show the end as an error of its own, and wait for a key."""
    with at_terminal([sys.executable, "-c", TOLD_IN_THE_LOOP], tmp_path / "home") as there:
        code = there.end()
        assert termios.tcgetattr(there.slave) == there.before
    assert code == ENDED_BY[signal.SIGTERM], there.terminal.screen
    assert "exception" not in there.terminal.screen


def entries(day: Script) -> list[tuple[object, ...]]:
    """Return all that was recorded."""
    with closing(sqlite3.connect(day.store)) as connection:
        return list(connection.execute("select * from journeys_events order by position"))


@pytest.mark.parametrize(
    ("where", "by"),
    [
        *((where, signal.SIGTERM) for where in ASKED),
        *((where, signal.SIGHUP) for where in ("at the prompt", "at a question")),
    ],
)
def test_a_session_that_is_told_to_end_leaves_all_as_it_was(
    day: Script, tmp_path: Path, where: str, by: signal.Signals
) -> None:
    """Wherever it is: nothing is half recorded, the terminal echoes, and no file names anybody."""
    before, folder = entries(day), tmp_path / "home"
    with at_terminal([*START, "day"], folder, **day.environment) as there:
        there.terminal.enter("birgit", until="\nBirgit>")
        if ASKED[where]:
            typed, seen = ASKED[where]
            there.terminal.type(typed)
            there.terminal.wait(seen)
        code = there.end(by)
        assert termios.tcgetattr(there.slave) == there.before
    assert code == ENDED_BY[by], there.terminal.screen
    assert "Traceback" not in there.terminal.screen
    assert entries(day) == before
    files = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    for file, text in files.items():
        assert not [mark for mark in MARKS if mark in text.lower()], file
        assert not [mark for mark in MARKS if mark in str(file).lower().encode()]
    assert day("vis", BIRGIT)
    assert day("revision", "efterprøv")
