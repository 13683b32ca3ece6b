"""Verify a journey that was exported, with nothing but Python and its package `cryptography`.

    python3 verify_export.py [FOLDER] [--key KEY]

FOLDER is the export; without it, the folder that this file lies in. KEY is the public key of the
log that the journey comes from, as the municipality has published it. The checks:

    signature   checkpoint.txt is signed by the key in export.json, which is KEY where one is given.
                It states the root of a Merkle tree over the whole log, and how many entries this
                journey has
    entries     all of them are there, from version 1 on
    proofs      each is a leaf of that tree: its proof leads from what is sealed of it to the root
    words       each sealed body opens with the data key, and says exactly what the readable entry
                beside it says

The first fault is printed, with the position of the entry in the log. Exit codes: 0 everything
holds; 1 there is a fault; 2 the command was not used as above.

The formats: C2SP signed-note and tlog-checkpoint for checkpoint.txt, RFC 6962 for the tree,
AES-256-GCM for the bodies. Get this file from somebody you trust, not from those you check.
"""

import argparse
import json
import re
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

try:
    from cryptography.exceptions import InvalidSignature, InvalidTag
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
except ImportError:
    print("This check needs the package cryptography: pip install cryptography", file=sys.stderr)
    sys.exit(2)

FORMATS = ("journeys export v1", "journeys export v2")
ED25519 = b"\x01"  # the first byte of an Ed25519 key
HASH, KEY_ID, NONCE, SALT = 32, 4, 12, 16  # bytes; both kinds of keys are as long as a hash
ENCRYPTED = b"\x01"  # the first byte of a body: then a nonce and the AES-256-GCM ciphertext
COMMITTED = b"\x03"  # the same with a hash before the ciphertext: of the salt and content in it
MOVED = b"\x02"  # the first byte of a body from another log: then its position and moment there
MOVED_HEAD = 1 + 8 + 8

ABOUT = dict.fromkeys(["format", "stream", "origin", "key", "data_key"], str) | {"entries": int}
LINE: dict[str, type] = dict.fromkeys(["position", "version", "recorded_us"], int)
LINE |= dict.fromkeys(["stream", "kind", "body"], str) | {"proof": list, "entry": dict}
"""The members of export.json, and of each line of entries.jsonl."""


class Wrong(Exception):
    """A fault, in a sentence."""


class Key(NamedTuple):
    """The public key of a log, under the log's name."""

    name: str
    id: bytes
    public: bytes


class Checkpoint(NamedTuple):
    """How many entries the whole log has, and the root of the tree over them."""

    size: int
    root: bytes


def main(argv: Sequence[str] | None = None) -> int:
    """Check the folder in the arguments, print the result, and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    parser = argparse.ArgumentParser(description="Verify a journey that was exported.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent)
    parser.add_argument("--key", help="the key that the municipality has published")
    arguments = parser.parse_args(argv)
    if arguments.key is not None:
        try:
            parsed_key(arguments.key)
        except Wrong as wrong:
            parser.error(f"--key: {wrong}")
    try:
        for line in verify(arguments.folder, arguments.key):
            print(line)
    except Wrong as wrong:
        print(f"WRONG: {wrong}")
        return 1
    if arguments.key is None:
        print("The key was taken from the folder itself. Compare it with the published one: --key")
    return 0


def verify(folder: Path, key: str | None = None) -> list[str]:
    """Return what holds of the export in this folder, a line for each check. Raises Wrong."""
    about = members(text_of(folder, "export.json"), ABOUT, "export.json")
    if about["format"] not in FORMATS:
        raise Wrong(f"export.json: its format is none of {FORMATS}.")
    if key is not None and about["key"] != key:
        raise Wrong(f"export.json: its key is another than the one given: {about['key']!a}.")
    with at("export.json"):
        signer = parsed_key(about["key"])
        opener = AESGCM(decoded(about["data_key"], HASH))
        if about["origin"] != signer.name:
            raise Wrong("its origin is not the log that its key is of.")
    note = text_of(folder, "checkpoint.txt")
    with at("checkpoint.txt"):
        checkpoint = parsed_checkpoint(signed_text(note, signer), about)
    lines = text_of(folder, "entries.jsonl").split("\n")
    for number, line in enumerate(lines[:-1], start=1):
        check_entry(number, line, about["stream"], checkpoint, opener)
    if lines[-1] or len(lines) - 1 != about["entries"]:
        raise Wrong(f"entries.jsonl: it does not end with entry {about['entries']}.")
    return [
        f"signature: the checkpoint of {checkpoint.size} entries is signed by {about['key']}",
        f"entries:   all {about['entries']} of journey {about['stream']} are here",
        "proofs:    each of them stands in the log that the checkpoint signs",
        "words:     each sealed body says exactly what the readable entry says",
    ]


def check_entry(
    number: int, line: str, stream: str, checkpoint: Checkpoint, opener: AESGCM
) -> None:
    """Check that a line of entries.jsonl is what was sealed, in its place. Raises Wrong."""
    where = f"entries.jsonl, line {number}"
    entry = members(line, LINE, where)
    where = f"{where}, position {entry['position']}"
    if (entry["stream"], entry["version"]) != (stream, number):
        raise Wrong(f"{where}: this is not entry {number} of the journey.")
    with at(where):
        body = decoded(entry["body"])
        proof = [decoded(each, HASH) for each in entry["proof"]]
        if not is_included(leaf_of(entry, body), entry["position"] - 1, checkpoint, proof):
            raise Wrong("its proof does not lead to the checkpoint: it is not what was sealed.")
        if canonical(decrypted(body, entry, opener)) != canonical(entry["entry"]):
            raise Wrong("the readable entry does not say what the sealed body says.")


def leaf_of(entry: Mapping[str, Any], body: bytes) -> bytes:
    """Return the Merkle leaf of an entry: the hash of everything that is sealed of it.

    That is a line with position, version, moment, and the lengths of kind and stream; a line with
    kind and stream; and the body.
    """
    kind, stream = entry["kind"], entry["stream"]
    numbers = f"{entry['position']} {entry['version']} {entry['recorded_us']}"
    head = f"{numbers} {len(kind)} {len(stream)}\n{kind}{stream}\n"
    return sha256(b"\x00" + head.encode() + body).digest()


def is_included(leaf: bytes, index: int, checkpoint: Checkpoint, proof: Sequence[bytes]) -> bool:
    """Return whether a proof leads from a leaf to the root: RFC 9162, section 2.1.3.2."""
    if not 0 <= index < checkpoint.size:
        return False
    node, last, found = index, checkpoint.size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if node % 2 == 1 or node == last:
            found = sha256(b"\x01" + sibling + found).digest()
            while node % 2 == 0 and node != 0:
                node, last = node // 2, last // 2
        else:
            found = sha256(b"\x01" + found + sibling).digest()
        node, last = node // 2, last // 2
    return last == 0 and found == checkpoint.root


def decrypted(body: bytes, entry: Mapping[str, Any], opener: AESGCM) -> object:
    """Return the content of a sealed body. Raises Wrong where the data key does not open it."""
    while body[:1] == MOVED:
        body = body[MOVED_HEAD:]  # the journey came from another log: what was sealed there follows
    place = f"{entry['stream']}\n{entry['version']}\n{entry['kind']}".encode()
    nonce, rest = body[1 : 1 + NONCE], body[1 + NONCE :]
    commitment = rest[:HASH] if body[:1] == COMMITTED else b""
    try:
        if body[:1] not in {ENCRYPTED, COMMITTED}:
            raise Wrong("its body is not sealed in a way that is known here.")
        content = opener.decrypt(nonce, rest[len(commitment) :], place)
        if commitment and commitment != sha256(b"journeys body\n" + content).digest():
            raise Wrong("its body does not open to what was committed to.")
        return json.loads(content[SALT:] if commitment else content, object_pairs_hook=named_once)
    except (InvalidTag, ValueError):
        raise Wrong("the data key does not open the sealed body.") from None


def parsed_key(text: str) -> Key:
    """Return the key in a text: name, id and key, joined by '+'. Raises Wrong."""
    form = re.fullmatch(r"([^\s+\x00-\x1f\ud800-\udfff]+)\+([0-9a-f]{8})\+(.+)", text)
    if not form:
        raise Wrong("a key is written as its name, its id and itself, joined by '+'.")
    name, key_id, encoded = form.groups()
    typed = decoded(encoded, len(ED25519) + HASH)
    if typed[:1] != ED25519:
        raise Wrong("the key is not an Ed25519 key.")
    key = Key(name, sha256(f"{name}\n".encode() + typed).digest()[:KEY_ID], typed[1:])
    if key.id.hex() != key_id:
        raise Wrong("the key does not have the id that stands beside it.")
    return key


def signed_text(note: str, key: Key) -> str:
    """Return the text of a note that this key signed; other signatures are ignored."""
    text, gap, signatures = note.rpartition("\n\n")
    text, signed = f"{text}\n", False
    if not gap or not signatures.endswith("\n") or re.search(r"[\x00-\x09\x0b-\x1f]", note):
        raise Wrong("it is not lines of text, an empty line, and signatures.")
    for line in signatures[:-1].split("\n"):
        form = re.fullmatch(r"— ([^\s+]+) (.+)", line)
        signature = decoded(form[2]) if form else b""
        if not form or len(signature) <= KEY_ID:
            raise Wrong("a signature is a dash, a name and base64.")
        if (form[1], signature[:KEY_ID]) != (key.name, key.id):
            continue
        try:
            Ed25519PublicKey.from_public_bytes(key.public).verify(signature[KEY_ID:], text.encode())
        except InvalidSignature:
            raise Wrong("the signature is not of this text.") from None
        signed = True
    if not signed:
        raise Wrong("it is not signed by the key in export.json.")
    return text


def parsed_checkpoint(text: str, about: Mapping[str, Any]) -> Checkpoint:
    """Return the checkpoint in a signed text of this journey's export. Raises Wrong."""
    form = re.fullmatch(r"(.+)\n(0|[1-9][0-9]{0,18})\n(.+)\n(.+)\n", text)
    if not form or form[1] != about["origin"]:
        raise Wrong("it is no checkpoint of the log that the journey comes from.")
    if form[4] != f"journey {about['stream']} entries {about['entries']}" or not about["entries"]:
        raise Wrong("it was not signed for this journey with so many entries.")
    return Checkpoint(int(form[2]), decoded(form[3], HASH))


@contextmanager
def at(where: str) -> Iterator[None]:
    """Add the place to every Wrong that is raised inside."""
    try:
        yield
    except RecursionError:
        raise Wrong(f"{where}: it is nested too deeply.") from None
    except Wrong as wrong:
        raise Wrong(f"{where}: {wrong}") from None


def text_of(folder: Path, name: str) -> str:
    """Return the text of a file of the export. Raises Wrong."""
    try:
        return (folder / name).read_bytes().decode()
    except OSError as error:
        raise Wrong(f"{name}: it cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise Wrong(f"{name}: it is not UTF-8 at byte {error.start}.") from None


def members(text: str, wanted: Mapping[str, type], where: str) -> dict[str, Any]:
    """Return the JSON object in a text, with these members and no others. Raises Wrong."""
    try:
        found = json.loads(text, object_pairs_hook=named_once)
        "".join(map(str, found.values() if isinstance(found, dict) else ())).encode()
    except (ValueError, RecursionError):
        raise Wrong(f"{where}: it is no JSON, or says one thing twice.") from None
    if not isinstance(found, dict) or {name: type(found[name]) for name in found} != wanted:
        names = ", ".join(f"{name} ({kind.__name__})" for name, kind in wanted.items())
        raise Wrong(f"{where}: it does not hold just these: {names}.")
    return found


def named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object. Raises ValueError where a name comes twice."""
    if len(dict(pairs)) != len(pairs):
        raise ValueError("A name comes twice.")
    return dict(pairs)


def canonical(value: object) -> str:
    """Return parsed JSON in a canonical form, in which true and 1 differ."""
    return json.dumps(value, sort_keys=True)


def decoded(encoded: object, length: int | None = None) -> bytes:
    """Return the bytes of a base64 text, which must have this length. Raises Wrong."""
    try:
        data = b64decode(encoded) if isinstance(encoded, str) else b""
    except ValueError:
        data = b""
    if b64encode(data).decode() != encoded or len(data) != (length or len(data)):
        size = "" if length is None else f"{length} bytes in "
        raise Wrong(f"what should be {size}base64 is not.")
    return data


if __name__ == "__main__":
    sys.exit(main())
