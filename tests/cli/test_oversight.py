"""What an auditor asks of everybody by script: one employee's looks, and what was done late."""

import json

import pytest

from tests.cli.script import ANNA, Script

RIE = ("--as", "rie.example", "--role", "auditor")
NAME = "Opfundet Borgersen"


@pytest.fixture
def ruled(script: Script, journey: str) -> str:
    """Return a journey with a ruling against the wish, which the citizen was told of late."""
    script("citizen", "identify", journey, "--name", NAME, "--reference", "P-12")
    on = ["--on", "2026-02-01"]
    script("ruling", "hear", journey, "--matter", "løntilskud", "--words", "Nej", *on)
    why = ["--explanation", "Derfor", "--considerations", "Hensyn", "--appeal-to", "Kommunen"]
    made = ["--matter", "løntilskud", "--outcome", "not-granted", "--legal-basis", "LAB § 12"]
    appeal = ["--appeal-by", "2027-02-01", "--against-wish"]
    script("ruling", "make", journey, *made, *why, *appeal, *on)
    (ruling,) = [
        each["details"]["ruling"] for each in script.told(journey) if each["kind"] == "ruling-made"
    ]
    script("ruling", "inform", journey, ruling, "--how", "talk", "--on", "2026-02-20")
    return journey


def test_what_was_met_late_shows_both_clocks_and_no_staff(script: Script, ruled: str) -> None:
    """The day it took effect, the moment it was recorded, and the words for either."""
    seen = script("duties", "--met-late", "--on", "2026-03-01", "--kind", "inform-citizen")
    for part in ("2026-02-08", "2026-02-20", "Recorded", "12 days late", ruled[:8]):
        assert part in seen
    assert "Met late by 2026-03-01: 1. Met in time, and recorded late: 0" in seen
    assert NAME.split(maxsplit=1)[0] in seen
    assert ANNA not in seen
    assert max(map(len, seen.splitlines())) <= 80
    views = [each["view"] for each in script.json("access", "show", ruled)["looks"]]
    assert views[-2:] == ["met-late", "names"]
    told = script.json("duties", "--met-late", "--on", "2026-03-01", "--known-at", "2026-01-01")
    assert (told["duties"], told["set_aside"]) == ([], {})
    assert "No duty was met late" in script("duties", "--met-late", "--on", "2026-02-19")


def test_rulings_explained_late_are_shown_on_both_clocks(script: Script, ruled: str) -> None:
    """Until somebody told the citizen it is not explained; afterwards it was late."""
    seen = script(*RIE, "audit", "rulings", "--on", "2026-03-01")
    for part in (
        "2026-02-01",
        "In time",
        "12 days late",
        "Explained late, or not by 2026-03-01: 1",
    ):
        assert part in seen
    assert ANNA not in seen
    assert "11 days past" in script(*RIE, "audit", "rulings", "--on", "2026-02-19")
    told = script.json(*RIE, "audit", "rulings", "--on", "2026-03-01")
    assert [each["journey"] for each in told["rulings"]] == [ruled]
    none = script(*RIE, "audit", "rulings", "--on", "2026-02-01")
    assert "No ruling against the wish" in none


def test_one_employees_looks_are_shown_to_an_auditor_by_id(script: Script, ruled: str) -> None:
    """Of the days that are named; no citizen by name; and the look is in the citizen's copy."""
    asked = ["audit", "looks", "--by", ANNA, "--from", "2020-01-01"]
    assert json.loads(script.refused(1, "--json", *asked))["error"] == "staff-not-shown"
    script("show", ruled)
    seen = script(*RIE, *asked)
    for part in (f"Looks by {ANNA}", "Borgerens overblik", ruled[:8], "sagsbehandling"):
        assert part in seen
    assert NAME.split(maxsplit=1)[0] not in seen
    assert max(map(len, seen.splitlines())) <= 80
    told = script.json(*RIE, *asked)
    assert {each["journey"] for each in told["looks"]} == {ruled}
    assert NAME not in json.dumps(told)
    views = [each["view"] for each in script.json("access", "show", ruled)["looks"]]
    assert views[-2:] == ["looks-by", "looks-by"]
    past = [*asked, "--to", "2020-12-31"]
    assert "No look is logged under exactly this name" in script(*RIE, *past)
    assert script.json(*RIE, *past)["looks"] == []
