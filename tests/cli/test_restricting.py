"""Restricted journeys by script: others read »beskyttet« in place of the name."""

import json

import pytest

from tests.cli.script import ANNA, Script

NAME, NUMBER = "Solveig Vinterhave", "610203-1234"
TITLE = "Tage bussen selv"
BO, CARLA = ("--as", "bo.example"), ("--as", "carla.example")
BOSS = ("--as", "lis.example", "--role", "manager", "--purpose", "ledelse")


@pytest.fixture
def restricted(script: Script, journey: str) -> str:
    """Return a journey of Anna's that is restricted to Bo."""
    script("citizen", "identify", journey, stdin=f"{NUMBER}\n{NAME}\n")
    script("subgoal", "set", journey, "--title", TITLE, "--why", "Komme ud", "--on", "2026-02-01")
    said = script(
        *BOSS, "access", "restrict", journey, "--open-to", "bo.example", "--on", "2026-02-02"
    )
    assert "access to the journey was restricted" in said
    assert NAME not in said
    return journey


def test_nobody_else_opens_or_finds_it(script: Script, restricted: str) -> None:
    """By id it is refused, by name and number nobody is there."""
    for who in (CARLA, BOSS):
        for view in (["show"], ["timeline"], ["access", "show"], ["citizen", "show"]):
            said = json.loads(script.refused(1, *who, "--json", *view, restricted))
            assert said["error"] == "journey-restricted"
            assert ANNA not in said["message"]
        for typed in (NUMBER, NAME):
            said = json.loads(script.refused(1, *who, "--json", "show", "-", stdin=typed))
            assert said["error"] == "citizen-not-found"


@pytest.mark.parametrize(
    "lists", [["list"], ["duties"], ["desk", "--for", ANNA, "--reason", "Ferie"]]
)
def test_a_list_shows_it_as_protected_and_without_words(
    script: Script, restricted: str, lists: list[str]
) -> None:
    """In either language; to those who may open it, by name."""
    script("plan", "agree", restricted, "--words", TITLE, "--on", "2026-02-03")
    on = ["--on", "2026-02-05"]
    for seen in (
        script(*CARLA, *lists, *on),
        script(*CARLA, "--json", "--names", *lists, *on),
        script(*CARLA, "--csv", "--names", *lists, *on),
    ):
        assert restricted[:8] in seen
        assert not any(part in seen for part in (*NAME.split(), TITLE))
    if lists[0] != "desk":
        assert "protected" in script(*CARLA, *lists, *on)
        assert "beskyttet" in script.speaking("da")(*CARLA, *lists, *on)
        assert NAME.split()[1] in script(*BO, *lists, *on)


def test_a_manager_lifts_it(script: Script, restricted: str) -> None:
    """And a colleague cannot."""
    refused = script.refused(1, *CARLA, "--json", "access", "lift", restricted)
    assert json.loads(refused)["error"] == "journey-restricted"
    script(*BOSS, "access", "lift", restricted, "--on", "2026-02-04")
    assert NAME in script(*CARLA, "show", restricted)


def test_a_citizen_reads_their_own(script: Script, restricted: str) -> None:
    """With what happened, in words that tell nobody's name."""
    citizen = ("--as", "borger.example", "--role", "citizen")
    assert NAME in script(*citizen, "show", restricted)
    assert "Only a few of us can open your journey" in script(*citizen, "timeline", restricted)
