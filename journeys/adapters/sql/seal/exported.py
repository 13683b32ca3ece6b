"""The check of an export: by the key of the log it came from, and by nothing else.

`adapters/files/exports/verify_export.py` checks the same without a store.
"""

import json
from collections.abc import Sequence

from journeys.adapters.sql.keys.cipher import LENGTH, Cipher
from journeys.adapters.sql.log.log_rows import StreamRow, leaf_of
from journeys.adapters.sql.log.moved import Sealed, first_recorded
from journeys.adapters.sql.proofs.merkle import includes
from journeys.adapters.sql.proofs.notes import Checkpoint, NoteKey, NoteRefused, opened
from journeys.app.ports.moving import Export, ExportedEntry
from journeys.domain.errors import BrokenHistory, InputUnreadable
from journeys.domain.message import Message

CHECKPOINT, ENTRIES, ABOUT = "checkpoint.txt", "entries.jsonl", "export.json"
"""The files of an export, as faults name them."""


def entry_count_line(stream: str, entries: int) -> str:
    """Return the line of an export's checkpoint that says how many entries the journey has.

    Signed with the rest: nobody can leave out the last entries.
    """
    return f"journey {stream} entries {entries}\n"


def check(export: Export, key: str) -> None:
    """Check that each entry was sealed in the log of this key, and none was left out.

    Raises InputUnreadable with the first fault.
    """
    if export.key != key:
        raise InputUnreadable(
            [
                Message(
                    "{file}: its key is {key}, and not the one given.", file=ABOUT, key=export.key
                )
            ]
        )
    if len(export.data_key) != LENGTH:
        raise InputUnreadable(
            [Message("{file}: the data key is not {length} bytes.", file=ABOUT, length=LENGTH)]
        )
    stream = str(export.journey)
    try:
        checkpoint = signed_checkpoint(export.checkpoint, key, stream, len(export.entries))
    except NoteRefused as refused:
        raise InputUnreadable(
            [Message("{where}: {what}", where=CHECKPOINT, what=refused.sentence)]
        ) from None
    cipher = Cipher(stream, export.data_key)
    for line, entry in enumerate(export.entries, start=1):
        if fault := _fault(cipher, checkpoint, stream, line, entry):
            raise InputUnreadable([at_entry(line, entry, fault)])


def at_entry(line: int, entry: ExportedEntry, what: Message) -> Message:
    """Return a fault of an entry of an export, with the place of the entry before it."""
    return Message(
        "{file}, line {line}, position {position}: {what}",
        file=ENTRIES,
        line=line,
        position=entry.position,
        what=what,
    )


def signed_checkpoint(note: str, key: str, stream: str, entries: int) -> Checkpoint:
    """Return the checkpoint under which a journey of so many entries was exported.

    Raises NoteRefused where this key did not sign it for this log and journey.
    """
    signer = NoteKey.parse(key)
    text = opened(note, signer)
    checkpoint = Checkpoint.parse(text)
    if checkpoint.origin != signer.name:
        raise NoteRefused("It is of another log than the key.")
    if not entries or text != checkpoint.text + entry_count_line(stream, entries):
        raise NoteRefused(
            Message(
                "It does not say that journey {stream} has {entries} entries.",
                stream=stream,
                entries=entries,
            )
        )
    return checkpoint


def sealed_as(entry: ExportedEntry) -> Sealed:
    """Return what the log that it leaves sealed of an entry."""
    return Sealed(entry.position, entry.recorded_us, entry.body)


def row_of(entry: ExportedEntry) -> StreamRow:
    """Return an entry as a row of the log that it leaves."""
    return StreamRow(entry.position, entry.version, entry.kind, entry.recorded_us, entry.body)


def is_sealed(
    checkpoint: Checkpoint, place: tuple[str, int, str], at: Sealed, proof: Sequence[bytes]
) -> bool:
    """Return whether an entry stands in the log of a checkpoint, as its proof has to show.

    Its place is its stream, version and kind.
    """
    leaf = leaf_of(at.position, at.recorded_us, (*place, at.body))
    return includes(leaf, at.position - 1, checkpoint.size, proof, checkpoint.root)


def _fault(
    cipher: Cipher, checkpoint: Checkpoint, stream: str, line: int, entry: ExportedEntry
) -> Message | None:
    if entry.version != line:
        return Message(
            "entry {line} belongs here, and this is entry {version}.",
            line=line,
            version=entry.version,
        )
    place = (stream, entry.version, entry.kind)
    if not is_sealed(checkpoint, place, sealed_as(entry), entry.proof):
        return Message("the proof does not lead to the checkpoint.")
    first = first_recorded(row_of(entry))
    try:
        decrypted = cipher.open(entry.version, entry.kind, first.body)
    except BrokenHistory:
        return Message("the data key does not open the sealed body.")
    if not _is_same(decrypted, entry):
        return Message("the sealed body does not say what the readable entry says.")
    return None


def _is_same(decrypted: bytes, entry: ExportedEntry) -> bool:
    try:
        # Compared as JSON text: to Python, true and 1 are equal.
        return json.dumps(json.loads(decrypted), sort_keys=True) == json.dumps(
            entry.entry, sort_keys=True
        )
    except (ValueError, RecursionError):
        return False
