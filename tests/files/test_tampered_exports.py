"""Whatever is changed in the folder of an export is found: by its own check, and on arrival."""

import json
import shutil
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from journeys import Journeys, verbs
from journeys.adapters.files.exports import verify_export
from journeys.adapters.files.exports.read import read_export
from journeys.adapters.files.exports.write import write_export
from journeys.adapters.sql.seal.exported import check
from journeys.errors import InputUnreadable
from tests.invented import BY_ANNA, MAY_1, WALK, opened
from tests.moving import (
    OTHER,
    check_alone,
    contents,
    export_of,
    libraries,
    store,
    taken_in,
    taken_out,
    walk_on,
)

Tampering = Callable[[Path], None]
FILES = ("export.json", "checkpoint.txt", "entries.jsonl")
TAMPERINGS: dict[str, Tampering] = {}


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with exports to change, and to change them by."""
    base = tmp_path_factory.mktemp("exported")
    with (
        store(f"sqlite:///{base / 'first.db'}") as first,
        store(f"sqlite:///{base / 'second.db'}", days=1) as second,
    ):
        walk_on(first)
        taken_out(first, base / "earlier")
        first.decide(WALK, verbs.state_hope, BY_ANNA, words="Mere", on=MAY_1)
        opened(first, OTHER)
        key = taken_out(first, base / "whole")
        write_export(export_of(first, OTHER), base / "another")
        (base / "plain.txt").write_text(first.seal.checkpoint(), encoding="utf-8")
        opened(second, OTHER)
        taken_in(second, base / "whole", key)
        second.decide(WALK, verbs.state_hope, BY_ANNA, words="Nyt", on=MAY_1)
        taken_out(second, base / "moved")
    (base / "libraries").mkdir()
    libraries(base / "libraries")
    return base


def tampering(of: Tampering) -> Tampering:
    """Keep a way to change an export."""
    TAMPERINGS[of.__name__] = of
    return of


def about(**changed: Any) -> Tampering:  # noqa: ANN401 - whatever JSON can say
    """Return what changes these members of export.json; None removes one."""

    def change(folder: Path) -> None:
        members = json.loads((folder / "export.json").read_bytes()) | changed
        kept = {name: value for name, value in members.items() if value is not None}
        (folder / "export.json").write_text(json.dumps(kept), encoding="utf-8")

    return change


def line(number: int, edit: Callable[[dict[str, Any]], object]) -> Tampering:
    """Return what edits one entry."""

    def change(folder: Path) -> None:
        lines = lines_of(folder)
        members = json.loads(lines[number])
        edit(members)
        lines[number] = json.dumps(members)
        write_lines(folder, lines)

    return change


def lines_of(folder: Path) -> list[str]:
    """Return the lines of the entries."""
    return (folder / "entries.jsonl").read_text(encoding="utf-8").split("\n")[:-1]


def write_lines(folder: Path, lines: list[str]) -> None:
    """Write the lines of the entries."""
    text = "".join(f"{each}\n" for each in lines)
    (folder / "entries.jsonl").write_text(text, encoding="utf-8", newline="")


def flip(encoded: str, byte: int = 40) -> str:
    """Return base64 of the same bytes with a bit of one turned over."""
    data = bytearray(b64decode(encoded))
    data[byte % len(data)] ^= 4
    return b64encode(data).decode()


def replaced(name: str, old: str, new: str) -> Tampering:
    """Return what writes other words in a file."""

    def change(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8", newline="")

    return change


def readable(edit: Callable[[dict[str, Any]], object]) -> Tampering:
    """Return what edits the readable words of one entry."""
    return line(1, lambda entry: edit(entry["entry"]))


FORGED = "journeys/0000000000000000+00000000+AYFzDjLPW47SpYQ2z8uGllo6bDF/TxjQxSvgRCPt7Y8R"

TAMPERINGS |= {
    "another format": about(format="journeys export v3"),
    "another stream": about(stream=str(OTHER)),
    "no stream": about(stream="hvem"),
    "another origin": about(origin="journeys/0000000000000000"),
    "a key that is none": about(key=FORGED),
    "a key without form": about(key="journeys"),
    "another data key": about(data_key=b64encode(bytes(32)).decode()),
    "a short data key": about(data_key=b64encode(bytes(31)).decode()),
    "a data key with a sign more": about(data_key=b64encode(bytes(32)).decode() + "="),
    "one entry more said": about(entries=7),
    "one entry less said": about(entries=5),
    "no entries said": about(entries=0),
    "entries as words": about(entries="6"),
    "entries as truth": about(entries=True),
    "one member more": about(note="skrevet til"),
    "one member less": about(format=None),
    "a member twice": replaced("export.json", "{", '{"entries": 1, '),
    "no JSON": replaced("export.json", "{", "["),
    "half a sign": about(origin="\ud800"),
    "another size": replaced("checkpoint.txt", "\n10\n", "\n11\n"),
    "another line": replaced("checkpoint.txt", "entries 6", "entries 5"),
    "one line more": replaced("checkpoint.txt", "\n\n", "\nmere\n\n"),
    "no signature": replaced("checkpoint.txt", "\n\n", "\n"),
    "a signature of nobody": replaced("checkpoint.txt", "— journeys/", "— journeyz/"),
    "another position": line(1, lambda entry: entry.update(position=4)),
    "a position behind the end": line(1, lambda entry: entry.update(position=11)),
    "no position": line(1, lambda entry: entry.update(position=0)),
    "a position as truth": line(0, lambda entry: entry.update(position=True)),
    "a position without end": line(1, lambda entry: entry.update(position=10**400)),
    "another stream in a line": line(1, lambda entry: entry.update(stream=str(OTHER))),
    "another version": line(1, lambda entry: entry.update(version=3)),
    "another kind": line(1, lambda entry: entry.update(kind="hope-stated")),
    "half a sign as kind": line(1, lambda entry: entry.update(kind="\ud800")),
    "another moment": line(1, lambda entry: entry.update(recorded_us=entry["recorded_us"] + 1)),
    "a moment with a point": line(1, lambda entry: entry.update(recorded_us=1.5)),
    "another body": line(1, lambda entry: entry.update(body=flip(entry["body"]))),
    "another mark": line(1, lambda entry: entry.update(body=flip(entry["body"], 0))),
    "no body": line(1, lambda entry: entry.update(body="")),
    "a body that is no base64": line(1, lambda entry: entry.update(body="Æ")),
    "another hash": line(1, lambda entry: entry["proof"].__setitem__(0, flip(entry["proof"][0]))),
    "one hash less": line(1, lambda entry: entry["proof"].pop()),
    "one hash more": line(1, lambda entry: entry["proof"].append(entry["proof"][0])),
    "hashes in another order": line(1, lambda entry: entry["proof"].reverse()),
    "a short hash": line(1, lambda entry: entry["proof"].__setitem__(0, "AAAA")),
    "a hash that is a number": line(1, lambda entry: entry["proof"].__setitem__(0, 7)),
    "other words": readable(lambda entry: entry["event"].update(words="Ikke det")),
    "another actor": readable(lambda entry: entry.update(actor="bo.example")),
    "one word more": readable(lambda entry: entry.update(note="skrevet til")),
    "one word less": readable(lambda entry: entry.pop("request_id")),
    "nothing instead of a word": readable(lambda entry: entry.update(request_id=None)),
    "words twice": replaced("entries.jsonl", '"entry": {', '"entry": {"actor": "bo.example", '),
    "words without end": replaced(
        "entries.jsonl", '"entry": {', f'"entry": {{"x": {"[" * 5000}{"]" * 5000}, '
    ),
    "a line that is no JSON": replaced("entries.jsonl", "}\n", "\n"),
    "an empty line": replaced("entries.jsonl", "}\n", "}\n\n"),
    "a line that is no object": replaced("entries.jsonl", "{", "[]\n{"),
}


@tampering
def lines_swapped(folder: Path) -> None:
    """Let two entries change places."""
    first, second, *rest = lines_of(folder)
    write_lines(folder, [second, first, *rest])


@tampering
def first_line_dropped(folder: Path) -> None:
    """Leave the first entry out."""
    write_lines(folder, lines_of(folder)[1:])


@tampering
def a_line_dropped(folder: Path) -> None:
    """Leave one in the middle out."""
    lines = lines_of(folder)
    write_lines(folder, lines[:2] + lines[3:])


@tampering
def last_line_dropped(folder: Path) -> None:
    """Leave the last entry out."""
    write_lines(folder, lines_of(folder)[:-1])


@tampering
def last_line_dropped_and_not_counted(folder: Path) -> None:
    """Leave the last entry out, and say so where nobody signs."""
    last_line_dropped(folder)
    about(entries=5)(folder)


@tampering
def a_line_twice(folder: Path) -> None:
    """Let an entry come twice."""
    write_lines(folder, [*lines_of(folder), lines_of(folder)[-1]])


@tampering
def bodies_swapped(folder: Path) -> None:
    """Let two entries change what they say, sealed and readable."""
    lines = [json.loads(each) for each in lines_of(folder)]
    for member in ("body", "entry"):
        lines[1][member], lines[2][member] = lines[2][member], lines[1][member]
    write_lines(folder, list(map(json.dumps, lines)))


@tampering
def cut_off(folder: Path) -> None:
    """Lose the last byte."""
    file = folder / "entries.jsonl"
    file.write_bytes(file.read_bytes()[:-1])


@tampering
def a_checkpoint_for_nobody(folder: Path) -> None:
    """Put a checkpoint of the same log in, which was not made for this export."""
    shutil.copy(folder.parent / "plain.txt", folder / "checkpoint.txt")


@tampering
def a_checkpoint_of_before(folder: Path) -> None:
    """Put in that of an earlier export of the same journey."""
    shutil.copy(folder.parent / "earlier" / "checkpoint.txt", folder)


@tampering
def a_checkpoint_for_another(folder: Path) -> None:
    """Put in that of another journey's export."""
    shutil.copy(folder.parent / "another" / "checkpoint.txt", folder)


@tampering
def another_log(folder: Path) -> None:
    """Put in the key and the checkpoint of another log, in which the journey is as well."""
    moved = folder.parent / "moved"
    shutil.copy(moved / "checkpoint.txt", folder)
    key = json.loads((moved / "export.json").read_bytes())
    about(key=key["key"], origin=key["origin"])(folder)


for _name in FILES:
    TAMPERINGS[f"no {_name}"] = lambda folder, _name=_name: (folder / _name).unlink()  # type: ignore[misc]
    TAMPERINGS[f"{_name} empty"] = lambda folder, _name=_name: (folder / _name).write_bytes(b"")  # type: ignore[misc]
    TAMPERINGS[f"{_name} in other letters"] = lambda folder, _name=_name: (  # type: ignore[misc]
        folder / _name
    ).write_bytes(b"\xe6" + (folder / _name).read_bytes())


@pytest.fixture
def folder(exported: Path) -> Iterator[Path]:
    """Yield a copy of an export, to be changed."""
    copy = exported / "copy"
    shutil.copytree(exported / "whole", copy)
    yield copy
    shutil.rmtree(copy)


def key_of(folder: Path) -> str:
    """Return the key that an export's municipality has published."""
    key: str = json.loads((folder / "export.json").read_bytes())["key"]
    return key


@pytest.mark.parametrize("name", ["whole", "earlier", "another", "moved"])
def test_an_export_checks_itself_with_nothing_of_this_library(exported: Path, name: str) -> None:
    """It says what holds; without a key it says that nobody vouched for that."""
    for more in ([], ["--key", key_of(exported / name)]):
        done = check_alone(exported / "libraries", exported / name, *more)
        assert (done.returncode, done.stderr) == (0, "")
        for word in ("signature:", "entries:", "proofs:", "words:"):
            assert word in done.stdout
        assert ("from the folder itself" in done.stdout) is (not more)


def test_an_export_of_the_first_format_is_read_and_checked_as_before(folder: Path) -> None:
    """Its bodies may have no commitment, and need none."""
    about(format="journeys export v1")(folder)
    assert check_alone(folder.parent / "libraries", folder).returncode == 0
    assert read_export(folder) == read_export(folder.parent / "whole")


@pytest.mark.parametrize("name", TAMPERINGS)
def test_whatever_is_changed_is_found_by_the_check_in_the_folder(folder: Path, name: str) -> None:
    """The first fault is printed in a sentence."""
    TAMPERINGS[name](folder)
    done = check_alone(folder.parent / "libraries", folder)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("WRONG: ")
    assert done.stdout.count("\n") == 1
    assert any(file in done.stdout for file in FILES)


@pytest.mark.parametrize(
    ("changed", "newer"),
    [
        ({"format": "journeys export v3"}, True),
        ({"format": "journeys export v12", "sealed_by": "x", "key": None}, True),
        ({"format": "journeys export v" + "9" * 5000}, False),
        ({"format": "journeys export v0"}, False),
        ({"sealed_by": "x"}, False),
    ],
)
def test_a_format_with_a_later_number_is_said_to_be_a_newer_versions(
    folder: Path, changed: dict[str, Any], *, newer: bool
) -> None:
    """With whatever else a newer version puts there."""
    about(**changed)(folder)
    with pytest.raises(InputUnreadable) as unreadable:
        read_export(folder)
    assert ("written by a newer version of journeys: upgrade" in str(unreadable.value)) is newer


def test_whatever_is_changed_does_not_arrive(walks: Journeys, exported: Path) -> None:
    """The file is named, and the store is as it was."""
    opened(walks, OTHER)
    before, key = contents(walks), key_of(exported / "whole")
    for name, change in TAMPERINGS.items():
        copy = exported / name
        shutil.copytree(exported / "whole", copy)
        change(copy)
        with pytest.raises(InputUnreadable) as unreadable:
            taken_in(walks, copy, key)
        assert any(file in str(unreadable.value) for file in FILES), name
        shutil.rmtree(copy)
    assert contents(walks) == before
    taken_in(walks, exported / "whole", key)


def test_a_wrong_entry_is_told_by_its_line_and_position(folder: Path, walks: Journeys) -> None:
    """By both checks alike."""
    key = key_of(folder)
    TAMPERINGS["other words"](folder)
    place = "entries.jsonl, line 2, position 3: "
    assert place in check_alone(folder.parent / "libraries", folder).stdout
    with pytest.raises(InputUnreadable, match=place):
        taken_in(walks, folder, key)


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("name", ["whole", "moved"])
def test_a_bit_turned_over_anywhere_is_found_by_both_checks_or_changes_nothing(
    exported: Path, tmp_path: Path, name: str, seed: int
) -> None:
    """White space in JSON is the only thing that may differ."""
    source, copy = Random(f"{name} {seed}"), tmp_path / "copy"  # noqa: S311 - no secret
    original = read_export(exported / name)
    for file in FILES:
        for _ in range(10):
            shutil.copytree(exported / name, copy)
            data = bytearray((copy / file).read_bytes())
            data[source.randrange(len(data))] ^= 1 << source.randrange(8)
            (copy / file).write_bytes(data)
            accepted = [alone_accepts(copy, original.key), library_accepts(copy, original.key)]
            assert accepted in ([False, False], [True, True])
            assert accepted == [False, False] or read_export(copy) == original
            shutil.rmtree(copy)


def alone_accepts(folder: Path, key: str) -> bool:
    """Return whether the check in the folder accepts it."""
    try:
        return bool(verify_export.verify(folder, key))
    except verify_export.Wrong:
        return False


def library_accepts(folder: Path, key: str) -> bool:
    """Return whether the library accepts it."""
    try:
        check(read_export(folder), key)
    except InputUnreadable:
        return False
    return True


def test_the_check_is_asked_with_a_key_or_without(exported: Path, tmp_path: Path) -> None:
    """Another key is wrong; what is no key, or no option, was not asked well."""
    bare, whole = exported / "libraries", exported / "whole"
    other = check_alone(bare, whole, "--key", key_of(exported / "moved"))
    assert other.returncode == 1
    assert "its key is another than the one given" in other.stdout
    for typed in (["--key", "journeys"], ["--key", "\udcff+00000000+x"], ["--kee"], ["to", "tre"]):
        done = check_alone(bare, whole, *typed)
        assert done.returncode == 2
        assert "usage: " in done.stderr
        assert "Traceback" not in done.stderr
    gone = check_alone(bare, tmp_path / "nowhere", script=whole / "verify_export.py")
    assert (gone.returncode, gone.stderr) == (1, "")
    assert "export.json: it cannot be read" in gone.stdout


def test_without_cryptography_the_check_says_what_it_needs(exported: Path, tmp_path: Path) -> None:
    """In a sentence."""
    done = check_alone(tmp_path, exported / "whole")
    assert done.returncode == 2
    assert done.stderr == "This check needs the package cryptography: pip install cryptography\n"


def test_the_check_is_short_enough_to_be_read() -> None:
    """By an auditor, from its first line to its last."""
    text = Path(str(verify_export.__file__)).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    assert "journeys.adapters" not in text
