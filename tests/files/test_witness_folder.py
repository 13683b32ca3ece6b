"""The folder of a witness: it never forgets what it cosigned, whoever interrupts or competes."""

import os
import signal
import stat
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

import pytest

from journeys.adapters.files.witness_folder import cosign, cosigner_of, make_cosigner, read_proofs
from journeys.adapters.sql.proofs.cosignatures import cosignatures
from journeys.adapters.sql.proofs.notes import NoteKey, split_note
from journeys.errors import InputUnreadable, JourneysError, Refused
from tests.effort import tries
from tests.processes import PROCESSES
from tests.sql.invented_store import KEY, NOW, SIGNER, InventedStore

RANDOM = bytes(range(64))
SECONDS = 60
"""As long as a process may take to say something."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a witness who has seen nothing yet."""
    make_cosigner(tmp_path / "witness", "arkivet.example", RANDOM)
    return tmp_path / "witness"


def stored(entries: int, last: bytes = b"") -> InventedStore:
    """Return a store with so many entries in the journeys' log; the last may say something else."""
    store = InventedStore()
    for number in range(entries):
        store.record("journeys", b"%d" % number)
    if last:
        store.record("journeys", last)
    return store


def found_in(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, with its content."""
    return {str(each): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def refusal(folder: Path, note: str, key: str | None = None) -> str:
    """Return why a note is not cosigned; the folder stays as it was."""
    before = found_in(folder)
    with pytest.raises(JourneysError) as why:
        cosign(folder, note, key, (), NOW)
    assert found_in(folder) == before
    return getattr(why.value, "code", str(why.value))


def test_only_the_owner_may_read_what_is_in_it(folder: Path) -> None:
    """Nor the folder; and the keys are what was made of the random bytes."""
    cosign(folder, stored(1).note(), KEY.text, (), NOW)
    for each in [folder, *folder.rglob("*")]:
        assert stat.S_IMODE(each.stat().st_mode) & 0o077 == 0, each
    assert make_cosigner(folder, "arkivet.example", bytes(64)).keys == cosigner_of(folder).keys
    with pytest.raises(Refused) as other:
        make_cosigner(folder, "aarhus.example", RANDOM)
    assert other.value.code == "witness-other-name"


def test_a_name_that_no_key_can_have_is_refused(tmp_path: Path) -> None:
    """And nothing is made."""
    for name in ("", "a b", "a+b", "a\n", "å" * 128):
        with pytest.raises(Refused) as why:
            make_cosigner(tmp_path / "none", name, RANDOM)
        assert why.value.code == "witness-name-malformed"
    assert not (tmp_path / "none").exists()
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused) as why:
        make_cosigner(tmp_path / "file", "a", RANDOM)
    assert why.value.code == "folder-unusable"


def test_the_first_sight_of_a_store_needs_its_key_and_no_later_one(folder: Path) -> None:
    """The file of what was seen is the note itself, as the municipality needs it for a proof."""
    first, later = stored(1), stored(2)
    assert refusal(folder, first.note()) == "store-unknown"
    assert refusal(folder, "../../x/..\n1\nAAAA\n\n— a AAAAAAA=\n") == "store-unknown"
    other = NoteKey("journeys/0", bytes(32)).text
    assert "no checkpoint of this store" in refusal(folder, first.note(), other)
    cosigned = cosign(folder, first.note(), KEY.text, (), NOW)
    assert cosigned.startswith(first.note())
    assert len(cosignatures(cosigned, cosigner_of(folder).keys)) == 2
    assert (folder / SIGNER.store / "seen.txt").read_text(encoding="utf-8") == first.note()
    assert cosign(folder, first.note(), None, (), NOW + 1) != cosigned
    assert refusal(folder, later.note()) == "growth-not-proved"
    cosign(folder, later.note(), None, later.proofs(first.note(), later.note()), NOW)
    assert refusal(folder, first.note()) == "checkpoint-older"
    assert refusal(folder, stored(1, b"other").note()) == "checkpoint-forked"
    alone = stored(3).note("journeys")
    cosign(folder, alone, None, stored(3).proofs(later.note(), alone), NOW)
    assert refusal(folder, later.note()) == "checkpoint-older"
    assert cosign(folder, alone, None, (), NOW)


@pytest.mark.parametrize(
    "damage",
    [
        lambda seen: seen.unlink(),
        lambda seen: seen.write_text(""),
        lambda seen: seen.write_text("hello\n"),
        lambda seen: seen.write_bytes(b"\xff\xfe"),
        lambda seen: seen.write_text(seen.read_text().replace("\n2\n", "\n1\n", 1)),
        lambda seen: seen.with_name("key.txt").write_text("x"),
        lambda seen: seen.with_name("key.txt").unlink(),
        lambda seen: seen.with_name("key.txt").write_text(KEY._replace(public=bytes(32)).text),
    ],
)
def test_a_damaged_memory_is_never_a_first_sight(
    folder: Path, damage: Callable[[Path], object]
) -> None:
    """Nothing is cosigned, with the key of the store neither."""
    cosign(folder, stored(2).note(), KEY.text, (), NOW)
    damage(folder / SIGNER.store / "seen.txt")
    for key in (None, KEY.text):
        assert "not what a witness leaves there" in refusal(folder, stored(2).note(), key)


def test_a_key_that_is_none_or_open_to_others_is_refused(folder: Path) -> None:
    """It says what to do; one that is not there is made by a command."""
    key = folder / "witness.key"
    whole = key.read_text(encoding="utf-8")
    key.chmod(0o640)
    assert "chmod 600" in refusal(folder, stored(1).note(), KEY.text)
    key.chmod(0o600)
    for text in ("", "x", whole[:-9], whole.replace("v1", "v2"), f"{whole}\n", whole[:-3] + "!\n"):
        key.write_text(text, encoding="utf-8")
        assert "this is no key of a witness" in refusal(folder, stored(1).note(), KEY.text)
    key.unlink()
    assert refusal(folder, stored(1).note(), KEY.text) == "witness-without-key"


def test_what_is_no_proof_of_growth_is_refused(tmp_path: Path) -> None:
    """Whatever stands in the file."""
    file = tmp_path / "proof.json"
    deep = "[" * 100_000
    for text in ("", "x", "{}", "[]", '{"proofs": 1}', '{"proofs": [{}]}', deep, "\ud800"):
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        with pytest.raises(InputUnreadable):
            read_proofs(file)
    with pytest.raises(InputUnreadable, match="cannot be opened"):
        read_proofs(tmp_path)
    file.write_text('{"proofs": [{"log": "law", "old": 1, "new": 2, "hashes": ["x"]}]}')
    assert read_proofs(file)[0].log == "law"


def said_by(end: Connection) -> str:
    """Return what a process says next; one that says nothing fails the test."""
    assert end.poll(SECONDS)
    return str(end.recv())


def cosign_when_told(folder: Path, number: int, told: Connection) -> None:
    """Cosign one of many histories once it is said; say what came of it."""
    told.recv()
    try:
        told.send(cosign(folder, stored(1, b"history %d" % number).note(), KEY.text, (), NOW))
    except Refused as error:
        told.send(error.code)


def test_of_many_histories_at_once_one_is_cosigned(folder: Path) -> None:
    """Each process shows the witness another one, all at the same moment."""
    ends, running = [], []
    for number in range(tries(4, 16)):
        ours, theirs = PROCESSES.Pipe()
        process = PROCESSES.Process(target=cosign_when_told, args=(folder, number, theirs))
        process.start()
        theirs.close()
        ends.append(ours)
        running.append(process)
    for end in ends:
        end.send("now")
    said = [said_by(end) for end in ends]
    for process in running:
        process.join()
    cosigned = [each for each in said if each != "checkpoint-forked"]
    assert len(cosigned) == 1
    text, _ = split_note(cosigned[0])
    seen = (folder / SIGNER.store / "seen.txt").read_text(encoding="utf-8")
    assert split_note(seen)[0] == text


def cosign_on_and_on(folder: Path, told: Connection) -> None:
    """Cosign a store that grows, and say each note that was cosigned, until killed."""
    store, number = stored(1), 1
    while True:
        before = store.note()
        number += 1
        store.record("journeys", b"%d" % number)
        proofs = store.proofs(before, store.note()) if number > 2 else ()
        told.send(cosign(folder, store.note(), KEY.text, proofs, NOW))


def test_a_witness_that_is_killed_remembers_all_that_it_cosigned(tmp_path: Path) -> None:
    """At any moment: what left it is never more than what it remembers, and nothing is half."""
    random = Random(1)  # noqa: S311 - no secret
    for number in range(tries(3, 100)):
        folder = tmp_path / str(number)
        make_cosigner(folder, "arkivet.example", RANDOM)
        ours, theirs = PROCESSES.Pipe()
        process = PROCESSES.Process(target=cosign_on_and_on, args=(folder, theirs))
        process.start()
        theirs.close()
        left = [said_by(ours) for _ in range(random.randint(1, 6))]
        ours.poll(random.random() / 100)
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        while ours.poll():
            try:
                left.append(ours.recv())
            except EOFError:
                break
        last = int(split_note(left[-1])[0].split("\n")[1])
        assert refusal(folder, stored(last - 1).note()) == "checkpoint-older"
        assert refusal(folder, stored(last - 1, b"other").note()) in (
            "checkpoint-forked",
            "checkpoint-older",  # it had seen one more, which never left it
        )
