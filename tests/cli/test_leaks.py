"""Who a person is and what they said are where they belong, and nowhere else.

A long day's lines are typed with words that stand nowhere else. Then everything that was said,
logged, written, handed on or left behind is looked through for them.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.cli.script import ANNA, Script

WALK = "3f2a1c9e-5b0d-4c1c-9a2e-7b1d6c520a54"
CPR, NAME, WORDS = "711299-1234", "Solveig Vinterhave", "mælkebøttemark"
MARKS = (CPR, CPR.replace("-", ""), *NAME.split(), WORDS)
OTHER = "9b1d6c52-0a54-4c1c-9a2e-5b0d3f6f8a11"
OPEN = ("--municipality", "621", "--basis", "kontanthjælp")
LEADER = ("--debug", "--role", "manager", "--purpose", "sletning")
GROUND = ("--reason", "Tiden er gået", "--authority", "Afleveret til arkivet")
CARLA = ("--as", "carla.example")
KNOWN = f"{CPR}\n{NAME}\n"
SAID = f"Der var engang en {WORDS}"


class Line(NamedTuple):
    """A line that is typed, how it ends, and whether its answer is to show who or what."""

    code: int
    typed: Sequence[str]
    stdin: str = ""
    shows: bool = False
    names: bool = False
    """Whether it is to show who it is about, by name alone."""


LINES = (
    Line(0, ["open", *OPEN, "--journey", WALK]),
    Line(0, ["citizen", "identify", "3f2a", "--dry-run"], KNOWN),
    Line(0, ["--debug", "citizen", "identify", "3f2a"], KNOWN),
    Line(0, ["citizen", "find"], KNOWN),
    Line(0, ["--debug", "wish", "3f2a", "--words", SAID], names=True),
    Line(0, ["hope", "3f2a", "--words", SAID, "--dry-run"], names=True),
    Line(0, ["subgoal", "set", "3f2a", "--title", SAID, "--why", SAID], names=True),
    Line(0, ["talk", "3f2a", "--about", SAID, "--with", NAME], names=True),
    Line(0, ["--json", "praktik", "3f2a", "--employer", WORDS, "--wish", SAID, "--tasks", SAID]),
    Line(0, ["success", "3f2a", "--words", SAID], names=True),
    # What is to show it.
    Line(0, ["retract", "3f2a", "4", "--why", SAID], shows=True),
    Line(0, ["timeline", "3f2a"], shows=True),
    Line(0, ["--debug", "show", "3f2a"], shows=True),
    Line(0, ["citizen", "show", "3f2a"], shows=True),
    Line(0, ["subject-access", "3f2a"], shows=True),
    # What names them, and shows no more.
    Line(0, ["list"], names=True),
    Line(0, ["--json", "--names", "list"], names=True),
    Line(0, ["--csv", "--names", "list"], names=True),
    Line(0, ["continuity", "3f2a"], names=True),
    # What shows nobody, or names nobody.
    Line(0, ["--json", "list"]),
    Line(0, ["--csv", "list"]),
    Line(0, ["--role", "mentor", "success", "3f2a", "--words", SAID]),
    Line(0, ["--role", "manager", "hope", "3f2a", "--words", SAID]),
    Line(0, ["duties"]),
    Line(0, ["safety", "3f2a"], names=True),
    Line(0, ["access", "show", "3f2a"]),
    Line(0, ["overview"]),
    Line(0, [*LEADER, "effects"]),
    Line(0, ["status"]),
    Line(0, ["check"]),
    Line(0, ["rebuild"]),
    Line(0, ["audit", "verify"]),
    Line(0, ["audit", "bundle", "bundle"]),
    Line(0, ["audit", "erasures"]),
    Line(0, ["backup", "backup"]),
    Line(0, ["--role", "auditor", "audit", "export", "3f2a", "out"]),
    # What is refused, or not understood.
    Line(1, ["--debug", "wish", "3f2a", "--words", f"Jeg er {CPR}"]),
    Line(1, ["--json", "hope", "3f2a", "--words", f"{SAID} F32.2"]),
    Line(1, ["--debug", "retract", "3f2a", "99", "--why", SAID]),
    Line(1, ["--purpose", CPR, "show", "3f2a"]),
    Line(1, ["citizen", "find"], "711299-9999\n"),
    Line(1, ["--debug", "citizen", "identify", "3f2a"], f"{NAME}\n{CPR}\n"),
    Line(1, ["--debug", "placement", "start", "3f2a", "--kind", WORDS]),
    Line(1, ["help", WORDS]),
    Line(2, ["--debug", "wish", "3f2a", "--words", *SAID.split()]),
    Line(2, ["wish", "3f2a", "--words", SAID, "--on", CPR]),
    Line(2, ["--debug", "show", NAME]),
    Line(2, ["--json", "--role", CPR, "list"]),
    Line(2, ["--debug", f"--{CPR}", "list"]),
    Line(3, ["--debug", "--store", "missing/x.db", "wish", "3f2a", "--words", SAID]),
    Line(3, ["--debug", "--store", f"postgresql://a:{WORDS}@127.0.0.1:1/x", "list"]),
    Line(3, ["--store", f"postgresql://a:{WORDS[:5]}@{WORDS}:x@127.0.0.1:1/x", "list"]),
    Line(
        1, ["--debug", "record", "-"], f"journey,verb,on,words\n3f2a,hope,2026-02-01,{SAID} {CPR}\n"
    ),
    Line(1, ["record", "-"], f"journey,verb,{WORDS}\n3f2a,{NAME},{CPR}\n"),
    # A session: the citizen is chosen by name, which is seen on the screen alone.
    Line(
        1,
        ["--debug", "dag"],
        f'Solveig\nhope --words "{SAID}"\nhope --words "{CPR}"\nnobody\n{CPR}\nexit\n',
        shows=True,
    ),
    # Last, another journey: what would go when its person is erased, and what goes.
    Line(0, ["open", *OPEN, "--journey", OTHER, "--on", "2026-01-12"]),
    Line(0, ["hope", "9b1d", "--words", SAID, "--on", "2026-01-13"]),
    Line(0, ["citizen", "identify", "9b1d", "--reference", WORDS], f"{NAME}\n"),
    Line(0, ["close", "9b1d", "--reason", SAID, "--on", "2026-01-14"], names=True),
    Line(1, [*LEADER, "erase", "9b1d", "--reason", "-", "--authority", CPR, "--yes"]),
    Line(0, [*LEADER, "erase", "9b1d", *GROUND, "--dry-run"]),
    Line(1, [*LEADER, "erase", "3f2a", *GROUND, "--dry-run"]),
    Line(0, [*LEADER, "erase", "9b1d", *GROUND, "--yes"]),
    Line(1, ["--debug", "show", "9b1d"]),
    # A journey that is restricted to others: they are told nothing.
    Line(0, ["access", "restrict", "3f2a", "--open-to", "bo.example"], names=True),
    Line(0, [*CARLA, "list"]),
    Line(0, ["--json", "--names", *CARLA, "list"]),
    Line(1, [*CARLA, "desk", "--of", ANNA]),
    Line(0, [*CARLA, "desk", "--for", ANNA, "--reason", "Kursus"]),
    Line(1, [*CARLA, "--debug", "timeline", "3f2a"]),
    Line(1, [*CARLA, "--debug", "show", "-"], NAME),
    Line(1, [*CARLA, "--debug", "talk", "3f2a", "--about", SAID]),
    Line(0, ["--as", "bo.example", "show", "3f2a"], shows=True),
)


@dataclass
class Day:
    """What came of a day's lines."""

    folder: Path
    done: list[dict[str, Any]]
    written: list[str]
    noted: list[str]
    said: str
    """What the process itself said on stderr."""

    def files(self, *under: str) -> Iterator[Path]:
        """Yield every file that was left in folders of the day."""
        for each in under:
            yield from (file for file in (self.folder / each).rglob("*") if file.is_file())


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    """Return what came of all the lines, typed where home and temporary folders are empty."""
    folder = tmp_path_factory.mktemp("day")
    for each in ("store", "home", "temporary", "here"):
        (folder / each).mkdir()
    told = {
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "temporary"),
        "SQLITE_TMPDIR": str(folder / "temporary"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": os.pathsep.join(map(os.path.abspath, filter(None, sys.path))),
    }
    ran = subprocess.run(
        [sys.executable, "-m", "tests.cli.watched"],
        input=json.dumps([[line.typed, line.stdin] for line in LINES]),
        env=os.environ | Script(folder / "store" / "store.db").environment | told,
        cwd=folder / "here",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return Day(folder, **json.loads(ran.stdout), said=ran.stderr)


def marks_in(text: str | bytes) -> list[str]:
    """Return which of the marked words stand in a text, however its letters are written."""
    if isinstance(text, str):
        return [mark for mark in MARKS if mark.casefold() in text.casefold()]
    ways = ("utf-8", "latin-1", "utf-16-le", "unicode-escape")
    return [mark for mark in MARKS if any(mark.encode(way) in text for way in ways)]


def test_every_line_ended_as_it_should(day: Day) -> None:
    """Otherwise there would have been less to leak."""
    for line, done in zip(LINES, day.done, strict=True):
        assert done["code"] == line.code, (line, done["err"])


def test_what_is_to_be_shown_is_shown(day: Day) -> None:
    """So the marked words were kept, and are found where they are."""
    shown = [done["out"] for line, done in zip(LINES, day.done, strict=True) if line.shows]
    assert all(map(marks_in, shown))
    # The number is shown as it is kept, without its hyphen.
    assert set(MARKS) - {CPR} <= set(marks_in("\n".join(shown)))
    assert any(marks_in(file.read_bytes()) for file in day.files("here/out"))


def test_no_other_answer_repeats_them(day: Day) -> None:
    """What is said after recording names whom it is about, and repeats nothing else of it."""
    for line, done in zip(LINES, day.done, strict=True):
        marks = set() if line.shows else set(marks_in(done["out"]))
        assert marks == (set(NAME.split()) if line.names else set()), line


def test_no_error_and_no_line_of_the_log_repeats_them(day: Day) -> None:
    """With --debug neither, of which there were many."""
    assert "Traceback" in "".join(done["err"] for done in day.done)
    for line, done in zip(LINES, day.done, strict=True):
        assert not marks_in(done["err"]), line
    assert not marks_in(day.said)


def test_nothing_handed_to_others_holds_them(day: Day) -> None:
    """No argument and no variable of another process, no address, no name of a file."""
    assert any(each.startswith("sqlite3.connect") for each in day.noted)
    for each in (*day.noted, *day.written):
        assert not marks_in(each), each


def test_files_are_left_where_one_asked_for_them_alone(day: Day) -> None:
    """In the folders of store, export, bundle and backup, and in no home or temporary folder."""
    assert list(day.files("home", "temporary")) == []
    made = {file.parent.name for file in day.files("here")}
    assert made == {"out", "bundle", "backup"}
    folders = ("store", "here/out", "here/bundle", "here/backup", "here/missing")
    asked_for = tuple(str(day.folder / each) for each in folders)
    assert any(each.startswith(asked_for) for each in day.written)
    assert [each for each in day.written if not each.startswith(asked_for)] == []


def test_a_bundle_holds_them_in_no_form(day: Day) -> None:
    """Nor the id of a journey: an outside auditor is given it."""
    bundled = list(day.files("here/bundle"))
    assert len(bundled) > 10
    for file in bundled:
        assert not marks_in(file.read_bytes()), file
        assert WALK.encode() not in file.read_bytes(), file


def test_the_stores_own_files_hold_them_in_no_readable_form(day: Day) -> None:
    """Neither the store, nor its journal, nor its key."""
    kept = list(day.files("store"))
    assert {"store.db", "store.db.key"} <= {file.name for file in kept}
    for file in kept:
        assert not marks_in(file.read_bytes()), file
