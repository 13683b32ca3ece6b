"""Somebody at a terminal: bash in a real one, of some width; what is typed, and what is seen."""

import contextlib
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

from tests.cli.loaded import quick

PROMPT = "klar> "
ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|[=>])")
PATIENCE = 30  # seconds; a screen that does not come in that time never will


class Terminal:
    """A terminal on which bash runs; whatever is seen on it is kept."""

    def __init__(self, master: int) -> None:
        self.master = master
        self.seen = ""
        self._looked_at = 0

    def type(self, text: str) -> None:
        """Type something, without the Enter key."""
        os.write(self.master, text.encode())

    def enter(self, text: str, until: str = PROMPT) -> str:
        """Type a line, and return what is seen from there until something is."""
        self.type(f"{text}\r")
        return self.wait(until)

    def wait(self, until: str) -> str:
        """Return what is newly seen, once it holds this."""
        deadline = time.monotonic() + PATIENCE
        while until not in self.screen[self._looked_at :]:
            ready, _, _ = select.select([self.master], [], [], max(0, deadline - time.monotonic()))
            assert ready, f"waited for {until!r}, and saw:\n{self.screen[self._looked_at :]}"
            self.seen += os.read(self.master, 4096).decode()
        new = self.screen[self._looked_at :]
        self._looked_at = len(self.screen)
        return new

    @property
    def screen(self) -> str:
        """All that was seen, as text."""
        return (
            ESCAPES.sub("", self.seen).replace("\r\n", "\n").replace("\r", "").replace("\x07", "")
        )


@contextlib.contextmanager
def at_a_terminal(folder: Path, columns: int, environment: dict[str, str]) -> Iterator[Terminal]:
    """Yield a terminal of that width, in a folder, on which the script can be typed by name."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    path = os.pathsep.join([str(Path(quick()).parent), os.environ["PATH"]])
    with subprocess.Popen(
        ["bash", "--norc", "--noprofile", "-i"],
        cwd=folder,
        env={
            "PATH": path,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "HOME": str(folder),
            "LOGNAME": "anna.example",
            "TERM": "xterm",
            "LANG": "C.UTF-8",
            "PS1": PROMPT,
            "HISTFILE": str(folder / "history"),
            **environment,
        },
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
    ) as bash:
        os.close(slave)
        there = Terminal(master)
        there.wait(PROMPT)
        try:
            yield there
        finally:
            with contextlib.suppress(OSError):
                os.write(master, b"\x03\rexit\r")
            try:
                bash.wait(timeout=PATIENCE)
            finally:
                os.close(master)  # what runs there still has lost its terminal, and ends
