"""A journey moves by script: out to a folder, and in where it goes on."""

import json
import stat
from pathlib import Path

import pytest

from journeys.adapters.files import whole_files
from journeys.adapters.files.exports import write as exporting
from journeys.adapters.files.exports.write import write_export
from journeys.adapters.files.private_files import sync_folder
from journeys.app.ports.moving import Export
from journeys.errors import Refused
from tests.cli.script import Script

AUDITOR = ("--role", "auditor")
TAKING_IN = ("--role", "manager", "--purpose", "flytning")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return where an export is to be."""
    return tmp_path / "out"


@pytest.fixture
def there(tmp_path: Path) -> Script:
    """Return the script on the store of another municipality."""
    return Script(tmp_path / "there.db")


@pytest.fixture
def key(script: Script, journey: str, out: Path) -> str:
    """Export the journey, and return the key of the log it comes from."""
    told = script.json(*AUDITOR, "audit", "export", journey, str(out))
    key: str = told["key"]
    assert told == {
        "journey": journey,
        "entries": 1,
        "origin": key.partition("+")[0],
        "folder": str(out),
        "key": script("audit", "key").strip(),
    }
    return key


def looks(script: Script, journey: str) -> list[str]:
    """Return what was looked at, as the citizen is told."""
    return [look["view"] for look in script.json("access", "show", journey)["looks"]]


def test_an_export_is_its_owners_alone_and_says_how_secret_it_is(
    script: Script, journey: str, out: Path
) -> None:
    """The look is logged, and nothing is left beside the folder."""
    before = set(out.parent.iterdir())
    said = script(*AUDITOR, "audit", "export", journey, str(out))
    assert "as secret as the journey" in said
    assert f"python3 {out}/verify_export.py --key journeys/" in said.replace("\n", "")
    assert set(out.parent.iterdir()) - before == {out}
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in out.iterdir()} == {0o600}
    assert {file.name for file in out.iterdir()} == {
        "README.txt",
        "checkpoint.txt",
        "entries.jsonl",
        "export.json",
        "verify_export.py",
    }
    assert "SECRET" in (out / "README.txt").read_text(encoding="utf-8")
    verifier = Path(str(exporting.__file__)).with_name("verify_export.py")
    assert (out / "verify_export.py").read_bytes() == verifier.read_bytes()
    assert looks(script, journey) == ["export"]


def test_an_export_takes_the_place_of_an_empty_folder_and_of_no_other(
    script: Script, journey: str, out: Path
) -> None:
    """Where it cannot be, nobody has looked."""
    out.mkdir(mode=0o755)
    script(*AUDITOR, "audit", "export", journey, str(out))
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    before = {file: file.read_bytes() for file in out.iterdir()}
    for taken in (out, out / "README.txt"):
        refused = script.refused(1, "--json", *AUDITOR, "audit", "export", journey, str(taken))
        assert json.loads(refused)["error"] == "folder-not-empty"
    assert {file: file.read_bytes() for file in out.iterdir()} == before
    refused = script.refused(
        1, "--json", *AUDITOR, "audit", "export", journey, str(out / "no" / "where")
    )
    assert json.loads(refused)["error"] == "folder-unusable"
    assert looks(script, journey) == ["export"] * 2


def test_a_journey_is_taken_in_by_the_key_that_was_confirmed(
    script: Script, there: Script, journey: str, out: Path, key: str
) -> None:
    """Without it the folder's own is shown, to be asked about; tried first, then in earnest."""
    asked = [*TAKING_IN, "import", "export", str(out)]
    refused = json.loads(there.refused(1, "--json", *asked))
    assert refused["error"] == "key-not-given"
    assert key in refused["message"]
    assert "ask the municipality" in refused["message"]
    assert not there.store.exists()
    there("init")
    would = there("--json", *asked, "--key", key, "--dry-run")
    assert json.loads(would)["dry_run"] is True
    assert there.json("list")["cases"] == []
    said = there(*asked, "--key", key)
    assert said.startswith(f"Arrived: journey {journey}, 1 entry, from the log")
    assert there.told(journey) == script.told(journey)
    assert looks(there, journey)[0] == "arrived"
    refused = json.loads(there.refused(1, "--json", *asked, "--key", key))
    assert refused["error"] == "journey-known"
    assert "all 1 entries hold" in there("audit", "verify")


def test_what_is_no_key_is_not_understood(there: Script, out: Path, key: str) -> None:
    """And another store's is refused, naming the file."""
    asked = [*TAKING_IN, "import", "export", str(out), "--key"]
    assert "A key is written as" in there.refused(2, *asked, "journeys")
    there("init")
    other = there("audit", "key").strip()
    assert "export.json: its key is" in there.refused(1, *asked, other)
    assert key != other


def test_a_caseworker_takes_in_no_journey(there: Script, out: Path, key: str) -> None:
    """Nor does anybody who does not say why."""
    asked = ["import", "export", str(out), "--key", key]
    assert '"role-may-not"' in there.refused(1, "--json", *asked)
    assert "--purpose TEXT" in there.refused(2, "--role", "manager", *asked)


def test_a_folder_that_is_no_export_is_told_by_its_file_and_line(
    there: Script, out: Path, key: str
) -> None:
    """What was changed in it, too."""
    asked = [*TAKING_IN, "import", "export", str(out), "--key", key]
    entries = out / "entries.jsonl"
    text = entries.read_text(encoding="utf-8")
    entries.write_text(text.replace("kontanthjælp", "førtidspension"), encoding="utf-8")
    assert "entries.jsonl, line 1, position 1: the sealed body" in there.refused(1, *asked)
    entries.unlink()
    assert "entries.jsonl: it cannot be opened" in there.refused(1, *asked)
    assert "export.json: it cannot be opened" in there.refused(1, *asked[:-3], str(out / "x"))


def test_a_draft_that_cannot_be_written_leaves_nothing(
    script: Script, journey: str, out: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Neither the folder, nor its draft."""

    def full(_export: Export) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting, "_lines", full)
    before = set(tmp_path.iterdir())
    refused = script.refused(1, "--json", *AUDITOR, "audit", "export", journey, str(out))
    assert "No space left" in json.loads(refused)["message"]
    assert set(tmp_path.iterdir()) == before


def test_a_folder_that_somebody_made_meanwhile_is_left_alone(
    script: Script, journey: str, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A whole export is not put over it."""

    def meanwhile(draft: Path) -> None:
        sync_folder(draft)
        if not out.exists():
            out.mkdir()
            (out / "notes.txt").write_text("Mine", encoding="utf-8")

    # Called just before the name is given.
    monkeypatch.setattr(whole_files, "sync_folder", meanwhile)
    refused = script.refused(1, "--json", *AUDITOR, "audit", "export", journey, str(out))
    assert json.loads(refused)["error"] == "folder-not-empty"
    assert [file.name for file in out.iterdir()] == ["notes.txt"]
    assert [file.name for file in out.parent.glob("*draft*")] == []


def test_nothing_is_exported_of_nobody(script: Script, journey: str, out: Path) -> None:
    """Nor written; nor by a caseworker."""
    other = "00000000-0000-4000-8000-00000000dead"
    assert "No journey" in script.refused(1, *AUDITOR, "audit", "export", other, str(out))
    assert "is not allowed to export journey" in script.refused(
        1, "audit", "export", journey, str(out)
    )
    assert "is not allowed" in script.refused(
        1, "--role", "mentor", "--purpose", "nysgerrig", "audit", "export", journey, str(out)
    )
    assert not out.exists()


def test_an_export_is_written_where_a_link_leads(script: Script, journey: str, out: Path) -> None:
    """To an empty folder; the link stays one."""
    real, link = out.with_name("real"), out.with_name("link")
    real.mkdir()
    link.symlink_to(real)
    script(*AUDITOR, "audit", "export", journey, str(link))
    assert link.is_symlink()
    assert (real / "export.json").exists()
    with pytest.raises(Refused):
        write_export(None, link)  # type: ignore[arg-type]  # refused before it is looked at
