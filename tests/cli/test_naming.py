"""How journeys, subgoals and days are named, and what is said where that is not clear."""

import json
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from journeys.adapters.cli.input.dates import day, hours, moment
from tests.cli.script import Script

FIRST = "abcd1111-0000-4000-8000-000000000001"
SECOND = "abcd2222-0000-4000-8000-000000000002"


def test_four_signs_name_a_journey(script: Script) -> None:
    """In capitals as well; with or without the dashes where it is given in full."""
    script.opened("--journey", FIRST)
    for name in ("abcd", "ABCD1111-00", FIRST, FIRST.replace("-", "").upper()):
        assert script.json("show", name)["journey"] == FIRST


def test_signs_that_two_journeys_share_are_refused(script: Script) -> None:
    """The sentence says which they are."""
    script.opened("--journey", FIRST)
    script.opened("--journey", SECOND)
    assert "abcd1111, abcd2222. Give more of its signs" in script.refused(1, "show", "abcd")
    assert script.json("show", "abcd2")["journey"] == SECOND


@pytest.mark.parametrize("command", [["show"], ["safety"], ["wish", "--words", "Work"]])
def test_an_unknown_journey_is_refused(script: Script, command: list[str]) -> None:
    """By its beginning and in full, for reading and for recording."""
    script("init")
    for name in ("abcd", FIRST):
        assert "journeys list" in script.refused(1, *command, name)


@pytest.mark.parametrize("name", ["abc", "010203", "journey", "_bcd", "%bcd", f"{FIRST}0"])
def test_what_is_no_id_is_not_looked_up(script: Script, name: str) -> None:
    """Too short, too long, or other signs: a pattern of the database is no id either."""
    script.opened("--journey", FIRST)
    code = 1 if name.isdigit() else 2
    assert name not in script.refused(code, "show", name)


def test_one_of_two_subgoals_must_be_named(script: Script, journey: str) -> None:
    """The refusal says so without an id; each can be typed by its id or its title."""
    steps = [
        script.json("subgoal", "set", journey, "--title", title, "--why", "So")["subgoal"]
        for title in ("Bus", "Till")
    ]
    said = script.refused(1, "subgoal", "reach", journey)
    assert "2 of them can be meant" in said
    assert not any(step[:8] in said for step in steps)
    script("subgoal", "reach", journey, steps[1][:8])
    assert [step["status"] for step in script.json("show", journey)["steps"]] == ["open", "reached"]


@pytest.mark.parametrize(
    "command",
    [
        ["subgoal", "reach"],
        ["placement", "end", "--reason", "As agreed"],
        ["education", "end"],
    ],
)
def test_where_nothing_is_open_nothing_can_be_left_out(
    script: Script, journey: str, command: list[str]
) -> None:
    """Neither left out nor named by signs that nothing has."""
    assert "is open on that day" in script.refused(1, *command, journey)
    assert "journeys timeline" in script.refused(1, *command, journey, "abcd")


def test_codes_of_refusals_reach_scripts(script: Script, journey: str) -> None:
    """A script matches on the code, never on the sentence."""
    told = json.loads(script.refused(1, "--json", "subgoal", "reach", journey, "abcd"))
    assert told["error"] == "subgoal-unknown"
    assert told["basis"] is None


@pytest.mark.parametrize(
    "typed", ["2026-12-01", "1.12.2026", "01/12-2026", "1-12-2026", "2026-12-1"]
)
def test_a_day_is_typed_as_people_write_it(typed: str) -> None:
    """The international way and the Danish ways."""
    assert day(typed) == date(2026, 12, 1)


@pytest.mark.parametrize(
    "typed", ["", "some day", "2026-02-30", "31.02.2026", "1.12.126", "20261201", "12/2026", "-"]
)
def test_what_is_no_day_is_not_understood(script: Script, journey: str, typed: str) -> None:
    """Nothing is guessed, and nothing is recorded."""
    said = script.refused(2, "wish", journey, "--words", "Work", f"--on={typed}")
    assert "day" in said
    assert len(script.told(journey)) == 1


def test_a_moment_that_is_a_day_is_all_of_it() -> None:
    """Known at a day means known when it ended."""
    assert moment("2026-12-01") == datetime.combine(date(2026, 12, 1), time.max).astimezone()
    assert moment("2026-12-01T10:00+00:00") == datetime(2026, 12, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["10:00", "long ago", "2026-13-01T10:00"])
def test_what_is_no_moment_is_not_understood(script: Script, journey: str, typed: str) -> None:
    """Neither an hour without its day, nor a word."""
    assert "moment" in script.refused(2, "show", journey, "--known-at", typed)


@pytest.mark.parametrize("typed", ["9999-12-31", "0001-01-01"])
def test_the_ends_of_the_calendar_do_no_harm(script: Script, journey: str, typed: str) -> None:
    """Some time zones have such a moment, some have not; neither is a fault."""
    assert script.run("show", journey, "--known-at", typed).exit_code in {0, 2}


@pytest.mark.parametrize("typed", ["NaN", "inf", "-1", "1e3", "seven", "1000"])
def test_what_are_no_hours_is_not_understood(script: Script, journey: str, typed: str) -> None:
    """Hours are plain numbers."""
    script.refused(2, "placement", "start", journey, "--kind", "praktik", f"--paid-hours={typed}")


def test_hours_may_have_a_danish_comma() -> None:
    """As on a Danish keyboard."""
    assert hours("7,5") == hours("7.5") == Decimal("7.5")
