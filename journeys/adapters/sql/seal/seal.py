"""The seal over a store's logs: checkpoints for others to hold, proofs, and verification.

A log's origin is made of the public key that signs its checkpoints, so that no two stores share
one. Somebody who alters the database without the master key cannot sign another head. They can
still cut off or rewrite the end, and any checkpoint held elsewhere finds that.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, func, select

from journeys.adapters.sql.keys.keyring import SIGN, STORE_SECRETS, Keyring, keys
from journeys.adapters.sql.log import receipts
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.law_log import TABLES as LAW
from journeys.adapters.sql.log.law_log import SQLLawLog
from journeys.adapters.sql.proofs.merkle import (
    Range,
    consistency_ranges,
    includes,
    inclusion_ranges,
    is_consistent,
    root,
    roots_of,
)
from journeys.adapters.sql.proofs.notes import (
    Checkpoint,
    NoteKey,
    NoteRefused,
    encoded,
    opened,
    signed,
)
from journeys.adapters.sql.seal import origins
from journeys.adapters.sql.seal.verifier import LogVerifier, fault_at, index_damage, intact_leaves
from journeys.app.ports.sealing import Consistency, Fault, Inclusion, Verdict
from journeys.domain.errors import BrokenHistory, InputUnreadable
from journeys.domain.message import Message

ID = 8  # bytes of the public key's hash that name a store


@dataclass(frozen=True, slots=True)
class SQLSeal:
    """The seal over the logs of a store, on one connection in one transaction."""

    connection: Connection
    keyring: Keyring
    logs: Mapping[str, EventLog]
    """By name, the journeys' own first."""

    def key(self, log: str) -> str:
        """Return the public key of a log's checkpoints, as it is published."""
        return self._key(log).text

    def checkpoint(self, log: str, more: str = "") -> str:
        """Return a signed note of the head of a log, with more lines below it if given."""
        frontier = self.logs[log].head(self.connection)
        origin = self._origin(log)
        at = Checkpoint(origin, frontier.position, root(frontier.frontier))
        return signed(at.text + more, origin, self._private)

    def verify(self, notes: Sequence[str]) -> tuple[Verdict, ...]:
        """Recompute every log, and compare each with its checkpoints among these notes.

        Raises InputUnreadable where a note is none, or no log of this store's; KeyMissing and
        KeyWrong where one of the store's own keys is not what it was.
        """
        for holder in STORE_SECRETS:
            self.keyring.secret(self.connection, holder)
        checkpoints = [self._parsed(note) for note in notes]
        verdicts = []
        for name in self.logs:
            of_log = {checkpoint for log, checkpoint in checkpoints if log == name}
            verdicts.append(self._verified(name, of_log))
        return tuple(verdicts)

    def prove(self, position: int) -> Inclusion:
        """Return the proof that the entry at a position of the journeys' log is in it.

        Raises BrokenHistory where what stands there is not what was sealed.
        """
        (name, log), *_ = self.logs.items()
        head, index = log.head(self.connection), position - 1
        try:
            ranges = inclusion_ranges(index, head.position)
            (leaf,) = intact_leaves(log.scan(self.connection, after=index, upto=position), position)
            hashes = self._roots(log, ranges)
            proved = includes(leaf, index, head.position, hashes, root(head.frontier))
        except (TypeError, ValueError):  # there is no such leaf, or something that is none
            proved = False
        if not proved:
            raise BrokenHistory(
                "Entry {position} of the log cannot be proved: it or the log was altered. "
                "`journeys audit verify` says where.",
                position=position,
            )
        return Inclusion(
            position=position,
            leaf=encoded(leaf),
            hashes=tuple(map(encoded, hashes)),
            checkpoint=self.checkpoint(name),
        )

    def proofs(self, log: str, positions: Sequence[int]) -> list[tuple[bytes, ...]]:
        """Return the proof of each of these positions of a log, from one pass over it."""
        size = self.logs[log].head(self.connection).position
        ranges = [inclusion_ranges(position - 1, size) for position in positions]
        leaves = self.logs[log].leaves(self.connection)
        roots = iter(roots_of([each for of_one in ranges for each in of_one], leaves))
        return [tuple(islice(roots, len(of_one))) for of_one in ranges]

    def consistency(self, old_note: str, new_note: str) -> Consistency:
        """Return the proof that a log grew from one checkpoint to another without change."""
        (name, old), (other, new) = self._parsed(old_note), self._parsed(new_note)
        if name != other:
            raise InputUnreadable(["The two checkpoints are of two different logs."])
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

    def _key(self, log: str) -> NoteKey:
        return NoteKey.of(self._origin(log), self._private)

    @property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.keyring.secret(self.connection, SIGN))

    def _origin(self, log: str) -> str:
        public = self._private.public_key().public_bytes_raw()
        return f"{log}/{sha256(public).digest()[:ID].hex()}"

    def _parsed(self, note: str) -> tuple[str, Checkpoint]:
        """Return the log and the checkpoint of a note that this store signed."""
        reasons = []
        for name in self.logs:
            key = self._key(name)
            try:
                checkpoint = Checkpoint.parse(opened(note, key))
            except NoteRefused as refused:
                reasons.append(str(refused))
                continue
            if checkpoint.origin == key.name:
                return name, checkpoint
            reasons.append("It is signed in the name of another log than it tells of.")
        claimed = _claimed(note)
        raise InputUnreadable(
            [
                Message(
                    "This is no checkpoint of this store{claimed}. {said}",
                    claimed=claimed,
                    said=reasons[0],
                )
            ]
        )

    def _verified(self, name: str, checkpoints: Collection[Checkpoint]) -> Verdict:
        verifier = LogVerifier(self.logs[name], self.connection, checkpoints)
        fault = verifier.fault()
        if fault is None and name == next(iter(self.logs)):
            # An erasure deletes the person's origin too.
            moved = verifier.moved - verifier.erased
            fault = self._wrong_key(self.logs[name], verifier.erased) or origins.fault(
                self.connection, self.logs[name], self.keyring, moved
            )
        if fault is None and self.logs[name].tables.name == LAW:
            fault = self._unmarked(self.logs[name])
        return Verdict(
            log=name,
            entries=verifier.size,
            root=encoded(root(verifier.frontier)),
            checkpoints=len(checkpoints),
            fault=fault,
        )

    def _unmarked(self, log: EventLog) -> Fault | None:
        """Return the first edition of the law that this store did not seal."""
        position = SQLLawLog(self.connection, log, self.keyring).unmarked()
        if position is None:
            return None
        return fault_at(position, "the edition is none that this store sealed")

    def _wrong_key(self, log: EventLog, erased: Collection[str]) -> Fault | None:
        """Return the first stream whose key was exchanged, deleted, or restored after erasure."""
        events = log.tables.events.c
        firsts = (
            select(events.stream, func.min(events.position).label("position"))
            .group_by(events.stream)
            .subquery()
        )
        people = (
            select(firsts, keys.c.wrapped)
            .outerjoin_from(firsts, keys, keys.c.holder == firsts.c.stream)
            .order_by(firsts.c.position)
        )
        for stream, position, wrapped in self.connection.execute(people):
            if what := self._wrong_with(log, stream, wrapped, erased=stream in erased):
                return Fault(position=position, what=what)
        return index_damage(self.connection, keys)

    def _wrong_with(
        self, log: EventLog, holder: str, wrapped: bytes | None, *, erased: bool
    ) -> str | None:
        if wrapped is None and not erased:
            return "its key is gone, and no receipt says it was erased"
        if wrapped is None:
            has_own = receipts.has_own_receipt(self.connection, log, self.keyring, holder)
            return None if has_own else "its receipt is none that this store sealed"
        if erased:
            return "its key is there again, though a receipt says it was erased"
        return None if self.keyring.can_unwrap(wrapped, holder) else "its key is not the one it had"

    def _roots(self, log: EventLog, ranges: Sequence[Range]) -> list[bytes]:
        """Return the root of each range of a log's leaves; nothing where a leaf is missing."""
        try:
            return roots_of(ranges, log.leaves(self.connection))
        except (TypeError, ValueError):
            return []


def _claimed(note: str) -> str:
    """Return the size that a refused note claims, as part of a sentence; else an empty text."""
    try:
        size = Checkpoint.parse(f"{note.rpartition(chr(10) * 2)[0]}\n").size
    except NoteRefused:
        return ""
    return Message(", though it tells of one at position {size}", size=size)
