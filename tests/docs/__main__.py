"""Write anew what the pages show after each command: `python -m tests.docs`.

To be read before it is kept: a test holds the pages to it afterwards.
"""

import re
import sys
import tempfile
from pathlib import Path

from tests.country import country, written
from tests.docs.console import ANY, BLOCK, Console, Typed, alike, typed_on
from tests.docs.events import write_catalogue
from tests.docs.pages import PAGES, PROGRAMS, PYTHON, REFERENCE, Page, run_service
from tests.docs.reference import reference
from tests.docs.sql import POPULATION_SQL, with_answers

CUT = "-- cut --"


def written_anew(page: Page) -> str:
    """Return a page with what its commands show now; what is as before stays as it is written."""
    text = page.file.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        console = Console(Path(folder), page.who, page.language)
        for block in BLOCK.findall(text):
            shown = "".join(
                _shown(console, typed) for typed in typed_on(f"```console\n{block}```\n")
            )
            text = text.replace(block, shown, 1)
    return text


def _shown(console: Console, typed: Typed) -> str:
    seen = console.as_on_the_page(typed, console.type(typed))
    kept = typed.seen if ANY in typed.seen.splitlines() or alike(typed.seen, seen) else seen
    return f"$ {typed.written}\n{kept}\n" if kept else f"$ {typed.written}\n"


def service_anew(text: str) -> str:
    """Return a page that is one Python file with what each part prints now."""
    with tempfile.TemporaryDirectory() as folder:
        return _python_anew(text, Path(folder))


def _python_anew(text: str, folder: Path) -> str:
    parts = PYTHON.findall(text)
    printed = run_service([code + f"print({CUT!r})\n" for code, _ in parts], folder)
    for (code, _), told in zip(parts, printed.split(f"{CUT}\n"), strict=False):
        shown = f"\n\n```text\n{told}```" if told else ""
        text = re.sub(
            re.escape(f"```python\n{code}```") + r"(\n\n```text\n.*?^```$)?",
            lambda _, code=code, shown=shown: f"```python\n{code}```{shown}",  # type: ignore[misc]
            text,
            flags=re.MULTILINE | re.DOTALL,
        )
    return text


def population_anew(text: str) -> str:
    """Return the page of questions to everybody's rows with what they are answered now."""
    with tempfile.TemporaryDirectory() as stores, tempfile.TemporaryDirectory() as folder:
        with country(Path(stores)) as towns:
            rows = written(towns, Path(folder) / "rows")
        return with_answers(_python_anew(text, Path(folder)), rows)


def main() -> None:
    """Write every page anew, and name them."""
    write_catalogue()
    text = POPULATION_SQL.read_text(encoding="utf-8")
    POPULATION_SQL.write_text(population_anew(text), encoding="utf-8")
    for program in PROGRAMS:
        text = program.read_text(encoding="utf-8")
        program.write_text(service_anew(text), encoding="utf-8")
    REFERENCE.write_text(reference(), encoding="utf-8")
    for page in PAGES:
        page.file.write_text(written_anew(page), encoding="utf-8")
        sys.stdout.write(f"{page.file}\n")


if __name__ == "__main__":
    main()
