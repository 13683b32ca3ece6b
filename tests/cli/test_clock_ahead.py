"""What the script says of a clock that was once ahead."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from journeys import JourneyId, verbs
from journeys.adapters.wiring import open_journeys
from tests.cli.script import Script
from tests.invented import BY_ANNA, FEB_1
from tests.scenario import BOOK

AHEAD = datetime(2126, 1, 1, tzinfo=UTC)
NOW = "2027-01-01"
"""A moment after all that a clock of today stamps, and before the one that was ahead."""


def record_ahead(script: Script, journey: str) -> None:
    """Record an entry by a clock that is ahead."""
    url = f"sqlite:///{script.store}"
    with open_journeys(url, book=BOOK, clock=lambda: AHEAD) as journeys:
        walk = JourneyId(UUID(journey))
        journeys.decide(walk, verbs.state_hope, BY_ANNA, None, words="Ro", on=FEB_1)


@pytest.fixture
def ahead(script: Script, journey: str) -> str:
    """Return a journey with an entry that was recorded by a clock that was ahead."""
    record_ahead(script, journey)
    return journey


def test_status_and_verify_say_so_and_it_is_no_fault(script: Script, ahead: str) -> None:
    """Which log, how many entries, since where and up to when; and what to do."""
    for command in (["status"], ["audit", "verify"]):
        said = script(*command)
        assert "journeys: 1 entry is stamped later than now, at position 2 (2126-01-01" in said
        assert "Set the clock right" in said
        (found,) = script.json(*command)["clock_ahead"]
        assert (found["log"], found["entries"], found["since"]) == ("journeys", 1, 2)
    assert ahead


@pytest.mark.parametrize(
    "command",
    [
        ("timeline", "ID"),
        ("show", "ID"),
        ("briefing", "ID"),
        ("safety", "ID"),
        ("page", "ID", "--out", "way.html"),
        ("audit", "replay", "ID"),
        ("audit", "replay", "--all"),
        ("audit", "explain", "ID", "milestones.state"),
        ("audit", "replay", "ID", "--diff", "2020-01-01", NOW),
    ],
    ids=" ".join,
)
def test_a_command_as_known_says_what_its_moment_hides(
    script: Script, ahead: str, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one sentence, and not without a moment; it ends as ever."""
    monkeypatch.chdir(script.store.parent)
    typed = [ahead if word == "ID" else word for word in command]
    known_at = [] if "--diff" in command else ["--known-at", NOW]
    found = script.run(*typed, *known_at)
    assert found.exit_code == 0, found.output
    assert found.stderr.count("1 entry is not shown") == 1
    if known_at and "--out" not in command:
        assert "not shown" not in script.run(*typed).output


def test_the_letter_as_known_says_it_too(script: Script, journey: str) -> None:
    """It is about a pension, which was granted before the clock was ahead."""
    pension = ["--scheme", "new", "--born", "1984-06-01", "--on", "2016-03-01"]
    script("pension", "grant", journey, *pension)
    record_ahead(script, journey)
    found = script.run("safety", journey, "--letter", "--known-at", NOW)
    assert (found.exit_code, found.stderr.count("1 entry is not shown")) == (0, 1)
    assert "not shown" not in script.run("safety", journey, "--letter").output


def test_in_danish_it_is_said_in_danish(script: Script, ahead: str) -> None:
    """As everything is."""
    seen = script.run("--lang", "da", "timeline", ahead, "--known-at", "01.01.2027")
    assert "1 indførsel er ikke vist" in seen.stderr
    assert "et ur gik foran" in script("--lang", "da", "status")
