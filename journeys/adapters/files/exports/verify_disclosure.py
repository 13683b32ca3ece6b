"""Verify one entry that was disclosed, with nothing but Python and its package `cryptography`.

    python3 verify_disclosure.py [FOLDER] [--key KEY] [--witness KEY ...]

FOLDER is the disclosure; without it, the folder of this file. KEY is the public key of the log, as
the municipality has published it; or that of a witness, who must have cosigned. The checks:

    signature   checkpoint.txt is signed by the key in disclosure.json, which is KEY where one is
                given. It states the root of a Merkle tree over the whole log
    witness     each witness that was named has cosigned it
    place       the sealed body is a leaf of that tree, as this entry of this journey: the proof
                leads from what is sealed of it to the root
    words       the sealed body holds the hash of a salt and of what the entry says. The salt and
                words.json, byte for byte, give that hash, and nothing else does

Nothing is decrypted, and nothing here opens any other entry. Printed is what holds, the words, and
what is NOT proved; or else the first fault. Exit codes: 0 everything holds; 1 there is a fault; 2
the command was not used as above; 3 the place is proved, and the words are not: the entry was
sealed before bodies held such a hash. The formats: C2SP signed-note, tlog-checkpoint and
tlog-cosignature, RFC 6962 for the tree. Get this file from somebody you trust.
"""

import argparse
import json
import re
import sys
import time
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

try:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    print("This check needs the package cryptography: pip install cryptography", file=sys.stderr)
    sys.exit(2)

FORMAT = "journeys disclosure v1"
LOG, WITNESS, ML_DSA = b"\x01", b"\x04", b"\x06"  # the first byte of a key; two are of witnesses
KEY_LENGTHS = {LOG: 32, WITNESS: 32, ML_DSA: 1312}  # bytes that follow it
HASH, KEY_ID, SALT, TIME = 32, 4, 16, 8  # bytes
UNCOMMITTED, COMMITTED = b"\x01", b"\x03"  # the first byte of a body without such a hash, and with
COMMITMENT = slice(1 + 12, 1 + 12 + HASH)  # where it stands, after a nonce
MOVED = b"\x02"  # the first byte of a body from another log: then its position and moment there
MOVED_HEAD = 1 + 8 + 8

ABOUT = dict.fromkeys(["format", "origin", "key", "stream", "kind", "body", "salt"], str) | {
    **dict.fromkeys(["position", "version", "recorded_us"], int),
    "proof": list,
}
"""The members of disclosure.json."""


class Wrong(Exception):
    """A fault, in a sentence."""


class Key(NamedTuple):
    """A public key, under the name that signs with it."""

    name: str
    id: bytes
    kind: bytes
    public: bytes


class Note(NamedTuple):
    """A signed note, which is a checkpoint: the size of a log, and the root of the tree over it."""

    text: str
    signatures: list[tuple[str, bytes, bytes]]
    origin: str
    size: int
    root: bytes


def main(argv: Sequence[str] | None = None) -> int:
    """Check the folder in the arguments, print the result, and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    parser = argparse.ArgumentParser(description="Verify one entry that was disclosed.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent)
    parser.add_argument("--key", help="the key that the municipality has published")
    parser.add_argument("--witness", action="append", default=[], help="the key of a witness")
    given = parser.parse_args(argv)
    try:
        signers = [parsed_key(given.key, LOG)] if given.key is not None else []
        witnesses = [parsed_key(each, WITNESS, ML_DSA) for each in given.witness]
    except Wrong as wrong:
        parser.error(f"--key, --witness: {wrong}")
    try:
        lines, complete = verify(given.folder, signers, witnesses)
    except Wrong as wrong:
        print(f"WRONG: {wrong}")
        return 1
    print(*map(printable, lines), sep="\n")
    if not signers:
        print("The key was taken from the folder itself. Compare it with the published one: --key")
    return 0 if complete else 3


def verify(
    folder: Path, signers: Sequence[Key], witnesses: Sequence[Key]
) -> tuple[list[str], bool]:
    """Return what is found, in lines, and whether the words are proved. Raises Wrong."""
    about = json_object(text_of(folder / "disclosure.json"), "disclosure.json")
    if {name: type(found) for name, found in about.items()} != ABOUT or about["format"] != FORMAT:
        raise Wrong(f"disclosure.json: it is no {FORMAT!r}, with {', '.join(ABOUT)} as they are.")
    signer = parsed_key(about["key"], LOG)
    if signers not in ([], [signer]) or about["origin"] != signer.name:
        raise Wrong(
            f"disclosure.json: its key is not the one given, or not its origin's: {about['key']!a}."
        )
    note = parsed_note(text_of(folder / "checkpoint.txt"), signer.name)
    for each in signatures_of(note, signer):
        require_valid(each, note.text.encode(), signer)
    lines = [f"signature: the checkpoint of {note.size} entries is signed by {about['key']}"]
    if any(each.public == signer.public for each in witnesses):
        raise Wrong("--witness: this is the key of the log itself, which is no witness of its own.")
    lines += [f"witness:   {each.name} cosigned it, {cosigned(note, each)}" for each in witnesses]
    sealed, salt = decoded(about["body"]), decoded(about["salt"])
    proof = [decoded(each, HASH) for each in about["proof"]]
    if proved_root(leaf_of(about, sealed), about["position"] - 1, note.size, proof) != note.root:
        raise Wrong("disclosure.json: its proof does not lead to the checkpoint.")
    entry = f"entry {about['version']} of journey {about['stream']}, {about['kind']}"
    at = f"position {about['position']}, recorded {moment_of(about['recorded_us'])}"
    lines.append(f"place:     {entry}, stands at {at}")
    text = text_of(folder / "words.json")
    words = json.dumps(json_object(text, "words.json"), ensure_ascii=False, indent=2)
    require_words(text, salt, first_sealed(sealed))
    unproved = ["that what it says is so", "that no later entry retracts or corrects it"]
    if sealed[:1] == MOVED:
        unproved.append("where it stood in the log that it came from, and since when")
    if salt:
        lines.append("words:     the sealed body holds the hash of exactly these words")
    else:
        unproved.append("that these are the words that were sealed: the body has no hash of them")
    return [*lines, *words.split("\n"), *(f"NOT PROVED: {each}" for each in unproved)], bool(salt)


def first_sealed(body: bytes) -> bytes:
    """Return a body as the first log sealed it, however often it moved."""
    while body[:1] == MOVED:
        body = body[MOVED_HEAD:]
    return body


def require_words(text: str, salt: bytes, body: bytes) -> None:
    """Pass the words that a body holds the hash of, or any where it holds none. Raises Wrong."""
    if (body[:1], len(salt)) not in {(UNCOMMITTED, 0), (COMMITTED, SALT)}:
        raise Wrong("disclosure.json: its body is of no known kind, or has another salt.")
    if salt and sha256(b"journeys body\n" + salt + text.encode()).digest() != body[COMMITMENT]:
        raise Wrong("words.json: these are not the words that were sealed.")


def leaf_of(entry: Mapping[str, Any], body: bytes) -> bytes:
    """Return the Merkle leaf of an entry: the hash of everything that is sealed of it.

    That is position, version, moment, the lengths of kind and stream, those two, and the body.
    """
    kind, stream = entry["kind"], entry["stream"]
    numbers = f"{entry['position']} {entry['version']} {entry['recorded_us']}"
    head = f"{numbers} {len(kind)} {len(stream)}\n{kind}{stream}\n"
    return sha256(b"\x00" + head.encode() + body).digest()


def proved_root(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """Return the root of the tree of this size that has this leaf: RFC 6962. Raises Wrong."""
    if not 0 <= index < size or (size == 1) is bool(proof):
        raise Wrong("its proof does not lead to the checkpoint: it is not of this place.")
    if size == 1:
        return leaf
    left = 1 << (size - 1).bit_length() - 1  # leaves of the left branch, the largest complete tree
    if index < left:
        return sha256(b"\x01" + proved_root(leaf, index, left, proof[:-1]) + proof[-1]).digest()
    right = proved_root(leaf, index - left, size - left, proof[:-1])
    return sha256(b"\x01" + proof[-1] + right).digest()


def parsed_key(text: str, *kinds: bytes) -> Key:
    """Return the key in a text: name, id and key, joined by '+'. Raises Wrong."""
    form = re.fullmatch(r"([^\s+\x00-\x1f\ud800-\udfff]+)\+([0-9a-f]{8})\+(.+)", text)
    name, key_id, typed = (form[1], form[2], decoded(form[3])) if form else ("", "", b"")
    if typed[:1] not in kinds or len(typed) != 1 + KEY_LENGTHS[typed[:1]]:
        raise Wrong("a key is its name, its id and itself, joined by '+', and of the kind asked.")
    key = Key(name, sha256(f"{name}\n".encode() + typed).digest()[:KEY_ID], typed[:1], typed[1:])
    if key.id.hex() != key_id:
        raise Wrong("the key does not have the id that stands beside it.")
    return key


def parsed_note(note: str, origin: str) -> Note:
    """Return a checkpoint of this log; its signatures are not checked yet. Raises Wrong."""
    text, gap, below = note.rpartition("\n\n")
    form = re.fullmatch(r"(.+)\n(0|[1-9][0-9]{0,18})\n(.+)\n(?:.+\n)*", f"{text}\n")
    lines = re.fullmatch(r"(?:— [^\s+]+ \S+\n)+", below)
    if not gap or not form or not lines or re.search(r"[\x00-\x09\x0b-\x1f]", note):
        raise Wrong("checkpoint.txt: it is not lines of a checkpoint, a gap, and signatures.")
    if form[1] != origin:
        raise Wrong("checkpoint.txt: it is of another log than the entry.")
    named = [line.split(" ")[1:] for line in below.splitlines()]
    signatures = [(name, decoded(each)[:KEY_ID], decoded(each)[KEY_ID:]) for name, each in named]
    return Note(f"{text}\n", signatures, origin, int(form[2]), decoded(form[3], HASH))


def signatures_of(note: Note, key: Key) -> list[bytes]:
    """Return the signatures of a note that name this key. Raises Wrong where there is none."""
    found = [each for *named, each in note.signatures if named == [key.name, key.id]]
    if not found:
        raise Wrong(f"checkpoint.txt: it is not signed by this key of {key.name!a}.")
    return found


def cosigned(note: Note, key: Key) -> str:
    """Return when a witness cosigned a checkpoint: C2SP tlog-cosignature. Raises Wrong."""
    for each in signatures_of(note, key):
        seconds = int.from_bytes(each[:TIME], "big")
        message = f"cosignature/v1\ntime {seconds}\n{note.text}".encode()
        if key.kind == ML_DSA:
            name, origin = key.name.encode()[:255], note.origin.encode()[:255]
            message = b"subtree/v1\n\0" + bytes([len(name)]) + name + each[:TIME]
            message += bytes([len(origin)]) + origin + bytes(TIME)
            message += note.size.to_bytes(TIME, "big") + note.root
        require_valid(each[TIME:], message, key)
    return moment_of(seconds * 1_000_000)


def require_valid(signature: bytes, message: bytes, key: Key) -> None:
    """Pass a signature of this message by this key. Raises Wrong for any other."""
    try:
        if key.kind == ML_DSA:
            from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey

            MLDSA44PublicKey.from_public_bytes(key.public).verify(signature, message)
        else:
            Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message)
    except (InvalidSignature, ValueError):
        raise Wrong(f"checkpoint.txt: a signature of {key.name!a} is not of this text.") from None
    except (ImportError, UnsupportedAlgorithm):
        raise Wrong("this cryptography knows no ML-DSA-44: pip install -U cryptography") from None


def moment_of(us: int) -> str:
    """Return a moment, in microseconds since 1970, in words. Raises Wrong."""
    try:
        return time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(us // 1_000_000))
    except (OSError, OverflowError, ValueError):
        raise Wrong("there is no such moment.") from None


def text_of(file: Path) -> str:
    """Return the text of a file. Raises Wrong."""
    try:
        return file.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise Wrong(f"{file.name}: it cannot be read: {type(error).__name__}.") from None


def json_object(text: str, where: str) -> dict[str, Any]:
    """Return the JSON object in a text, in which each name comes once. Raises Wrong."""
    try:
        found = json.loads(text, object_pairs_hook=named_once)
        json.dumps(found, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Wrong(f"{where}: it is no JSON object, or says one thing twice.")
    return found


def named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object. Raises ValueError where a name comes twice."""
    if len(dict(pairs)) != len(pairs):
        raise ValueError("A name comes twice.")
    return dict(pairs)


def printable(text: str) -> str:
    """Return a text in which nothing moves a cursor or turns the direction of reading."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def decoded(encoded: object, length: int | None = None) -> bytes:
    """Return the bytes of a base64 text, which must have this length. Raises Wrong."""
    try:
        data = b64decode(encoded) if isinstance(encoded, str) else b""
    except ValueError:
        data = b""
    if b64encode(data).decode() != encoded or len(data) != (length or len(data)):
        raise Wrong(f"what should be base64{f' of {length} bytes' if length else ''} is not.")
    return data


if __name__ == "__main__":
    sys.exit(main())
