"""Lines and files that cannot be recorded: which line it is and what to do, never what it says."""

import json
from pathlib import Path
from typing import Any

import pytest

from journeys.adapters.cli.output.errors import AtLine, exit_code
from journeys.errors import Conflict, Refused
from tests.cli.script import Script

CPR = "711299-1234"
DAY = {"on": "2026-02-02"}
WISH: dict[str, Any] = {"verb": "wish", "words": "Jeg vil gerne bage", **DAY}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ({"words": "Bage"}, "Say under `verb`"),
        ({"verb": " ", "words": "Bage"}, "Say under `verb`"),
        ({"verb": "show", "journey": "{}"}, "no command that records"),
        ({"verb": "erase", "journey": "{}", "reason": "x"}, "no command that records"),
        ({"verb": "import states", **DAY}, "no command that records"),
        ({"verb": "keys rotate", **DAY}, "no command that records"),
        ({"verb": "subgoal", **DAY}, "no command that records"),
        ({"verb": "wihs", **DAY}, "Did you mean 'wish'?"),
        (WISH, "Say under `journey`"),
        ({"verb": "wish", "journey": "{}", "words": "Bage"}, "Say under `on`"),
        (WISH | {"journey": "{}", "title": "Bage"}, "`wish` is not asked with: title."),
        (WISH | {"journey": "{}", "words": ["Bage", "Sy"]}, "Give one value under `words`"),
        (WISH | {"journey": ["{}", "3f2a"]}, "Give one value under `journey`"),
        ({"verb": "wish", "journey": "{}", **DAY}, "Missing option `words`"),
        (WISH | {"journey": "Anna"}, "first 4 signs"),
        (WISH | {"journey": "{}", "on": "tomorrow"}, "Write a day as 2026-12-31"),
        ({"verb": "retract", "journey": "{}", "why": "x", **DAY}, "Missing argument `entry`"),
        ({"verb": "open", "journey": "3f2a", "basis": "su", "municipality": "621", **DAY}, "UUID"),
        (
            {"verb": "pension grant", "journey": "{}", "scheme": "Anna's", "born": "1984-06-01"}
            | DAY,
            "`scheme`: this is not one of 'new', 'old'",
        ),
        (
            {"verb": "pension withdraw", "journey": "{}", "with_consent": "maybe", **DAY},
            "Say yes or no under `with_consent`",
        ),
    ],
)
def test_a_line_that_is_not_understood_is_named(
    script: Script, journey: str, line: dict[str, Any], told: str
) -> None:
    """By its number, and what it says is not repeated; nothing of the file is recorded."""
    line = {name: journey if value == "{}" else value for name, value in line.items()}
    file = f"{json.dumps(WISH | {'journey': journey})}\n\n{json.dumps(line)}\n"
    said = script.refused(2, "record", "-", stdin=file)
    assert said.startswith("Not done: Line 3: ")
    assert told in said
    assert "Anna" not in said
    assert len(script.told(journey)) == 1


@pytest.mark.parametrize(
    "name", ["verb", "journey", "on", "subgoal", "words", "kind", "request-id"]
)
def test_a_number_in_the_wrong_place_is_not_repeated(
    script: Script, journey: str, name: str
) -> None:
    """Nowhere, whatever is asked of the script."""
    line = {"verb": "success", "journey": journey, "words": "Det lykkedes", **DAY} | {name: CPR}
    names = list(line)
    table = f"{';'.join(names)}\n{';'.join(line.values())}\n"
    for file in (json.dumps(line), table):
        for before in ([], ["--json"], ["--debug"]):
            for after in ([], ["--dry-run"], ["--keep-going"]):
                done = script.run(*before, "record", "-", *after, stdin=file)
                assert done.exit_code in {1, 2}
                assert "Line " in done.stderr
                assert CPR not in done.output
    assert len(script.told(journey)) == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "There is no line to record in this file."),
        (b"\xef\xbb\xbf \n\n", "There is no line to record in this file."),
        (b"journey,verb,on\n,,\n", "There is no line to record in this file."),
        (b"verb\nrest\n\xe6\n", "Line 3: this is not UTF-8."),
        (b"3f2a,wish,2026-02-02,Work\n", "Line 1: the first line names the columns"),
        (b"\njourney,on,words\n3f2a,2026-02-02,Work\n", "Line 2: the first line names the columns"),
        (b"verb,on,wrods\n", "Line 1: column 3 is no option of any command. Did you mean 'words'?"),
        (b"verb,on,711299-1234\n", "Line 1: column 3 is no option of any command."),
        (b"verb,on,\n", "There is no line to record in this file."),
        (b"verb,dry-run\n", "Line 1: column 2 is no option of any command."),
        (b"verb,paid_hours,Paid-Hours\n", "Line 1: column 3, paid-hours, is there twice."),
        (b"verb,on\nrest,2026-02-02\nrest,2026-02-02,711299-1234\n", "Line 3: 3 cells, where"),
        (b"verb,on\nrest\n", "Line 2: 1 cells, where"),
        (b'verb,on\n"re"st,2026-02-02\n', "Line 2: its quotation marks do not pair"),
        (b'verb,on\nrest,"2026\n\n\n', "Line 2: its quotation marks do not pair"),
        (b"verb,words\nhope," + b"x" * 200_000, "Line 2: its quotation marks do not pair, or"),
        (b'{"verb": "rest"}\n{"verb": 711299-1234}\n', "Line 2: this is no JSON object"),
        (b'{"verb": "rest"}\n["rest"]\n', "Line 2: this is no JSON object"),
        (b'[{"verb": "rest"}]\n', "Line 1: this is no JSON object"),
        (b'{"verb": "rest", "verb": "wish"}\n', "Line 1: this is no JSON object"),
        (b'{"verb": [["rest"]]}\n', "Line 1: this is no JSON object"),
        (b'{"verb": ' + b"[" * 100_000 + b"\n", "Line 1: this is no JSON object"),
        (
            b'{"verb": "rest"}\n{"wrods": "x"}\n',
            "Line 2: name 1 is no option of any command. Did you",
        ),
        (b'{"seen_where": "x", "seen-where": "x"}\n', "Line 1: name 2, seen-where, is there twice"),
    ],
)
def test_a_file_that_cannot_be_read_is_not_begun(
    script: Script, content: bytes, told: str, tmp_path: Path
) -> None:
    """The line is named, and no store is made."""
    file = tmp_path / "lines"
    file.write_bytes(content)
    for options in ([], ["--keep-going"]):
        said = script.refused(1, "record", str(file), *options)
        assert said.startswith(f"Not done: {told}")
        assert CPR not in said
    assert not script.store.exists()


def test_a_file_that_is_not_there_is_no_fault(script: Script, tmp_path: Path) -> None:
    """And its name is not repeated."""
    for file in (tmp_path / CPR, tmp_path):
        said = script.refused(1, "record", str(file))
        assert "This file cannot be opened: " in said
        assert CPR not in said


def test_the_exit_code_is_that_of_the_line() -> None:
    """As if it had been typed by itself."""
    assert exit_code(AtLine(3, Refused("code", "Sentence."), [])) == 1
    assert exit_code(AtLine(3, Conflict(), [])) == 4
