"""Invented stores and witnesses: five logs that grow, split and sign, without a database."""

from copy import deepcopy
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

from journeys.adapters.sql.keys.signing import Signer
from journeys.adapters.sql.proofs.cosignatures import Cosigner
from journeys.adapters.sql.proofs.heads import COMPANIONS, Companion, LogHead, StoreHeads
from journeys.adapters.sql.proofs.merkle import (
    consistency_ranges,
    grow,
    leaf_hash,
    root,
    roots_of,
)
from journeys.adapters.sql.proofs.notes import Checkpoint, encoded
from journeys.adapters.sql.seal.checkpoints import heads_in, keys_by_log
from journeys.adapters.sql.seal.witnessing import seen_with
from journeys.app.ports.sealing import LOGS, Consistency
from journeys.errors import Refused

SIGNER = Signer(bytes(range(32)))
KEY = SIGNER.key("journeys")
KEYS = keys_by_log(KEY, LOGS)
NOW = 1_767_603_660


@dataclass
class InventedStore:
    """The logs of one store, by name, and the tables that are changed with them."""

    leaves: dict[str, list[bytes]] = field(default_factory=lambda: {log: [] for log in LOGS})
    companions: dict[str, Companion] = field(
        default_factory=lambda: dict.fromkeys(COMPANIONS.values(), Companion())
    )
    moment: int = NOW * 10**6

    def record(self, log: str, what: bytes) -> None:
        """Append an entry to a log; what is changed with it changes."""
        self.leaves[log].append(leaf_hash(what))
        if table := COMPANIONS.get(log):
            self.companions[table] = Companion(self.companions[table].changes + 1, leaf_hash(what))
        self.moment += 1

    def copy(self) -> "InventedStore":
        """Return the same store, which then goes its own way."""
        return deepcopy(self)

    def note(self, log: str | None = None) -> str:
        """Return a checkpoint of all logs, or of one."""
        heads = {name: self._head(name) for name in LOGS}
        text = StoreHeads(SIGNER.store, heads, self.companions, self.moment).text
        if log is not None:
            text = Checkpoint(SIGNER.key(log).name, *heads[log]).text
        return SIGNER.signed(text, log or "journeys")

    def proofs(self, old_note: str, new_note: str) -> list[Consistency]:
        """Return the best proof of growth that this store can make between two notes."""
        old, new = heads_in(old_note, KEYS), heads_in(new_note, KEYS)
        return [
            self._proof(log, old[log].size, new[log].size)
            for log in LOGS
            if {log} <= old.keys() & new.keys()
        ]

    def _proof(self, log: str, old: int, new: int) -> Consistency:
        ranges = consistency_ranges(min(old, new), new)
        hashes = roots_of(ranges, self.leaves[log])
        return Consistency(log=log, old=old, new=new, hashes=tuple(map(encoded, hashes)))

    def _head(self, log: str) -> LogHead:
        leaves = self.leaves[log]
        return LogHead(len(leaves), root(grow(b"", 0, leaves)))


@dataclass
class InventedWitness:
    """A witness without a folder. One that is not honest cosigns whatever it is handed."""

    cosigner: Cosigner
    is_honest: bool = True
    seen: tuple[str, ...] = ()
    refused: list[str] = field(default_factory=list)

    @classmethod
    def named(cls, name: str, *, is_honest: bool = True) -> "InventedWitness":
        """Return a witness of this name, with the keys that its name gives it."""
        seed = leaf_hash(name.encode())
        private = (
            Ed25519PrivateKey.from_private_bytes(seed),
            MLDSA44PrivateKey.from_seed_bytes(seed),
        )
        return cls(Cosigner(name, *private), is_honest)

    def cosign(self, note: str, store: InventedStore) -> str:
        """Return the note, with the lines of this witness where it cosigns it."""
        if self.is_honest:
            proofs = [proof for each in self.seen for proof in store.proofs(each, note)]
            try:
                self.seen = seen_with(self.seen, note, KEY, proofs)
            except Refused as error:
                self.refused.append(error.code)
                return note
        is_there = f"\n— {self.cosigner.name} " in note
        return note if is_there else self.cosigner.cosigned(note, NOW)
