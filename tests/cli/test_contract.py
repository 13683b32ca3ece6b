"""The schemas of events at the console, and the verdict on a catalogue of an earlier version."""

import json
from pathlib import Path
from typing import get_args

import pytest

from journeys.adapters.cli.output.forms.contract import CHANGES, VERDICTS
from journeys.adapters.contract.catalogue import Catalogue, catalogue
from journeys.adapters.contract.compatibility import Compatibility, Verdict
from journeys.adapters.contract.differences import Change
from tests.cli.script import Script

NOW = catalogue()


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """Return a file for the catalogue of an earlier version."""
    return tmp_path / "earlier.json"


def keep(file: Path, catalogue: Catalogue) -> Path:
    """Keep a catalogue in a file, and return the file."""
    file.write_text(catalogue.as_json(), encoding="utf-8")
    return file


def without(kind: str) -> Catalogue:
    """Return the catalogue of today without a kind."""
    kinds = {name: each for name, each in NOW.kinds.items() if name != kind}
    return NOW.model_copy(update={"kinds": kinds})


def test_the_schema_of_a_kind_is_printed(script: Script) -> None:
    """And no store is asked, or made."""
    assert json.loads(script("schema", "event", "subgoal-set")) == (
        NOW.kinds["subgoal-set"].json_schema
    )
    assert script("schema", "event").split() == script.json("schema", "event")["kinds"]
    assert script("schema", "event").split() == list(NOW.kinds)
    assert "Did you mean 'subgoal-set'" in script.refused(1, "schema", "event", "subgoal-st")
    assert '"kind-unknown"' in script.refused(1, "--json", "schema", "event", "goal")
    assert not script.store.exists()


def test_the_catalogue_that_is_printed_is_fully_compatible(script: Script, earlier: Path) -> None:
    """It is what a host keeps before it upgrades."""
    earlier.write_text(script("schema", "events"), encoding="utf-8")
    assert "full: " in script("schema", "--check", str(earlier))
    found = script.json("schema", "--check", str(earlier))
    assert (found["verdict"], found["differences"]) == ("full", [])


def test_an_earlier_catalogue_that_can_be_read_ends_with_0(script: Script, earlier: Path) -> None:
    """And says what its version cannot read."""
    keep(earlier, without("subgoal-set"))
    shown = script("schema", "--check", str(earlier))
    assert "backward: " in shown
    assert "subgoal-set: the kind is new. Not forward." in shown
    answer = script.json("schema", "--check", str(earlier))
    assert Compatibility.model_validate_json(json.dumps(answer)).model_dump(mode="json") == answer
    assert set(json.loads(script("schema", "event-compatibility"))["properties"]) == set(answer)


def test_an_earlier_catalogue_that_cannot_be_read_ends_with_1(
    script: Script, earlier: Path
) -> None:
    """With the verdict all the same, and each difference."""
    more = {**NOW.kinds, "dream-dreamt": NOW.kinds["hope-stated"]}
    keep(earlier, NOW.model_copy(update={"kinds": more}))
    ended = script.run("--json", "schema", "--check", str(earlier))
    assert ended.exit_code == 1
    found = json.loads(ended.stdout)
    assert found["verdict"] == "forward"
    assert [each["change"] for each in found["differences"]] == ["kind-removed"]


@pytest.mark.parametrize("text", ["", "{}", "[]", "x", '{"number": 1}'])
def test_a_file_that_is_no_catalogue_is_refused(script: Script, earlier: Path, text: str) -> None:
    """By one sentence that says how one is written."""
    earlier.write_text(text, encoding="utf-8")
    assert "journeys schema events" in script.refused(1, "schema", "--check", str(earlier))


def test_a_file_that_is_not_there_is_refused(script: Script, earlier: Path) -> None:
    """And nothing is made."""
    assert "cannot be opened" in script.refused(1, "schema", "--check", str(earlier))
    assert not earlier.exists()


def test_what_cannot_be_combined_is_not_understood(script: Script, earlier: Path) -> None:
    """Before anything is read."""
    script.refused(2, "schema", "event", "--check", str(earlier))
    script.refused(2, "schema", "desk", "subgoal-set")


def test_every_verdict_and_every_change_has_words() -> None:
    """In the order in which they are defined."""
    assert tuple(VERDICTS) == get_args(Verdict)
    assert tuple(CHANGES) == get_args(Change)
