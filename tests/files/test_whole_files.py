"""A file has its name once all of it is there, and never the name of another."""

import errno
import os
from pathlib import Path

import pytest

from journeys.adapters.files.whole_files import put_in_place, remove_drafts


@pytest.fixture(params=["links", "no links"])
def anywhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Try a file system with links, and one without, as that of a memory stick."""

    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    if request.param == "no links":
        monkeypatch.setattr(os, "link", refused)


@pytest.mark.usefixtures("anywhere")
def test_a_draft_gets_its_name_and_never_that_of_another_file(tmp_path: Path) -> None:
    """What is there already stays as it is."""
    draft, store = tmp_path / "store.db.draft-0123abcd", tmp_path / "store.db"
    draft.write_bytes(b"new")
    put_in_place(draft, store)
    assert store.read_bytes() == b"new"
    draft.unlink(missing_ok=True)
    draft.write_bytes(b"newer")
    with pytest.raises(FileExistsError):
        put_in_place(draft, store)
    assert store.read_bytes() == b"new"


def test_only_drafts_are_removed(tmp_path: Path) -> None:
    """With the files that SQLite keeps beside one; not what only looks alike."""
    drafts = ("store.db.draft-0123abcd", "store.db.draft-0123abcd-wal")
    others = (
        "store.db",
        "store.db.draft-of-may-1",
        "store.db.draft-0123abcd-copy",
        "b.draft-0123abcd",
    )
    for name in (*drafts, *others):
        (tmp_path / name).touch()
    remove_drafts(tmp_path / "store.db", ("", "-wal"))
    assert {each.name for each in tmp_path.iterdir()} == set(others)
