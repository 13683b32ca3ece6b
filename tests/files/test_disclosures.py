"""One entry for a court: what is proved of it, what is refused, and that it opens no other."""

import json
import shutil
from base64 import b64decode, b64encode
from collections.abc import Iterator
from hashlib import sha256
from itertools import product
from pathlib import Path
from random import Random

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from journeys import verbs
from journeys.adapters.files.exports import verify_disclosure
from journeys.adapters.files.exports.disclosure import VERIFIER, write_disclosure
from journeys.adapters.files.exports.verify_disclosure import Key, Wrong, parsed_key, verify
from journeys.adapters.files.exports.write import write_export
from tests.effort import tries
from tests.files.disclosed_by_hand import (
    disclosure,
    in_two_ways,
    without_commitment,
)
from tests.files.disclosure_forgeries import FORGERIES, about_of
from tests.invented import BY_ANNA, MAY_1, WALK, opened
from tests.moving import OTHER, check_alone, export_of, libraries, store, taken_in, walk_on


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
