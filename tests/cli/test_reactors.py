"""Reactors at the console: what waits and why, and what becomes of it."""

import pytest
from structlog.testing import capture_logs

import journeys
from journeys import Happened, Journeys
from journeys.app.reactors import Reactors
from tests.cli.script import ANNA, Script

DAY = 86_400_000_000  # microseconds


def refuse(_: Happened) -> None:
    """Be told of nothing."""
    raise TimeoutError("hemmeligt")


def accept(_: Happened) -> None:
    """Be told of anything."""


def opened(script: Script) -> Journeys:
    """Return the store of the script as a service has it open."""
    return journeys.open(f"sqlite:///{script.store}")


@pytest.fixture
def waiting(script: Script, journey: str) -> Script:
    """Return the script on a store where one reactor waits, one has a dead letter, one is done."""
    assert journey
    with capture_logs(), opened(script) as store:
        store.reactors.react("mail", accept, since=0)
        store.reactors.react("letters", refuse, since=0)
        for day in range(5):
            Reactors(store.store, lambda day=day: day * DAY).react("sms", refuse, since=0)  # type: ignore[misc]
    return script


def test_a_store_without_reactors_says_so(script: Script) -> None:
    """For people and for scripts."""
    script("init")
    assert script("reactors") == "This store has no reactors.\n"
    assert script.json("reactors") == {"reactors": []}


def test_it_lists_what_waits_and_why(waiting: Script) -> None:
    """With or without the word list; nothing of what an error said."""
    seen = waiting("reactors")
    assert waiting("reactors", "list").splitlines()[0] == seen.splitlines()[0]
    assert "letters: stopped. Position 0." in seen
    assert "1 entry has waited for " in seen
    assert "It waits at position 1: TimeoutError. Tries: 1, the last " in seen
    assert "Next try: " in seen
    assert "Dead letter at position 1: TimeoutError. Tries: 5, the last " in seen
    assert "hemmeligt" not in seen
    letters, mail, sms = waiting.json("reactors")["reactors"]
    assert letters["waiting"]["error"] == "TimeoutError"
    assert letters["waiting"]["next_try"] > letters["waiting"]["at"]
    assert (mail["lag"], mail["waiting"], mail["dead_letters"]) == (0, None, [])
    assert mail["last_delivery"]
    assert [each["position"] for each in sms["dead_letters"]] == [1]


def test_an_undelivered_entry_is_tried_again_by_the_next_run(waiting: Script) -> None:
    """Whether it waits or is a dead letter."""
    for name in ("letters", "sms"):
        assert waiting("reactors", "retry", name, "1") == (
            "It is tried again as soon as the reactor runs.\n"
        )
        with opened(waiting) as store:
            assert store.reactors.react(name, accept).delivered == 1
    assert all(not each["dead_letters"] for each in waiting.json("reactors")["reactors"])


SKIP = ("reactors", "skip", "sms", "1", "--reason", "Sendt på papir")


def test_a_dry_run_skips_nothing(waiting: Script) -> None:
    """It says what would be skipped."""
    before = waiting.json("reactors")
    seen = waiting(*SKIP, "--dry-run")
    assert "The entry at position 1 would never be delivered to sms." in seen
    assert "This was a dry run" in seen
    would = waiting.json(*SKIP, "--dry-run")
    assert (would["outcome"], would["dry_run"]) == ("skipped", True)
    assert [each["dead_letters"] for each in waiting.json("reactors")["reactors"]] == [
        each["dead_letters"] for each in before["reactors"]
    ]


def test_nobody_is_asked_where_nobody_is_there(waiting: Script) -> None:
    """A script says --yes, after a dry run; who did it and why is stored."""
    assert "give --yes" in waiting.refused(2, *SKIP)
    skipped = waiting.json(*SKIP, "--yes")
    assert skipped["skipped_by"] == {"name": ANNA, "role": "caseworker"}
    assert skipped["reason"] == "Sendt på papir"
    assert waiting.refused(1, *SKIP, "--yes")
    with opened(waiting) as store:
        (reaction,) = store.reactors.ledger("sms")
    assert (reaction.outcome, reaction.reason) == ("skipped", "Sendt på papir")


def test_at_a_terminal_it_asks_and_only_the_position_skips(waiting: Script) -> None:
    """Anything else leaves all as it is."""
    question = "anything else leaves all as it is: "
    code, seen = waiting.at_a_terminal(*SKIP, asked=question, answer="2", NO_COLOR="1")
    assert (code, "Nothing was skipped." in seen) == (1, True)
    code, seen = waiting.at_a_terminal(*SKIP, asked=question, answer="1", NO_COLOR="1")
    assert (code, "It is skipped." in seen) == (0, True)


def test_a_name_that_no_reactor_has_is_refused_by_name(waiting: Script) -> None:
    """The refusal says which there are."""
    assert "no reactor typo in this store. There are: letters, mail, sms." in waiting.refused(
        1, "reactors", "retry", "typo", "1"
    )
    assert "no undelivered entry at position 7" in waiting.refused(
        1, "reactors", "retry", "sms", "7"
    )
