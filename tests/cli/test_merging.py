"""Joining two journeys by script: whose they are is shown and asked about first."""

import json
import sqlite3
from contextlib import closing
from uuid import uuid4

import pytest

from tests.cli.script import Script

WHY = ("--why", "Samme borger: erstatnings-CPR", "--on", "2026-03-01")
NAMES = {"610203-1234": "Opfundet Borgersen", "010203-1234": "Opfundet B."}
QUESTION = "one and the same citizen"


@pytest.fixture
def two(script: Script, journey: str) -> tuple[str, str]:
    """Return the journey that ends, with a hope and a number of its own, and the one that stays."""
    stays = script.opened()
    script("hope", journey, "--words", "Et bageri", "--on", "2026-02-01")
    for each, (number, name) in zip((journey, stays), NAMES.items(), strict=True):
        script("citizen", "identify", each, "--name", name, stdin=number)
    return journey, stays


def dump(script: Script) -> list[str]:
    """Return all that the store holds, but for the looks and the heads that sign them."""
    with closing(sqlite3.connect(script.store)) as connection:
        return [
            line
            for line in connection.iterdump()
            if line.startswith('INSERT INTO "journeys_events') or "journeys_read" in line
        ]


def test_a_dry_run_shows_what_would_come_together(script: Script, two: tuple[str, str]) -> None:
    """The names of both, and how much is on each; nothing is stored."""
    ended, stays = two
    before = dump(script)
    seen = script("merge", ended[:8], "--into", stays[:8], *WHY, "--dry-run")
    for part in (*NAMES.values(), "this one ends", "this one stays", "2 entries", "1 entry"):
        assert part in seen
    assert "all is as it was" in seen
    told = script.json("merge", ended, "--into", stays, *WHY, "--dry-run")
    assert (told["journey"], told["ended"], told["dry_run"]) == (stays, ended, True)
    assert [each["kind"] for each in told["recorded"]] == ["journey-merged", "journey-absorbed"]
    assert dump(script) == before


def test_both_ids_find_the_one_that_stays(script: Script, two: tuple[str, str]) -> None:
    """By the first signs, in full and by either number; and they can be separated again."""
    ended, stays = two
    told = script.json("merge", ended, "--into", stays, *WHY, "--yes")
    assert told["recorded"] == [
        {"journey": ended, "entry": 3, "kind": "journey-merged", "on": "2026-03-01"},
        {"journey": stays, "entry": 2, "kind": "journey-absorbed", "on": "2026-03-01"},
    ]
    for name in (ended, ended[:8], stays[:8]):
        view = script.json("show", name)
        assert view["journey"] == stays
        assert [each["words"] for each in view["hopes"]] == ["Et bageri"]
    for number in NAMES:
        assert script.json("citizen", "find", stdin=number) == {"journey": stays}
    assert [each["journey"] for each in script.json("list")["cases"]] == [stays]
    assert "1000002" in script("timeline", ended[:8])
    assert "Nothing new" in script("merge", ended, "--into", stays, *WHY, "--yes")
    seen = script("retract", ended[:8], "2", "--why", "To borgere", "--on", "2026-03-02")
    assert "entry 3" in seen
    assert "Take it back" not in seen
    assert script.json("show", ended[:8])["journey"] == ended
    assert script.json("show", stays)["hopes"] == []


def test_at_a_terminal_somebody_is_asked_by_the_names_of_both(
    script: Script, two: tuple[str, str]
) -> None:
    """Only a yes joins them."""
    ended, stays = two
    typed = ["merge", ended, "--into", stays, *WHY]
    code, seen = script.at_a_terminal(*typed, asked=QUESTION, answer="n")
    assert code == 1
    assert all(name in seen for name in NAMES.values())
    assert "both are as they were" in seen
    code, seen = script.at_a_terminal(*typed, asked=QUESTION, answer="y")
    assert code == 0, seen
    assert f"journeys retract {stays[:8]} 2" in seen
    assert script.json("show", ended)["journey"] == stays


def test_where_nobody_can_be_asked_it_says_what_to_do(script: Script, two: tuple[str, str]) -> None:
    """And joins nothing, whatever is on stdin."""
    ended, stays = two
    before = dump(script)
    said = script.refused(2, "merge", ended, "--into", stays, *WHY, stdin="y\n")
    assert "--dry-run" in said
    assert "--yes" in said
    assert dump(script) == before


@pytest.mark.parametrize("how", ["--dry-run", "--yes"])
def test_a_rule_that_says_no_is_told_by_its_code(
    script: Script, two: tuple[str, str], how: str
) -> None:
    """Before anything is asked or shown."""
    ended, stays = two
    for code, typed in {
        "role-may-not": ["--role", "service", "merge", ended, "--into", stays, *WHY],
        "why-missing": ["merge", ended, "--into", stays, "--why", " "],
        "journey-same": ["merge", ended, "--into", ended, *WHY],
        "UnknownJourney": ["merge", str(uuid4()), "--into", stays, *WHY],
    }.items():
        assert json.loads(script.refused(1, "--json", *typed, how))["error"] == code
    script("merge", ended, "--into", stays, *WHY, "--yes")
    again = ["--json", "merge", stays, "--into", ended, *WHY, how]
    assert json.loads(script.refused(1, *again))["error"] == "journey-merged"


def test_in_danish_it_is_said_in_danish(script: Script, two: tuple[str, str]) -> None:
    """What would come together, and what is asked where nobody is there."""
    ended, stays = two
    seen = script.speaking("da")("merge", ended, "--into", stays, *WHY, "--dry-run")
    assert "Disse to forløb bliver til ét" in seen
    assert "dette forløb slutter" in seen


def test_a_corrected_number_is_free_for_whose_it_is(script: Script, two: tuple[str, str]) -> None:
    """With --corrects, or asked at a terminal; with --replaces it goes on finding the citizen."""
    ended, stays = two
    wrong, right = NAMES
    typed = ["citizen", "identify", ended, "--name", "Opfundet Borgersen"]
    script(*typed, "--replaces", stdin="710203-1235")
    assert script.json("citizen", "find", stdin=wrong) == {"journey": ended}
    script(*typed, "--corrects", stdin="810203-1236")
    assert script.json("citizen", "find", stdin=wrong) == {"journey": ended}
    script.refused(1, "citizen", "find", stdin="710203-1235")
    assert script.json("citizen", "find", stdin=right) == {"journey": stays}
    for answer, number in (("n", "910103-1237"), ("y", "910104-1237")):
        talk = [("not shown", number), ("typed by mistake", answer)]
        code, seen = script.in_talk(talk, *typed)
        assert code == 0, seen
        assert script.json("citizen", "find", stdin=number) == {"journey": ended}
    assert script.json("citizen", "find", stdin="810203-1236") == {"journey": ended}
    script.refused(1, "citizen", "find", stdin="910103-1237")


def test_nobody_is_identified_before_the_day_of_birth(script: Script, journey: str) -> None:
    """In Danish it is said which digit says the century."""
    typed = ["citizen", "identify", journey, "--name", "Opfundet Borgersen"]
    told = json.loads(script.refused(1, "--json", *typed, stdin="010136-9123"))
    assert told["error"] == "cpr-not-yet-born"
    assert "ikke født endnu" in script.speaking("da").refused(1, *typed, stdin="010136-9123")
