"""Checkpoints that others held, as they come back: which log of this store each tells of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from journeys.adapters.sql.keys.signing import store_id
from journeys.adapters.sql.proofs.heads import Companion, LogHead, StoreHeads
from journeys.adapters.sql.proofs.notes import Checkpoint, NoteKey, NoteRefused, opened
from journeys.domain.errors import InputUnreadable
from journeys.domain.message import Message


def keys_by_log(key: NoteKey, logs: Iterable[str]) -> dict[str, NoteKey]:
    """Return the key of each log of the store that has this public key."""
    store = store_id(key.public)
    return {log: NoteKey(f"{log}/{store}", key.public) for log in logs}


class Held(NamedTuple):
    """What checkpoints sign."""

    heads: Mapping[str, AbstractSet[LogHead]]
    """By log."""
    companions: Mapping[str, AbstractSet[Companion]]
    """By companion table."""


def heads_in(note: str, keys: Mapping[str, NoteKey]) -> Mapping[str, LogHead]:
    """Return the heads that a note of this store signs, by log: all of them, or that of one log.

    Raises InputUnreadable where none of these keys signed it.
    """
    return signed_in(note, keys)[0]


def signed_in(
    note: str, keys: Mapping[str, NoteKey]
) -> tuple[Mapping[str, LogHead], Mapping[str, Companion]]:
    """Return the heads and the companions that a note of this store signs. Raises as `heads_in`."""
    reasons = list[Message]()
    for name, key in keys.items():
        try:
            text = opened(note, key)
            checkpoint, heads = Checkpoint.parse(text), StoreHeads.parse(text)
        except NoteRefused as refused:
            reasons.append(refused.sentence)
            continue
        if checkpoint.origin == key.name:
            alone = {name: LogHead(checkpoint.size, checkpoint.root)}
            return (heads.logs, heads.companions) if heads else (alone, {})
        reasons.append(Message("It is signed in the name of another log than it tells of."))
    raise InputUnreadable(
        [
            Message(
                "This is no checkpoint of this store{claimed}. {said}",
                claimed=_claimed(note),
                said=reasons[0],
            )
        ]
    )


def held_by(notes: Iterable[str], keys: Mapping[str, NoteKey]) -> Held:
    """Return every head and companion that these notes sign. Raises as `heads_in`."""
    by_log = defaultdict[str, set[LogHead]](set)
    by_table = defaultdict[str, set[Companion]](set)
    for note in notes:
        heads, companions = signed_in(note, keys)
        for name, head in heads.items():
            by_log[name].add(head)
        for table, companion in companions.items():
            by_table[table].add(companion)
    return Held(by_log, by_table)


def _claimed(note: str) -> str:
    """Return the size that a refused note claims, as part of a sentence; else an empty text."""
    try:
        size = Checkpoint.parse(f"{note.rpartition(chr(10) * 2)[0]}\n").size
    except NoteRefused:
        return ""
    return Message(", though it tells of one at position {size}", size=size)
