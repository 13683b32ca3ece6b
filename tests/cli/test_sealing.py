"""The auditor's commands about the seal: exit codes, sentences, and what other tools read."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from journeys.adapters.sql.proofs.heads import StoreHeads
from journeys.adapters.sql.proofs.merkle import EMPTY_ROOT
from journeys.adapters.sql.proofs.notes import Checkpoint, NoteKey, opened
from journeys.domain.law import law
from tests.cli.script import Script

DIGESTS = law().digests


@pytest.fixture
def note(script: Script, resting: str, tmp_path: Path) -> Path:
    """Return a file with a checkpoint of a store of one journey, as the script prints it."""
    assert resting
    file = tmp_path / "checkpoint.txt"
    file.write_text(script("audit", "checkpoint"), encoding="utf-8")
    return file


def alter(script: Script, statement: str) -> None:
    """Do something to the store's file behind our back."""
    with closing(sqlite3.connect(script.store)) as connection:
        connection.execute("DROP TRIGGER IF EXISTS journeys_events_refuse_update")
        connection.execute("DROP TRIGGER IF EXISTS journeys_events_refuse_delete")
        connection.execute(statement)
        connection.commit()


def test_a_checkpoint_is_printed_as_the_note_that_it_is(script: Script, note: Path) -> None:
    """Signed by the key that is printed on its own, in the name of the log."""
    key = script("audit", "key").removesuffix("\n")
    heads = StoreHeads.parse(opened(note.read_text(encoding="utf-8"), NoteKey.parse(key)))
    assert heads
    sizes = {name: head.size for name, head in heads.logs.items()}
    assert sizes == {
        "journeys": 4,
        "access": 0,
        "law": len(DIGESTS),
        "store": 1,
        "employers": 0,
    }
    assert script.json("audit", "key") == {"key": key}
    told = script.json("audit", "checkpoint")
    again = StoreHeads.parse(opened(told["checkpoint"], NoteKey.parse(told["key"])))
    assert told["key"] == key
    assert again == heads._replace(at_us=again.at_us if again else 0)


def test_the_access_log_has_a_checkpoint_and_a_key_of_its_own(script: Script, resting: str) -> None:
    """It moves when somebody looks, and the journeys' own does not."""
    before = [script("audit", "checkpoint", "--log", log) for log in ("journeys", "access")]
    script("show", resting)
    after = [script("audit", "checkpoint", "--log", log) for log in ("journeys", "access")]
    assert before[0] == after[0]
    assert before[1] != after[1]
    key = script("audit", "key", "--log", "access").removesuffix("\n")
    opened(after[1], NoteKey.parse(key))
    said = script.refused(2, "audit", "checkpoint", "--log", "diary")
    assert "there are: journeys, access, law, store, employers" in said


def test_a_store_that_nobody_altered_is_verified(script: Script, note: Path) -> None:
    """A line for each log, then the law, and exit code 0."""
    ours, access, law, store, employers, *editions = script("audit", "verify").splitlines()
    assert ours.startswith("journeys: all 4 entries hold. Head: ")
    assert access.startswith("access: all 0 entries hold. Head: ")
    assert law.startswith(f"law: all {len(DIGESTS)} entries hold. Head: ")
    assert store.startswith("store: all 1 entries hold. Head: ")
    assert employers.startswith("employers: all 0 entries hold. Head: ")
    for edition, line in zip(DIGESTS, editions[::2], strict=True):
        assert line.startswith(f"Law as read on {edition}: sealed in this store ")
    assert editions[1::2] == [f"  In use: {digest}" for digest in DIGESTS.values()]
    verify = ["audit", "verify", "--checkpoint", str(note)]
    assert "all 4 entries hold, and 1 checkpoint with it." in script(*verify)
    verdicts = script.json(*verify)["verdicts"]
    assert [(each["log"], each["entries"], each["checkpoints"]) for each in verdicts] == [
        ("journeys", 4, 1),
        ("access", 0, 1),
        ("law", len(DIGESTS), 1),
        ("store", 1, 1),
        ("employers", 0, 1),
    ]
    assert [each["fault"] for each in verdicts] == [None] * 5


def test_a_copy_is_verified_by_the_public_key_alone(
    script: Script, note: Path, tmp_path: Path
) -> None:
    """Nothing is made beside it, and what needs the master key is said to be left out."""
    key = script("audit", "key").removesuffix("\n")
    copy = Script(tmp_path / "copy" / "copy.db")
    copy.store.parent.mkdir()
    copy.store.write_bytes(script.store.read_bytes())
    assert "master key" in copy.refused(3, "audit", "verify")
    verify = ["audit", "verify", "--key", key, "--checkpoint", str(note)]
    *lines, left_out = copy(*verify).splitlines()
    assert all("hold, and 1 checkpoint with it" in line for line in lines)
    assert left_out.startswith("Not verified without the master key: ")
    told = copy.json(*verify)
    assert told["without_keys"]
    assert [each["fault"] for each in told["verdicts"]] == [None] * 5
    assert [each.name for each in copy.store.parent.iterdir()] == [copy.store.name]
    alter(copy, "UPDATE journeys_events SET recorded_us = 1 WHERE position = 3")
    assert "journeys: wrong at position 3" in copy.run(*verify).stdout
    assert copy.run(*verify).exit_code == 1
    for wrong in ("no key", key.replace("journeys/", "journeys/0")):
        copy.refused(1, "audit", "verify", "--key", wrong)
    nowhere = Script(tmp_path / "nowhere.db")
    nowhere.refused(3, "audit", "verify", "--key", key)
    assert not nowhere.store.exists()


def test_a_copy_of_another_store_is_not_verified_by_this_key(
    script: Script, resting: str, tmp_path: Path
) -> None:
    """Its heads are signed by another."""
    other = Script(tmp_path / "other.db")
    other("init")
    key = other("audit", "key").removesuffix("\n")
    done = script.run("audit", "verify", "--key", key)
    assert resting
    assert done.exit_code == 1
    assert "journeys: wrong: " in done.stdout


def test_an_alteration_is_told_with_its_position(script: Script, note: Path) -> None:
    """On the same stream as the verdicts that hold, and exit code 1 says it to scripts."""
    alter(script, "UPDATE journeys_events SET recorded_us = 1 WHERE position = 3")
    for typed in (["audit", "verify"], ["audit", "verify", "--checkpoint", str(note)]):
        done = script.run(*typed)
        ours, access, law, *_ = done.stdout.splitlines()
        assert done.exit_code == 1
        assert done.stderr == ""
        assert ours == "journeys: wrong at position 3: the entry is not the one that was sealed."
        assert access.startswith("access: all 0 entries hold")
        assert law.startswith(f"law: all {len(DIGESTS)} entries hold")
    done = script.run("--json", "audit", "verify")
    assert done.exit_code == 1
    assert '"position": 3' in done.stdout


def test_an_older_copy_put_back_is_told_by_the_checkpoint(
    script: Script, resting: str, note: Path
) -> None:
    """Alone it holds: it is what it was."""
    copy = script.store.read_bytes()
    script("hope", resting, "--words", "A garden")
    later = note.with_name("later.txt")
    later.write_text(script("audit", "checkpoint"), encoding="utf-8")
    script.store.write_bytes(copy)
    both = ["--checkpoint", str(note), "--checkpoint", str(later)]
    assert "journeys: all 4 entries hold" in script("audit", "verify")
    done = script.run("audit", "verify", *both)
    assert done.exit_code == 1
    assert "wrong at position 5: the entry is missing: a log of 5 entries was signed" in done.stdout
    assert "entries were cut off" in script.refused(
        1, "audit", "consistency", str(note), str(later)
    )


def test_what_is_no_checkpoint_is_refused(script: Script, note: Path, tmp_path: Path) -> None:
    """A file that is not there, one that is no text, one that is no note, one of another store."""
    noise, letter, theirs = (tmp_path / name for name in ("noise", "letter", "theirs"))
    noise.write_bytes(b"\xff\xfe")
    letter.write_text("Kære borger\n", encoding="utf-8")
    other = Script(tmp_path / "other.db")
    other("init")
    theirs.write_text(other("audit", "checkpoint"), encoding="utf-8")
    for file, what in (
        (tmp_path / "nowhere", "cannot be opened"),
        (noise, "not UTF-8"),
        (letter, "no checkpoint of this store"),
        (theirs, "tells of one at position 0"),
    ):
        assert what in script.refused(1, "audit", "verify", "--checkpoint", str(file))
        assert what in script.refused(1, "audit", "consistency", str(note), str(file))


def test_an_entry_is_proved_as_other_tools_read_it(script: Script, resting: str) -> None:
    """The proof ends with the checkpoint; with --json it is in parts."""
    proof = script("audit", "prove", resting, "3")
    head, _, checkpoint = proof.partition("\n\n")
    assert head.splitlines()[:2] == ["c2sp.org/tlog-proof@v1", "index 2"]
    assert checkpoint == script("audit", "checkpoint", "--log", "journeys")
    told = script.json("audit", "prove", resting, "3")
    assert (told["position"], told["checkpoint"]) == (3, checkpoint)
    assert told["hashes"] == head.splitlines()[2:]


def test_an_entry_that_is_not_there_is_not_proved(script: Script, resting: str) -> None:
    """Nor one that was altered: where, is told by another command."""
    for number in ("0", "5", "99999999999999999999"):
        assert f"no entry {number}" in script.refused(1, "audit", "prove", resting, number)
    script.refused(2, "audit", "prove", resting, "third")
    alter(script, "UPDATE journeys_events SET body = x'00' WHERE position = 2")
    said = script.refused(3, "audit", "prove", resting, "2")
    assert "journeys audit verify" in said
    script("audit", "prove", resting, "1")


def test_a_log_that_grew_is_told_to_have_grown(script: Script, resting: str, note: Path) -> None:
    """Whichever checkpoint comes first; with --json the proof is in parts."""
    script("hope", resting, "--words", "A garden")
    later = note.with_name("later.txt")
    later.write_text(script("audit", "checkpoint"), encoding="utf-8")
    said = script("audit", "consistency", str(note), str(later))
    first, *lines = said.splitlines()
    assert first == "journeys: the log of 5 entries begins with all 4. The proof:"
    assert script("audit", "consistency", str(later), str(note)) == said
    ours, *others = script.json("audit", "consistency", str(note), str(later))["proofs"]
    assert ours["hashes"] == lines[: len(ours["hashes"])]
    assert (ours["log"], ours["old"], ours["new"]) == ("journeys", 4, 5)
    assert [each["log"] for each in others] == ["access", "law", "store", "employers"]
    alter(script, "UPDATE journeys_events SET leaf = zeroblob(32) WHERE position = 5")
    assert "was changed" in script.refused(1, "audit", "consistency", str(note), str(later))


def test_two_logs_are_no_growth_of_each_other(script: Script, note: Path) -> None:
    """And an empty one has a root of its own."""
    access = note.with_name("access.txt")
    access.write_text(script("audit", "checkpoint", "--log", "access"), encoding="utf-8")
    ours = note.with_name("journeys.txt")
    ours.write_text(script("audit", "checkpoint", "--log", "journeys"), encoding="utf-8")
    assert "two different logs" in script.refused(1, "audit", "consistency", str(ours), str(access))
    key = NoteKey.parse(script("audit", "key", "--log", "access").removesuffix("\n"))
    checkpoint = Checkpoint.parse(opened(access.read_text(encoding="utf-8"), key))
    assert checkpoint[1:] == (0, EMPTY_ROOT)
