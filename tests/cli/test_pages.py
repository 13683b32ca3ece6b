"""What the script makes to be handed over: a new file each, for its owner alone."""

import json
import resource
from datetime import date, timedelta
from pathlib import Path

import pytest

from journeys.adapters.files.private_files import write_private
from tests.cli.script import Script

BEGINS = {
    ".html": b"<!DOCTYPE html>",
    ".pdf": b"%PDF-",
    ".svg": b"<svg",
    ".png": b"\x89PNG",
    ".ics": b"BEGIN:VCALENDAR",
}
FILES = [
    ("path", ".html"),
    ("path", ".pdf"),
    ("path", ".svg"),
    ("path", ".png"),
    ("letter", ".html"),
    ("letter", ".pdf"),
    ("card", ".html"),
    ("card", ".pdf"),
    ("appointment", ".ics"),
]


@pytest.fixture
def walked(script: Script, journey: str) -> str:
    """Return a journey with a step, a pension, and a day on which the two talk."""
    new = ("--scheme", "new", "--born", "1984-06-01", "--on", "2016-03-01")
    script("pension", "grant", journey, *new)
    script("subgoal", "set", journey, "--title", "Besøge bageriet", "--why", "Se det")
    due = date.today() + timedelta(300)  # noqa: DTZ011 - as the script itself has it
    script("follow-up", journey, "--due", due.isoformat(), "--sure", "day-far-ahead")
    return journey


@pytest.mark.parametrize(("kind", "form"), FILES)
def test_each_is_written_into_a_file_of_its_owners(
    script: Script, walked: str, tmp_path: Path, kind: str, form: str
) -> None:
    """As what its name ends with; what was done is said beside it, not in it."""
    file = tmp_path / f"made{form}"
    result = script.run("page", walked, "--kind", kind, "--out", str(file))
    assert (result.exit_code, result.stdout) == (0, "")
    assert str(file) in result.stderr.replace("\n", "")
    assert file.read_bytes().lstrip().startswith(BEGINS[form])
    assert file.stat().st_mode & 0o777 == 0o600


def test_without_a_file_it_is_printed(script: Script, walked: str) -> None:
    """For a pipe; in the language that is spoken, or the citizen's own."""
    assert "Your path" in script("page", walked)
    danish = script("page", walked, "--lang", "da", "--easy")
    assert "Din vej" in danish
    assert 'class="easy"' in danish
    assert "Besøge bageriet" in danish
    assert script("page", walked, "--kind", "appointment").startswith("BEGIN:VCALENDAR")


def test_it_is_what_the_library_makes(script: Script, walked: str) -> None:
    """With --json the view that it is made of."""
    view = script.json("page", walked)
    assert view["next_step"]["title"] == "Besøge bageriet"
    assert script.json("page", walked, "--kind", "letter", "--lang", "da")["language"] == "da"
    assert script.json("schema", "path")["title"] == "CitizenPath"


def test_no_file_is_written_over(script: Script, walked: str, tmp_path: Path) -> None:
    """Whatever is in it."""
    file = tmp_path / "there.html"
    file.write_text("kept")
    told = script.refused(1, "page", walked, "--out", str(file))
    assert "was left as it is" in " ".join(told.split())
    assert file.read_text() == "kept"


@pytest.mark.parametrize("kind", ["path", "letter", "card", "appointment"])
def test_a_name_that_ends_otherwise_is_not_understood(
    script: Script, walked: str, tmp_path: Path, kind: str
) -> None:
    """Before anybody's journey is looked at."""
    told = script.refused(2, "page", walked, "--kind", kind, "--out", str(tmp_path / "x.docx"))
    assert f"A file of {kind} ends with" in " ".join(told.split())
    assert list(script.store.parent.glob("*.docx")) == []
    assert script.json("access", "show", walked)["looks"] == []


def test_where_no_talk_is_agreed_there_is_no_date(script: Script, journey: str) -> None:
    """It says how to agree on one."""
    told = script.refused(1, "page", journey, "--kind", "appointment")
    assert "journeys follow-up ID" in " ".join(told.split())


def test_a_folder_that_is_not_there_is_said(script: Script, walked: str, tmp_path: Path) -> None:
    """And nothing is left behind."""
    told = script.refused(1, "page", walked, "--out", str(tmp_path / "nowhere" / "x.html"))
    assert "No such file or directory" in " ".join(told.split())
    assert not (tmp_path / "nowhere").exists()


def test_pages_for_those_who_work_there(script: Script, walked: str, tmp_path: Path) -> None:
    """The timeline, and the overview with its trend."""
    for number, typed in enumerate(
        (
            ["timeline", walked],
            ["overview", "--on", "2026-11-20"],
            ["overview", "--trend", "--mask", "--by", "activity"],
            ["--role", "manager", "manage"],
        )
    ):
        file = tmp_path / f"{number}.html"
        result = script.run(*typed, "--page", str(file))
        assert (result.exit_code, result.stdout) == (0, "")
        assert file.read_text().startswith("<!DOCTYPE html>")
        assert "already" in script.refused(1, *typed, "--page", str(file))


def test_a_page_is_no_json(script: Script, walked: str, tmp_path: Path) -> None:
    """One or the other."""
    file = str(tmp_path / "x.html")
    assert "--json" in script.refused(2, "--json", "page", walked, "--out", file)
    assert "--json" in script.refused(2, "--json", "timeline", walked, "--page", file)
    assert json.loads(script("--json", "timeline", walked))["lines"]


def test_no_part_of_a_file_that_finds_no_room_is_left(tmp_path: Path) -> None:
    """Nor of a key or of what somebody asked to see: all of them are written so."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            write_private(tmp_path / "made.html", b"more than there is room for")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


def test_no_file_is_named_after_a_number(script: Script, walked: str, tmp_path: Path) -> None:
    """Names of files are seen in lists and logs; the number is not repeated."""
    file = tmp_path / "610203-1234.html"
    for typed in (["page", walked, "--out"], ["subject-access", walked, "--to"]):
        said = script.refused(1, *typed, str(file))
        assert "looks like a CPR number" in said
        assert "1234" not in said
    assert not file.exists()


@pytest.mark.parametrize(
    ("kind", "stem"), [("path", "your-way"), ("card", "before-we-talk"), ("appointment",) * 2]
)
def test_at_a_terminal_a_file_is_made_and_named(
    script: Script, walked: str, monkeypatch: pytest.MonkeyPatch, kind: str, stem: str
) -> None:
    """Nobody reads HTML on a screen; another page is another file."""
    monkeypatch.chdir(script.store.parent)
    for name in (f"{stem}-{walked[:4]}.pdf", f"{stem}-{walked[:4]}-2.pdf"):
        code, seen = script.at_a_terminal("page", walked, "--kind", kind)
        assert (code, f"for you alone to read: {name}" in seen.replace("\r\n", "")) == (0, True)
        assert "<html" not in seen
        file = script.store.parent / name
        assert file.read_bytes().startswith(BEGINS[".pdf"])
        assert file.stat().st_mode & 0o777 == 0o600


def test_at_a_terminal_json_is_still_json(
    script: Script, walked: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And no file is made of it."""
    monkeypatch.chdir(tmp_path)
    code, seen = script.at_a_terminal("--json", "page", walked)
    assert (code, json.loads(seen)["journey"]) == (0, walked)
    assert list(tmp_path.glob("your-way*")) == []


OFFICE = '[[office]]\nname = "Jobhuset"\ntelephone = "12 34 56 78"\n'


def test_without_an_office_it_says_once_what_to_add(
    script: Script, walked: str, tmp_path: Path
) -> None:
    """On stderr, beside the page; with one it is on the page."""
    without = script.run("page", walked)
    assert without.stderr.count("[[office]]") == 1
    assert "tel:" not in without.stdout
    settings = tmp_path / "kommune.toml"
    settings.write_text(OFFICE, encoding="utf-8")
    for kind in ("path", "card"):
        page = script.run("--settings", str(settings), "page", walked, "--kind", kind)
        assert (page.exit_code, page.stderr) == (0, "")
    assert "tel:12345678" in script("--settings", str(settings), "page", walked)
    assert script.run("--json", "page", walked).stderr == ""
    view = script.json("--settings", str(settings), "page", walked)
    assert view["office"]["telephone"] == "12 34 56 78"


def test_the_way_can_be_printed_without_its_picture(
    script: Script, walked: str, tmp_path: Path
) -> None:
    """A picture without one, or another page, is not understood."""
    assert "<svg" in script("page", walked)
    assert "<svg" not in script("page", walked, "--no-picture")
    assert "<svg" not in script("page", walked, "--uden-tegning")
    for typed in (["--kind", "card"], ["--out", str(tmp_path / "x.svg")]):
        told = script.refused(2, "page", walked, "--no-picture", *typed)
        assert "--no-picture is for the way" in " ".join(told.split())
