"""The script on a store in which a newer version has recorded something."""

import json
from uuid import UUID

from journeys import JourneyId
from journeys.adapters.wiring import open_journeys
from tests.cli.script import Script
from tests.newer import record_newer


def recorded(script: Script, journey: str, new: str) -> None:
    """Record on a journey of the script's store what only a newer version knows."""
    with open_journeys(f"sqlite:///{script.store}") as walks:
        record_newer(walks, new, JourneyId(UUID(journey)))


def test_a_journey_with_a_newer_entry_says_so_and_the_others_go_on(
    script: Script, journey: str
) -> None:
    """It ends with 3; what looks at all journeys names it."""
    other = script.opened()
    recorded(script, journey, "field")
    for typed in (["show", journey], ["hope", journey, "--words", "Ro"]):
        said = script.refused(3, *typed)
        assert f"of journey {journey} was written by a newer version of journeys" in said
    assert json.loads(script.refused(3, "--json", "show", journey))["error"] == "EntryNewer"
    assert "er skrevet af en nyere version" in script.refused(3, "--lang", "da", "show", journey)
    script("hope", other, "--words", "Ro")
    assert journey[:4] in script("list")
    checked = script.run("check")
    assert (checked.exit_code, journey in checked.output) == (1, True)
    assert "upgrade this one" in " ".join(checked.output.split())
    script("audit", "verify")


def test_a_kind_that_this_version_does_not_know_is_named_before_anything_is_done(
    script: Script, journey: str
) -> None:
    """Under the code that it always had."""
    recorded(script, journey, "kind")
    refused = json.loads(script.refused(3, "--json", "list"))
    assert refused["error"] == "UnknownKind"
    assert "dream-dreamt" in refused["message"]
    assert "upgrade this one" in refused["message"]
