"""Everything held on a person, by script: on the screen, as data, and as two files of one's own."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.script import ANNA, Script

RIE = ("--as", "rie.example", "--role", "auditor")
NAME, NUMBER = "Opfundet Borgersen", "610203-1234"
WORDS = "Jeg drømmer om et bageri"
FILES = ["subject-access.json", "subject-access.txt"]
STAFF = "kim.example"


@pytest.fixture
def known(script: Script) -> str:
    """Return a journey that Bo is responsible for, and on which Kim records; a mistake is in it."""
    journey = script.opened("--responsible", "bo.example")
    kim = ("--as", STAFF)
    script(*kim, "hope", journey, "--words", WORDS, "--on", "2026-01-13", "--request-id", "r-77")
    script(*kim, "wish", journey, "--words", "Om en anden", "--on", "2026-01-14")
    script(*kim, "retract", journey, "3", "--why", "Forkert borger", "--on", "2026-01-15")
    script("citizen", "identify", journey, "--name", NAME, stdin=NUMBER)
    script("show", journey)
    return journey


def folded(text: str) -> str:
    """Return a text without its line breaks."""
    return " ".join(text.split())


def test_everything_is_on_the_page(script: Script, known: str) -> None:
    """In both kinds of words, in 80 columns; staff is not named, and it says why."""
    seen = script("subject-access", known[:8])
    assert max(map(len, seen.splitlines())) <= 80
    for part in (
        f"{NAME}, CPR number 6102031234",
        WORDS,
        "You told us what you hope for.",
        "(retracted by 4)",
        "Forkert borger",
        "Where I am",
        "Economic safety",
        "periods track: caseworker; value: en medarbejder",
        "r-77",
        "Borgerens overblik",
        "C-579/21",
    ):
        assert part in folded(seen), part
    for staff in (STAFF, ANNA, "bo.example"):
        assert staff not in seen


def test_everything_is_in_the_data(script: Script, known: str) -> None:
    """With the same parts, and no staff."""
    told = script.json("subject-access", known)
    assert set(told) == {
        "journey",
        "on",
        "identity",
        "former_identities",
        "entries",
        "milestones",
        "safety",
        "duties",
        "continuity",
        "periods",
        "steps",
        "rows",
        "requests",
        "looks",
    }
    assert told["identity"]["number"] == "6102031234"
    assert [each["retracted_by"] for each in told["entries"]] == [None, None, 4, None]
    assert told["entries"][1]["details"]["words"] == WORDS
    assert told["rows"]["journeys"][0]["municipality"] == "621"
    assert told["requests"] == ["r-77"]
    assert [look["view"] for look in told["looks"]] == [
        *("history", "identified", "milestones", "names"),
    ]
    assert not any(staff in json.dumps(told) for staff in (STAFF, ANNA, "bo.example"))
    assert told["milestones"]["responsible"] == "en medarbejder"


def test_staff_is_named_to_an_auditor_alone(script: Script, known: str) -> None:
    """Who recorded and who looked; to anybody else it is refused, with its basis in law."""
    asked = ["subject-access", known, "--with-staff"]
    refused = json.loads(script.refused(1, "--json", *asked))
    assert refused["error"] == "staff-not-shown"
    seen = script(*RIE, *asked)
    assert f"by {STAFF}, caseworker" in folded(seen)
    assert ANNA in seen
    told = script.json(*RIE, *asked)
    assert told["entries"][1]["actor"] == STAFF
    assert told["milestones"]["responsible"] == "bo.example"
    assert [each["actor"] for each in told["looks"]] == [STAFF, ANNA, ANNA, ANNA, "rie.example"]


def test_a_citizen_is_shown_their_own(script: Script, known: str) -> None:
    """And a role that may not look is shown nothing."""
    citizen = ("--as", "borger.example", "--role", "citizen")
    assert WORDS in script(*citizen, "subject-access", known)
    mentor = ("--role", "mentor", "--purpose", "nysgerrig")
    told = json.loads(script.refused(1, "--json", *mentor, "subject-access", known))
    assert told["error"] == "role-may-not"


def test_two_files_are_written_for_nobody_else(
    script: Script, known: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As they are on the screen, without colour; the folder is made."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    folder = tmp_path / f"til {NUMBER}" / "udleveret"
    said = script("subject-access", known, "--to", str(folder))
    assert all(file in said for file in FILES)
    assert NUMBER not in said
    assert sorted(file.name for file in folder.iterdir()) == FILES
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}
    told: dict[str, Any] = json.loads((folder / FILES[0]).read_text(encoding="utf-8"))
    assert told["entries"][1]["details"]["words"] == WORDS
    text = (folder / FILES[1]).read_text(encoding="utf-8")
    assert WORDS in text
    for staff in (STAFF, ANNA, "bo.example"):
        assert staff not in text + json.dumps(told)
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 80
    other = tmp_path / "other"
    answer = script.json("subject-access", known, "--to", str(other))
    assert answer == {"journey": known, "files": FILES}


def test_no_file_that_is_there_is_written_over_and_nobody_is_looked_at_then(
    script: Script, known: str, tmp_path: Path
) -> None:
    """Not one that a link leads to either; where no folder can be, it says so."""
    before = script.json("access", "show", known)["looks"]
    theirs, linked = tmp_path / "theirs.txt", tmp_path / "linked"
    theirs.write_text("x")
    linked.mkdir()
    (linked / FILES[1]).symlink_to(tmp_path / "nowhere")
    for folder, code in ((linked, "file-there-already"), (theirs, "folder-unusable")):
        said = script.refused(1, "--json", "subject-access", known, "--to", str(folder))
        assert json.loads(said)["error"] == code
        assert str(folder) not in said
    assert not (tmp_path / "nowhere").exists()
    assert [each.name for each in linked.iterdir()] == FILES[1:]
    assert len(script.json("access", "show", known)["looks"]) == len(before) + 1


def test_of_somebody_erased_there_is_only_the_receipt(script: Script, journey: str) -> None:
    """And the error names it."""
    script("close", journey, "--reason", "Flyttet", "--on", "2026-01-13")
    leader = ("--role", "manager", "erase", journey, "--yes")
    script(*leader, "--reason", "Tiden er gået", "--authority", "Arkivet har dem")
    said = script.refused(1, "subject-access", journey[:8])
    assert f"journeys audit receipt {journey}" in said


def test_no_colour_at_a_terminal_where_none_is_wanted(script: Script, known: str) -> None:
    """The page is the same."""
    code, seen = script.at_a_terminal("subject-access", known, NO_COLOR="1", TERM="dumb")
    assert code == 0
    assert "\x1b" not in seen
    assert WORDS in seen
