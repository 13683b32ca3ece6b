"""What is owed and how continuous journeys are: told without blame."""

import json
import re

import pytest

from tests.cli.script import ANNA, Script

BO = "bo.example"
BLAME = {"overdue", "late", "missed", "failed", "failure", "absent", "expired"}


@pytest.fixture
def owing(script: Script, journey: str) -> str:
    """Return a journey with a plan to go through, and a handover that waits for Bo."""
    script("plan", "agree", journey, "--words", "A step at a time", "--on", "2026-02-01")
    script(
        "handover",
        "offer",
        journey,
        "--to",
        BO,
        "--reason",
        "Another desk",
        "--on",
        "2026-02-02",
        "--sure",
        "colleague-not-known",
    )
    return journey


def kinds(told: dict[str, list[dict[str, dict[str, str]]]]) -> list[str]:
    """Return the kinds of the duties in an answer."""
    return [each["owed"]["kind"] for each in told["owed"]]


def test_what_is_owed_is_told_by_when_and_by_whom(script: Script, owing: str) -> None:
    """Of the whole municipality: what is due first comes first."""
    told = script.json("duties", "--on", "2026-02-03")
    assert kinds(told) == ["handover", "plan-acknowledgement"]
    assert {each["journey"] for each in told["owed"]} == {owing}
    seen = script("duties", "--on", "2026-02-03")
    assert "Go through the plan" in " ".join(seen.split())
    assert seen.index("2026-02-09") < seen.index("2026-02-15")
    assert owing[:8] in seen
    assert "Owed on 2026-02-03: 2" in seen


def test_a_day_that_has_passed_is_told_without_blame(script: Script, owing: str) -> None:
    """A year after, it is still only owed: no colour, and no word that blames."""
    for typed in (["duties"], ["duties", owing], ["continuity"], ["show", owing]):
        seen = script(*typed, "--on", "2027-02-03")
        assert "\x1b" not in seen
        assert not set(re.findall(r"\w+", seen.lower())) & BLAME


def test_only_mine_or_only_a_kind_is_asked_for(script: Script, owing: str) -> None:
    """Mine are those I owe: Bo owes an answer, Anna the plan."""
    day = ["--on", "2026-02-03"]
    assert kinds(script.json("duties", "--mine", *day)) == ["plan-acknowledgement"]
    assert kinds(script.json("--as", BO, "duties", "--mine", *day)) == ["handover"]
    assert kinds(script.json("duties", "--kind", "handover", *day)) == ["handover"]
    assert kinds(script.json("duties", owing, "--kind", "handover", *day)) == ["handover"]
    assert kinds(script.json("duties", owing, "--mine", *day)) == ["plan-acknowledgement"]
    refused = json.loads(script.refused(1, "--json", "duties", "--kind", "handovr"))
    assert refused["error"] == "duty-kind-unknown"
    assert "handover" in refused["message"]


def test_of_one_journey_what_was_met_is_told_too(script: Script, owing: str) -> None:
    """With the day on which it was."""
    script("plan", "acknowledge", owing, "--on", "2026-02-10")
    assert kinds(script.json("duties", "--on", "2026-02-11")) == ["handover"]
    told = script.json("duties", owing, "--on", "2026-02-11")
    assert [each["owed"]["met"] for each in told["owed"]] == [None, "2026-02-10"]
    seen = script("duties", owing, "--on", "2026-02-11")
    assert "not yet" in seen
    assert "Owed on 2026-02-11: 1" in seen


def test_where_nothing_is_owed_it_says_so(script: Script, journey: str) -> None:
    """No empty table."""
    for typed in (["duties"], ["duties", journey]):
        assert script(*typed, "--on", "2026-01-13") == "Nothing is owed on 2026-01-13.\n"


def test_continuity_tells_changes_and_gaps(script: Script, owing: str) -> None:
    """Of one journey and of the municipality's."""
    script("--as", BO, "handover", "accept", owing, "--told", "2026-02-03", "--on", "2026-02-04")
    script("placement", "start", owing, "--kind", "småjob", "--on", "2026-02-12")
    told = script.json("continuity", owing, "--on", "2026-03-01")
    assert (told["caseworker_changes"], told["days_to_first_effort"]) == (1, 31)
    seen = script("continuity", owing, "--on", "2026-03-01")
    assert "Changes of caseworker: 1 (1 a year)" in seen
    assert "The first effort began after: 31 days" in seen
    [municipality] = script.json("continuity", "--on", "2026-03-01")["municipalities"]
    assert (municipality["municipality"], municipality["caseworker_changes"]) == ("621", 1)
    assert "Municipality 621 Kolding on 2026-03-01: 1 opened" in script(
        "continuity", "--on", "2026-03-01"
    )


def test_continuity_before_anything_began(script: Script, journey: str) -> None:
    """Said as a beginning."""
    assert "No effort has begun yet" in script("continuity", journey, "--on", "2026-01-20")
    assert "not opened" in script("continuity", journey, "--on", "2026-01-01")
    assert "No journey was opened" in script("continuity", "--on", "2026-01-01")


def test_the_picture_uses_the_citizens_words(script: Script, owing: str) -> None:
    """Never those for whoever owes it."""
    seen = script("show", owing, "--on", "2026-02-03")
    assert "We go through the plan together with you." in seen
    assert "Go through the plan with the citizen" not in seen
    assert ANNA in seen


def test_what_is_owed_is_counted_by_kind_by_person_and_by_age(script: Script, owing: str) -> None:
    """Of everybody, of one person, or of one journey."""
    day = ["--on", "2026-02-10"]

    def counted(*typed: str) -> dict[str, int]:
        told = script.json("duties", *typed, *day)
        return {each["value"]: each["owed"] for each in told["counts"]}

    assert counted("--by", "kind") == {"handover": 1, "plan-acknowledgement": 1}
    assert counted("--by", "person") == {BO: 1, ANNA: 1}
    assert counted("--by", "age") == {"month": 1, "week": 1}
    assert counted("--by", "kind", "--of", BO) == {"handover": 1}
    assert counted(owing, "--by", "person", "--mine") == {ANNA: 1}
    seen = script("duties", "--by", "age", *day)
    assert "Waiting for up to 30 days" in seen
    assert "Owed on 2026-02-10: 2" in seen
    assert "Nothing is owed" in script("duties", "--by", "age", "--on", "2026-01-12")
    assert "'person', 'age'" in script.refused(2, "duties", "--by", "weather")
