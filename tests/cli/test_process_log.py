"""`export log` by script: one new file of everybody's events, whole or not at all."""

import json
import stat
import sys
from pathlib import Path

import pytest

from journeys.adapters.files.exports.process_log import FORMATS
from tests.cli.script import Script
from tests.files.process_logs import READERS, by_csv

AUDITOR = ("--role", "auditor")
LOG = (*AUDITOR, "export", "log")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return a folder for what is exported."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def looks(script: Script, journey: str) -> list[str]:
    """Return at which process logs somebody looked, as the citizen is told."""
    views = [look["view"] for look in script.json("access", "show", journey)["looks"]]
    return [each for each in views if each.startswith("process-log")]


@pytest.mark.parametrize("form", FORMATS)
def test_everybodys_events_are_in_one_file_of_each_format(
    script: Script, walked: str, out: Path, form: str
) -> None:
    """For its owner alone; it names nobody, and its look is in the citizen's copy."""
    file = out / f"log.{'json' if form == 'ocel' else form}"
    said = script(*LOG, str(file), "--format", form)
    assert "1 journey" in said
    assert "pseudonyms of this export alone" in said.replace("\n", " ")
    (case,) = READERS[form](file).values()
    assert len(case.events) == len(script.told(walked))
    assert case.municipality == "621"
    assert [each.name for each in out.iterdir() if "again" not in each.name] == [file.name]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    content = file.read_bytes()
    for secret in (walked, "anna.example", "The bus", "Something that somebody", "revision"):
        assert secret.encode() not in content
    assert looks(script, walked) == ["process-log"]


def test_the_ids_of_the_store_are_for_an_auditor_who_asks_for_them(
    script: Script, journey: str, out: Path
) -> None:
    """A manager may export, and is refused those; nothing is left then, and nobody has looked."""
    file = out / "log.csv"
    manager = ("--role", "manager", "--purpose", "Ledelse", "export", "log", str(file))
    refused = script.refused(1, "--json", *manager, "--format", "csv", "--real-ids")
    assert json.loads(refused)["error"] == "role-may-not"
    for role in ("caseworker", "mentor"):
        typed = ("--role", role, "--purpose", "nysgerrig", "export", "log", str(file))
        refused = script.refused(1, "--json", *typed, "--format", "csv")
        assert json.loads(refused)["error"] == "role-may-not"
    assert list(out.iterdir()) == []
    assert looks(script, journey) == []
    script(*manager)  # the name of the file says which format
    assert journey not in by_csv(file)
    told = script.json(*LOG, str(out / "ids.csv"), "--format", "csv", "--real-ids")
    assert told == {
        "file": str(out / "ids.csv"),
        "format": "csv",
        "journeys": 1,
        "events": 1,
        "real_ids": True,
        "set_aside": {},
    }
    assert list(by_csv(out / "ids.csv")) == [journey]
    for name, form in (("a.XES", "xes"), ("a.json", "ocel")):
        assert script.json(*LOG, str(out / name))["format"] == form
    said = script.refused(2, *LOG, str(out / "log.txt"))
    assert "--format" in said
    assert not (out / "log.txt").exists()
    views = ["process-log", "process-log-with-ids", "process-log", "process-log"]
    assert looks(script, journey) == views


def test_a_file_that_is_there_or_cannot_be_made_is_refused(
    script: Script, journey: str, out: Path
) -> None:
    """Before anybody is looked at; a name that holds a CPR number, too."""
    there = out / "there.csv"
    there.write_text("Mine", encoding="utf-8")
    for file, code in (
        (there, "file-there"),
        (out, "file-there"),
        (out / "no" / "log.csv", "file-unusable"),
        (out / ("x" * 250), "file-unusable"),
        (out / "610203-1234.csv", "words-carry-cpr"),
    ):
        refused = script.refused(1, "--json", *LOG, str(file), "--format", "csv")
        assert json.loads(refused)["error"] == code
    assert script.run(*LOG, str(out / "log"), "--format", "pdf").exit_code == 2
    assert script.run(*LOG, str(out / "log")).exit_code == 2
    assert there.read_text(encoding="utf-8") == "Mine"
    assert list(out.iterdir()) == [there]
    assert looks(script, journey) == []


def test_without_pyarrow_parquet_alone_is_refused(
    script: Script, journey: str, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says what to install, and nobody is looked at."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    refused = script.refused(1, "--json", *LOG, str(out / "log"), "--format", "parquet")
    assert json.loads(refused)["error"] == "library-missing"
    assert "journeys[parquet]" in json.loads(refused)["message"]
    assert looks(script, journey) == []
    script(*LOG, str(out / "log"), "--format", "csv")


def test_a_restricted_journey_is_named_and_the_others_are_exported(
    script: Script, journey: str, out: Path
) -> None:
    """The command ends with 1, and its file is whole."""
    other = script.opened()
    script("--role", "manager", "access", "restrict", journey, "--open-to", "bo.example")
    typed = ("--as", "lis.example", "--role", "manager", "--purpose", "Ledelse", "export", "log")
    ended = script.run(*typed, str(out / "log.csv"), "--format", "csv")
    assert ended.exit_code == 1
    assert f"Set aside, {journey}" in ended.stderr.replace("\n", " ")
    assert len(by_csv(out / "log.csv")) == 1
    ended = script.run("--json", *typed, str(out / "log.json"), "--format", "ocel")
    assert list(json.loads(ended.stdout)["set_aside"]) == [journey]
    assert looks(script, other) == ["process-log"] * 2


def test_it_is_typed_in_danish(script: Script, journey: str, out: Path) -> None:
    """With Danish names, and answers in Danish."""
    del journey
    typed = ("--rolle", "revisor", "eksport", "hændelser", str(out / "log.xes"))
    said = script.speaking("da")(*typed, "--format", "xes", "--rigtige-id")
    assert "uden ord og navne" in said.replace("\n", " ")
