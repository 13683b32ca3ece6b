"""A day far ahead: a terminal asks about it, a script is not asked, and two years are the limit."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.script import Script

QUESTION = "Are you sure? [y/N]: "


def ahead(days: int) -> str:
    """Return the day that many days ahead, as it is typed."""
    return (date.today() + timedelta(days)).isoformat()  # noqa: DTZ011 - as the script has it


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("n", 1), ("", 1)])
def test_somebody_at_a_terminal_is_asked_beyond_sixty_days(
    script: Script, journey: str, answer: str, code: int
) -> None:
    """Whatever is not a yes records nothing."""
    before = len(script.told(journey))
    ended, seen = script.at_a_terminal(
        "rest", journey, "--on", ahead(61), asked=QUESTION, answer=answer
    )
    assert ended == code, seen
    assert "61 days ahead" in seen
    assert len(script.told(journey)) == before + (code == 0)


def test_up_to_sixty_days_nobody_is_asked(script: Script, journey: str) -> None:
    """And neither where nothing would be recorded."""
    code, seen = script.at_a_terminal("rest", journey, "--on", ahead(60))
    assert code == 0, seen
    assert "Are you sure?" not in seen
    script("resume", journey, "--on", ahead(70), "--sure", "day-far-ahead")
    code, seen = script.at_a_terminal("resume", journey, "--on", ahead(71))
    assert code == 0, seen
    assert "Are you sure?" not in seen


def test_a_script_is_refused_unless_it_says_that_it_is_meant(script: Script, journey: str) -> None:
    """So is a dry run: it says what would be refused."""
    asked = ["rest", journey, "--on", ahead(300)]
    for typed in (asked, [*asked, "--dry-run"]):
        assert "--sure day-far-ahead" in script.refused(1, *typed)
    script(*asked, "--sure", "day-far-ahead", "--dry-run")
    script(*asked, "--sure", "day-far-ahead")
    assert script.told(journey)[-1]["kind"] == "journey-rested"
    assert script.told(journey)[-1]["sure"] == ["day-far-ahead"]


def test_beyond_two_years_it_is_refused(script: Script, journey: str) -> None:
    """At a terminal, too: the question is about what would be recorded."""
    assert "more than 24 months ahead" in script.refused(1, "rest", journey, "--on", ahead(800))
    code, seen = script.at_a_terminal("rest", journey, "--on", ahead(800))
    assert code == 1, seen
    assert "Are you sure?" not in seen


def test_what_happened_is_refused_with_a_day_that_has_not_come(
    script: Script, journey: str
) -> None:
    """In Danish as well."""
    assert "has not come yet" in script.refused(
        1, "hope", journey, "--words", "Et job", "--on", ahead(1)
    )
    danish = script.speaking("da").refused(1, "talk", journey, "--about", "Vejen", "--on", ahead(1))
    assert "er ikke kommet endnu" in danish


def test_a_line_of_a_file_with_a_day_that_has_not_come_is_refused(
    script: Script, journey: str, tmp_path: Path
) -> None:
    """And so is the whole file."""
    file = tmp_path / "lines.csv"
    file.write_text(
        f"journey,verb,on,words\n{journey},hope,2026-02-01,Et job\n{journey},hope,{ahead(1)},Ro\n",
        encoding="utf-8",
    )
    before = len(script.told(journey))
    refusal = script.refused(1, "record", str(file))
    assert "has not come yet" in refusal
    assert "3" in refusal
    assert len(script.told(journey)) == before


def test_an_unknown_municipality_is_refused(script: Script) -> None:
    """The list of codes is named."""
    refusal = script.refused(1, "open", "--municipality", "999", "--basis", "kontanthjælp")
    assert "journeys vocabulary municipality" in refusal
    assert "Kolding" in script("vocabulary", "municipality")
    assert "Bjergsted" not in script("vocabulary", "municipality")
    assert "Bjergsted" in script("vocabulary", "municipality", "--all")
