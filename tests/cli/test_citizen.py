"""Who a journey is about, by script: the number is typed unseen, and is repeated nowhere."""

import json
import os
import subprocess
import sys
from itertools import product
from uuid import uuid4

import pytest

from tests.cli.script import Script, command_paths

NAME = "Opfundet Borgersen"
NUMBER = "610203-1234"
DIGITS = NUMBER.replace("-", "")
CITIZEN = ("--as", "borger.example", "--role", "citizen")


def numberless(said: str) -> bool:
    """Return whether nothing that was typed as a number is repeated."""
    return not any(typed in said for typed in (NUMBER, DIGITS, "1234"))


@pytest.fixture
def known(script: Script, journey: str) -> str:
    """Return a journey of which it is known who it is about."""
    script("citizen", "identify", journey, "--name", NAME, stdin=f"{NUMBER}\n")
    return journey


def test_somebody_is_known_and_found_by_a_line_on_stdin(script: Script, journey: str) -> None:
    """For people and for scripts; however the number is written."""
    said = script("citizen", "identify", journey, "--name", NAME, stdin=f"{NUMBER}\n")
    assert numberless(said.replace(journey[:8], ""))
    assert f"journeys citizen show {journey[:8]}" in said
    seen = script("citizen", "show", journey[:8])
    assert f"Name: {NAME}" in seen
    assert f"CPR number: {DIGITS}" in seen
    told = script.json("citizen", "show", journey)
    assert told == {"journey": journey, "kind": "cpr", "number": DIGITS, "name": NAME}
    assert script("citizen", "find", stdin=DIGITS).strip() == journey
    assert script.json("citizen", "find", stdin=f" {NUMBER} \n") == {"journey": journey}


def test_a_number_that_was_replaced_goes_on_finding_the_journey(script: Script, known: str) -> None:
    """And what it says to a script names no number."""
    typed = ["citizen", "identify", known, "--name", NAME]
    assert script.json(*typed, stdin="710203-1235") == {"journey": known, "kind": "cpr"}
    for number in (NUMBER, "710203-1235"):
        assert script.json("citizen", "find", stdin=number) == {"journey": known}


def test_what_becomes_of_the_number_before_is_typed_in_danish_too(
    script: Script, known: str
) -> None:
    """Either way, and the help names both."""
    danish = script.speaking("da")
    for option, number in (("--erstatter", "710203-1235"), ("--retter", "710204-1236")):
        danish("borger", "identificer", known, "--navn", NAME, option, stdin=number)
    assert script.json("citizen", "find", stdin=NUMBER) == {"journey": known}
    assert script.refused(1, "citizen", "find", stdin="710203-1235")
    assert "--erstatter" in danish("borger", "identificer", "--hjælp")


def test_a_reference_of_a_hosts_own_takes_the_place_of_a_number(
    script: Script, journey: str
) -> None:
    """Nothing is read from stdin then."""
    script("citizen", "identify", journey, "--name", NAME, "--reference", "P-12")
    assert "Reference: P-12" in script("citizen", "show", journey)
    assert script.json("citizen", "find", "--reference", "P-12") == {"journey": journey}


def test_identifying_can_be_rehearsed(script: Script, journey: str) -> None:
    """Nothing is kept then, and that is said."""
    typed = ["citizen", "identify", journey, "--name", NAME, "--dry-run"]
    assert "nothing was stored" in script(*typed, stdin=NUMBER)
    assert script.json(*typed, stdin=NUMBER)["dry_run"] is True
    script.refused(1, "citizen", "show", journey)


def test_at_a_terminal_the_number_is_asked_for_and_not_shown(script: Script, journey: str) -> None:
    """Neither while it is typed nor afterwards; with colour and without."""
    identify = ["citizen", "identify", journey, "--name", NAME]
    for typed, colour in product((identify, ["citizen", "find"]), ({}, {"NO_COLOR": "1"})):
        code, seen = script.at_a_terminal(*typed, asked="not shown", answer=NUMBER, **colour)
        assert code == 0, seen
        assert numberless(seen.replace(journey, "").replace(journey[:8], ""))
    assert journey in seen
    assert "\x1b" not in seen


def test_a_name_that_is_left_out_is_asked_for(script: Script, journey: str) -> None:
    """At a terminal, and as the next line on stdin: no shell keeps it."""
    identify = ["citizen", "identify", journey]
    script(*identify, stdin=f"{NUMBER}\nÅse Opfundet\n")
    assert script.json("citizen", "show", journey)["name"] == "Åse Opfundet"
    asked = {"asked": "is called", "answer": "Bo Opfundet"}
    code, seen = script.at_a_terminal(*identify, "--reference", "P-12", **asked)
    assert code == 0, seen
    assert script.json("citizen", "show", journey)["name"] == "Bo Opfundet"
    for typed in (NUMBER, f"{NUMBER}\n \n"):
        said = script.refused(1, "--json", *identify, stdin=typed)
        assert json.loads(said)["error"] == "name-missing"


def test_a_name_in_other_signs_is_not_guessed(script: Script, journey: str) -> None:
    """A file from elsewhere may be written otherwise."""
    typed = ["-m", "journeys", "citizen", "identify", journey, "--reference", "P-12"]
    done = subprocess.run(
        [sys.executable, *typed],
        env=os.environ | script.environment | {"PYTHONIOENCODING": "utf-8:strict"},
        input="Åse".encode("latin-1"),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert b"not written in the signs" in done.stderr


def test_somebody_who_types_nothing_is_told_what_is_missing(script: Script, journey: str) -> None:
    """Also where the terminal is closed instead (Ctrl-D)."""
    identify = ["--json", "citizen", "identify", journey, "--name", NAME]
    for answer in ("", "\x04"):
        code, seen = script.at_a_terminal(*identify, asked="not shown", answer=answer)
        assert code == 1
        assert "number-missing" in seen
    assert json.loads(script.refused(1, *identify, stdin=""))["error"] == "number-missing"


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("cpr-malformed", f"{NUMBER}5"),
        ("cpr-malformed", f"{NUMBER}\u0665"),
        ("cpr-malformed", f"nr. {NUMBER}"),
        ("cpr-malformed", f"{NUMBER} " * 1000),
        ("cpr-no-date", "611303-1234"),
    ],
)
def test_what_is_no_number_is_refused_and_not_repeated(
    script: Script, journey: str, code: str, number: str
) -> None:
    """By whichever command it is asked for."""
    for typed in (["citizen", "identify", journey, "--name", NAME], ["citizen", "find"]):
        for options in ([], ["--json"], ["--debug"]):
            said = script.refused(1, *options, *typed, stdin=number)
            assert numberless(said.replace(journey, ""))
        assert json.loads(script.refused(1, "--json", *typed, stdin=number))["error"] == code


def test_whose_a_number_is_is_told_without_the_number(script: Script, known: str) -> None:
    """The refusal names the journey, and leaves a trace on it."""
    other = script.opened()
    typed = ["--json", "citizen", "identify", other, "--name", "En anden"]
    told = json.loads(script.refused(1, *typed, stdin=NUMBER))
    assert told["error"] == "number-taken"
    assert known in told["message"]
    assert numberless(told["message"].replace(known, ""))
    views = [look["view"] for look in script.json("access", "show", known)["looks"]]
    assert views == ["identified", "find"]


def test_where_nobody_is_known_or_found_it_says_so(script: Script, journey: str) -> None:
    """With what to do, and exit code 1."""
    told = json.loads(script.refused(1, "--json", "citizen", "show", journey))
    assert told["error"] == "citizen-not-said"
    assert f"citizen identify {journey[:8]}" in told["message"]
    said = script.refused(1, "--json", "citizen", "find", stdin=NUMBER)
    assert json.loads(said)["error"] == "citizen-not-found"
    assert numberless(said)
    assert "No journey" in script.refused(1, "citizen", "show", str(uuid4()))


def test_who_may_not_identify_or_search_is_refused(script: Script, known: str) -> None:
    """A citizen sees who their own journey is about, and looks for nobody."""
    assert NAME in script(*CITIZEN, "citizen", "show", known)
    for typed in (["citizen", "identify", known, "--name", NAME], ["citizen", "find"]):
        told = json.loads(script.refused(1, "--json", *CITIZEN, *typed, stdin=NUMBER))
        assert told["error"] == "role-may-not"
    asked = ["--role", "manager", "citizen", "find"]
    assert "--purpose TEXT" in script.refused(2, *asked, stdin=NUMBER)


def test_a_number_is_no_argument(script: Script, journey: str) -> None:
    """Typed as one it is not understood, and not repeated; the help says why, by no example."""
    for typed in (["identify", journey, NUMBER, "--name", NAME], ["find", NUMBER]):
        assert numberless(script.refused(2, "citizen", *typed).replace(journey, ""))
    said = script.refused(1, "citizen", "identify", journey, "--name", NUMBER, stdin=NUMBER)
    assert numberless(said)
    help_ = " ".join(script("citizen", "identify", "--help").split())
    assert "list of processes" in help_
    assert not any("0203" in told for _, told in command_paths())
