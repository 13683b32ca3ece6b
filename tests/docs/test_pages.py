"""Every command in the documentation is typed, and shows what the page says."""

import re
import shlex
from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.cli.script import commands
from tests.docs.console import Console, alike, typed_on
from tests.docs.pages import (
    DOCS,
    PAGES,
    PROGRAMS,
    PYTHON,
    REFERENCE,
    SCRIPT,
    SERVICE,
    TESTING,
    Page,
    run_service,
)
from tests.docs.reference import reference
from tests.docs.sql import POPULATION_SQL
from tests.invented import KEYS


@pytest.mark.parametrize("page", PAGES, ids=[page.file.stem for page in PAGES])
def test_what_a_page_shows_is_what_is_seen(page: Page, tmp_path: Path) -> None:
    """`python -m tests.docs` writes it anew, to be read."""
    console = Console(tmp_path, page.who, page.language)
    steps = list(typed_on(page.file.read_text(encoding="utf-8")))
    assert len(steps) > 8
    for typed in steps:
        seen = console.as_on_the_page(typed, console.type(typed))
        assert alike(typed.seen, seen), f"$ {typed.command}\n{seen}"


@pytest.mark.parametrize("page", PROGRAMS, ids=[page.stem for page in PROGRAMS])
def test_a_page_that_is_one_python_file_runs(page: Path, tmp_path: Path) -> None:
    """Each part after the other, in one file as somebody would keep it, saying what it should."""
    parts = PYTHON.findall(page.read_text(encoding="utf-8"))
    assert len(parts) > 4
    said = run_service([code for code, _ in parts], tmp_path)
    assert said == "".join(told for _, told in parts)


def test_the_service_is_the_same_on_postgresql(empty_postgresql_url: str, tmp_path: Path) -> None:
    """But for its address, and the master key, which is handed in."""
    url = make_url(empty_postgresql_url).set(drivername="postgresql+psycopg")
    address = repr(url.render_as_string(hide_password=False))
    text = SERVICE.read_text(encoding="utf-8")
    for here, there in {
        'open("sqlite:///service.db")': f'open({address}, keys=MasterKey.parse("{KEYS.text}"))',
        '"sqlite:///service.db"': address,
        "open(yours)": f'open(yours, keys=MasterKey.parse("{KEYS.text}"))',
        "pool=journeys.Pool": f'keys=MasterKey.parse("{KEYS.text}"), pool=journeys.Pool',
    }.items():
        assert here in text
        text = text.replace(here, there)
    parts = PYTHON.findall(text)
    code = ["from journeys.keys import MasterKey", *(code for code, _ in parts)]
    said = run_service(code, tmp_path, JOURNEYS_MASTER_KEY=KEYS.text)
    assert said == "".join(told for _, told in parts)
    assert list(tmp_path.iterdir()) == []


def test_every_line_of_the_page_about_the_script_is_a_command_there_is() -> None:
    """With options that it takes; what each does is tried in the tests of the script."""
    known = dict(commands())
    lines = [typed.command for typed in typed_on(SCRIPT.read_text(encoding="utf-8"))]
    assert len(lines) > 30
    for line in lines:
        words = shlex.split(line.split(" > ")[0], comments=True)
        assert words.pop(0) == "journeys"
        # What stands before a command is the script's own, and each of these has a value.
        while words[0].startswith("--"):
            assert words.pop(0) in BEFORE_A_COMMAND, line
            words.pop(0)
        path = max((path for path in known if tuple(words[: len(path)]) == path), key=len)
        context = known[path].make_context(path[-1], words[len(path) :], resilient_parsing=True)
        known[path].make_parser(context).parse_args(words[len(path) :])


BEFORE_A_COMMAND = {
    *("--store", "--as", "--role", "--purpose", "--settings", "--lang"),
    *("--municipalities", "--only"),
}


def test_the_reference_is_what_the_code_tells() -> None:
    """`python -m tests.docs` writes it anew."""
    assert REFERENCE.read_text(encoding="utf-8") == reference()


def test_every_page_is_held() -> None:
    """No page stands there whose commands nobody types, or whose Python nobody runs."""
    held = {page.file for page in PAGES} | {*PROGRAMS, SCRIPT, TESTING, POPULATION_SQL}
    shown = re.compile(r"^```(console|python)$", re.MULTILINE)
    for file in DOCS.rglob("*.md"):
        assert file in held or not shown.search(file.read_text(encoding="utf-8")), file
