"""The pages of documentation whose commands are typed."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

DOCS = Path(__file__).parents[2] / "docs"
SERVICE, REFERENCE, TESTING = (DOCS / f"{name}.md" for name in ("service", "reference", "testing"))
POPULATION = DOCS / "population.md"
STORED_ROW, SCRIPT = DOCS / "stored-row.md", DOCS / "script.md"
PYTHON = re.compile(r"^```python\n(.*?)^```$(?:\n\n```text\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)
"""A part of the service, and what it prints."""


class Page(NamedTuple):
    """A page, who types what stands in it, and in which language it is answered."""

    file: Path
    who: str
    language: str


PAGES = (
    Page(DOCS / "sagsbehandler.md", "anna.example", "da"),
    Page(DOCS / "leder.md", "dorte.example", "da"),
    Page(DOCS / "virksomheder.md", "karen.example", "da"),
    Page(DOCS / "auditor.md", "rie.example", "en"),
)


PROGRAMS = (SERVICE, STORED_ROW, POPULATION)
"""The pages that are one Python file, part by part."""


def run_service(parts: Iterable[str], folder: Path, **environment: str) -> str:
    """Run the parts one after the other, as one file in that folder; return what they print."""
    ran = subprocess.run(
        [sys.executable, "-c", "\n".join(parts)],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout
