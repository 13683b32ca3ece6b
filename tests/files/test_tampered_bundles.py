"""Whatever is changed in a bundle is found by its own script, in a process of its own."""

import json
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from journeys.adapters.files.exports import verify_bundle
from journeys.adapters.files.exports.bundle import VERIFIER
from tests.effort import tries
from tests.files.bundles import LOGS, checked, make_bundles

Tampering = Callable[[Path], object]
SMALL = ("about.json", "key.txt", "checkpoint.txt", *(f"head-{log}.txt" for log in LOGS))
FILES = (*SMALL, "editions.jsonl", *(f"leaves-{log}.txt" for log in LOGS))
GIGABYTES = 8 * 2**30
MEMORY = 600 * 2**20
"""What the script may have: far less than the files that it is given."""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with bundles and checkpoints to change, and to change them by."""
    base = tmp_path_factory.mktemp("bundles")
    make_bundles(base)
    return base


@pytest.fixture
def folder(base: Path) -> Iterator[Path]:
    """Yield a copy of a bundle, to be changed."""
    copy = base / "copy"
    shutil.copytree(base / "whole", copy)
    yield copy
    shutil.rmtree(copy)


def key_in(base: Path) -> str:
    """Return the key that the municipality has published."""
    return (base / "key.txt").read_text(encoding="utf-8")


def lines(name: str, edit: Callable[[list[bytes]], list[bytes]]) -> Tampering:
    """Return what edits the lines of a file."""

    def change(folder: Path) -> None:
        before = (folder / name).read_bytes().splitlines(keepends=True)
        after = edit(list(before))
        assert after != before
        (folder / name).write_bytes(b"".join(after))

    return change


def replaced(name: str, old: str, new: str) -> Tampering:
    """Return what writes other words in a file."""

    def change(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8", newline="")

    return change


def from_other(bundle: str, *names: str) -> Tampering:
    """Return what puts files of another bundle in."""

    def change(folder: Path) -> None:
        for name in names:
            shutil.copy(folder.parent / bundle / name, folder / name)

    return change


def about(**changed: object) -> Tampering:
    """Return what changes these members of about.json."""

    def change(folder: Path) -> None:
        members = json.loads((folder / "about.json").read_bytes()) | changed
        (folder / "about.json").write_text(f"{json.dumps(members, indent=2)}\n", encoding="utf-8")

    return change


OTHER_LEAF = b"ab" * 32 + b"\n"
TAMPERINGS: dict[str, Tampering] = {
    "another format": about(format="journeys bundle v2"),
    "another date": about(date="2026-01-01T00:00:00.000000Z"),
    "other counts": about(entries=dict.fromkeys(LOGS, 1)),
    "one member more": about(note="skrevet til"),
    "no version": replaced("about.json", "version", "versjon"),
    "about nested without end": lambda folder: (folder / "about.json").write_text("[" * 9000),
    "no object": lambda folder: (folder / "about.json").write_text("[1]\n"),
    "the key of another store": from_other("theirs", "key.txt"),
    "a key that is none": lambda folder: (folder / "key.txt").write_text("journeys\n"),
    "a checkpoint of another store": from_other("theirs", "checkpoint.txt"),
    "another store but for its key": from_other(
        "theirs", *(name for name in FILES if name != "key.txt")
    ),
    "a checkpoint of before": from_other("earlier", "checkpoint.txt"),
    "a checkpoint of a copy": from_other("forked", "checkpoint.txt"),
    "a checkpoint of one log": lambda folder: shutil.copy(
        folder.parent / "kept-journeys.txt", folder / "checkpoint.txt"
    ),
    "the note of a head as checkpoint": lambda folder: shutil.copy(
        folder / "head-access.txt", folder / "checkpoint.txt"
    ),
    "no signature": replaced("checkpoint.txt", "\n\n", "\n"),
    "a signature of nobody": replaced("checkpoint.txt", "— journeys/", "— journeyz/"),
    "another size": replaced("checkpoint.txt", "\naccess ", "\naccess 1"),
    "another moment": replaced("checkpoint.txt", "\nat 2026", "\nat 2025"),
    "one line more": replaced("checkpoint.txt", "\n\n", "\nmere\n\n"),
    "an edition less": lines("editions.jsonl", lambda all_: all_[:-1]),
    "an edition more": lines("editions.jsonl", lambda all_: [*all_, all_[-1]]),
    "editions swapped": lines("editions.jsonl", lambda all_: all_[::-1]),
    "another digest": replaced("editions.jsonl", 'digest\\":\\"', 'digest\\":\\"0'),
    "another day": replaced("editions.jsonl", '"2026-', '"2025-'),
    "a remark on an edition": replaced("editions.jsonl", '"}\n', '", "note": "ok"}\n'),
    "an edition said twice": replaced("editions.jsonl", "{", '{"edition": "2030-01-01", '),
    "an edition that is no JSON": replaced("editions.jsonl", "{", "["),
    "an edition that is a number": replaced("editions.jsonl", "{", "7\n{"),
    "leaves of two logs swapped": lambda folder: [
        shutil.copy(folder / "leaves-access.txt", folder / "between"),
        shutil.copy(folder / "leaves-store.txt", folder / "leaves-access.txt"),
        shutil.copy(folder / "between", folder / "leaves-store.txt"),
    ],
    "a head with the note of another": lambda folder: shutil.copy(
        folder / "head-access.txt", folder / "head-journeys.txt"
    ),
    "a leaf in capitals": lines("leaves-journeys.txt", lambda all_: [all_[0].upper(), *all_[1:]]),
    "leaves with other line ends": lines(
        "leaves-journeys.txt", lambda all_: [line[:-1] + b"\r\n" for line in all_]
    ),
    "an empty line among leaves": lines("leaves-journeys.txt", lambda all_: [b"\n", *all_]),
    "the last line end missing": lines(
        "leaves-journeys.txt", lambda all_: [*all_[:-1], all_[-1][:-1]]
    ),
}
for _log in LOGS:
    _name = f"leaves-{_log}.txt"
    TAMPERINGS |= {
        f"a leaf of {_log} changed": lines(_name, lambda all_: [OTHER_LEAF, *all_[1:]]),
        f"the last leaf of {_log} changed": lines(_name, lambda all_: [*all_[:-1], OTHER_LEAF]),
        f"the first leaf of {_log} removed": lines(_name, lambda all_: all_[1:]),
        f"the last leaf of {_log} removed": lines(_name, lambda all_: all_[:-1]),
        f"a leaf of {_log} added": lines(_name, lambda all_: [*all_, OTHER_LEAF]),
        f"a leaf of {_log} twice": lines(_name, lambda all_: [*all_, all_[-1]]),
        f"leaves of {_log} reordered": lines(_name, lambda all_: [all_[1], all_[0], *all_[2:]]),
        f"the head of {_log} of another store": from_other("theirs", f"head-{_log}.txt"),
        f"the head of {_log} changed": replaced(f"head-{_log}.txt", "\nlaw ", "\nlaw 1"),
    }
for _log in ("journeys", "access"):
    TAMPERINGS[f"the head of {_log} of before"] = from_other("earlier", f"head-{_log}.txt")
TAMPERINGS["the head of journeys of a copy"] = from_other("forked", "head-journeys.txt")
FILE_TAMPERINGS: dict[str, Tampering] = {}
for _name in FILES:
    FILE_TAMPERINGS |= {
        f"no {_name}": lambda folder, _name=_name: (folder / _name).unlink(),  # type: ignore[misc]
        f"{_name} empty": lambda folder, _name=_name: (folder / _name).write_bytes(b""),  # type: ignore[misc]
        f"{_name} a folder": lambda folder, _name=_name: [  # type: ignore[misc]
            (folder / _name).unlink(),
            (folder / _name).mkdir(),
        ],
        f"{_name} nonsense": lambda folder, _name=_name: (folder / _name).write_bytes(  # type: ignore[misc]
            bytes(range(256)) * 20
        ),
    }


def test_good_bundles_hold_with_all_that_was_kept(base: Path) -> None:
    """Without a key it says that nobody vouched for that; the script may lie anywhere."""
    libraries, key = base / "libraries", key_in(base)
    kept = [f"--checkpoint={base / f'kept-{log}.txt'}" for log in ("all", *LOGS)]
    before = [f"--before={base / name}" for name in ("empty", "earlier", "whole")]
    for name, more in (
        ("empty", ()),
        ("earlier", (*kept, *before[:2])),
        ("forked", (*kept, *before[:2])),
        ("whole", (*kept, *before)),
    ):
        done = checked(libraries, base / name, "--key", key, *more)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        *logs, held = done.stdout.splitlines()
        assert [line.partition(": all ")[0] for line in logs] == list(LOGS)
        assert held.endswith(f"; earlier ones that hold: {len(more)}")
    script = Path(shutil.copy(base / "whole" / VERIFIER, base / "elsewhere.py"))
    done = checked(libraries, base / "whole", script=script)
    assert done.returncode == 0
    assert "from the folder itself" in done.stdout


@pytest.mark.parametrize("name", TAMPERINGS)
def test_whatever_is_changed_is_found_by_the_script_in_the_folder(folder: Path, name: str) -> None:
    """The first fault is printed in a sentence, with its file or log."""
    TAMPERINGS[name](folder)
    done = checked(folder.parent / "libraries", folder, "--key", key_in(folder.parent))
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith(f"WRONG: {folder}")
    assert done.stdout.count("\n") == 1


@pytest.mark.parametrize("name", FILE_TAMPERINGS)
def test_a_file_that_is_missing_or_nonsense_is_named(folder: Path, name: str) -> None:
    """Each of them; README.txt and the script itself say nothing of the store."""
    FILE_TAMPERINGS[name](folder)
    with pytest.raises(verify_bundle.Wrong) as wrong:
        verify_bundle.verify(folder, None, [], [])
    assert str(wrong.value).startswith(str(folder))


def test_a_missing_file_is_found_by_the_script_too(folder: Path) -> None:
    """In a process of its own."""
    FILE_TAMPERINGS["no leaves-law.txt"](folder)
    done = checked(folder.parent / "libraries", folder)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == f"WRONG: {folder / 'leaves-law.txt'}: No such file or directory.\n"


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ("--checkpoint=kept-theirs.txt", "no note of this store"),
        ("--checkpoint=kept-forked.txt", "do not lead to"),
        ("--checkpoint=forked/head-journeys.txt", "do not lead to"),
        ("--checkpoint=whole/head-access.txt", "no checkpoint of one log"),
        ("--checkpoint=whole/README.txt", "no note of this store"),
        ("--checkpoint=nowhere.txt", "No such file"),
        ("--checkpoint=whole", "Is a directory"),
        ("--before=theirs", "no note of this store"),
        ("--before=forked", "is not the one in"),
        ("--before=nowhere", "No such file"),
    ],
)
def test_what_was_kept_and_is_no_beginning_of_the_logs_is_found(
    base: Path, more: str, what: str
) -> None:
    """A checkpoint of another store, one of a copy that went on otherwise, and what is none."""
    option, _, name = more.partition("=")
    done = checked(base / "libraries", base / "whole", option, base / name)
    assert (done.returncode, done.stderr) == (1, "")
    assert what in done.stdout


def test_a_bundle_of_before_does_not_hold_with_what_was_kept_later(base: Path) -> None:
    """Where a store was put back, whole, only what was kept since shows it."""
    later = base / "whole"
    for option, kept in (("--before", later), ("--checkpoint", later / "checkpoint.txt")):
        done = checked(base / "libraries", base / "earlier", option, kept)
        assert done.returncode == 1
        assert " stood at " in done.stdout


def test_an_entry_that_differs_from_a_bundle_of_before_is_named(folder: Path) -> None:
    """Where only a root was kept, it names the first size at which something differs."""
    TAMPERINGS["a leaf of journeys changed"](folder)
    libraries, before = folder.parent / "libraries", folder.parent / "earlier"
    done = checked(libraries, folder, "--before", before)
    assert f"entry 1 of journeys is not the one in {before}" in done.stdout
    assert "of journeys do not lead to" in checked(libraries, folder).stdout


def test_another_key_than_the_published_one_is_found(base: Path) -> None:
    """A bundle cannot vouch for its own key."""
    theirs = (base / "theirs" / "key.txt").read_text(encoding="utf-8").strip()
    done = checked(base / "libraries", base / "whole", "--key", theirs)
    assert done.returncode == 1
    assert "key.txt: it is not the key that was given" in done.stdout


def test_what_it_is_not_used_for_ends_with_2(base: Path) -> None:
    """And says how it is used."""
    done = checked(base / "libraries", base / "whole", "--keys")
    assert done.returncode == 2
    assert "usage:" in done.stderr


@pytest.mark.parametrize("name", ["checkpoint.txt", "editions.jsonl", "leaves-journeys.txt"])
@pytest.mark.parametrize("fill", [b"\0", b"a"])
def test_a_huge_file_is_refused_without_being_read_into_memory(
    folder: Path, name: str, fill: bytes
) -> None:
    """At its beginning or its end, in little memory and little time."""
    with (folder / name).open("r+b") as file:
        if fill == b"\0":
            file.seek(0, 2)
        else:
            file.write(fill * 70_000)
        file.truncate(GIGABYTES)
    done = subprocess.run(
        [sys.executable, folder / VERIFIER, folder],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert name in done.stdout or "journeys" in done.stdout


@pytest.mark.parametrize("seed", range(tries(6, 60)))
def test_a_bit_turned_over_anywhere_is_found_or_changes_nothing(
    base: Path, tmp_path: Path, seed: int
) -> None:
    """Nothing but the base64 of a signature may be written in two ways, and the version."""
    source, copy = Random(seed), tmp_path / "copy"  # noqa: S311 - no secret
    key = key_in(base)
    whole = verify_bundle.verify(base / "whole", key, [], [])
    for name in FILES:
        for _ in range(5):
            shutil.copytree(base / "whole", copy)
            data = bytearray((copy / name).read_bytes())
            at = source.randrange(len(data))
            data[at] ^= 1 << source.randrange(8)
            (copy / name).write_bytes(data)
            try:
                assert verify_bundle.verify(copy, key, [], []) == whole
            except verify_bundle.Wrong:
                pass
            else:
                unsigned = b"version" in data[:at] or "\n\n— ".encode() in data[:at]
                assert unsigned, (name, at)
            shutil.rmtree(copy)


def test_the_script_is_short_enough_to_be_read() -> None:
    """Somebody who trusts nobody reads it first."""
    source = Path(verify_bundle.__file__).read_text(encoding="utf-8")
    assert len([line for line in source.splitlines() if line]) <= 165
