"""The upkeep of many municipalities with the script, and commands on one of them."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.script import Script
from tests.registry.towns import HERNING, KOLDING, key_of, schemas

FILE = f"""\
[[municipality]]
code = "{KOLDING}"
name = "Kolding"
url = "sqlite:///kolding.db"

[[municipality]]
code = "{HERNING}"
name = "Herning"
url = "sqlite:///herning.db"
"""
OPEN = ["open", "--municipality", KOLDING, "--basis", "kontanthjælp", "--on", "2026-01-12"]


class Registry(Script):
    """The script on a file of municipalities, in place of a store."""

    @property
    def environment(self) -> dict[str, str]:
        """What the script is told by its surroundings."""
        there = {key: value for key, value in super().environment.items() if "STORE" not in key}
        return {**there, "JOURNEYS_MUNICIPALITIES": str(self.store), "JOURNEYS_STORE": ""}

    def of_each(self, code: int, *typed: str) -> dict[str, Mapping[str, Any]]:
        """Run a command with --json; return what it says of each, by code. It ends with `code`."""
        ended = self.run("--json", *typed)
        assert ended.exit_code == code, ended.output
        told = [json.loads(line) for line in ended.stdout.splitlines()]
        return {each["municipality"]: each for each in told}


@pytest.fixture
def many(tmp_path: Path) -> Registry:
    """Return the script on the file of two municipalities that have no stores yet."""
    file = tmp_path / "kommuner.toml"
    file.write_text(FILE, encoding="utf-8")
    return Registry(file)


@pytest.fixture
def made(many: Registry) -> Registry:
    """Return the same, after their stores were made."""
    many("init")
    return many


def test_init_makes_the_store_of_each(many: Registry) -> None:
    """Under its name, one after the other; a second time there is nothing to do."""
    assert many("init") == (
        "621 Kolding (1 of 2)\nThe store is ready. It was empty.\n"
        "657 Herning (2 of 2)\nThe store is ready. It was empty.\n"
    )
    assert {each.name for each in many.store.parent.glob("*.db*")} == {
        "kolding.db",
        "kolding.db.key",
        "herning.db",
        "herning.db.key",
    }
    told = many.of_each(0, "init")
    assert [each["answer"] for each in told.values()] == [{"before": "current"}] * 2
    assert [each["name"] for each in told.values()] == ["Kolding", "Herning"]


@pytest.mark.parametrize(
    "command",
    [
        ["status"],
        ["check"],
        ["rebuild"],
        ["audit", "verify"],
        ["audit", "checkpoint"],
    ],
    ids=" ".join,
)
def test_upkeep_goes_through_all_of_them(made: Registry, command: list[str]) -> None:
    """For people under each name, for scripts as an object on a line."""
    said = made(*command)
    assert [line for line in said.splitlines() if " of 2)" in line] == [
        "621 Kolding (1 of 2)",
        "657 Herning (2 of 2)",
    ]
    told = made.of_each(0, *command)
    assert list(told) == [KOLDING, HERNING]
    alone = Script(made.store.parent / "herning.db").json(*command)
    assert told[HERNING]["answer"].keys() == alone.keys()
    assert all(each["error"] is None and each["exit_code"] == 0 for each in told.values())


def test_one_that_fails_does_not_stop_the_others(made: Registry) -> None:
    """Its error stands in its place, and the exit code is the highest."""
    (made.store.parent / "kolding.db.key").unlink()
    ended = made.run("status")
    assert ended.exit_code == 3
    assert "657 Herning (2 of 2)\n" in ended.stdout
    assert ended.stderr.startswith("Not done: The master key of this store is missing")
    assert ended.stderr.endswith("Look at: 621 Kolding\n")
    told = made.of_each(3, "status")
    assert told[KOLDING]["exit_code"] == 3
    assert told[KOLDING]["error"]["error"] == "KeyMissing"
    assert told[KOLDING]["answer"] is None
    assert told[HERNING]["answer"]["position"] == 0


def test_one_in_which_something_is_wrong_is_named(made: Registry) -> None:
    """With its answer, and the exit code of the command."""
    made("--only", KOLDING, *OPEN)
    with closing(sqlite3.connect(made.store.parent / "kolding.db")) as connection:
        connection.execute("DELETE FROM journeys_read_periods")
        connection.commit()
    told = made.of_each(1, "check")
    assert [each["exit_code"] for each in told.values()] == [1, 0]
    assert told[KOLDING]["answer"]["differences"]
    assert made.run("check").stderr == "Look at: 621 Kolding\n"
    made("--only", KOLDING, "rebuild")
    made("check")


def test_some_are_chosen_by_code(made: Registry) -> None:
    """In the order that was typed, each once."""
    assert list(made.of_each(0, "--only", HERNING, "status")) == [HERNING]
    chosen = made.of_each(0, "--only", f"{HERNING}, {KOLDING},{HERNING}", "status")
    assert list(chosen) == [HERNING, KOLDING]
    said = json.loads(made.refused(1, "--only", "622", "--json", "status"))
    assert said["error"] == "municipality-unknown"
    assert "Did you mean '621'?" in said["message"]


def test_a_command_on_one_journey_names_its_municipality(made: Registry) -> None:
    """Else it is refused, and nothing is opened."""
    journey = made.json("--only", KOLDING, *OPEN)["journey"]
    assert made.json("--only", KOLDING, "show", journey)["journey"] == journey
    assert made.json("--only", HERNING, "list")["cases"] == []
    said = made.refused(2, "show", journey)
    assert said == (
        "Not done: This command works on one municipality: name it with --only CODE before the "
        "command, as in --only 621.\n"
    )
    made.refused(2, "--only", f"{KOLDING},{HERNING}", "list")
    made.refused(2, "vocabulary", "measure")


def test_a_store_is_made_by_init_alone(many: Registry) -> None:
    """Opening a journey makes none, as a file may be misspelt among many."""
    assert many.refused(3, "--only", KOLDING, *OPEN) == (
        "Not done: Kolding has no store yet, and nothing was made: `journeys init` makes one.\n"
    )
    assert [each.name for each in many.store.parent.iterdir()] == ["kommuner.toml"]


def test_a_faulty_file_is_one_error_and_nothing_is_made(many: Registry) -> None:
    """In the language that is spoken."""
    many.store.write_text(FILE.replace("herning.db", "kolding.db"), encoding="utf-8")
    assert "kommuner.toml: 657 and 621 have the same store" in many.refused(1, "init")
    assert "657 og 621 har den samme database" in many.speaking("da").refused(1, "init")
    assert [each.name for each in many.store.parent.iterdir()] == ["kommuner.toml"]


def test_a_store_beside_the_file_is_refused(made: Registry, script: Script) -> None:
    """The file says where each store is, and by which settings it works."""
    assert "without --store" in made.refused(2, "--store", "x.db", "status")
    assert "without --store" in made.refused(2, "--settings", "x.toml", "status")
    assert "--municipalities FILE" in script.refused(2, "--only", KOLDING, "status")


def test_settings_are_those_of_each_municipality(made: Registry) -> None:
    """A changed deadline of one leaves the rows of that one behind."""
    settings = made.store.parent / "kolding.toml"
    settings.write_text("[practice.days]\nsilence = 45\n", encoding="utf-8")
    for code in (KOLDING, HERNING):
        made("--only", code, *OPEN)
    text = FILE.replace('kolding.db"', 'kolding.db"\nsettings = "kolding.toml"')
    made.store.write_text(text, encoding="utf-8")
    told = made.of_each(0, "status")
    assert [each["answer"]["behind_rulebook"] for each in told.values()] == [1, 0]


def test_schemas_of_one_database_are_looked_after_too(
    tmp_path: Path, empty_postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each with a key of its own, also where several processes rebuild and where keys change."""
    file = tmp_path / "kommuner.toml"
    town = """\
[[municipality]]
code = "{code}"
name = "Town"
url = "{url}"
schema = "town_{code}"
key_variable = "KEY_{code}"
"""
    towns = [town.format(code=each, url=empty_postgresql_url) for each in (KOLDING, HERNING)]
    file.write_text("\n".join(towns), encoding="utf-8")
    for code in (KOLDING, HERNING):
        monkeypatch.setenv(f"KEY_{code}", key_of(code).text)
    many = Registry(file)
    many("init")
    assert schemas(empty_postgresql_url) == {f"town_{KOLDING}", f"town_{HERNING}"}
    many("--only", KOLDING, *OPEN)
    rebuilt = many.of_each(0, "rebuild", "--workers", "2")
    assert [each["answer"]["rebuilt"] for each in rebuilt.values()] == [1, 0]
    many("check")
    public = many.json("--only", KOLDING, "audit", "key")["key"]
    assert "journeys: all 1 entries hold" in many(
        "--only", KOLDING, "audit", "verify", "--key", public
    )
    monkeypatch.setenv("JOURNEYS_NEW_MASTER_KEY", key_of("new").text)
    assert many.json("--only", KOLDING, "keys", "rotate")["wrapped"] > 0
    assert [each["exit_code"] for each in many.of_each(3, "status").values()] == [3, 0]
    monkeypatch.setenv(f"KEY_{KOLDING}", key_of("new").text)
    many("audit", "verify")
