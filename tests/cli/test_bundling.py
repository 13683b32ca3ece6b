"""The bundle by script: what is said, in both languages, and how it ends."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from journeys.adapters.files.exports.verify_bundle import verify
from tests.cli.script import Script


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return where a bundle is to be."""
    return tmp_path / "out"


def test_a_bundle_is_written_and_says_how_it_is_checked(
    script: Script, journey: str, out: Path
) -> None:
    """Anybody may: it shows nobody."""
    assert journey
    key = script("audit", "key").strip()
    said = script("--role", "mentor", "audit", "bundle", str(out))
    first, second = said.splitlines()
    assert first.startswith(f"Written to {out}: the seal of ")
    assert first.endswith("entries, which shows nobody.")
    assert second == f"Check it with: python3 {out}/verify_bundle.py --key {key}"
    assert verify(out, key, [], [])[0] == "journeys: all 1 entries hold"


def test_a_bundle_says_the_same_to_programs(script: Script, journey: str, out: Path) -> None:
    """With the moment of its note, and the entries by log."""
    assert journey
    found = script.json("audit", "bundle", str(out))
    about = json.loads((out / "about.json").read_bytes())
    assert found == {
        "folder": str(out),
        "date": found["date"],
        "key": script("audit", "key").strip(),
        "entries": about["entries"],
    }
    assert found["date"].removesuffix("+00:00") == about["date"].removesuffix("Z")
    assert list(about["entries"]) == ["journeys", "access", "law", "store", "employers"]


def test_a_bundle_is_said_in_danish(script: Script, journey: str, out: Path) -> None:
    """The folder's README.txt is in both languages."""
    assert journey
    said = script.speaking("da")("audit", "bundle", str(out))
    assert "indførsler. Den viser ingen personer." in said
    assert "Efterprøv det med: python3" in said
    readme = (out / "README.txt").read_text(encoding="utf-8")
    assert "Mappen viser ingen personer" in readme
    assert "This folder shows nobody" in readme
    for file in ("about.json", "key.txt", "checkpoint.txt", "head-LOG.txt", "leaves-LOG.txt"):
        assert readme.count(f"\n{file} ") == 2


def test_a_folder_that_holds_something_is_left_alone(
    script: Script, journey: str, out: Path
) -> None:
    """Before the store is opened."""
    assert journey
    out.mkdir()
    (out / "notes.txt").write_text("Mine", encoding="utf-8")
    refused = json.loads(script.refused(1, "--json", "audit", "bundle", str(out)))
    assert refused["error"] == "folder-not-empty"
    assert [file.name for file in out.iterdir()] == ["notes.txt"]


def test_an_altered_store_ends_with_3_and_nothing_is_written(
    script: Script, journey: str, out: Path
) -> None:
    """The position is named, and what says more."""
    assert journey
    with closing(sqlite3.connect(script.store)) as connection:
        connection.execute("DROP TRIGGER journeys_events_refuse_update")
        connection.execute("UPDATE journeys_events SET recorded_us = 1")
        connection.commit()
    said = script.refused(3, "audit", "bundle", str(out))
    assert "The log journeys is not what was sealed, at position 1 or before." in said
    assert "journeys audit verify" in said
    assert list(out.parent.glob("out*")) == []
