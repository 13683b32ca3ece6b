"""Doubts at the keyboard: a terminal asks once, a script says beforehand what is meant."""

import json
from pathlib import Path

import pytest

from tests.cli.script import Script

QUESTION, DANISH = "Are you sure? [y/N]: ", "Er du sikker? [j/N]: "
PLACE = ("--kind", "småjob", "--paid-hours", "40", "--present-hours", "4", "--on", "2026-02-02")
SURE = ("--sure", "hours-above-full-time", "--sure", "hours-present-below-paid")


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("n", 1), ("", 1)])
def test_somebody_is_asked_once_about_several_doubts(
    script: Script, journey: str, answer: str, code: int
) -> None:
    """Whatever is not a yes records nothing."""
    ended, seen = script.at_a_terminal(
        "placement", "start", journey, *PLACE, asked=QUESTION, answer=answer
    )
    assert ended == code, seen
    assert seen.count(QUESTION) == 1
    assert "40 hours a week are paid in all" in seen
    assert "there for 4 hours and be paid for 40" in seen
    assert len(script.told(journey)) == 1 + (code == 0)


def test_danish_asks_in_danish(script: Script, journey: str) -> None:
    """And says what to write in place of a diagnosis."""
    code, seen = script.speaking("da").at_a_terminal(
        "hope", journey, "--words", "Trods ADHD", "--on", "2026-02-02", asked=DANISH, answer="ja"
    )
    assert code == 0, seen
    assert "Skriv, hvad borgeren kan" in " ".join(seen.split())
    assert "Bekræftet: ord, der kan være en diagnose" in " ".join(
        script.speaking("da")("timeline", journey).split()
    ).replace("│", "")


def test_a_script_is_told_every_code(script: Script, journey: str) -> None:
    """As data too; with them it is recorded, and asked again it adds nothing."""
    typed = ["placement", "start", journey, *PLACE]
    said = script.refused(1, *typed)
    assert " ".join(SURE) in said
    told = json.loads(script.refused(1, "--json", *typed))
    assert told["error"] == "hours-above-full-time"
    assert [each["error"] for each in told["doubts"]] == list(SURE[1::2])
    assert "hours-present-below-paid" in script.refused(1, *typed, *SURE[:2])
    script(*typed, *SURE)
    assert script.told(journey)[-1]["sure"] == list(SURE[1::2])
    assert script.refused(2, *typed, "--sure", "all")


def test_a_line_of_a_file_says_what_is_meant(script: Script, journey: str, tmp_path: Path) -> None:
    """In a column of its own, several with | between; said afterwards it is the same line."""
    file = tmp_path / "lines.csv"
    lines = [
        f"{journey};hope;2026-02-02;Ro;;;;",
        f"{journey};placement start;2026-02-02;;småjob;40;4;",
    ]
    header = "journey;verb;on;words;kind;paid-hours;present-hours;sure\n"
    file.write_text(header + "\n".join(lines), encoding="utf-8")
    assert "hours-above-full-time" in script.refused(1, "record", str(file))
    assert len(script.told(journey)) == 1
    both = "|".join(SURE[1::2])
    file.write_text(header + "\n".join(f"{line}{both}" for line in lines), encoding="utf-8")
    script("record", str(file))
    told = script.told(journey)
    assert [each.get("sure") for each in told] == [None, None, list(SURE[1::2])]
    file.write_text(header + "\n".join(lines), encoding="utf-8")
    assert "Lines that were there already: 2." in script("record", str(file))
    assert len(script.told(journey)) == 3


def test_a_colleague_in_the_municipalitys_file_is_known(
    script: Script, journey: str, tmp_path: Path
) -> None:
    """Somebody else is not, and is not repeated."""
    settings = tmp_path / "kommune.toml"
    settings.write_text('[[staff]]\nname = "bo.example"\n', encoding="utf-8")
    offer = ["handover", "offer", journey, "--reason", "Ferie", "--on", "2026-02-02", "--to"]
    said = script.refused(1, "--settings", str(settings), *offer, "bo.exampel")
    assert "--sure colleague-not-known" in said
    assert "bo.exampel" not in said
    script("--settings", str(settings), *offer, "bo.example")
