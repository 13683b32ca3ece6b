"""The script on a store of its own, and the list of everything it can be asked."""

import contextlib
import functools
import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from typer import testing
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command
from typer.testing import CliRunner, Result

from journeys.adapters.cli.main import app
from journeys.adapters.cli.script import Script as Root
from journeys.language import Language
from tests.cli.loaded import quick

ANNA = "anna.example"
START = (sys.executable, "-m", "journeys")
CTRL_C, CTRL_D = "\x03", "\x04"

# A command that was built once is the same the next time.
testing._get_command = functools.cache(get_command)  # type: ignore[attr-defined]  # noqa: SLF001


@dataclass(frozen=True)
class Script:
    """The script on one store, asked by Anna."""

    store: Path
    language: Language = "en"
    start: tuple[str, ...] = ()
    """What a process of its own is started by, if not by the quick way."""

    @property
    def environment(self) -> dict[str, str]:
        """What the script is told by its surroundings."""
        return {
            "JOURNEYS_STORE": str(self.store),
            "JOURNEYS_ACTOR": ANNA,
            "JOURNEYS_LANG": self.language,
            "COLUMNS": "80",
        }

    def run(self, *typed: str, stdin: str | None = None) -> Result:
        """Run it in this process, whatever comes of it."""
        return CliRunner().invoke(app, typed, input=stdin, env=self.environment)

    def __call__(self, *typed: str, stdin: str | None = None) -> str:
        """Run it, and return what it prints; it must succeed."""
        result = self.run(*typed, stdin=stdin)
        assert result.exit_code == 0, result.stderr
        return result.stdout

    def json(self, *typed: str, stdin: str | None = None) -> Any:  # noqa: ANN401 - any answer
        """Run it with --json, and return the answer; it must succeed."""
        return json.loads(self("--json", *typed, stdin=stdin))

    def refused(self, code: int, *typed: str, stdin: str | None = None) -> str:
        """Run it, and return what it says on stderr; it must end with this exit code."""
        result = self.run(*typed, stdin=stdin)
        assert result.exit_code == code, result.output
        assert result.stdout == ""
        return result.stderr

    def process(self, *typed: str) -> subprocess.CompletedProcess[str]:
        """Run it as a process of its own."""
        return subprocess.run(
            [*(self.start or [quick()]), *typed],
            env=os.environ | self.environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def at_a_terminal(
        self, *typed: str, asked: str = "", answer: str = "", **environment: str
    ) -> tuple[int, str]:
        """Run it at a terminal; return its exit code and all that is seen there.

        Once what is `asked` is seen, the answer is typed.
        """
        return self.in_talk([(asked, answer)] if asked else [], *typed, **environment)

    def in_talk(
        self, talk: Sequence[tuple[str, str]], *typed: str, **environment: str
    ) -> tuple[int, str]:
        """Run it at a terminal, and type each answer once what it is asked by is seen, in turn."""
        ours, theirs = pty.openpty()
        with subprocess.Popen(
            [*(self.start or [quick()]), *typed],
            env=os.environ | self.environment | {"TERM": "xterm-256color"} | environment,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            # The terminal that the tests were started from is none of its business.
            start_new_session=True,
        ) as running:
            os.close(theirs)
            seen, told, left = b"", 0, list(talk)
            # Linux tells that nobody writes any more as an input error.
            with contextlib.suppress(OSError):
                while some := os.read(ours, 4096):
                    seen += some
                    if left and (found := seen.find(left[0][0].encode(), told)) >= 0:
                        asked, answer = left.pop(0)
                        told = found + len(asked.encode())
                        if answer == CTRL_C:  # the terminal is nobody's, so it tells nobody
                            running.send_signal(signal.SIGINT)
                        else:
                            os.write(ours, f"{answer}\n".encode())
        os.close(ours)
        return running.returncode, seen.decode()

    def started(self) -> Self:
        """Return the same script on the same store, each process of which starts Python."""
        return replace(self, start=START)

    def speaking(self, language: Language) -> Self:
        """Return the same script on the same store, in a language."""
        return replace(self, language=language)

    def opened(self, *more: str) -> str:
        """Open a journey on 12 January 2026, and return its id."""
        opened = self.json(
            "open", "--municipality", "621", "--basis", "kontanthjælp", "--on", "2026-01-12", *more
        )
        journey: str = opened["journey"]
        return journey

    def told(self, journey: str) -> list[dict[str, Any]]:
        """Return the lines of a journey's timeline."""
        lines: list[dict[str, Any]] = self.json("timeline", journey)["lines"]
        return lines


def whole_script() -> TyperGroup:
    """Return the script with every command imported."""
    root = get_command(app)
    assert isinstance(root, Root)
    root.import_all()
    return root


@functools.cache
def commands() -> Sequence[tuple[tuple[str, ...], TyperCommand]]:
    """Return every command there is, with the words one types for it; each is built once."""
    return tuple(_commands(whole_script(), ()))


@functools.cache
def command_paths() -> Sequence[tuple[tuple[str, ...], str]]:
    """Return every command there is, as the words one types, with its help."""
    return tuple((path, command.help or "") for path, command in commands())


def _commands(
    group: TyperGroup, above: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], TyperCommand]]:
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from _commands(command, (*above, name))
        else:
            assert isinstance(command, TyperCommand)
            yield (*above, name), command
