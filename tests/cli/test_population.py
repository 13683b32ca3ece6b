"""`population rows` by script: one new folder of everybody's rows, whole or not at all."""

import json
import sys
from pathlib import Path

import pytest

from journeys.adapters.files.exports.population_schema import SCHEMAS
from tests.cli.script import Script
from tests.cli.test_municipalities import Registry, made, many  # noqa: F401
from tests.files.population_folders import asked, rows_of, values, whole
from tests.registry.towns import HERNING, KOLDING

AUDITOR = ("--role", "auditor")
ROWS = (*AUDITOR, "population", "rows")


def looks(script: Script, journey: str) -> list[str]:
    """Return at whose rows somebody looked, as the citizen is told."""
    views = [look["view"] for look in script.json("access", "show", journey)["looks"]]
    return [each for each in views if each.startswith("population")]


def test_everybodys_rows_are_in_one_folder(script: Script, walked: str, tmp_path: Path) -> None:
    """It names nobody, and its look is in the citizen's copy."""
    out = tmp_path / "out"
    said = script(*ROWS, str(out)).replace("\n", " ")
    assert "of 1 journey, without words" in said
    assert "pseudonyms of this export alone" in said
    assert whole(out)["real_ids"] is False
    for secret in (walked, "anna.example", "The bus", "revision"):
        assert not [each for each in values(out) if secret in each]
    assert looks(script, walked) == ["population-rows"]
    told = script.json(*ROWS, str(tmp_path / "ids"), "--real-ids", "--workers", "1")
    rows = {table: len(rows_of(tmp_path / "ids", table)) for table in SCHEMAS}
    assert told == {
        "folder": str(tmp_path / "ids"),
        "journeys": 1,
        "rows": rows,
        "real_ids": True,
        "left_out": {},
        "stamped_ahead": 0,
        "set_aside": {},
    }
    assert asked(tmp_path / "ids", "SELECT journey FROM journeys") == [(walked,)]
    assert looks(script, walked) == ["population-rows", "population-rows-with-ids"]


def test_what_cannot_be_is_refused_before_anybody_is_looked_at(
    script: Script, journey: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that is there or cannot be made, another's role, a name with a CPR number."""
    there = tmp_path / "there"
    there.mkdir()
    (there / "mine").touch()
    left = tmp_path / "begun.unfinished"
    left.mkdir()
    for folder, code in (
        (there, "folder-not-empty"),
        (there / "mine", "folder-not-empty"),
        (tmp_path / "no" / "rows", "folder-unusable"),
        (tmp_path / "610203-1234", "words-carry-cpr"),
        (tmp_path / "begun", "rows-unfinished"),
    ):
        refused = script.refused(1, "--json", *ROWS, str(folder))
        assert json.loads(refused)["error"] == code
    manager = ("--role", "manager", "--purpose", "Ledelse", "population", "rows")
    caseworker = ("--purpose", "nysgerrig", "population", "rows")
    for typed in ((*manager, "--real-ids"), caseworker):
        refused = script.refused(1, "--json", *typed, str(tmp_path / "rows"))
        assert json.loads(refused)["error"] == "role-may-not"
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    refused = script.refused(1, "--json", *ROWS, str(tmp_path / "rows"))
    assert json.loads(refused)["error"] == "library-missing"
    assert script.run(*ROWS, str(tmp_path / "rows"), "--workers", "0").exit_code == 2
    assert looks(script, journey) == []
    assert not (tmp_path / "rows").exists()


def test_a_restricted_journey_is_named_and_the_others_are_exported(
    script: Script, journey: str, tmp_path: Path
) -> None:
    """On the screen alone: the folder counts it. The command ends with 1."""
    script.opened()
    script("--role", "manager", "access", "restrict", journey, "--open-to", "bo.example")
    typed = ("--as", "lis.example", "--role", "manager", "--purpose", "Ledelse")
    ended = script.run(*typed, "population", "rows", str(tmp_path / "out"))
    assert ended.exit_code == 1
    told = ended.stderr.replace("\n", " ")
    assert f"Set aside, {journey}: It is restricted to named staff" in told
    assert "cannot be read" not in told
    assert "damaged" not in told
    (store,) = whole(tmp_path / "out")["stores"]
    assert (store["journeys"], store["set_aside"]) == (1, {"restricted": 1})
    assert journey not in values(tmp_path / "out")


def test_it_is_typed_in_danish_and_may_be_resumed(
    script: Script, journey: str, tmp_path: Path
) -> None:
    """With Danish names, and answers in Danish; no key is left."""
    del journey
    typed = ("--rolle", "revisor", "alle-forløb", "rækker", str(tmp_path / "out"))
    said = script.speaking("da")(*typed, "--genoptag", "--processer", "1", "--den", "2026-12-31")
    assert "uden ord og navne" in said.replace("\n", " ")
    assert whole(tmp_path / "out")["on"] == "2026-12-31"


def test_a_run_that_was_interrupted_says_where_the_key_is(
    script: Script, journey: str, tmp_path: Path
) -> None:
    """And the same command goes on with it."""
    del journey
    left = tmp_path / "out.unfinished"
    (left / "manifest.json.draft").mkdir(parents=True)
    (left / "key").write_bytes(bytes(32))
    typed = (*ROWS, str(tmp_path / "out"), "--resume")
    told = script.refused(1, *typed).replace("\n", " ")
    assert "out.unfinished keeps what is finished, and the key of its pseudonyms." in told
    (left / "manifest.json.draft").rmdir()
    script(*typed)
    assert not left.exists()


def test_of_many_municipalities_those_chosen_are_in_it(
    made: Registry,  # noqa: F811 - the fixture
    tmp_path: Path,
) -> None:
    """Each under its code."""
    for code in (KOLDING, HERNING):
        made("--only", code, "open", "--municipality", code, "--basis", "kontanthjælp")
    made(*ROWS, str(tmp_path / "all"))
    made("--only", HERNING, *ROWS, str(tmp_path / "one"))
    for name, codes in (("all", [KOLDING, HERNING]), ("one", [HERNING])):
        stores = whole(tmp_path / name)["stores"]
        found = [(each["municipality"], each["journeys"]) for each in stores]
        assert found == [(code, 1) for code in codes]
