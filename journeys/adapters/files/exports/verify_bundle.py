"""Verify the bundle of a store's seal, with nothing but Python and its package `cryptography`.

    python3 verify_bundle.py [FOLDER] [--key KEY] [--checkpoint FILE ...] [--before FOLDER ...]

FOLDER is the bundle; without it, the folder of this file. KEY is the public key that the
municipality has published, FILE a checkpoint that was kept (of all logs or of one), --before an
earlier bundle. It checks that every file is there and checkpoint.txt is signed by the key; that the
leaves of each log lead to its size and root there (RFC 6962); that what the heads say is signed and
holds; that every edition of the law is an entry of its log; and that each log begins with all that
earlier checkpoints and bundles have of it. The first fault is printed. Exit codes: 0 everything
holds; 1 there is a fault; 2 an argument is wrong. Get this file from somebody you trust.
"""

import argparse
import json
import re
import sys
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import reduce
from hashlib import sha256
from itertools import chain, repeat
from pathlib import Path
from typing import NamedTuple

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    print("This check needs the package cryptography: pip install cryptography", file=sys.stderr)
    sys.exit(2)

LOGS = ("journeys", "access", "law", "store", "employers")  # the last is in no older note: empty
TABLES = {"journeys": "requests", "store": "reactors"}  # by log, what is changed together with it
EDITION = ["position", "edition", "version", "kind", "recorded_us", "body"]
NOTE = re.compile(r"([a-z]+)/([0-9a-f]{16})\n([0-9]{1,19})\n(\S+)\n((?:.+\n)*)")
LINE = re.compile(r"^([a-z]+) ([0-9]{1,19}) (\S+)$", re.MULTILINE)
EMPTY, LARGEST = sha256(b"").digest(), 1 << 20  # root of an empty tree; bytes of a small file
Others = dict[Path, Iterator[bytes | None]]  # the same leaves elsewhere; None where there are none


class Wrong(Exception):
    """A fault, in a sentence."""


class Note(NamedTuple):
    """What a signed note says: size and root by log, changes and digest by table."""

    where: Path
    signer: str
    at: str
    marks: dict[str, tuple[int, bytes]]
    logs: tuple[str, ...]


def main() -> int:
    """Check what the arguments name, print the result, and return the exit code."""
    parser = argparse.ArgumentParser(description="Verify the bundle of a store's seal.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent)
    parser.add_argument("--key", help="the key that the municipality has published")
    parser.add_argument("--checkpoint", action="append", type=Path, default=[], metavar="FILE")
    parser.add_argument("--before", action="append", type=Path, default=[], metavar="FOLDER")
    given = parser.parse_args()
    try:
        print(*verify(given.folder, given.key, given.checkpoint, given.before), sep="\n")
    except Wrong as wrong:
        print(f"WRONG: {wrong}".encode(errors="backslashreplace").decode())
        return 1
    if given.key is None:
        print("The key was taken from the folder itself. Compare it with the published one: --key")
    return 0


def verify(folder: Path, key: str | None, kept: list[Path], before: list[Path]) -> list[str]:
    """Return what holds of the bundle in this folder, a line for each log. Raises Wrong."""
    public = text_of(folder / "key.txt")
    if key is not None and public != f"{key}\n":
        raise Wrong(f"{folder / 'key.txt'}: it is not the key that was given.")
    note = opened(folder / "checkpoint.txt", public, "journeys")
    sizes = {log: note.marks[log][0] for log in note.logs}
    with at(folder / "about.json"):
        about = text_of(folder / "about.json")
        said = {"format": "journeys bundle v1", "date": note.at, "entries": sizes}
        if json.dumps(said | {"version": json.loads(about)["version"]}, indent=2) != about[:-1]:
            raise ValueError("it does not say what checkpoint.txt says")
    heads = [opened(folder / f"head-{log}.txt", public, log) for log in note.logs]
    bundles = {each: opened(each / "checkpoint.txt", public, "journeys") for each in before}
    earlier = [*bundles.values(), *(opened(each, public) for each in kept)]
    for each in [*heads, *earlier]:
        own = {each.signer, TABLES.get(each.signer)} if each in heads else set()
        for name, (number, digest) in each.marks.items():
            now, digest_now = note.marks[name]
            if number > now or (digest != digest_now if number == now else name in own):
                raise Wrong(f"{each.where}: {name} stood at {number}, which does not fit {now}.")
    for log in note.logs:
        notes = [each for each in [*earlier, *heads, note] if log in each.marks]
        known = [each for each in before if log in bundles[each].logs]
        others: Others = {each: chain(leaves(each, log), repeat(None)) for each in known}
        if log == "law":
            others[folder / "editions.jsonl"] = editions(folder)
        check_log(folder, log, notes, others)
    held = f"signed {note.at[:10]} {note.at[11:16]} UTC; earlier ones that hold: {len(earlier)}"
    return [*(f"{log}: all {size} entries hold" for log, size in sizes.items()), held]


def check_log(folder: Path, log: str, notes: list[Note], others: Others) -> None:
    """Check that the leaves of a log lead to what notes say, and are those of other files."""
    signed, tree = {each.marks[log][0] for each in notes}, list[bytes]()
    end = max(signed)
    for size, leaf in enumerate(chain(leaves(folder, log), [b""])):
        for each in notes if size in signed else ():
            root = reduce(lambda right, left: node(left, right), tree[::-1]) if tree else EMPTY
            if each.marks[log][0] == size and each.marks[log][1] != root:
                raise Wrong(f"{folder}: the first {size} of {log} do not lead to {each.where}.")
        for where, there in others.items():
            if next(there, b"") not in {leaf, None}:
                raise Wrong(f"{folder}: entry {size + 1} of {log} is not the one in {where}.")
        if (leaf == b"") != (size == end):
            raise Wrong(f"{folder}: {log} has {end} entries; {'more' if leaf else size} are here.")
        tree.append(leaf)
        while size & 1:
            size, tree[-2:] = size >> 1, [node(*tree[-2:])]  # noqa: PLW2901 - its lowest bits


def node(left: bytes, right: bytes) -> bytes:
    """Return the hash of two branches of a tree."""
    return sha256(b"\x01" + left + right).digest()


def leaves(folder: Path, log: str) -> Iterator[bytes]:
    """Yield the leaves of a log as its file has them. Raises Wrong."""
    with at(path := folder / f"leaves-{log}.txt"), path.open("rb") as file:
        for number, line in enumerate(iter(lambda: file.readline(66), b""), start=1):
            if not re.fullmatch(rb"[0-9a-f]{64}\n", line):
                raise ValueError(f"line {number} is not 64 hexadecimal digits")
            yield bytes.fromhex(line.decode())


def editions(folder: Path) -> Iterator[bytes]:
    """Yield the leaf of each edition of the law, made from all that its line says. Raises Wrong."""
    with at(path := folder / "editions.jsonl"), path.open("rb") as file:
        for line in iter(lambda: file.readline(LARGEST), b""):
            each = json.loads(line)
            if list(each) != EDITION or f"{json.dumps(each)}\n".encode() != line:
                raise ValueError("a line does not hold an edition and nothing else")
            position, day, version, kind, moment, body = each.values()
            place = f"\0{position} {version} {moment} {len(kind)} {len(day)}\n{kind}{day}\n"
            yield sha256(f"{place}{body}".encode()).digest()


def opened(path: Path, key: str, signer: str = "") -> Note:
    """Return the note of all logs in a log's name; without one any checkpoint. Raises Wrong."""
    text, _, signatures = text_of(path).rpartition("\n\n")
    with at(path):
        public = b64decode(key.split("+", 2)[-1])[1:]
        store, form = sha256(public).digest()[:8].hex(), NOTE.fullmatch(f"{text}\n")
        signed = re.search(rf"^— ([a-z]+)/{store} (\S+)$", signatures, re.MULTILINE)
        if not form or not signed or form[2] != store:
            raise ValueError("it is no note of this store")
        signature, by, log = b64decode(signed[2])[4:], signed[1], form[1]
        Ed25519PublicKey.from_public_bytes(public).verify(signature, f"{text}\n".encode())
        moment = re.search(r"^at (\S+)$", form[5], re.MULTILINE)
        lines = [(log, form[3], form[4]), *LINE.findall(form[5])]
        marks = {name: (int(number), b64decode(digest)) for name, number, digest in lines}
        logs = tuple(each for each in LOGS if each in marks or each != LOGS[-1])
        names = {*logs, *TABLES.values()} if moment or signer else {by}
        if marks.keys() != names or by != (signer or log) or (moment and log != LOGS[0]):
            raise ValueError("it is no note of all logs, and no checkpoint of one log")
        marks = {LOGS[-1]: (0, EMPTY)} | marks if moment else marks
        return Note(path, by, moment[1] if moment else "", marks, logs)


def text_of(path: Path) -> str:
    """Return the text of a small file. Raises Wrong."""
    with at(path), path.open("rb") as file:
        data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise ValueError("it is too large")
        return data.decode()


@contextmanager
def at(where: Path) -> Iterator[None]:
    """Raise Wrong, with the place, for what goes wrong in the body."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise Wrong(f"{where}: {getattr(error, 'strerror', None) or error}.") from None
    except (InvalidSignature, LookupError, TypeError, AttributeError, RecursionError):
        raise Wrong(f"{where}: it is not what was signed, or not what such a file holds.") from None


if __name__ == "__main__":
    sys.exit(main())
