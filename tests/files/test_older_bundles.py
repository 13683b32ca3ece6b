"""Bundles from before there was a log of employers still hold, and newer ones are held to them."""

import json
import re
import shutil
from pathlib import Path

import pytest

from journeys.adapters.files.exports.verify_bundle import LOGS, Wrong, verify
from journeys.adapters.sql.database.connections import connect, reading
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.keys.signing import Signer
from tests.files.bundles import make_bundles
from tests.invented import KEYS

ADDED = "employers"
BEFORE = [log for log in LOGS if log != ADDED]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with bundles of one store, the first of them as an older version wrote it."""
    base = tmp_path_factory.mktemp("bundles")
    make_bundles(base)
    engine = connect(f"sqlite:///{base / 'ours.db'}")
    with reading(engine) as connection:
        signer = Keyring(KEYS).signer(connection)
    engine.dispose()
    without_employers(base / "empty", signer)
    return base


def without_employers(folder: Path, signer: Signer) -> None:
    """Let a bundle, and the notes in it, name the logs that there were before 0015."""
    for part in ("head", "leaves"):
        (folder / f"{part}-{ADDED}.txt").unlink()
    notes = {"checkpoint.txt": "journeys"} | {f"head-{log}.txt": log for log in BEFORE}
    for name, log in notes.items():
        text, _, _ = (folder / name).read_text(encoding="utf-8").partition("\n\n")
        stripped = re.sub(rf"^{ADDED} .*\n", "", f"{text}\n", flags=re.MULTILINE)
        (folder / name).write_text(signer.signed(stripped, log), encoding="utf-8")
    about = json.loads((folder / "about.json").read_bytes())
    del about["entries"][ADDED]
    (folder / "about.json").write_text(f"{json.dumps(about, indent=2)}\n", encoding="utf-8")


def test_an_older_bundle_holds_and_says_what_it_did(base: Path) -> None:
    """Of the logs that there were."""
    *logs, _ = verify(base / "empty", None, [base / "empty" / "checkpoint.txt"], [])
    assert [line.partition(":")[0] for line in logs] == BEFORE


def test_a_newer_bundle_is_held_to_an_older_one_and_its_checkpoint(base: Path) -> None:
    """The log of employers had no entries then."""
    older, kept = base / "empty", base / "empty" / "checkpoint.txt"
    for newer in ("earlier", "whole"):
        *logs, held = verify(base / newer, None, [kept], [older])
        assert [line.partition(":")[0] for line in logs] == list(LOGS)
        assert held.endswith("earlier ones that hold: 2")


@pytest.mark.parametrize("kept", ["whole/checkpoint.txt", "kept-employers.txt"])
def test_an_older_bundle_does_not_hold_with_what_was_kept_later(base: Path, kept: str) -> None:
    """A note of all logs, and one of the employers alone."""
    with pytest.raises(Wrong, match="which does not fit 0"):
        verify(base / "empty", None, [base / kept], [])


def test_the_log_is_not_hidden_by_taking_its_files_out(base: Path, tmp_path: Path) -> None:
    """The signed note of a newer bundle names it; an older note does not fit the heads."""
    folder = tmp_path / "copy"
    shutil.copytree(base / "whole", folder)
    for part in ("head", "leaves"):
        (folder / f"{part}-{ADDED}.txt").unlink()
    about = json.loads((folder / "about.json").read_bytes())
    del about["entries"][ADDED]
    (folder / "about.json").write_text(f"{json.dumps(about, indent=2)}\n", encoding="utf-8")
    with pytest.raises(Wrong, match=r"about\.json"):
        verify(folder, None, [], [])
    shutil.copy(base / "whole" / "about.json", folder / "about.json")
    with pytest.raises(Wrong, match=r"head-employers\.txt: No such file"):
        verify(folder, None, [], [])
    for name in ("about.json", "checkpoint.txt"):
        shutil.copy(base / "empty" / name, folder / name)
    with pytest.raises(Wrong, match="which does not fit"):
        verify(folder, None, [], [])
