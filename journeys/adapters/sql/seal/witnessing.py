"""Witnessing: whether a witness may cosign a checkpoint, by what it has seen of this store.

An honest witness cosigns one history of a store, and never another. Of each log that a checkpoint
names it asks for the proof that the log grew from the largest head it has seen, and changed
nowhere. It remembers notes that the store signed: two that contradict each other prove that the
store has told two histories.

Pure: `files/witness_folder.py` keeps the notes.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

from journeys.adapters.sql.proofs.heads import NO_ENTRIES, Companion, LogHead
from journeys.adapters.sql.proofs.merkle import is_consistent
from journeys.adapters.sql.proofs.notes import NoteKey, decoded, split_note
from journeys.adapters.sql.seal.checkpoints import held_by, keys_by_log, signed_in
from journeys.app.ports.sealing import LOGS, Consistency
from journeys.domain.errors import Refused


def seen_with(
    seen: Sequence[str], note: str, key: NoteKey, proofs: Sequence[Consistency] = ()
) -> tuple[str, ...]:
    """Return what a witness has seen of the store with this key, once it has seen this note too.

    A note that it saw before is left out where the new one says all of it. Raises InputUnreadable
    where the new one is no checkpoint of this store. Refused: checkpoint-older, checkpoint-forked,
    growth-not-proved.
    """
    keys = keys_by_log(key, LOGS)
    before, (heads, companions) = held_by(seen, keys), signed_in(note, keys)
    for log, head in heads.items():
        last = max(before.heads.get(log, ()), default=NO_ENTRIES)
        _require_growth(log, last, head, proofs)
    for table, companion in companions.items():
        _require_later(table, max(before.companions.get(table, ()), default=Companion()), companion)
    told = {*heads, *companions}
    remain = [each for each in seen if not told.issuperset(chain(*signed_in(each, keys)))]
    return (*remain, _by_the_store(note, keys.values()))


def _require_growth(log: str, last: LogHead, head: LogHead, proofs: Iterable[Consistency]) -> None:
    if head.size < last.size:
        raise Refused(
            "checkpoint-older",
            "This checkpoint tells of {size} entries of the log {log}, and {last} were seen here. "
            "Give the newest one. If this is it, the store was put back to an older state.",
            size=head.size,
            log=log,
            last=last.size,
        )
    sizes = (log, last.size, head.size)
    proof = next((each for each in proofs if (each.log, each.old, each.new) == sizes), None)
    # An empty log begins every other, and nothing is to be proved of two of one size.
    if proof is None and 0 < last.size < head.size:
        raise Refused(
            "growth-not-proved",
            "The log {log} had {last} entries when it was seen here last, and has {size} now. Give "
            "the proof with --proof FILE. The municipality makes it from the checkpoint that was "
            "cosigned here last and this one: `journeys --json audit consistency`.",
            log=log,
            last=last.size,
            size=head.size,
        )
    if 0 < last.size == head.size and last.root != head.root:
        raise Refused(
            "checkpoint-forked",
            "This checkpoint tells of other {size} entries of the log {log} than were seen here. "
            "Nothing was cosigned. The store has told two histories. Keep this checkpoint: the "
            "store signed it.",
            size=head.size,
            log=log,
        )
    hashes = [decoded(each) for each in proof.hashes] if proof else []
    if not is_consistent(last.size, head.size, last.root, head.root, hashes):
        raise Refused(
            "checkpoint-forked",
            "The {size} entries of the log {log} do not begin with the {last} that were seen here, "
            "as far as the proof goes. Nothing was cosigned. If the proof is the right one, the "
            "store has told two histories. Keep this checkpoint: the store signed it.",
            size=head.size,
            log=log,
            last=last.size,
        )


def _require_later(table: str, last: Companion, now: Companion) -> None:
    if now.changes < last.changes:
        raise Refused(
            "checkpoint-older",
            "This checkpoint tells of an older state of the {table} than was seen here. Give the "
            "newest one. If this is it, the store was put back to an older state.",
            table=table,
        )
    if now.changes == last.changes and now != last:
        raise Refused(
            "checkpoint-forked",
            "This checkpoint tells of another state of the {table} than was seen here. Nothing "
            "was cosigned. The store has told two histories. Keep this checkpoint: the store "
            "signed it.",
            table=table,
        )


def _by_the_store(note: str, keys: Iterable[NoteKey]) -> str:
    """Return the note with the lines of its own store alone."""
    text, signatures = split_note(note)
    own = {(key.name, key.key_id) for key in keys}
    return f"{text}\n{''.join(each.line for each in signatures if each[:2] in own)}"
