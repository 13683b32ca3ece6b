"""The signer: the key that signs the heads of a store's logs, and the names that it signs under."""

from functools import cache
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from journeys.adapters.sql.proofs.heads import StoreHeads
from journeys.adapters.sql.proofs.notes import NoteKey, encoded

KNOWN = 100  # notes that are remembered
ID = 8  # bytes of the public key's hash that name a store


class Signer:
    """Signs notes of one store. Its secret is never printed."""

    def __init__(self, secret: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(secret)
        self.store = store_id(self._private.public_key().public_bytes_raw())
        self.key = cache(self._key)
        self.known = dict[tuple[str, object], StoreHeads]()
        """What notes say, by log and note: of those that were signed or verified last."""
        self.newest = dict[str, tuple[object, object, StoreHeads]]()
        """By log, the head that was signed here last, the heads of the others then, and its note's.

        Where nobody else has written since, both are found again as they were.
        """

    def _key(self, log: str) -> NoteKey:
        """Return the public key of a log, under the name that signs with it."""
        return NoteKey.of(f"{log}/{self.store}", self._private)

    def signed(self, text: str, log: str) -> str:
        """Return a note: the text, and the signature of the store below it, in a log's name.

        The text must be lines without control characters.
        """
        key = self.key(log)
        signature = key.key_id + self._private.sign(text.encode())
        return f"{text}\n— {key.name} {encoded(signature)}\n"

    def remember(self, log: str, note: str, heads: StoreHeads) -> None:
        """Remember what a note of this store says: its signature need not be verified again."""
        if len(self.known) >= KNOWN:
            self.known.clear()
        self.known[log, note] = heads


def store_id(public: bytes) -> str:
    """Return the id of the store with this public key: no two stores share one."""
    return sha256(public).digest()[:ID].hex()
