"""Whether the store is well, at a console and for a monitor: the exit code alone says it."""

import json
import sqlite3
from contextlib import closing

import pytest

from journeys.language import LANGUAGES, Language
from tests.cli.script import Script


@pytest.mark.usefixtures("journey")
def test_a_well_store_ends_with_0(script: Script) -> None:
    """Each check has its line; what was not looked at is named."""
    seen = script("health")
    assert seen.startswith("The store is well.\n")
    assert "Not looked at: Writable.\n" in seen
    assert "Not looked at" not in script("health", "--probe")
    found = script.json("health", "--probe")
    assert found["state"] == "ok"
    assert found["checks"]["writable"] == {
        "state": "ok",
        "sentence": "The store accepted a write.",
        "seconds": None,
    }


@pytest.mark.usefixtures("journey")
def test_a_store_that_somebody_must_look_at_ends_with_1(script: Script) -> None:
    """The answer is on stdout all the same, and nothing is on stderr."""
    change(script, "UPDATE journeys_read_journeys SET rulebook = 'another'")
    result = script.run("--json", "health")
    assert (result.exit_code, result.stderr) == (1, "")
    found = json.loads(result.stdout)
    assert found["checks"]["read-tables"]["state"] == "attention"
    change(script, "UPDATE journeys_projections SET version = 0")
    result = script.run("health")
    assert result.exit_code == 1
    assert result.stdout.startswith("Somebody must look at the store.\n")


@pytest.mark.usefixtures("journey")
def test_a_dead_reactor_ends_with_1(script: Script) -> None:
    """People can go on, and whoever runs the reactor must look."""
    change(
        script,
        "UPDATE journeys_events SET recorded_us = 0",
        "INSERT INTO journeys_reactors (name, position, holder, until_us)"
        " VALUES ('breve', 0, '', 0)",
    )
    result = script.run("health")
    assert result.exit_code == 1
    assert "breve" in result.stdout
    assert result.stdout.startswith("The store does not work as it should.\n")


def test_a_store_that_is_not_there_ends_with_3(script: Script) -> None:
    """None is made, and its address is not repeated."""
    result = script.run("--json", "health")
    assert result.exit_code == 3
    found = json.loads(result.stdout)
    assert (found["state"], found["checks"]["reachable"]["state"]) == ("broken", "broken")
    assert str(script.store) not in result.output
    assert not script.store.exists()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "address",
    [
        "postgresql://bo:hemmeligt@127.0.0.1:1/kommune",
        "postgresql://bo:hemme@ligt@127.0.0.1:1/kommune",
        "postgres:bo:hemmeligt@127.0.0.1/kommune",
    ],
)
def test_a_server_that_does_not_answer_ends_with_3_and_repeats_nothing(
    script: Script, address: str, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither address, user nor password, in either language."""
    monkeypatch.setenv("JOURNEYS_MASTER_KEY", "ab" * 32)
    result = script.run("--store", address, "--lang", language, "--json", "health")
    assert result.exit_code == 3
    known = ("bo:", "hemme", "ligt@", "127.0.0.1", 'kommune"')
    assert not [each for each in known if each in result.output]


@pytest.mark.usefixtures("journey")
def test_it_speaks_danish(script: Script) -> None:
    """The sentences in JSON, too."""
    assert script("--lang", "da", "health").startswith("Databasen er i orden.\n")
    found = script.json("--lang", "da", "health")
    assert found["checks"]["reachable"]["sentence"] == "Databasen svarer."


@pytest.mark.usefixtures("journey")
def test_another_master_key_ends_with_3(script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the store can be read with it."""
    monkeypatch.setenv("JOURNEYS_MASTER_KEY", "ab" * 32)
    result = script.run("--json", "health")
    assert result.exit_code == 3
    assert json.loads(result.stdout)["checks"]["key"]["state"] == "broken"


def change(script: Script, *statements: str) -> None:
    """Change the store behind the script's back."""
    with closing(sqlite3.connect(script.store)) as connection:
        for (trigger,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            connection.execute(statement)
        connection.commit()
