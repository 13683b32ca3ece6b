"""The auditor's commands: replayed, learned, explained."""

import json

from tests.cli.script import Script


def test_every_view_of_a_day_is_shown(script: Script, resting: str) -> None:
    """One after the other, and as data."""
    seen = script("audit", "replay", resting, "--on", "2026-03-02")
    for part in ("4 entries were known", "Where I am", "Economic safety", "Due", "Recorded, by"):
        assert part in seen
    assert max(map(len, seen.splitlines())) <= 80
    told = script.json("audit", "replay", resting, "--on", "2026-03-02")
    assert told["safety"]["state"] == "resting"
    before = script("audit", "replay", resting, "--known-at", "2020-01-01")
    assert "0 entries were known, as known at 2020-01-01" in before


def test_all_are_a_line_each(script: Script, resting: str) -> None:
    """For people and for scripts."""
    other = script.opened()
    asked = ["audit", "replay", "--all", "--on", "2026-03-02"]
    lines = script(*asked).splitlines()
    assert f"{resting} open kontanthjælp resting verify" in lines
    assert len(lines) == 2
    told = [json.loads(line) for line in script("--json", *asked).splitlines()]
    assert {each["journey"] for each in told} == {resting, other}


def test_what_became_known_is_told_with_what_it_changed(script: Script, resting: str) -> None:
    """Everything of this journey was recorded after 2020."""
    seen = script("audit", "replay", resting, "--diff", "2020-01-01", "2099-01-01")
    assert "4. 2026-03-01: The pension rests." in " ".join(seen.split())
    assert "~ milestones.state: open" in seen
    later = script("audit", "replay", resting, "--diff", "2098-01-01", "2099-01-01")
    assert "Nothing changed." in later


def test_a_value_is_explained(script: Script, resting: str) -> None:
    """By entries and by rules."""
    seen = " ".join(script("audit", "explain", resting, "safety.answer").split())
    assert "2. 2016-03-01: A pension was granted." in seen
    assert "journeys law show open-withdrawal-after-2025" in seen
    told = script.json("audit", "explain", resting, "safety.state", "--on", "2026-03-02")
    assert (told["value"], [line["entry"] for line in told["entries"]]) == ("resting", [2, 4])


def test_nonsense_is_told_as_what_it_is(script: Script, resting: str) -> None:
    """What is missing, what does not go together, what there is instead."""
    told = json.loads(script.refused(1, "--json", "audit", "explain", resting, "safety.anser"))
    assert told["error"] == "field-unknown"
    assert "answer" in told["message"]
    script.refused(2, "audit", "replay")
    script.refused(2, "audit", "replay", resting, "--all")
    assert "earlier" in script.refused(
        2, "audit", "replay", resting, "--diff", "2026-02-01", "2026-01-01"
    )
    assert "moment" in script.refused(2, "audit", "replay", resting, "--diff", "x", "y")
