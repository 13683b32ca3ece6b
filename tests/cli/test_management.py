"""What a manager is shown by the script: figures, who is behind one, goals, and longer trends."""

import csv
import io
from pathlib import Path

import pytest

from tests.cli.script import Script

DAY = ("--on", "2026-04-02")
MANAGER = ("--role", "manager", "--purpose", "ledelse")
GOAL = """
[[goal]]
indicator = "citizens"
baseline = 0
from = 2026-01-01
target = 1
day = 2027-12-31
decided_by = "Udvalget, 12/1/2026"
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    """Return a municipality's file with a goal."""
    written = tmp_path / "kommune.toml"
    written.write_text(GOAL, encoding="utf-8")
    return str(written)


def test_a_manager_needs_no_purpose_to_count_and_one_to_look(script: Script, walked: str) -> None:
    """Nobody is looked at by counting; each who is behind a figure is, and it is logged."""
    role = ("--role", "manager")
    assert "Citizens with an open or resting journey" in script(*role, "manage", *DAY)
    assert "--purpose" in script.refused(2, *role, "manage", "--open", "citizens", *DAY)
    seen = script(*MANAGER, "manage", "--open", "citizens", *DAY)
    assert walked[:8] in seen
    looks = script.json("access", "show", walked)["looks"]
    assert [(each["view"], each["purpose"]) for each in looks][-1] == ("behind", "ledelse")
    assert [each["view"] for each in looks].count("behind") == 1


def test_a_caseworker_is_not_shown_a_managers_figures(script: Script, walked: str) -> None:
    """The refusal names who is."""
    for typed in (["manage"], ["manage", "--open", "citizens"], ["goals"]):
        refused = " ".join(script.refused(1, *typed, *DAY).split())
        assert "manager" in refused
        assert walked[:8] not in refused


def test_a_figure_is_opened_by_its_name_in_either_language(script: Script, walked: str) -> None:
    """And so is a part of it; a part that nobody is in has nobody behind it."""
    danish = script.speaking("da")
    for typed in (("--open", "without-next-step"), ("--vis", "uden-næste-skridt")):
        assert script.json(*MANAGER, "manage", *typed, *DAY) == script.json(
            *MANAGER, "manage", "--open", "without-next-step", *DAY
        )
        danish(*MANAGER, "ledelse", *typed, *DAY)
    nobody = script(*MANAGER, "manage", "--open", "citizens", "--value", "no.body", *DAY)
    assert "There is no journey behind it." in nobody
    late = script.json(*MANAGER, "manage", "--open", "past-due", *DAY)["lines"]
    kinds = {line["value"] for line in late}
    for kind in kinds:
        found = script.json(*MANAGER, "manage", "--open", "past-due", "--value", kind, *DAY)
        assert found["lines"] == [line for line in late if line["value"] == kind]
    assert walked in {line["journey"] for line in late}


def test_a_spreadsheet_has_a_row_for_each_figure_and_caseworker(
    script: Script, walked: str
) -> None:
    """With the days that each is about; masked, nobody is named in it."""
    assert walked
    rows = list(csv.DictReader(io.StringIO(script(*MANAGER, "--csv", "manage", *DAY))))
    (whole, anna) = [each for each in rows if each["code"] == "citizens"]
    assert (whole["value"], whole["number"], whole["starts"]) == ("", "1", "2026-04-02")
    assert (anna["value"], anna["number"]) == ("anna.example", "1")
    masked = script(*MANAGER, "--csv", "manage", "--mask", *DAY)
    assert "anna.example" not in masked
    first = next(csv.DictReader(io.StringIO(masked)))
    assert (first["code"], first["number"]) == ("citizens", "")


def test_a_goal_stands_on_the_screen_and_on_the_managers_page(
    script: Script, walked: str, file: str, tmp_path: Path
) -> None:
    """Baseline, target, day, and since when; not on the page that leaves the house."""
    assert walked
    told = " ".join(script("--settings", file, *MANAGER, "goals", *DAY).split())
    assert "On 2026-04-02: 1" in told
    assert "From 0 on 2026-01-01 up to 1 by 2027-12-31" in told
    assert "Met at every end of a month since 2026-01-31" in told
    assert "Decided by: Udvalget, 12/1/2026" in told
    assert "[[goal]]" in script(*MANAGER, "goals", *DAY)
    for mask in ([], ["--mask"]):
        page = tmp_path / f"{len(mask)}.html"
        script.run("--settings", file, *MANAGER, "manage", *DAY, "--page", str(page), *mask)
        assert ("Udvalget" in page.read_text()) == (not mask)
        assert ("anna.example" in page.read_text()) == (not mask)


def test_options_that_say_nothing_together_are_refused(script: Script, walked: str) -> None:
    """Before anything is counted."""
    assert walked
    for typed in (
        ["manage", "--value", "su"],
        ["manage", "--open", "citizens", "--mask"],
        ["manage", "--open", "citizens", "--page", "x.html"],
        ["overview", "--months", "24"],
        ["overview", "--trend", "--months", "0"],
        ["overview", "--trend", "--months", "61"],
        ["manage", "--open", "nobody"],
    ):
        assert script.refused(2, *MANAGER, *typed)


def test_two_years_fit_eighty_columns_and_no_month_is_missing_elsewhere(
    script: Script, walked: str
) -> None:
    """A screen has every sixth month, the same one of each year among them."""
    assert walked
    asked = ("overview", "--trend", "--months", "24", *DAY)
    seen = script(*asked)
    headings = next(line.split() for line in seen.splitlines() if "2024-04" in line)
    assert headings[-5:] == ["2024-04", "2024-10", "2025-04", "2025-10", "2026-04"]
    assert max(map(len, seen.splitlines())) <= 80
    assert "Some of the months are shown" in seen
    days = [each["on"] for each in script.json(*asked)["days"]]
    assert (len(days), days[0], days[-1]) == (25, "2024-04-02", "2026-04-02")
    assert "Some of the months" not in script("overview", "--trend", *DAY)


def test_colleagues_are_named_to_who_may_see_lists_of_people_alone(
    script: Script, walked: str
) -> None:
    """Other counts name nobody."""
    assert walked
    for role in ("citizen", "relative", "employer", "mentor"):
        assert "role" in script.refused(1, "--role", role, "overview", "--by", "responsible", *DAY)
        script("--role", role, "overview", "--by", "basis", *DAY)


def test_citizens_are_counted_by_who_is_responsible(script: Script, walked: str) -> None:
    """In the order of the alphabet, on a day and over months."""
    assert walked
    counted = script.json("overview", "--by", "responsible", *DAY)["by"]
    assert counted == {"responsible": {"anna.example": 1}}
    for trend in ([], ["--trend"]):
        seen = " ".join(script("overview", "--by", "responsible", *trend, *DAY).split())
        assert "anna.example" in seen
        assert "Caseworkers have different citizens" in seen
