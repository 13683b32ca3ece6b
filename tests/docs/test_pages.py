"""Every command in the documentation is typed, and shows what the page says."""

import re
from pathlib import Path

import pytest

from tests.docs.console import Console, alike, typed_on
from tests.docs.pages import DOCS, PAGES, PYTHON, REFERENCE, SERVICE, TESTING, Page, run_service
from tests.docs.reference import reference


@pytest.mark.parametrize("page", PAGES, ids=[page.file.stem for page in PAGES])
def test_what_a_page_shows_is_what_is_seen(page: Page, tmp_path: Path) -> None:
    """`python -m tests.docs` writes it anew, to be read."""
    console = Console(tmp_path, page.who, page.language)
    steps = list(typed_on(page.file.read_text(encoding="utf-8")))
    assert len(steps) > 8
    for typed in steps:
        seen = console.as_on_the_page(typed, console.type(typed))
        assert alike(typed.seen, seen), f"$ {typed.command}\n{seen}"


def test_the_service_of_the_tutorial_runs(tmp_path: Path) -> None:
    """Each part after the other, in one file as somebody would keep it, saying what it should."""
    parts = PYTHON.findall(SERVICE.read_text(encoding="utf-8"))
    assert len(parts) > 4
    said = run_service([code for code, _ in parts], tmp_path)
    assert said == "".join(told for _, told in parts)


def test_the_reference_is_what_the_code_tells() -> None:
    """`python -m tests.docs` writes it anew."""
    assert REFERENCE.read_text(encoding="utf-8") == reference()


def test_every_page_is_held() -> None:
    """No page stands there whose commands nobody types, or whose Python nobody runs."""
    held = {page.file for page in PAGES} | {SERVICE, TESTING}
    shown = re.compile(r"^```(console|python)$", re.MULTILINE)
    for file in DOCS.rglob("*.md"):
        assert file in held or not shown.search(file.read_text(encoding="utf-8")), file
