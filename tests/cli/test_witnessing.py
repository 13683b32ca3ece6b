"""The commands of a witness, and a policy that asks for them."""

import json
from pathlib import Path

import pytest

from journeys.adapters.sql.proofs.notes import NoteKey, opened, split_note
from tests.cli.script import Script

NAMES = ("aarhus.example", "arkivet.example")


@pytest.fixture
def key(script: Script, resting: str) -> str:
    """Return the public key of a store of one journey."""
    assert resting
    return script("audit", "key").removesuffix("\n")


def checkpoint(script: Script, name: str, *log: str) -> Path:
    """Return a file with a checkpoint of the store, beside it."""
    file = script.store.with_name(name)
    file.write_text(script("audit", "checkpoint", *log), encoding="utf-8")
    return file


def folder_of(script: Script, name: str) -> Path:
    """Return the folder of the witness of this name."""
    return script.store.with_name(f"of-{name}")


def cosigned(script: Script, name: str, note: Path, *more: str) -> Path:
    """Return a file with the note as this witness cosigned it."""
    file = note.with_name(f"{note.stem}-{name}.txt")
    state = ("--state", str(folder_of(script, name)))
    file.write_text(script("audit", "witness", str(note), *state, *more), encoding="utf-8")
    return file


@pytest.fixture
def keys(script: Script) -> dict[str, list[str]]:
    """Return the public keys of two witnesses, by name."""
    return {
        name: script.json(
            "audit", "witness-key", "--state", str(folder_of(script, name)), "--name", name
        )["keys"]
        for name in NAMES
    }


def policy_of(script: Script, *lines: str) -> str:
    """Return the path of a policy with these lines."""
    file = script.store.with_name("policy.txt")
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return str(file)


def test_a_key_is_made_once_and_shown_again(script: Script, tmp_path: Path) -> None:
    """For people a key on a line, of each type; a folder without one says how it is made."""
    state = ["--state", str(tmp_path / "new")]
    said = script.refused(1, "audit", "witness-key", *state)
    assert "journeys audit witness-key --state FOLDER --name NAME" in said
    assert not (tmp_path / "new").exists()
    made = script("audit", "witness-key", *state, "--name", "arkivet.example")
    classic, modern = made.splitlines()
    assert classic.startswith("arkivet.example+")
    assert len(modern) > len(classic)
    assert script("audit", "witness-key", *state) == made
    assert script.json("audit", "witness-key", *state) == {
        "name": "arkivet.example",
        "keys": [classic, modern],
    }
    danish = script.speaking("da")
    assert danish("revision", "vidnenøgle", "--vidnemappe", str(tmp_path / "new")) == made
    script.refused(1, "audit", "witness-key", *state, "--name", "two words")
    (tmp_path / "court").mkdir()
    (tmp_path / "court" / "words.json").write_text("{}")
    court = ["--state", str(tmp_path / "court"), "--name", "arkivet.example"]
    assert "is not an empty folder" in script.refused(1, "audit", "witness-key", *court)
    assert [each.name for each in (tmp_path / "court").iterdir()] == ["words.json"]
    script.refused(2, "audit", "witness-key")


def test_a_witness_follows_a_store_and_a_policy_asks_for_it(
    script: Script, key: str, keys: dict[str, list[str]], resting: str
) -> None:
    """From the first checkpoint to the next, with the proof that the store makes of the two."""
    first = checkpoint(script, "first.txt")
    lines = [f"witness {name} {keys[name][0]}" for name in NAMES]
    policy = policy_of(script, f"log {key}", *lines, f"group g all {' '.join(NAMES)}", "quorum g")
    verify = ["audit", "verify", "--policy", policy, "--checkpoint"]
    said = script.refused(1, *verify, str(first))
    assert "cosigned by 0 of 2, and the policy asks for 2" in said
    assert "Missing: aarhus.example, arkivet.example." in said
    ones = [cosigned(script, name, first, "--key", key) for name in NAMES]
    assert "Missing: arkivet.example." in script.refused(1, *verify, str(ones[0]))
    both = [*verify, str(ones[0]), "--checkpoint", str(ones[1])]
    assert "Checkpoint of 4 entries: cosigned by as many as the policy asks for: " in script(*both)
    told = script.json(*both)["witnessed"]
    assert [(each["log"], each["entries"]) for each in told] == [(key.split("+", maxsplit=1)[0], 4)]
    assert [each["name"] for each in told[0]["cosigned"]] == [*NAMES]
    assert "witnessed" not in script.json("audit", "verify", "--checkpoint", str(first))

    script("hope", resting, "--words", "A garden")
    later = checkpoint(script, "later.txt")
    state = ["--state", str(folder_of(script, NAMES[0]))]
    refused = script.refused(1, "audit", "witness", str(later), *state)
    assert "The log journeys had 4 entries when it was seen here last, and has 5 now" in refused
    proof = script.store.with_name("proof.json")
    proof.write_text(script("--json", "audit", "consistency", str(ones[0]), str(later)))
    # The second has seen the same, and is shown the note with the first one's lines.
    once = cosigned(script, NAMES[0], later, "--proof", str(proof))
    twice = cosigned(script, NAMES[1], once, "--proof", str(proof))
    assert [each.name for each in split_note(twice.read_text(encoding="utf-8"))[1]] == [
        key.split("+", maxsplit=1)[0], *[NAMES[0]] * 2, *[NAMES[1]] * 2,
    ]  # fmt: skip
    assert "Checkpoint of 5 entries: cosigned" in script(*verify, str(twice))
    assert opened(twice.read_text(encoding="utf-8"), NoteKey.parse(key))
    assert "4 entries of the log journeys, and 5 were seen here" in script.refused(
        1, "audit", "witness", str(first), *state
    )


def test_a_store_that_was_put_back_and_went_another_way_is_not_cosigned(
    script: Script, key: str, keys: dict[str, list[str]], resting: str
) -> None:
    """It signs its other history itself, and no witness does."""
    assert keys
    before = script.store.read_bytes()
    script("hope", resting, "--words", "A garden")
    cosigned(script, NAMES[0], checkpoint(script, "first.txt"), "--key", key)
    script.store.write_bytes(before)
    script("hope", resting, "--words", "Something else")
    other = checkpoint(script, "other.txt")
    state = ["--state", str(folder_of(script, NAMES[0]))]
    done = script.run("--json", "audit", "witness", str(other), *state)
    assert done.exit_code == 1
    assert json.loads(done.stderr)["error"] == "checkpoint-forked"
    assert "to historier" in script.speaking("da").refused(
        1, "revision", "bevidn", str(other), "--vidnemappe", state[1]
    )


def test_an_ml_dsa_44_key_counts_where_it_says_all(
    script: Script, key: str, keys: dict[str, list[str]]
) -> None:
    """Below a note of one log; of a note of all logs it covers the first three lines alone."""
    policy = policy_of(script, f"witness modern {keys[NAMES[0]][1]}", "quorum modern")
    verify = ["audit", "verify", "--policy", policy, "--checkpoint"]
    whole = cosigned(script, NAMES[0], checkpoint(script, "whole.txt"), "--key", key)
    said = script.refused(1, *verify, str(whole))
    assert "A cosignature of the type ML-DSA-44 does not count here" in said
    for log in ("journeys", "access"):
        alone = cosigned(script, NAMES[0], checkpoint(script, f"{log}.txt", "--log", log))
        assert "cosigned by as many as the policy asks for: aarhus.example" in script(
            *verify, str(alone)
        )


def test_a_policy_is_asked_of_a_copy_too(
    script: Script, key: str, keys: dict[str, list[str]]
) -> None:
    """By the public key alone."""
    note = cosigned(script, NAMES[0], checkpoint(script, "first.txt"), "--key", key)
    (script.store.parent / "store.db.key").unlink()
    verify = ["audit", "verify", "--key", key, "--checkpoint", str(note), "--policy"]
    policy = policy_of(script, f"witness a {keys[NAMES[0]][0]}", "quorum a")
    assert "cosigned by as many as the policy asks for: aarhus.example (" in script(*verify, policy)
    assert script.json(*verify, policy)["witnessed"][0]["cosigned"][0]["name"] == NAMES[0]
    nobody = policy_of(script, "quorum none")
    assert "cosigned by as many as the policy asks for: nobody" in script(*verify, nobody)


def test_a_policy_that_does_not_fit_is_refused(
    script: Script, key: str, keys: dict[str, list[str]]
) -> None:
    """With a fault in it, of another store, with the store as its own witness, of nothing."""
    note = cosigned(script, NAMES[0], checkpoint(script, "first.txt"), "--key", key)
    verify = ["audit", "verify", "--checkpoint", str(note), "--policy"]
    classic = keys[NAMES[0]][0]
    own = NoteKey.parse(key)
    itself = "own+" + classic.split("+", 1)[1]
    assert "The policy: Line 1: The key of own has the id" in script.refused(
        1, *verify, policy_of(script, f"witness a {itself}", "quorum a")
    )
    other = own._replace(public=bytes(32)).text
    said = script.refused(1, *verify, policy_of(script, f"log {other}", "quorum none"))
    assert "The policy names other logs than that of this store" in said
    said = script.refused(2, "audit", "verify", "--policy", policy_of(script, "quorum none"))
    assert "--checkpoint FILE" in said
    script.refused(1, *verify, str(script.store.with_name("nowhere.txt")))
    text, lines = split_note(note.read_text(encoding="utf-8"))
    forged = lines[1]._replace(signature=bytes(72))
    note.write_text(f"{text}\n{lines[0].line}{forged.line}", encoding="utf-8")
    policy = policy_of(script, f"witness a {classic}", "quorum a")
    said = script.refused(1, *verify, policy)
    assert "The cosignature of aarhus.example is not of this text" in said
