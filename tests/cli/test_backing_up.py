"""Backup and restore by script: what is said, in both languages, and how it ends."""

import json
from pathlib import Path

import pytest

from tests.cli.script import Script
from tests.cli.test_municipalities import Registry, made, many  # noqa: F401
from tests.registry.towns import HERNING, KOLDING

ERASE = ("--role", "manager", "erase")
GROUND = ("--reason", "Tiden", "--authority", "Arkivet", "--yes", "--on", "2026-01-15")


@pytest.fixture
def held(script: Script, journey: str, tmp_path: Path) -> str:
    """Return the checkpoint that somebody else holds of a store with one closed journey."""
    script("close", journey, "--reason", "Flyttet", "--on", "2026-01-14")
    file = tmp_path / "held.txt"
    file.write_text(script("audit", "checkpoint"))
    return str(file)


@pytest.fixture
def lost(script: Script, held: str, tmp_path: Path) -> Script:  # noqa: ARG001 - made before
    """Return the script on the place of a store that was backed up, and then lost."""
    script("backup", str(tmp_path / "copy"))
    script.store.unlink()
    return script


def test_a_store_is_backed_up_and_restored(
    script: Script, held: str, journey: str, tmp_path: Path
) -> None:
    """It says where it is, how it is restored, and what became of it."""
    out = tmp_path / "copy"
    assert script("backup", str(out)) == (
        f"Backed up to {out}. Keep it apart from the master key.\n"
        f"Restore it with: journeys restore {out} --prove CHECKPOINT\n"
    )
    script(*ERASE, journey, *GROUND)
    script.store.unlink()
    typed = ("restore", str(out), "--prove", held)
    told = script.json(*typed)
    assert (told["erased_again"], told["lost"], told["all_erasures_known"]) == (1, {}, True)
    assert "No journey" in script("list")
    refused = json.loads(script.refused(1, "--json", *typed))
    assert refused["error"] == "store-there"


def test_it_is_said_in_danish(lost: Script, held: str, tmp_path: Path) -> None:
    """Each sentence, with the names that commands have there."""
    danish = lost.speaking("da")
    (tmp_path / "empty").touch()
    for kept in tmp_path.glob("erasures-*"):
        kept.unlink()
    typed = ("genskab", str(tmp_path / "copy"), "--efterprøv", held)
    refused = danish.refused(1, *typed)
    assert "der ligger ingen sletteliste i" in refused
    assert "--sletteliste FIL" in refused
    said = danish(*typed, "--sletteliste", str(tmp_path / "empty"))
    assert said.startswith("Genskabt, som den var ")
    assert "0 sletninger siden sikkerhedskopien blev gentaget." in said
    assert "Ingen kan vide, om andre er blevet slettet siden." in said
    assert "Opbevar den adskilt" in danish("sikkerhedskopi", str(tmp_path / "ny"))


def test_the_list_of_erasures_is_kept_where_the_environment_says(
    script: Script, held: str, journey: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what is printed of it is what a restore takes."""
    (tmp_path / "lists").mkdir()
    for kept in tmp_path.glob("erasures-*"):
        kept.unlink()
    monkeypatch.setenv("JOURNEYS_ERASURES", str(tmp_path / "lists"))
    script(*ERASE, journey, *GROUND)
    assert len(list((tmp_path / "lists").iterdir())) == 1
    assert not list(tmp_path.glob("erasures-*"))
    listed = script.json("audit", "erasures")["erasures"]
    assert script("audit", "erasures").count("erased journeys") == 1
    assert journey in json.loads(listed)["note"]
    assert held


def test_each_municipality_has_a_backup_of_its_own(
    made: Registry,  # noqa: F811 - the fixture
    tmp_path: Path,
) -> None:
    """In a folder that ends with its code; one of them is restored."""
    told = made.of_each(0, "backup", str(tmp_path / "copy"))
    folders = {code: Path(each["answer"]["folder"]) for code, each in told.items()}
    assert folders == {code: tmp_path / f"copy-{code}" for code in (KOLDING, HERNING)}
    checkpoint = str(folders[KOLDING] / "checkpoint.txt")
    (made.store.parent / "kolding.db").unlink()
    made("--only", KOLDING, "restore", str(folders[KOLDING]), "--prove", checkpoint)
    assert [each["exit_code"] for each in made.of_each(0, "check").values()] == [0, 0]
    other = ("--only", HERNING, "restore", str(folders[KOLDING]), "--prove", checkpoint)
    (made.store.parent / "herning.db").unlink()
    assert made.refused(3, *other)
