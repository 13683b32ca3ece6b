"""Ways to forge a disclosure, by name: each changes a copy of the whole one."""

import json
import shutil
from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from journeys.adapters.sql.proofs.notes import NoteKey, signed
from tests.files.disclosed_by_hand import BOTH_WAYS
from tests.moving import OTHER

Forgery = Callable[[Path, Random], None]
FORGERIES: dict[str, Forgery] = {}


def forgery(of: Forgery) -> Forgery:
    """Keep a way to forge a disclosure."""
    FORGERIES[of.__name__] = of
    return of


def about_of(folder: Path) -> dict[str, Any]:
    """Return the members of disclosure.json."""
    members: dict[str, Any] = json.loads((folder / "disclosure.json").read_bytes())
    return members


def about(edit: Callable[[dict[str, Any], Random], object]) -> Forgery:
    """Return what edits the members of disclosure.json."""

    def change(folder: Path, source: Random) -> None:
        members = about_of(folder)
        edit(members, source)
        (folder / "disclosure.json").write_text(json.dumps(members), encoding="utf-8")

    return change


def of_another(*names: str) -> Forgery:
    """Return what takes these members from the disclosure of another entry of the journey."""

    def change(folder: Path, source: Random) -> None:
        other = about_of(folder.parent / "another")
        about(lambda members, _: members.update({name: other[name] for name in names}))(
            folder, source
        )

    return change


def replaced(name: str, old: str, new: str) -> Forgery:
    """Return what writes something else in a file."""

    def change(folder: Path, _: Random) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), "utf-8", newline="")

    return change


def flipped(encoded: str, source: Random) -> str:
    """Return base64 of the same bytes with one bit turned over."""
    data = bytearray(b64decode(encoded))
    data[source.randrange(len(data))] ^= 1 << source.randrange(8)
    return b64encode(data).decode()


def both(*changes: Forgery) -> Forgery:
    """Return what does several things."""

    def change(folder: Path, source: Random) -> None:
        for each in changes:
            each(folder, source)

    return change


def flips(name: str) -> Forgery:
    """Return what turns over one bit of a member in base64."""
    return about(lambda members, source: members.update({name: flipped(members[name], source)}))


def words_of_another(folder: Path, _: Random) -> None:
    """Put the words of another entry in."""
    shutil.copy(folder.parent / "another" / "words.json", folder)


PLACE = ("stream", "version", "kind", "position", "recorded_us", "proof")

FORGERIES |= {
    "the words of another entry": words_of_another,
    "the words and the salt of another": both(words_of_another, of_another("salt")),
    "all but the place of another": both(words_of_another, of_another("salt", "body")),
    "words in another form": replaced("words.json", '{"event":', '{"event": '),
    "a line feed behind the words": replaced("words.json", "null}", "null}\n"),
    "one word more": replaced("words.json", '{"event":', '{"x":1,"event":'),
    "another actor": replaced("words.json", "anna.example", "bo.example"),
    "words twice": replaced("words.json", '{"event":', '{"actor":"bo.example","event":'),
    "words that are no object": replaced("words.json", '{"event":', '[{"event":'),
    "words that are no number": replaced("words.json", '"request_id":', '"nr":NaN,"request_id":'),
    "words without end": replaced("words.json", "null}", "1e999}"),
    "half a sign": replaced("words.json", "anna", r"\ud800"),
    "words too deep": replaced(
        "words.json", '{"event":', f'{{"x":{"[" * 9999}{"]" * 9999},"event":'
    ),
    "the place of another": of_another(*PLACE),
    "the place of another, without its proof": of_another(*PLACE[:-1]),
    "the proof of another": of_another("proof"),
    "the salt of another": of_another("salt"),
    "the body of another": of_another("body"),
    "another stream": about(lambda members, _: members.update(stream=str(OTHER))),
    "another kind": about(lambda members, _: members.update(kind="hope-stated")),
    "stream and kind cut elsewhere": about(
        lambda members, _: members.update(
            kind=members["kind"] + members["stream"][:1], stream=members["stream"][1:]
        )
    ),
    "another salt": about(
        lambda members, source: members.update(salt=b64encode(source.randbytes(16)).decode())
    ),
    "a salt with the first words": both(
        about(
            lambda members, _: members.update(
                salt=b64encode(b64decode(members["salt"]) + b'{"event"').decode()
            )
        ),
        replaced("words.json", '{"event"', ""),
    ),
    "a bit of the salt": flips("salt"),
    "a bit of the body": flips("body"),
    "a bit of the proof": about(
        lambda members, source: members["proof"].__setitem__(
            at := source.randrange(len(members["proof"])), flipped(members["proof"][at], source)
        )
    ),
    "one hash less": about(lambda members, _: members["proof"].pop()),
    "one hash more": about(lambda members, _: members["proof"].append(members["proof"][0])),
    "hashes in another order": about(lambda members, _: members["proof"].reverse()),
    "a hash that is a number": about(lambda members, _: members["proof"].__setitem__(0, 7)),
    "hashes in a text": about(lambda members, _: members.update(proof="".join(members["proof"]))),
    "no proof": about(lambda members, _: members.update(proof=[])),
    "a body said to be from before": about(lambda members, _: members.update(salt="")),
    "a body made to be from before": about(
        lambda members, _: members.update(
            salt="", body=b64encode(b"\1" + b64decode(members["body"])[1:]).decode()
        )
    ),
    "another format": about(lambda members, _: members.update(format="journeys disclosure v2")),
    "another origin": about(lambda members, _: members.update(origin="journeys/0000000000000000")),
    "one member more": about(lambda members, _: members.update(note="skrevet til")),
    "one member less": about(lambda members, _: members.pop("salt")),
    "no salt": about(lambda members, _: members.update(salt=None)),
    "a position as truth": about(lambda members, _: members.update(position=True)),
    "a version as truth": about(lambda members, _: members.update(version=True)),
    "a position with a point": about(lambda members, _: members.update(position=3.0)),
    "a position without end": about(lambda members, _: members.update(position=10**400)),
    "no position": about(lambda members, _: members.update(position=0)),
    "half a sign as kind": about(lambda members, _: members.update(kind="\ud800")),
    "a member twice": replaced("disclosure.json", "{", '{"position": 1, '),
    "no number": replaced("disclosure.json", '"version": 3', '"version": NaN'),
    "too deep": replaced("disclosure.json", '"proof": [', f'"proof": [{"[" * 9999}{"]" * 9999},'),
    "no object": replaced("disclosure.json", "{", "[{"),
    "another size": replaced("checkpoint.txt", "\n", "\n1"),
    "a line more": replaced("checkpoint.txt", "\n\n", "\nmere\n\n"),
    "a line less": replaced("checkpoint.txt", "\naccess ", "\nacces "),
    "lines of another system": replaced("checkpoint.txt", "\n", "\r\n"),
    "no signature": replaced("checkpoint.txt", "\n\n", "\n"),
    "a signature of nobody": replaced("checkpoint.txt", "— journeys/", "— journeyz/"),
}


@forgery
def another_moment(folder: Path, source: Random) -> None:
    """Say that it was recorded earlier or later."""
    by = source.choice([-1, 1, 86_400_000_000, -(10**17), 10**30])
    about(lambda members, _: members.update(recorded_us=members["recorded_us"] + by))(
        folder, source
    )


@forgery
def another_version_or_position(folder: Path, source: Random) -> None:
    """Say that it stands elsewhere."""
    name, by = source.choice(["version", "position"]), source.choice([-1, 1, 2, -(10**6)])
    about(lambda members, _: members.update({name: members[name] + by}))(folder, source)


@forgery
def other_words(folder: Path, source: Random) -> None:
    """Change one letter of the words."""
    text = (folder / "words.json").read_text(encoding="utf-8")
    at = source.randrange(len(text))
    text = text[:at] + source.choice("abc æ\n\0") + text[at + source.randrange(2) :]
    if text.encode() != (folder / "words.json").read_bytes():
        (folder / "words.json").write_text(text, encoding="utf-8", newline="")
    else:
        words_of_another(folder, source)


@forgery
def another_key(folder: Path, source: Random) -> None:
    """Sign the checkpoint with another key, in the name of the log."""
    private = Ed25519PrivateKey.from_private_bytes(source.randbytes(32))
    name = about_of(folder)["origin"]
    text = (folder / "checkpoint.txt").read_text(encoding="utf-8").split("\n\n")[0] + "\n"
    (folder / "checkpoint.txt").write_text(signed(text, name, private), encoding="utf-8")
    if source.randrange(2):
        public = NoteKey.of(name, private).text
        about(lambda members, _: members.update(key=public))(folder, source)


@forgery
def another_root(folder: Path, source: Random) -> None:
    """Let the checkpoint sign something else."""
    lines = (folder / "checkpoint.txt").read_text(encoding="utf-8").split("\n")
    lines[2] = flipped(lines[2], source)
    (folder / "checkpoint.txt").write_text("\n".join(lines), encoding="utf-8")


@forgery
def an_earlier_checkpoint(folder: Path, _: Random) -> None:
    """Put in that of before, of which this is not the proof."""
    shutil.copy(folder.parent / "earlier" / "checkpoint.txt", folder)


@forgery
def another_log(folder: Path, source: Random) -> None:
    """Put in the key and the checkpoint of another log, in which the journey is as well."""
    shutil.copy(folder.parent / "moved" / "checkpoint.txt", folder)
    key = about_of(folder.parent / "moved")["key"]
    if source.randrange(2):
        about(lambda members, _: members.update(key=key, origin=key.partition("+")[0]))(
            folder, source
        )


@forgery
def a_body_in_two_ways(folder: Path, source: Random) -> None:
    """Disclose a body that opens in two ways as the one that it does not commit to."""
    shutil.rmtree(folder)
    shutil.copytree(folder.parent / f"other way {source.randrange(BOTH_WAYS)}", folder)


@forgery
def half_of_two_ways(folder: Path, source: Random) -> None:
    """Give the salt of the one way with the words of the other."""
    nr = source.randrange(BOTH_WAYS)
    shutil.rmtree(folder)
    shutil.copytree(folder.parent / f"one way {nr}", folder)
    other = folder.parent / f"other way {nr}"
    if source.randrange(2):
        shutil.copy(other / "words.json", folder)
    else:
        about(lambda members, _: members.update(salt=about_of(other)["salt"]))(folder, source)


for _name in ("disclosure.json", "checkpoint.txt", "words.json"):
    FORGERIES[f"no {_name}"] = lambda folder, _, name=_name: (folder / name).unlink()  # type: ignore[misc]
    FORGERIES[f"{_name} empty"] = lambda folder, _, name=_name: (folder / name).write_bytes(b"")  # type: ignore[misc]
    FORGERIES[f"{_name} in other letters"] = lambda folder, _, name=_name: (  # type: ignore[misc]
        folder / name
    ).write_bytes(b"\xe6" + (folder / name).read_bytes())
    FORGERIES[f"{_name} with a mark before it"] = lambda folder, _, name=_name: (  # type: ignore[misc]
        folder / name
    ).write_bytes(b"\xef\xbb\xbf" + (folder / name).read_bytes())
