"""The verification of a store that was restored: an older one lacks what a checkpoint tells of."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from journeys.adapters.sql.keys.keyring import STORE_SECRETS
from journeys.adapters.sql.proofs.heads import FIRST, StoreHeads
from journeys.adapters.sql.proofs.notes import NoteKey, opened
from journeys.adapters.sql.seal.checkpoints import Held, held_by, keys_by_log
from journeys.adapters.sql.seal.seal import SQLSeal
from journeys.adapters.sql.seal.verification import Verification
from journeys.app.ports.sealing import Verdict


class Proved(NamedTuple):
    """What was proved of a store against checkpoints, and what they tell of beyond its end."""

    verdicts: Sequence[Verdict]
    entries: Mapping[str, int]
    """By log, how many the copy had."""
    lost: Mapping[str, int]
    """By log, how many entries; by table that is changed with a log, how many changes."""


def prove_restored(seal: SQLSeal, notes: Sequence[str], copied: str | None) -> Proved:
    """Verify every log against these checkpoints, as far as it goes, and count what it lacks.

    `copied` is the note of where the copy ended, None where it is as it was loaded: what was
    recorded since, as the schema and the law are where a copy is brought up to date, stands in no
    checkpoint. A checkpoint of more entries than a log had there proves nothing of that log: it is
    counted as loss.
    Raises InputUnreadable where a note is no checkpoint of this store, and as `SQLSeal.verify`.
    """
    for holder in STORE_SECRETS:
        seal.keyring.secret(seal.connection, holder)
    key = NoteKey.parse(seal.key(FIRST))
    now = StoreHeads.parse(opened(copied or seal.heads_note(), key))
    assert now is not None  # noqa: S101 - for mypy: it is a note of all heads
    held = held_by(notes, keys_by_log(key, seal.logs))
    sizes = {log: head.size for log, head in now.logs.items()}
    changes = {table: each.changes for table, each in now.companions.items()}
    lost = {log: max(heads).size - sizes[log] for log, heads in held.heads.items()} | {
        table: max(companions).changes - changes[table]
        for table, companions in held.companions.items()
    }
    within = Held(
        {
            log: frozenset(head for head in heads if head.size <= sizes[log])
            for log, heads in held.heads.items()
        },
        {
            table: frozenset(each for each in companions if each.changes <= changes[table])
            for table, companions in held.companions.items()
        },
    )
    verdicts = Verification(seal.connection, seal.logs, key, seal.keyring, within).verdicts()
    return Proved(verdicts, sizes, {name: count for name, count in lost.items() if count > 0})
