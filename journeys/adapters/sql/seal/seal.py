"""The seal over a store's logs: checkpoints for others to hold, proofs, and verification.

A log's origin is made of the public key that signs its heads, so that no two stores share one.
Somebody who alters the database without the master key cannot sign another head. They can put back
an older state of everything, and any checkpoint held elsewhere finds that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection

from journeys.adapters.sql.keys.keyring import STORE_SECRETS, Keyring
from journeys.adapters.sql.keys.signing import Signer
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.head_note import heads_of, require_signed
from journeys.adapters.sql.log.log_rows import Head
from journeys.adapters.sql.proofs.heads import FIRST, NO_ENTRIES, LogHead, StoreHeads
from journeys.adapters.sql.proofs.merkle import (
    Range,
    consistency_ranges,
    includes,
    inclusion_ranges,
    is_consistent,
    root,
    roots_of,
)
from journeys.adapters.sql.proofs.notes import Checkpoint, encoded
from journeys.adapters.sql.seal.bundled import bundle_of
from journeys.adapters.sql.seal.checkpoints import heads_in, held_by, keys_by_log
from journeys.adapters.sql.seal.erased import erased_since, part_in
from journeys.adapters.sql.seal.verification import Verification
from journeys.adapters.sql.seal.verifier import intact_leaves
from journeys.app.ports.bundles import Bundle
from journeys.app.ports.sealing import Consistency, Inclusion, Verdict
from journeys.domain.errors import BrokenHistory, InputUnreadable, Refused
from journeys.domain.message import Message


@dataclass(frozen=True, slots=True)
class SQLSeal:
    """The seal over the logs of a store, on one connection in one transaction."""

    connection: Connection
    logs: Mapping[str, EventLog]
    """By name, the journeys' own first."""
    keyring: Keyring

    def key(self, log: str) -> str:
        """Return the public key of a log's checkpoints, as it is published."""
        return self._signer.key(log).text

    def checkpoint(self, log: str | None = None) -> str:
        """Return a signed note of the heads of all logs now, or of one log alone."""
        return self.heads_note() if log is None else self.note_of(log)

    def heads_note(self, more: str = "") -> str:
        """Return a signed note of the heads of all logs now, with more lines below it if given."""
        return self._signer.signed(self._heads().text + more, FIRST)

    def erasures(self, last: str | None = None) -> str | None:
        """Return a signed note of what was erased since the last one; None where that is the same.

        Of everything that was erased where there is no last one, or where it is another's.
        """
        heads, before = self._heads(), part_in(last, self._signer.key(FIRST))
        part = erased_since(self.connection, self.logs, heads, before)
        return None if part is None else self._signer.signed(part.text, FIRST)

    def bundle(self) -> Bundle:
        """Return what an outside auditor needs; entries are read while their leaves are taken."""
        heads, key = self._heads(), self.key(FIRST)
        note = self._signer.signed(heads.text, FIRST)
        return bundle_of(self.connection, self.logs, heads, key, note)

    def note_of(self, log: str, more: str = "") -> str:
        """Return a signed note of the head of one log, with more lines below it if given."""
        head, key = self._signed_head(log), self._signer.key(log)
        at = Checkpoint(key.name, head.position, root(head.frontier))
        return self._signer.signed(at.text + more, log)

    def verify(self, notes: Sequence[str]) -> tuple[Verdict, ...]:
        """Recompute every log, and compare each with its checkpoints among these notes.

        Raises InputUnreadable where a note is none, or no log of this store's; KeyMissing and
        KeyWrong where one of the store's own keys is not what it was.
        """
        for holder in STORE_SECRETS:
            self.keyring.secret(self.connection, holder)
        key = self._signer.key(FIRST)
        held = held_by(notes, keys_by_log(key, self.logs))
        return Verification(self.connection, self.logs, key, self.keyring, held).verdicts()

    def prove(self, position: int) -> Inclusion:
        """Return the proof that the entry at a position of the journeys' log is in it.

        Raises BrokenHistory where what stands there is not what was sealed.
        """
        head = self.logs[FIRST].head(self.connection)
        try:
            now = LogHead(head.position, root(head.frontier))
        except (TypeError, ValueError):  # something that is no head
            now = NO_ENTRIES
        leaf, hashes = self._proved(position, now)
        return Inclusion(
            position=position,
            leaf=encoded(leaf),
            hashes=tuple(map(encoded, hashes)),
            checkpoint=self.note_of(FIRST),
        )

    def proof_in(self, position: int, note: str) -> tuple[bytes, ...]:
        """Return the proof that an entry is in the journeys' log as a checkpoint signs it.

        Raises InputUnreadable where the note is no checkpoint of that log; BrokenHistory where what
        stands there is not what was sealed. Refused: entry-after-checkpoint.
        """
        at = heads_in(note, keys_by_log(self._signer.key(FIRST), self.logs)).get(FIRST)
        if at is None:
            raise InputUnreadable(["This is a checkpoint of another log than that of the entry."])
        if at.size < position:
            raise Refused(
                "entry-after-checkpoint",
                "The checkpoint is of {size} entries, and this one came later, at position "
                "{position}. Give a later checkpoint, or none: then one is made now.",
                size=at.size,
                position=position,
            )
        return self._proved(position, at)[1]

    def proofs(self, log: str, positions: Sequence[int]) -> list[tuple[bytes, ...]]:
        """Return the proof of each of these positions of a log, from one pass over it."""
        size = self.logs[log].head(self.connection).position
        ranges = [inclusion_ranges(position - 1, size) for position in positions]
        leaves = self.logs[log].leaves(self.connection)
        roots = iter(roots_of([each for of_one in ranges for each in of_one], leaves))
        return [tuple(islice(roots, len(of_one))) for of_one in ranges]

    def consistency(self, old_note: str, new_note: str) -> Consistency:
        """Return the proof that a log grew from one checkpoint to another without change."""
        keys = keys_by_log(self._signer.key(FIRST), self.logs)
        before, after = heads_in(old_note, keys), heads_in(new_note, keys)
        name = next((log for log in self.logs if log in before and log in after), None)
        if name is None:
            raise InputUnreadable(["The two checkpoints are of two different logs."])
        old, new = before[name], after[name]
        if old.size > new.size:
            old, new = new, old
        log = self.logs[name]
        if new.size > log.head(self.connection).position:
            raise InputUnreadable(
                [Message("This log ends before entry {size}: entries were cut off.", size=new.size)]
            )
        hashes = self._roots(log, consistency_ranges(old.size, new.size))
        if not is_consistent(old.size, new.size, old.root, new.root, hashes):
            changed = Message(
                "The log was changed between the checkpoints of {before} and {after} entries, "
                "or since: `journeys audit verify` says where.",
                before=old.size,
                after=new.size,
            )
            raise InputUnreadable([changed])
        return Consistency(log=name, old=old.size, new=new.size, hashes=tuple(map(encoded, hashes)))

    def _proved(self, position: int, at: LogHead) -> tuple[bytes, tuple[bytes, ...]]:
        """Return the leaf of an entry, and its proof. Raises BrokenHistory as `prove`."""
        log, index = self.logs[FIRST], position - 1
        try:
            ranges = inclusion_ranges(index, at.size)
            (leaf,) = intact_leaves(log.scan(self.connection, after=index, upto=position), position)
            hashes = tuple(self._roots(log, ranges))
            if includes(leaf, index, at.size, hashes, at.root):
                return leaf, hashes
        except (TypeError, ValueError):  # there is no such leaf, or something that is none
            pass
        raise BrokenHistory(
            "Entry {position} of the log cannot be proved: it or the log was altered. "
            "`journeys audit verify` says where.",
            position=position,
        )

    @property
    def _signer(self) -> Signer:
        return self.keyring.signer(self.connection)

    def _heads(self) -> StoreHeads:
        """Return the heads of all logs, at the moment that it is now. Raises as `_signed_head`."""
        heads = {log.tables.name: self._signed_head(name) for name, log in self.logs.items()}
        return heads_of(self._signer, heads, self.logs[FIRST].now(self.connection))

    def _signed_head(self, log: str) -> Head:
        """Return the head of a log. Raises BrokenHistory where it is not what was signed last."""
        others = {each.tables.name: each.head(self.connection) for each in self.logs.values()}
        head = others.pop(name := self.logs[log].tables.name)
        require_signed(self._signer, name, head, others)
        return head

    def _roots(self, log: EventLog, ranges: Sequence[Range]) -> list[bytes]:
        """Return the root of each range of a log's leaves; nothing where a leaf is missing."""
        try:
            return roots_of(ranges, log.leaves(self.connection))
        except (TypeError, ValueError):
            return []
