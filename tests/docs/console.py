"""What a page of documentation types at a console, run for real and held against what it shows.

In a block of `console` each line after `$ ` is typed, and what follows is what is then seen. Ids
and moments differ each time: the first time an id is seen it is tied to the one that the page
shows, which is then typed and expected in its place. A line of `...` stands for any lines.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tests.cli.loaded import quick

BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b[0-9a-f]{8}\b")
MOMENT = re.compile(r"\b(?:\d{4}-\d\d-\d\d|\d\d\.\d\d\.\d{4}) \d\d:\d\d(?::\d\d)?\b")
DIGEST = re.compile(
    r"journeys/[0-9a-f]{16}\+[0-9a-f]{8}\+\S+|[A-Za-z0-9+/]{43}=|\b[0-9a-f]{64}\b|[A-Za-z0-9+/]{80,}={0,2}"
)
ANY = "..."


class Typed(NamedTuple):
    """A command, and what is seen after it."""

    command: str
    seen: str
    written: str
    """The command as it stands on the page, maybe on several lines."""


@dataclass
class Console:
    """A console of somebody's own, in an empty folder."""

    folder: Path
    who: str
    language: str
    real: dict[str, str] = field(default_factory=dict)
    """By id on the page, the id it is here."""

    def type(self, typed: Typed) -> str:
        """Type a command, and return what is seen."""
        command = ID.sub(lambda shown: self._here(shown[0]), typed.command)
        run = subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env=self._surroundings(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        seen = run.stdout.replace(str(self.folder), "~")
        return "\n".join(line.rstrip() for line in seen.splitlines()).strip("\n")

    def as_on_the_page(self, typed: Typed, seen: str) -> str:
        """Return what is seen with the ids that the page shows for them."""
        new = (found for found in dict.fromkeys(ID.findall(typed.seen)) if found not in self.real)
        for found in dict.fromkeys(ID.findall(seen)):
            if found not in self.real.values():
                self._tie(next(new, found), found)
        shown = {here: page for page, here in self.real.items()}
        return ID.sub(lambda found: shown.get(found[0], found[0]), seen)

    def _tie(self, page: str, here: str) -> None:
        self.real[page] = here
        if len(page) > 8:
            self.real.setdefault(page[:8], here[:8])

    def _here(self, shown: str) -> str:
        return self.real.get(shown, shown)

    def _surroundings(self) -> dict[str, str]:
        # `journeys` is a process that starts quickly; python3 is the one that runs the tests.
        folders = [Path(quick()).parent, Path(sys.executable).parent]
        path = os.pathsep.join([*map(str, folders), os.environ["PATH"]])
        return {
            "PATH": path,
            "HOME": str(self.folder),
            "LOGNAME": self.who,
            "JOURNEYS_LANG": self.language,
            "COLUMNS": "80",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }


def typed_on(page: str) -> Iterator[Typed]:
    """Yield every command of a page with what is seen after it."""
    for block in BLOCK.findall(page):
        for command in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            lines = command.splitlines()
            last = next(nr for nr, line in enumerate(lines, 1) if not line.endswith("\\"))
            written, seen = "\n".join(lines[:last]), "\n".join(lines[last:])
            yield Typed(written.replace("\\\n", " "), seen.strip("\n"), written)


def alike(page: str, seen: str) -> bool:
    """Return whether what is seen is what the page shows, but for moments and digests."""
    told = re.split(rf"^{re.escape(ANY)}$", _steady(page), flags=re.MULTILINE)
    return bool(re.fullmatch(".*".join(map(re.escape, told)), _steady(seen), re.DOTALL))


def _steady(text: str) -> str:
    return DIGEST.sub("DIGEST", MOMENT.sub("MOMENT", text))
