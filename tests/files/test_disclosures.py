"""One entry for a court: what is proved of it, what is refused, and that it opens no other."""

import json
import shutil
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import product
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from journeys import JourneyId, Journeys, verbs
from journeys.adapters.files.exports import verify_disclosure
from journeys.adapters.files.exports.disclosure import VERIFIER, write_disclosure
from journeys.adapters.files.exports.verify_disclosure import Key, Wrong, parsed_key, verify
from journeys.adapters.files.exports.write import write_export
from journeys.adapters.sql.keys.cipher import COMMITTED, ENCRYPTED, Cipher, commitment
from journeys.adapters.sql.log.journeys_log import SQLJourneyLog
from journeys.adapters.sql.proofs.notes import NoteKey, signed
from journeys.app.ports.disclosing import Disclosure
from journeys.errors import BrokenHistory
from tests.effort import tries
from tests.invented import BY_ANNA, MAY_1, WALK, opened
from tests.moving import AUDITOR, OTHER, check_alone, export_of, libraries, store, taken_in, walk_on
from tests.two_ways import TwoWays, two_ways

NUMBER, KIND = 3, "small-success-noticed"
SHUT = JourneyId(UUID(int=78))
"""A journey whose entries open in two ways."""
BOTH_WAYS = tries(3, 100)

Forgery = Callable[[Path, Random], None]
FORGERIES: dict[str, Forgery] = {}


@pytest.fixture(scope="module")
def disclosed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of disclosures, to be forged and to forge by."""
    base = tmp_path_factory.mktemp("disclosed")
    with (
        store(f"sqlite:///{base / 'first.db'}") as first,
        store(f"sqlite:///{base / 'second.db'}", days=1) as second,
    ):
        walk_on(first)
        write_disclosure(disclosure(first), base / "earlier")
        first.decide(WALK, verbs.state_hope, BY_ANNA, words="Mere", on=MAY_1)
        opened(first, OTHER)
        write_disclosure(disclosure(first), base / "whole")
        write_disclosure(disclosure(first, number=4), base / "another")
        export = export_of(first)
        write_export(export, base / "export")
        taken_in(second, base / "export", export.key)
        opened(second, OTHER)
        write_disclosure(disclosure(second), base / "moved")
        write_disclosure(without_commitment(first), base / "before")
        for nr, (one, other) in enumerate(in_two_ways(first)):
            write_disclosure(one, base / f"one way {nr}")
            write_disclosure(other, base / f"other way {nr}")
    (base / "libraries").mkdir()
    libraries(base / "libraries")
    return base


def disclosure(walks: Journeys, journey: JourneyId = WALK, number: int = NUMBER) -> Disclosure:
    """Return one entry as an auditor discloses it."""
    return walks.seen_by(AUDITOR, "revision").audit.disclose(journey, number)


def sealed_by_hand(walks: Journeys, body: Callable[[bytes, int], bytes]) -> int:
    """Seal an entry whose body a municipality made in its own way; return its position.

    `body` is given the key of the journey, and the version of the entry.
    """
    with walks.store.writing() as transaction:
        log = transaction.log
        assert isinstance(log, SQLJourneyLog)
        stream, connection = str(SHUT), log.connection
        if not (rows := log.log.stream(connection, stream)):
            log.add_keys({stream: bytes(range(32))})
        key, version = log.keyring.cipher(connection, stream).key, len(rows) + 1
        appended = log.log.append(connection, [(stream, version, KIND, body(key, version))])
        return appended.positions[0]


def disclosed_by_hand(
    walks: Journeys, position: int, salt: bytes | None, words: bytes
) -> Disclosure:
    """Return what a municipality would disclose that keeps to no rule."""
    with walks.store.reading() as transaction:
        log = transaction.log
        assert isinstance(log, SQLJourneyLog)
        note = transaction.seal.checkpoint()
        found = transaction.moves.disclose(WALK, 1, note)
        (row,) = log.log.scan(log.connection, after=position - 1, upto=position)
        return replace(
            found,
            journey=JourneyId(UUID(row.stream)),
            position=position,
            version=row.version,
            kind=row.topic,
            recorded_us=row.recorded_us,
            body=row.body,
            salt=salt,
            words=words,
            proof=transaction.seal.proof_in(position, note),  # type: ignore[attr-defined]
        )


def place_of(version: int) -> bytes:
    """Return what a body of the journey that is sealed by hand is bound to."""
    return f"{SHUT}\n{version}\n{KIND}".encode()


def without_commitment(walks: Journeys) -> Disclosure:
    """Return an entry that was sealed before bodies held a commitment."""
    words = b'{"event":{"words":"Et job"}}'

    def body(key: bytes, version: int) -> bytes:
        return ENCRYPTED + bytes(12) + AESGCM(key).encrypt(bytes(12), words, place_of(version))

    return disclosed_by_hand(walks, sealed_by_hand(walks, body), None, words)


def in_two_ways(walks: Journeys) -> Iterator[tuple[Disclosure, Disclosure]]:
    """Yield entries whose body opens under two keys, each disclosed in either way."""
    for _ in range(BOTH_WAYS):
        made = list[TwoWays]()

        def body(key: bytes, version: int, made: list[TwoWays] = made) -> bytes:
            made.append(two_ways(key, place_of(version)))
            committed = commitment(made[0].salts[0] + made[0].words[0])
            return COMMITTED + made[0].nonce + committed + made[0].ciphertext

        position = sealed_by_hand(walks, body)
        (found,) = made
        one, other = (
            disclosed_by_hand(walks, position, salt, words)
            for salt, words in zip(found.salts, found.words, strict=True)
        )
        assert_opens_once(one, found)
        yield one, other


def assert_opens_once(sealed: Disclosure, found: TwoWays) -> None:
    """AES-GCM opens it with either key, to other words; this library with one of them."""
    place = place_of(sealed.version)
    for key, salt, words in zip(found.keys, found.salts, found.words, strict=True):
        assert AESGCM(key).decrypt(found.nonce, found.ciphertext, place) == salt + words
    first, second = (Cipher(str(SHUT), key) for key in found.keys)
    assert first.open(sealed.version, KIND, sealed.body) == found.words[0]
    with pytest.raises(BrokenHistory):
        second.open(sealed.version, KIND, sealed.body)


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


def published(folder: Path) -> list[Key]:
    """Return the key that the municipality of this disclosure has published."""
    return [parsed_key(about_of(folder)["key"], b"\1")]


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_disclosure_is_refused(disclosed: Path, name: str) -> None:
    """Whatever was forged, and of whichever entry: with the key that was published."""
    source, forged = Random(name), disclosed / "forged"  # noqa: S311 - no secret
    for _ in range(tries(1, 16)):
        shutil.copytree(disclosed / "whole", forged)
        FORGERIES[name](forged, source)
        with pytest.raises(Wrong):
            verify(forged, published(disclosed / "whole"), [])
        shutil.rmtree(forged)


@pytest.mark.parametrize("seed", range(tries(10, 200)))
@pytest.mark.parametrize("name", ["whole", "moved", "one way 0"])
def test_a_bit_turned_over_anywhere_is_found_or_changes_nothing(
    disclosed: Path, tmp_path: Path, name: str, seed: int
) -> None:
    """White space in disclosure.json is the only thing that may differ."""
    source, copy = Random(f"{name} {seed}"), tmp_path / "copy"  # noqa: S311 - no secret
    key = published(disclosed / name)
    for file in ("disclosure.json", "checkpoint.txt", "words.json"):
        shutil.copytree(disclosed / name, copy)
        data = bytearray((copy / file).read_bytes())
        data[source.randrange(len(data))] ^= 1 << source.randrange(8)
        (copy / file).write_bytes(data)
        try:
            found = verify(copy, key, [])
        except Wrong:
            pass
        else:
            assert file == "disclosure.json"
            assert found == verify(disclosed / name, key, [])
            assert about_of(copy) == about_of(disclosed / name)
        shutil.rmtree(copy)


def alone(disclosed: Path, name: str, *more: str) -> tuple[int, str]:
    """Run the script of a disclosure as its reader would; return its exit code and its words."""
    folder = disclosed / name
    done = check_alone(disclosed / "libraries", folder, *more, script=folder / VERIFIER)
    assert done.stderr == ""
    return done.returncode, done.stdout


@pytest.mark.parametrize("name", ["whole", "moved", "one way 0"])
def test_a_disclosure_checks_itself_with_nothing_of_this_library(
    disclosed: Path, name: str
) -> None:
    """It prints what holds, the words that were sealed, and what it does not prove."""
    code, said = alone(disclosed, name, "--key", about_of(disclosed / name)["key"])
    assert code == 0
    for line in (
        "signature: the checkpoint of ",
        "place:     entry ",
        "words:     the sealed body",
    ):
        assert f"\n{line}" in f"\n{said}"
    words = json.loads((disclosed / name / "words.json").read_bytes())
    assert json.dumps(words, ensure_ascii=False, indent=2) in said.replace(r"\u2028", "\u2028")
    assert "NOT PROVED: that no later entry retracts or corrects it\n" in said
    assert ("NOT PROVED: where it stood in the log that it came from" in said) is (name == "moved")
    assert "from the folder itself" not in said


def test_an_entry_from_before_is_proved_in_its_place_alone(disclosed: Path) -> None:
    """That is said, and is an exit code of its own: whatever its words are said to be."""
    code, said = alone(disclosed, "before")
    assert code == 3
    assert "\nplace:     entry 1 of journey " in said
    assert "words:" not in said.replace('"words":', "")
    assert "NOT PROVED: that these are the words that were sealed" in said
    assert "The key was taken from the folder itself." in said


def test_a_forged_disclosure_is_refused_in_a_line(
    disclosed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the script as its reader runs it; and what was typed wrongly ends otherwise."""
    key = about_of(disclosed / "whole")["key"]
    code, said = alone(disclosed, "other way 0", "--key", key)
    assert (code, said) == (1, "WRONG: words.json: these are not the words that were sealed.\n")
    code, said = alone(disclosed, "moved", "--key", key)
    assert (code, said.count("\n")) == (1, 1)
    for typed in (["--key", "journeys"], ["--witness", key], ["--kee"], ["to", "tre"]):
        with pytest.raises(SystemExit) as ended:
            verify_disclosure.main(typed)
        assert ended.value.code == 2
        assert "usage: " in capsys.readouterr().err


def test_without_cryptography_the_check_says_what_it_needs(disclosed: Path, tmp_path: Path) -> None:
    """In a sentence."""
    whole = disclosed / "whole"
    done = check_alone(tmp_path, whole, script=whole / VERIFIER)
    assert done.returncode == 2
    assert done.stderr == "This check needs the package cryptography: pip install cryptography\n"


def witnessed(folder: Path, source: Random) -> tuple[str, str]:
    """Add the cosignatures of two witnesses to a checkpoint; return their published keys."""
    file, at = folder / "checkpoint.txt", 1_800_000_000
    note = file.read_text(encoding="utf-8")
    text = note.split("\n\n")[0] + "\n"
    origin, size, root = text.split("\n")[:3]
    ed25519 = Ed25519PrivateKey.from_private_bytes(source.randbytes(32))
    ml_dsa = MLDSA44PrivateKey.from_seed_bytes(source.randbytes(32))
    signed_struct = b"".join(
        [
            b"subtree/v1\n\0",
            b"\x0carkiv.exampl",
            at.to_bytes(8, "big"),
            bytes([len(origin)]) + origin.encode(),
            (0).to_bytes(8, "big"),
            int(size).to_bytes(8, "big"),
            b64decode(root),
        ]
    )
    made = (
        (
            "by.example",
            b"\4" + ed25519.public_key().public_bytes_raw(),
            ed25519.sign(f"cosignature/v1\ntime {at}\n{text}".encode()),
        ),
        (
            "arkiv.exampl",
            b"\6" + ml_dsa.public_key().public_bytes_raw(),
            ml_dsa.sign(signed_struct),
        ),
    )
    keys = []
    for name, public, signature in made:
        key_id = sha256(name.encode() + b"\n" + public).digest()[:4]
        line = b64encode(key_id + at.to_bytes(8, "big") + signature).decode()
        note += f"— {name} {line}\n"
        keys.append(f"{name}+{key_id.hex()}+{b64encode(public).decode()}")
    file.write_text(note, encoding="utf-8")
    return keys[0], keys[1]


def test_witnesses_are_asked_for_by_their_keys(disclosed: Path, tmp_path: Path) -> None:
    """Of either kind (C2SP tlog-cosignature); their lines are passed over where nobody asks."""
    copy = tmp_path / "copy"
    shutil.copytree(disclosed / "whole", copy)
    source = Random(5)  # noqa: S311 - no secret
    texts = witnessed(copy, source)
    witnesses = [parsed_key(each, b"\4", b"\6") for each in texts]
    key = published(copy)
    assert verify(copy, key, [])[1]
    lines, _ = verify(copy, key, witnesses)
    assert "witness:   by.example cosigned it, 2027-01-15 08:00:00 UTC" in lines
    assert "witness:   arkiv.exampl cosigned it, 2027-01-15 08:00:00 UTC" in lines
    with pytest.raises(Wrong, match=r"not signed by this key of 'by\.example'"):
        verify(disclosed / "whole", key, witnesses)
    (log,) = key
    with pytest.raises(Wrong, match="no witness of its own"):
        verify(copy, key, [log._replace(name="by.example", kind=b"\4")])
    original = (copy / "checkpoint.txt").read_text(encoding="utf-8")
    *rest, one, other, _ = original.split("\n")
    for nr, line in product(range(2), range(8)):
        said = [one, other]
        signature = bytearray(b64decode(said[nr].split(" ")[2]))
        signature[4 + line] ^= 1  # of the time, which is signed with the rest
        said[nr] = f"{said[nr].rpartition(' ')[0]} {b64encode(signature).decode()}"
        (copy / "checkpoint.txt").write_text("\n".join([*rest, *said, ""]), encoding="utf-8")
        with pytest.raises(Wrong, match="a signature of"):
            verify(copy, key, witnesses)


def windows(folder: Path) -> Iterator[bytes]:
    """Yield everything in a folder that could be a key: as it is, and out of base64 and hex."""
    texts = [file.read_bytes() for file in folder.iterdir()]
    for text in list(texts):
        for word in text.replace(b'"', b" ").replace(b"+A", b" A").split():
            if len(word) % 4 == 0 and word.isascii():
                try:
                    texts.append(b64decode(word, validate=True))
                except ValueError:
                    continue
    for text, length in product(texts, (16, 32)):
        for at in range(len(text) - length + 1):
            yield text[at : at + length]


def opens_another(folder: Path, others: list[tuple[bytes, bytes, bytes]]) -> bool:
    """Return whether anything in a folder, taken as a key, opens any of these bodies."""
    for key in set(windows(folder)):
        cipher = AESGCM(key)
        for nonce, ciphertext, place in others:
            try:
                cipher.decrypt(nonce, ciphertext, place)
            except InvalidTag:
                continue
            return True
    return False


def test_nothing_in_a_disclosure_opens_a_second_entry(disclosed: Path) -> None:
    """Nor the entry itself. In an export of the journey, the same search finds the key."""
    lines = (disclosed / "export" / "entries.jsonl").read_text(encoding="utf-8").split("\n")
    entries = [json.loads(line) for line in lines[:-1]]
    bodies = [
        (body[1:13], body[45:], f"{each['stream']}\n{each['version']}\n{each['kind']}".encode())
        for each in entries
        if (body := b64decode(each["body"]))
    ]
    assert len(bodies) > 4
    assert not opens_another(disclosed / "whole", bodies[:4])
    assert opens_another(disclosed / "export", bodies[:1])


def test_two_disclosures_of_one_journey_have_nothing_secret_in_common(disclosed: Path) -> None:
    """Each body has a salt of its own, so neither helps to guess the words of the other."""
    one, other = about_of(disclosed / "whole"), about_of(disclosed / "another")
    assert one["salt"] != other["salt"]
    assert one["body"] != other["body"]


def test_the_check_is_short_enough_to_be_read() -> None:
    """By a court's expert, from its first line to its last."""
    text = Path(str(verify_disclosure.__file__)).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    assert "journeys.adapters" not in text
