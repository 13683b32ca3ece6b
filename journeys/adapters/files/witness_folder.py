"""The folder of a witness: its key, and by store the newest notes that it has seen.

    witness.key                     its name and its private keys; nobody else may read it
    lock                            held while a checkpoint is judged
    9930d221df17a269/key.txt        the public key of that store, which a person gave
    9930d221df17a269/seen.txt       what was seen of it: one note, unless logs came alone

It is no part of any store. What was seen is on the disk before a cosignature leaves, and one
process at a time judges: so neither two at once nor a machine that dies make a witness cosign two
histories. A folder that was put back to an older state could: keep a copy of its key alone.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey
from pydantic import BaseModel, ValidationError

from journeys.adapters.files.private_files import (
    FOLDER_MODE,
    locked,
    replace_private,
    write_private,
)
from journeys.adapters.files.problems import cannot_be_opened, read_text
from journeys.adapters.files.whole_files import require_empty_folder, whole_folder
from journeys.adapters.sql.keys.signing import store_id
from journeys.adapters.sql.proofs.cosignatures import LONGEST, Cosigner
from journeys.adapters.sql.proofs.notes import (
    NoteKey,
    NoteRefused,
    decoded,
    encoded,
    is_key_name,
    split_note,
)
from journeys.adapters.sql.seal.checkpoints import held_by, keys_by_log
from journeys.adapters.sql.seal.witnessing import seen_with
from journeys.adapters.system_reasons import system_reason
from journeys.app.ports.sealing import LOGS, Consistency
from journeys.domain.errors import InputUnreadable, Refused
from journeys.domain.message import Message

FORMAT = "journeys witness v1"
KEY, LOCK, STORE_KEY, SEEN = "witness.key", "lock", "key.txt", "seen.txt"
SEED = 32  # bytes that a private key is made of
OTHERS = 0o077  # the rights of everybody but the owner
STORE = re.compile(r"[0-9a-f]{16}")

OPEN_TO_OTHERS = "Others may use the key in {path}. Take that right: chmod 600 {path}"
NO_KEY = "{path}: this is no key of a witness. Put it back from its copy."
NOT_SEEN_SO = (
    "{path}: this is not what a witness leaves there. Nothing was cosigned. What was seen is lost, "
    "so cosign no more with this key: make a witness of another name in another folder."
)


def cosigner_of(folder: Path) -> Cosigner:
    """Return the witness of this folder. Refused: witness-without-key.

    Raises InputUnreadable where its key cannot be read, is none, or may be read by others.
    """
    path = folder / KEY
    try:
        mode, lines = path.stat().st_mode, path.read_bytes().decode("utf-8", "replace").split("\n")
    except FileNotFoundError:
        raise Refused(
            "witness-without-key",
            "There is no witness in {folder}. Make its key: "
            "`journeys audit witness-key --state FOLDER --name NAME`.",
            folder=folder,
        ) from None
    except OSError as error:
        raise cannot_be_opened(path, error) from None
    if mode & OTHERS:
        raise InputUnreadable([Message(OPEN_TO_OTHERS, path=path)])
    match lines:
        case [form, name, *seeds, ""] if form == FORMAT and _sizes(seeds) == [SEED, SEED]:
            first, second = map(decoded, seeds)
            return Cosigner(
                name,
                Ed25519PrivateKey.from_private_bytes(first),
                MLDSA44PrivateKey.from_seed_bytes(second),
            )
        case _:
            raise InputUnreadable([Message(NO_KEY, path=path)])


def _sizes(seeds: Iterable[str]) -> list[int]:
    return [len(decoded(each)) for each in seeds]


def make_cosigner(folder: Path, name: str, random: bytes) -> Cosigner:
    """Return the witness of this folder; where there is none, it is made with this name.

    `random` are the 64 bytes that its keys are made of. Two processes at once get the same.
    Refused: witness-name-malformed, witness-other-name, folder-not-empty, folder-unusable. Raises
    as `cosigner_of`.
    """
    if not is_key_name(name) or len(name.encode()) > LONGEST:
        raise Refused(
            "witness-name-malformed",
            "The name of a witness has neither spaces nor '+', and at most {most} bytes. Take an "
            "address of your own, such as arkivet.example.",
            most=LONGEST,
        )
    seeds = [encoded(random[:SEED]), encoded(random[SEED:])]
    try:
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        if {each.name for each in folder.iterdir()}.isdisjoint((KEY, LOCK)):
            require_empty_folder(folder)  # no key beside what is handed out
        with locked(folder / LOCK):
            if not (folder / KEY).exists():
                replace_private(folder / KEY, "\n".join((FORMAT, name, *seeds, "")).encode())
    except OSError as error:
        raise _unusable(folder, error) from None
    found = cosigner_of(folder)
    if found.name != name:
        raise Refused(
            "witness-other-name",
            "The witness in {folder} is called {name}. Take another folder for another witness.",
            folder=folder,
            name=found.name,
        )
    return found


def cosign(folder: Path, note: str, key: str | None, proofs: Sequence[Consistency], at: int) -> str:
    """Return the note with the lines of the witness of this folder, who has seen it now.

    `key` is the public key of the note's store, needed where nothing of that was seen yet; `at` is
    now, in seconds since 1970. Raises InputUnreadable where the note is no checkpoint of the store,
    or the folder cannot be read. Refused: store-unknown, folder-unusable; and as `cosigner_of` and
    `seen_with`.
    """
    witness = cosigner_of(folder)
    try:
        given = None if key is None else NoteKey.parse(key)
        store = store_id(given.public) if given else _store_named(note)
        with locked(folder / LOCK):
            public, before = _seen(folder / store, given)
            seen = seen_with(before, note, public, proofs)
            cosigned = witness.cosigned(note, at)
            _remember(folder / store, public, seen)
    except NoteRefused as refused:
        raise InputUnreadable([refused.sentence]) from None
    except OSError as error:
        raise _unusable(folder, error) from None
    return cosigned


def read_proofs(file: Path) -> tuple[Consistency, ...]:
    """Return the proofs of growth in a file. Raises InputUnreadable where it holds none."""
    try:
        return _Proofs.model_validate_json(read_text(file)).proofs
    except ValidationError:
        raise InputUnreadable(
            [
                Message(
                    "{file}: this is no proof of growth. One is made with "
                    "`journeys --json audit consistency`.",
                    file=file,
                )
            ]
        ) from None


class _Proofs(BaseModel):
    proofs: tuple[Consistency, ...]


def _store_named(note: str) -> str:
    """Return the id of the store that a note names; none is no folder of a store."""
    store = split_note(note)[0].partition("\n")[0].rpartition("/")[2]
    return store if STORE.fullmatch(store) else "unknown"


def _seen(place: Path, given: NoteKey | None) -> tuple[NoteKey, list[str]]:
    """Return the public key of a store, and the notes that were seen of it."""
    if not place.exists():
        if given is not None:
            return given, []
        raise Refused(
            "store-unknown",
            "Nothing was seen here yet of the store of this checkpoint. Give its public key with "
            "--key KEY. Get the key from the municipality by another way than the checkpoint.",
        )
    try:
        public = NoteKey.parse((place / STORE_KEY).read_text(encoding="utf-8").strip())
        parts = (place / SEEN).read_text(encoding="utf-8").split("\n\n")
        two_by_two = zip(parts[::2], parts[1::2], strict=True)
        notes = [f"{text}\n\n{signatures.strip()}\n" for text, signatures in two_by_two]
        held_by(notes, keys_by_log(public, LOGS))
    except (OSError, ValueError, InputUnreadable):
        raise InputUnreadable([Message(NOT_SEEN_SO, path=place)]) from None
    if store_id(public.public) != place.name:
        raise InputUnreadable([Message(NOT_SEEN_SO, path=place)])
    return public, notes


def _remember(place: Path, public: NoteKey, seen: Iterable[str]) -> None:
    """Write what was seen of a store; it is on the disk when this returns."""
    content = "\n".join(seen).encode()
    if place.exists():
        replace_private(place / SEEN, content)
        return
    with whole_folder(place) as draft:
        write_private(draft / STORE_KEY, f"{public.text}\n".encode())
        write_private(draft / SEEN, content)


def _unusable(folder: Path, error: OSError) -> Refused:
    return Refused(
        "folder-unusable",
        "{folder} cannot be used: {why}.",
        folder=folder,
        why=system_reason(error),
    )
