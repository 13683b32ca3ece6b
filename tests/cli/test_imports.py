"""Importing a table of states with the script."""

import json
from pathlib import Path

import pytest

from tests.cli.script import Script

CODES = """
[table]
person = "id"
step = "month"
first = "2025-01"
municipality = "621"
source = "invented"

[states]
job = { support_basis = "løn", placement = "deltid" }
none = { support_basis = "kontanthjælp" }
"""
TABLE = "id,Jan,Feb,Mar\n1,none,job,job\n2,none,none,none\n"


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Return the arguments that import two invented people."""
    table, codes = tmp_path / "table.csv", tmp_path / "codes.toml"
    table.write_text(TABLE, encoding="utf-8")
    codes.write_text(CODES, encoding="utf-8")
    return ["import", "states", str(table), "--codes", str(codes)]


def test_a_dry_run_says_what_would_come_and_stores_nothing(
    script: Script, files: list[str]
) -> None:
    """The numbers are those of the real import."""
    script("init")
    said = script(*files, "--dry-run")
    assert "would be recorded" in said
    assert "nothing was stored" in said
    dry = script.json(*files, "--dry-run")
    assert script.json("list")["cases"] == []
    assert script.json(*files) == {**dry, "dry_run": False}


def test_an_import_is_summed_up(script: Script, files: list[str]) -> None:
    """Who came, from when to when, and what was recorded; the second time nothing is new."""
    told = script.json(*files, "--responsible", "bo.example")
    assert (told["source"], told["people"], told["unobserved"]) == ("invented", 2, 0)
    assert (told["first"], told["last"]) == ("2025-01-01", "2025-03-01")
    assert (told["journeys"], told["dry_run"]) == (2, False)
    assert told["events"] == sum(told["by_kind"].values())
    assert told["by_kind"]["journey-opened"] == 2
    assert "Nothing new" in script(*files)
    assert len(script.json("--as", "bo.example", "list", "--mine")["cases"]) == 2
    assert script.json("overview", "--on", "2025-02-01")["by"]["activity"] == {
        "deltid": 1,
        "none": 1,
    }


def test_a_file_that_cannot_be_read_is_refused(script: Script, files: list[str]) -> None:
    """With every fault, and nothing is stored."""
    table = Path(files[2])
    table.write_text("id,Jan\n1,unknown\n", encoding="utf-8")
    said = script.refused(1, *files)
    assert str(table) in said
    assert not script.store.exists()
    script("init")
    assert script.refused(1, *files) == said
    assert script.json("list")["cases"] == []
    script.refused(1, "import", "states", "missing.csv", "--codes", "dream")


def test_people_whose_rows_have_a_fault_are_reported_and_the_others_imported(
    script: Script, files: list[str]
) -> None:
    """With the row and the column; it ends with 1, and what was imported stays."""
    Path(files[2]).write_text(f"{TABLE}3,jbo,job,job\n", encoding="utf-8")
    script("init")
    assert "jbo" in script.refused(1, *files)
    result = script.run(*files, "--keep-going")
    assert result.exit_code == 1
    assert "Left out, 1 of the people" in result.stdout
    assert "row 4, column Jan" in result.stdout
    assert len(script.json("list")["cases"]) == 2
    again = script.run("--json", *files, "--keep-going", "--dry-run")
    assert json.loads(again.stdout)["left_out"][0]["row"] == 4


def test_somebody_whose_past_the_table_contradicts_is_left_out(
    script: Script, files: list[str]
) -> None:
    """A refusal that only deciding finds; nobody else waits for it."""
    script("init")
    script(*files)
    Path(files[2]).write_text(
        "id,Jan,Feb,Mar,Apr\n1,job,job,job,job\n2,none,none,none,job\n", encoding="utf-8"
    )
    result = script.run(*files, "--keep-going")
    assert result.exit_code == 1
    assert "row 2, column Jan" in result.stdout
    assert "2 entries recorded on 1 journeys" in result.stdout
