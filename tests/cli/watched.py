"""Lines of the script, in a process of their own that notes what it does to the world around it.

Reads what to type from stdin, and says on stdout what came of it and what was noted.
"""

import functools
import json
import os
import sys
from collections.abc import Iterator
from typing import Any

from typer import testing
from typer.main import get_command
from typer.testing import CliRunner

testing._get_command = functools.cache(get_command)  # type: ignore[attr-defined]  # noqa: SLF001 - as in script.py

NOTED = (
    "os.exec",
    "os.link",
    "os.mkdir",
    "os.posix_spawn",
    "os.putenv",
    "os.rename",
    "os.symlink",
    "os.system",
    "socket.connect",
    "sqlite3.connect",
    "subprocess.Popen",
    "syslog.syslog",
    "tempfile.mkdtemp",
    "tempfile.mkstemp",
)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def main() -> None:
    """Type every line, and tell what came of each, which files were written to, and the rest."""
    asked = json.load(sys.stdin)
    written, noted = list[str](), list[str]()

    def note(event: str, about: tuple[Any, ...]) -> None:
        # A number is a file that was opened before.
        if event == "open" and not isinstance(about[0], int) and about[2] & WRITING:
            written.append(os.fsdecode(about[0]))
        elif event in NOTED:
            noted.append(f"{event}{about!r}")

    sys.addaudithook(note)
    done = list(_typed(asked))
    # What child processes are told, they are told by this.
    noted.append(repr(dict(os.environ)))
    print(json.dumps({"done": done, "written": written, "noted": noted}))  # noqa: T201 - its answer


def _typed(asked: list[tuple[list[str], str]]) -> Iterator[dict[str, Any]]:
    from journeys.adapters.cli.main import app  # noqa: PLC0415 - importing it is watched as well

    for typed, stdin in asked:
        result = CliRunner().invoke(app, typed, input=stdin)
        yield {"code": result.exit_code, "out": result.stdout, "err": result.stderr}


if __name__ == "__main__":
    main()
