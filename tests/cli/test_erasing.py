"""Erasing by script: what would go is shown and asked about; what is left is a receipt."""

import json
import sqlite3
from contextlib import closing
from uuid import uuid4

import pytest

from tests.cli.script import Script

LEADER = ("--as", "dorte.example", "--role", "manager", "--purpose", "sletning")
GROUND = ("--reason", "Tiden er gået", "--authority", "Afleveret til arkivet")
WORDS, NAME, NUMBER = "Jeg drømmer om et bageri", "Opfundet Borgersen", "610203-1234"
QUESTION = "Type the name in full"


@pytest.fixture
def left(script: Script, journey: str) -> str:
    """Return the closed journey of somebody known, who said something."""
    script("hope", journey, "--words", WORDS, "--on", "2026-01-13")
    script("citizen", "identify", journey, "--name", NAME, stdin=NUMBER)
    script("close", journey, "--reason", "Flyttet", "--on", "2026-01-14")
    return journey


def dump(script: Script) -> list[str]:
    """Return all that the store holds."""
    with closing(sqlite3.connect(script.store)) as connection:
        return list(connection.iterdump())


def test_a_dry_run_lists_what_goes_and_stays_and_changes_nothing(script: Script, left: str) -> None:
    """For people and for scripts."""
    before = dump(script)
    seen = script(*LEADER, "erase", left[:8], *GROUND, "--dry-run")
    for part in ("what 3 entries say", "1 number with the name", "3 sealed entries", "receipt"):
        assert part in seen
    assert "backups and other copies" in seen
    assert "all is as it was" in seen
    told = script.json(*LEADER, "erase", left, *GROUND, "--dry-run", "--yes")
    assert (told["journey"], told["dry_run"]) == (left, True)
    assert (told["gone"]["entries"], told["gone"]["numbers"]) == (3, 1)
    assert told["gone"]["rows"] > 0
    assert told["stays"] == {"sealed_entries": 3, "receipts": 1}
    assert len(told["not_reached"]) == 3
    assert "VACUUM FULL" in told["not_reached"][-1]
    assert dump(script) == before


def test_somebody_is_erased_and_a_receipt_is_left(script: Script, left: str) -> None:
    """Who, when and on what ground; of the person, nothing."""
    told = script.json(*LEADER, "erase", left, *GROUND, "--on", "2026-02-01", "--yes")
    assert (told["actor"], told["role"], told["on"]) == ("dorte.example", "manager", "2026-02-01")
    assert (told["reason"], told["authority"]) == (GROUND[1], GROUND[3])
    assert (told["entry"], told["position"]) == (4, 4)
    assert script.json("audit", "receipt", left) == told
    seen = script("audit", "receipt", left[:8])
    for part in (left, "dorte.example, manager", "2026-02-01", *GROUND[1::2], "3 entries"):
        assert part in seen
    assert f"journeys audit prove {left[:8]} 4" in seen
    script("audit", "prove", left[:8], "4")
    assert "all 4 entries hold" in script("audit", "verify")
    stored = "\n".join(dump(script))
    assert not any(word in stored for word in (WORDS, NAME, "6102031234"))


def test_whoever_was_erased_is_told_of_with_the_receipt(script: Script, left: str) -> None:
    """Whatever is asked, by the first signs or by the whole id."""
    script(*LEADER, "erase", left, *GROUND, "--yes")
    asked = (["show"], ["timeline"], ["access", "show"], ["citizen", "show"])
    for typed in (*asked, [*LEADER, "erase", *GROUND, "--yes"]):
        for name in (left, left[:8]):
            said = script.refused(1, *typed, name)
            assert f"journeys audit receipt {left}" in said
    told = json.loads(script.refused(1, "--json", "show", left))
    assert told["error"] == "Erased"
    assert script.refused(1, "citizen", "find", stdin=NUMBER)


def test_at_a_terminal_it_names_the_person_and_asks_for_the_name(script: Script, left: str) -> None:
    """Anything else does nothing, and ends with 1; in colour and without."""
    typed = [*LEADER, "erase", left, *GROUND]
    for answer in ("", "yes", left[:8], "\x04", NAME.split(maxsplit=1)[0]):
        code, seen = script.at_a_terminal(*typed, asked=QUESTION, answer=answer, NO_COLOR="1")
        assert code == 1, seen
        assert "what 3 entries say" in seen
        assert f"Their name: {NAME}" in seen
        assert "Nobody was erased" in seen
        assert "\x1b" not in seen
    assert len(script.told(left)) == 3
    assert script.json("access", "show", left)["looks"][-1]["purpose"]
    code, seen = script.at_a_terminal(*typed, asked=QUESTION, answer=f" {NAME} ")
    assert code == 0, seen
    assert "Receipt: the person" in seen
    script("audit", "receipt", left)


def test_where_nobody_is_identified_it_asks_for_the_id(script: Script, journey: str) -> None:
    """By its first signs, and nothing else."""
    script("close", journey, "--reason", "Flyttet", "--on", "2026-01-14")
    typed, question = [*LEADER, "erase", journey, *GROUND], "Type the first 8 signs"
    code, seen = script.at_a_terminal(*typed, asked=question, answer=journey)
    assert code == 1, seen
    assert len(script.told(journey)) == 2
    code, seen = script.at_a_terminal(*typed, asked=question, answer=f" {journey[:8]} ")
    assert code == 0, seen
    script("audit", "receipt", journey)


def test_where_nobody_can_be_asked_it_says_what_to_do(script: Script, left: str) -> None:
    """And touches nothing, whatever is on stdin."""
    before = dump(script)
    said = script.refused(2, *LEADER, "erase", left, *GROUND, stdin=f"{left[:8]}\n")
    assert "--dry-run" in said
    assert "--yes" in said
    assert dump(script) == before


@pytest.mark.parametrize("how", ["--dry-run", "--yes"])
def test_a_rule_that_says_no_is_told_before_anything_is_asked(
    script: Script, left: str, how: str
) -> None:
    """By its code; nothing typed is repeated, and nothing is erased."""
    going = script.opened()
    before = dump(script)
    for code, typed in {
        "role-may-not": ["erase", left, *GROUND],
        "reason-missing": [*LEADER, "erase", left, "--reason", " ", *GROUND[2:]],
        "authority-missing": [*LEADER, "erase", left, *GROUND[:2], "--authority", " "],
        "words-carry-cpr": [*LEADER, "erase", left, "--reason", NUMBER, *GROUND[2:]],
        "words-carry-diagnosis": [*LEADER, "erase", left, *GROUND[:2], "--authority", "F32.2"],
        "still-walked-with": [*LEADER, "erase", going, *GROUND],
        "UnknownJourney": [*LEADER, "erase", str(uuid4()), *GROUND],
        "journey-unknown": [*LEADER, "erase", "0000-0000", *GROUND],
    }.items():
        said = script.refused(1, "--json", *typed, how)
        assert json.loads(said)["error"] == code
        assert NUMBER not in said
        assert "F32.2" not in said
    assert NUMBER not in script.refused(2, *LEADER, "erase", NUMBER, *GROUND, how)
    assert dump(script) == before


def test_somebody_who_is_still_owed_something_is_not_erased(script: Script, resting: str) -> None:
    """The refusal names what it is."""
    close = ["close", resting, "--reason", "Flyttet", "--on", "2026-03-02"]
    script(*close, "--leaving", "explain-safety:2026-03-01")
    asked = ["--json", *LEADER, "erase", resting, *GROUND, "--on", "2026-03-03", "--dry-run"]
    told = json.loads(script.refused(1, *asked))
    assert told["error"] == "still-owed"
    assert "explain-safety" in told["message"]


def test_the_same_request_erases_once(script: Script, left: str) -> None:
    """Asked again it gives the same receipt, by the first signs too."""
    typed = [*GROUND, "--on", "2026-02-01", "--yes", "--request-id", "r-1"]
    told = script.json(*LEADER, "erase", left, *typed)
    assert script.json(*LEADER, "erase", left[:8], *typed) == told


def test_of_somebody_who_was_not_erased_there_is_no_receipt(script: Script, left: str) -> None:
    """Known or not."""
    for journey in (left, str(uuid4())):
        said = script.refused(1, "--json", "audit", "receipt", journey)
        assert json.loads(said)["error"] == "no-receipt"
