"""Checkpoints that others held, as they come back: which log of this store each tells of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from journeys.adapters.sql.keys.signing import store_id
from journeys.adapters.sql.proofs.heads import LogHead, StoreHeads
from journeys.adapters.sql.proofs.notes import Checkpoint, NoteKey, NoteRefused, opened
from journeys.domain.errors import InputUnreadable
from journeys.domain.message import Message


def keys_by_log(key: NoteKey, logs: Iterable[str]) -> dict[str, NoteKey]:
    """Return the key of each log of the store that has this public key."""
    store = store_id(key.public)
    return {log: NoteKey(f"{log}/{store}", key.public) for log in logs}


def heads_in(note: str, keys: Mapping[str, NoteKey]) -> Mapping[str, LogHead]:
    """Return the heads that a note of this store signs, by log: all of them, or that of one log.

    Raises InputUnreadable where none of these keys signed it.
    """
    reasons = []
    for name, key in keys.items():
        try:
            text = opened(note, key)
            checkpoint, heads = Checkpoint.parse(text), StoreHeads.parse(text)
        except NoteRefused as refused:
            reasons.append(str(refused))
            continue
        if checkpoint.origin == key.name:
            return heads.logs if heads else {name: LogHead(checkpoint.size, checkpoint.root)}
        reasons.append("It is signed in the name of another log than it tells of.")
    raise InputUnreadable(
        [
            Message(
                "This is no checkpoint of this store{claimed}. {said}",
                claimed=_claimed(note),
                said=reasons[0],
            )
        ]
    )


def heads_by_log(
    notes: Iterable[str], keys: Mapping[str, NoteKey]
) -> Mapping[str, AbstractSet[LogHead]]:
    """Return every head that these notes sign, by log. Raises as `heads_in`."""
    held = defaultdict[str, set[LogHead]](set)
    for note in notes:
        for name, head in heads_in(note, keys).items():
            held[name].add(head)
    return held


def _claimed(note: str) -> str:
    """Return the size that a refused note claims, as part of a sentence; else an empty text."""
    try:
        size = Checkpoint.parse(f"{note.rpartition(chr(10) * 2)[0]}\n").size
    except NoteRefused:
        return ""
    return Message(", though it tells of one at position {size}", size=size)
