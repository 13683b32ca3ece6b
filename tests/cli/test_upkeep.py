"""Making a store ready, bringing it up to date, making its read tables anew; and dry runs."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from journeys.adapters.sql.database.connections import connect
from journeys.adapters.sql.database.versions import VERSIONS
from tests.cli.script import Script
from tests.older import make_older


def test_init_says_what_was_there_before(script: Script, tmp_path: Path) -> None:
    """For people and for scripts."""
    assert "It was empty" in script("init")
    assert script.json("init") == {"before": "current"}
    assert script.json("--store", f"sqlite:///{tmp_path}/other.db", "init") == {"before": "empty"}


@pytest.mark.parametrize("version", VERSIONS[:4])
def test_an_older_store_is_brought_up_to_date_with_its_rows(script: Script, version: str) -> None:
    """What is owed on old journeys is there at once, and no word is left in the clear."""
    engine = connect(f"sqlite:///{script.store}")
    make_older(engine, version, ["journey-opened", "plan-agreed"])
    engine.dispose()
    assert "journeys init" in script.refused(3, "list")
    assert script.json("init") == {"before": "older"}
    owed = script.json("duties", "--on", "2026-02-02")["owed"]
    assert [each["owed"]["kind"] for each in owed] == ["plan-acknowledgement"]
    assert not any(b"bageriet" in file.read_bytes() for file in script.store.parent.iterdir())


def test_the_read_tables_are_made_anew(script: Script, journey: str) -> None:
    """From what was recorded, whatever became of them."""
    with closing(sqlite3.connect(script.store)) as connection:
        connection.execute("DELETE FROM journeys_read_periods")
        connection.commit()
    assert script.json("list")["cases"] == []
    assert script("rebuild") == "The read tables were rebuilt, for 1 journey.\n"
    assert [each["journey"] for each in script.json("list")["cases"]] == [journey]
    script.opened()
    assert script.json("rebuild") == {"rebuilt": 2, "resumed": False, "set_aside": {}}


@pytest.mark.usefixtures("journey")
def test_a_changed_deadline_leaves_rows_behind_until_they_are_rebuilt(
    script: Script, tmp_path: Path
) -> None:
    """The status says so, for people and for scripts."""
    settings = tmp_path / "kommune.toml"
    settings.write_text("[practice.days]\nsilence = 45\n", encoding="utf-8")
    by = ["--settings", str(settings)]
    sentence = "Rows were made by other deadlines, codes, practice or law, of journeys: 1."
    assert sentence not in script("status")
    assert sentence in script(*by, "status")
    assert script.json(*by, "status")["behind_rulebook"] == 1
    script(*by, "rebuild")
    assert script.json(*by, "status")["behind_rulebook"] == 0
    assert script.json("status")["behind_rulebook"] == 1


REHEARSED = (
    ["wish", "{}", "--words", "I want to work"],
    ["subgoal", "set", "{}", "--title", "Bus", "--why", "Alone"],
    ["close", "{}", "--reason", "Moved away"],
    ["retract", "{}", "2", "--why", "The wrong person"],
    ["pension", "explain-safety", "{}", "--on", "2026-03-01"],
    ["open", "--municipality", "621", "--basis", "dagpenge"],
)


@pytest.fixture
def pensioner(script: Script, journey: str) -> str:
    """Return a journey with a pension and nothing more."""
    pension = ["--scheme", "new", "--born", "1984-06-01", "--on", "2016-03-01"]
    script("pension", "grant", journey, *pension)
    return journey


@pytest.mark.parametrize("typed", REHEARSED, ids=lambda typed: " ".join(typed[:2]))
def test_a_dry_run_says_what_would_come_and_stores_nothing(
    script: Script, pensioner: str, typed: list[str]
) -> None:
    """For people and for scripts; then it can be done in earnest."""
    command = [each.format(pensioner) for each in typed]
    before = [script("--json", "timeline", pensioner), script("--json", "list")]
    said = script(*command, "--dry-run")
    assert said.startswith("Would record: ")
    assert said.endswith("This was a dry run: nothing was stored.\n")
    told = script.json(*command, "--dry-run")
    assert told["dry_run"] is True
    assert [set(each) for each in told["recorded"]] == [{"kind", "on"}]
    assert [script("--json", "timeline", pensioner), script("--json", "list")] == before
    [recorded] = script.json(*command)["recorded"]
    assert recorded["kind"] == told["recorded"][0]["kind"]


def test_a_refusal_in_a_dry_run_is_a_refusal(script: Script, journey: str) -> None:
    """With the same code and exit code."""
    told = json.loads(script.refused(1, "--json", "pension", "rest", journey, "--dry-run"))
    assert told["error"] == "pension-not-granted"
    script.refused(1, "wish", "abcd1111-0000-4000-8000-000000000009", "--words", "x", "--dry-run")


def test_a_dry_run_of_what_is_recorded_already_says_so(script: Script, journey: str) -> None:
    """Nothing would be new."""
    again = ["wish", journey, "--words", "I want to work", "--on", "2026-02-01"]
    script(*again)
    assert script(*again, "--dry-run") == "Nothing new: this is recorded already.\n"
    assert script.json(*again, "--dry-run")["recorded"] == []


def test_a_request_id_stands_for_what_was_typed(script: Script, journey: str) -> None:
    """The same again is answered as before; something else is refused."""
    asked = ["hope", journey, "--request-id", "r-1", "--words"]
    first = script.json(*asked, "Colleagues")
    assert script.json(*asked, "Colleagues") == first
    told = json.loads(script.refused(1, "--json", *asked, "A garden"))
    assert told["error"] == "request-id-used"
    script.refused(1, "wish", journey, "--words", "Colleagues", "--request-id", "r-1")
    assert len(script.told(journey)) == 2
    assert script.json("close", journey, "--reason", "Moved", "--request-id", "r-2")["recorded"]
    script.refused(1, "close", journey, "--reason", "Other", "--request-id", "r-2")
    retract = ["retract", journey, "3", "--request-id", "r-3", "--why"]
    assert script.json(*retract, "Not moved") == script.json(*retract, "Not moved")
