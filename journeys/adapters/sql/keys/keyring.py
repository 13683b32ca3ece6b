"""The keyring: a key for each person, kept in the store wrapped by its master key.

Destroying a person's key erases the person (crypto-shredding), and leaves every sealed byte where
it is.
"""

import hmac
import os
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    LargeBinary,
    MetaData,
    Table,
    Text,
    bindparam,
    exists,
    insert,
    select,
    text,
    update,
)

from journeys.adapters.sql.database.connections import driver_connection
from journeys.adapters.sql.database.driver_sql import driver_sql, insert_new
from journeys.adapters.sql.keys.cipher import LENGTH, Cipher
from journeys.adapters.sql.keys.signing import Signer
from journeys.app.ports.keys import KeyProvider
from journeys.domain.errors import BrokenHistory, Conflict, Erased, KeyMissing, KeyWrong

SECRETS = MetaData()
KEYS = "journeys_keys"

keys = Table(
    KEYS,
    SECRETS,
    Column("holder", Text, primary_key=True),
    Column("wrapped", LargeBinary),  # null once the key was destroyed
)

SELECT = select(keys.c.wrapped).where(keys.c.holder == bindparam("holder"))
SELECT_FOR_SHARE = SELECT.with_for_update(read=True)  # which SQLAlchemy leaves out in SQLite

FIND, SIGN, RECEIPTS = "#find", "#heads", "#receipts"
"""Holders that are no persons: the key of the hashes by which persons and requests are found, the
key that signs the heads of the logs, and the key of the receipts for persons who were erased."""

UNSIGNED_SIGN = "#sign"
"""Whose the signing key was before schema 0013, when heads were not signed. A store that has no key
of this name cannot be passed off as an older one: the key is wrapped for its holder's name."""

STORE_SECRETS = (FIND, SIGN, RECEIPTS)

STREAM_HAS_GROWN = (
    "Somebody else recorded on this journey at the same moment. Nothing was recorded; look at "
    "what is new, then try again."
)
SECRETS_LOST = "This store has lost the keys it keeps itself: restore it from a backup."

BATCH = 500  # keys, or what they open, selected at once
CIPHERS = 1000  # that are cached unwrapped


def key_lost(stream: object) -> BrokenHistory:
    """Return the error that a stream has no key, though nobody erased it."""
    return BrokenHistory(
        "The stream {stream} has lost its key, so its entries cannot be read. Restore the store "
        "from a backup.",
        stream=stream,
    )


class Keyring:
    """The keys of a store, unwrapped by the provider of its master key."""

    def __init__(self, provider: KeyProvider) -> None:
        self.provider = provider
        self._hash_key: bytes | None = None
        self._signer: Signer | None = None
        # A vault may be far away. The wrapped key is read from the store each time all the same:
        # of a person who was erased there is none, and so nothing to look up in the cache.
        self.unwrap = lru_cache(CIPHERS)(self._unwrap)

    def find_cipher(
        self, connection: Connection, stream: str, *, for_share: bool = False
    ) -> Cipher | None:
        """Return the cipher of a stream; None where it has no key yet.

        Raises Erased where its key was destroyed, and KeyWrong.
        """
        match _wrapped_of(connection, stream, for_share=for_share):
            case [None]:
                raise Erased(stream)
            case [wrapped]:
                return self.unwrap(stream, wrapped)
            case _:
                return None

    def cipher(self, connection: Connection, stream: str, *, for_share: bool = False) -> Cipher:
        """Return the cipher of a stream that has entries; `for_share` locks the key's row.

        Raises Erased, KeyWrong, and BrokenHistory where its key is gone without a trace.
        """
        cipher = self.find_cipher(connection, stream, for_share=for_share)
        if cipher is None:
            raise key_lost(stream)
        return cipher

    def ciphers(self, connection: Connection, streams: Sequence[str]) -> dict[str, Cipher]:
        """Return the cipher of each of these streams that have entries. Raises as `cipher`."""
        found = self._find_ciphers(connection, streams)
        # For a stream without a key, `cipher` raises the reason.
        return {stream: found.get(stream) or self.cipher(connection, stream) for stream in streams}

    def wrapped_in_range(
        self, connection: Connection, first: str, end: str
    ) -> dict[str, bytes | None]:
        """Return the wrapped keys of the streams from `first` on and before `end`."""
        wrapped = select(keys).where(keys.c.holder >= first, keys.c.holder < end)
        return {row.holder: row.wrapped for row in connection.execute(wrapped)}

    def wrapped_keys(
        self, connection: Connection, streams: Sequence[str]
    ) -> dict[str, bytes | None]:
        """Return the wrapped keys of these streams: None where it was destroyed."""
        found = dict[str, bytes | None]()
        for first in range(0, len(streams), BATCH):
            some = select(keys).where(keys.c.holder.in_(streams[first : first + BATCH]))
            found.update((row.holder, row.wrapped) for row in connection.execute(some))
        return found

    def find_or_create_ciphers(
        self, connection: Connection, streams: Sequence[str], lock: Callable[[], object]
    ) -> dict[str, Cipher]:
        """Return the cipher of each of these streams, under a new key where it has none.

        `lock` is as in `add_keys`. Raises Erased, KeyWrong, and Conflict where somebody else added
        a key at the same moment.
        """
        if len(streams) == 1 and (cipher := self.find_cipher(connection, streams[0])):
            return {streams[0]: cipher}
        found = self._find_ciphers(connection, streams)
        new = {stream: os.urandom(LENGTH) for stream in streams if stream not in found}
        return found | self.add_keys(connection, new, lock) if new else found

    def _find_ciphers(self, connection: Connection, streams: Sequence[str]) -> dict[str, Cipher]:
        """Return the cipher of those of these streams that have a key. Raises Erased, KeyWrong."""
        found = dict[str, Cipher]()
        for stream, wrapped in self.wrapped_keys(connection, streams).items():
            if wrapped is None:
                raise Erased(stream)
            found[stream] = self.unwrap(stream, wrapped)
        return found

    def create_cipher(self, connection: Connection, stream: str) -> Cipher:
        """Store a new key for this stream, and return its cipher. Raises as `add_keys`."""
        return self.add_keys(connection, {stream: os.urandom(LENGTH)})[stream]

    def add_keys(
        self,
        connection: Connection,
        new: Mapping[str, bytes],
        lock: Callable[[], object] = lambda: None,
    ) -> dict[str, Cipher]:
        """Store these keys, by stream, wrapped; return the ciphers.

        `lock` is called before they are stored, and locks the log: else somebody who has locked it
        and stores the same keys would wait for these, and these for the log. Raises Conflict where
        a stream has, or had, a key already: somebody else may have added it at the same moment.
        """
        dialect = connection.dialect.name
        statement = driver_sql(insert_new(keys, dialect), dialect)
        wrapped = [(stream, self.provider.wrap(key, stream)) for stream, key in new.items()]
        lock()
        with driver_connection(connection) as raw:
            cursor = raw.cursor()
            cursor.executemany(statement, wrapped)
            if cursor.rowcount != len(wrapped):
                raise Conflict(STREAM_HAS_GROWN)
        # A change of the master key that committed meanwhile has not rewrapped these keys: then
        # this raises KeyWrong. One that is about to begin waits until these are committed.
        self.secret(connection, FIND, for_share=True)
        return {stream: Cipher(stream, key) for stream, key in new.items()}

    def can_unwrap(self, wrapped: bytes, holder: str) -> bool:
        """Return whether this is the holder's key, wrapped by the store's master key."""
        try:
            self.provider.unwrap(wrapped, holder)
        except KeyWrong:
            return False
        return True

    def erased(self, connection: Connection) -> frozenset[str]:
        """Return every stream whose key was destroyed."""
        erased = select(keys.c.holder).where(keys.c.wrapped.is_(None))
        return frozenset(connection.scalars(erased))

    def erased_like(self, connection: Connection, prefix: str, events: Table) -> Sequence[str]:
        """Return at most two streams of a log with a destroyed key, whose id begins with `prefix`.

        `events` is the table of that log: keys of another kind of stream are in the same table.
        """
        begins = keys.c.holder.startswith(prefix, autoescape=True)
        of_log = exists().where(events.c.stream == keys.c.holder)
        erased = select(keys.c.holder).where(keys.c.wrapped.is_(None), begins, of_log)
        return connection.scalars(erased.order_by(keys.c.holder).limit(2)).all()

    def secret(self, connection: Connection, holder: str, *, for_share: bool = False) -> bytes:
        """Return the secret of a holder that is no person; `for_share` locks its row.

        Raises KeyMissing and KeyWrong.
        """
        wrapped = next(iter(_wrapped_of(connection, holder, for_share=for_share)), None)
        if wrapped is None:
            raise KeyMissing(SECRETS_LOST)
        return self.provider.unwrap(wrapped, holder)

    def open_secrets(self, wrapped: Mapping[str, bytes]) -> None:
        """Unwrap the store's own secrets, which were read with something else. Raises KeyWrong."""
        for holder in STORE_SECRETS:
            secret = self.provider.unwrap(wrapped[holder], holder)
            if holder == FIND:
                self._hash_key = secret

    def keyed_hash(self, connection: Connection, kind: str, text: str) -> bytes:
        """Return the HMAC-SHA-256 of a text: always the same, and only this store can compute it.

        `kind` keeps the hashes of different uses apart.
        """
        # Its key never changes, whatever master key wraps it, so it is read once.
        if self._hash_key is None:
            self._hash_key = self.secret(connection, FIND)
        return hmac.digest(self._hash_key, f"{kind}\n{text}".encode(), "sha256")

    def signer(self, connection: Connection) -> Signer:
        """Return the signer of the heads of this store's logs."""
        # As the key of the hashes, it never changes.
        if self._signer is None:
            self._signer = Signer(self.secret(connection, SIGN))
        return self._signer

    def create_secrets(
        self, connection: Connection, holders: Sequence[str] = STORE_SECRETS
    ) -> None:
        """Create the store's own secrets where it has none yet, under this master key."""
        for holder in holders:
            if not _wrapped_of(connection, holder):
                wrapped = self.provider.wrap(os.urandom(LENGTH), holder)
                connection.execute(insert(keys).values(holder=holder, wrapped=wrapped))

    def receipt_cipher(self, connection: Connection, stream: str) -> Cipher:
        """Return the cipher of the receipt at the end of this stream."""
        return Cipher(stream, self.secret(connection, RECEIPTS))

    def destroy(self, connection: Connection, stream: str) -> None:
        """Destroy the key of a stream: nothing that it encrypted can be read again.

        One that never had a key gets none any more.
        """
        self.unwrap.cache_clear()
        destroyed = update(keys).where(keys.c.holder == stream).values(wrapped=None)
        if connection.execute(destroyed).rowcount == 0:
            connection.execute(insert(keys).values(holder=stream, wrapped=None))

    def rewrap(self, connection: Connection, under: KeyProvider) -> int:
        """Wrap every key under another master key; return how many. No event is touched."""
        if connection.dialect.name == "postgresql":
            # No key may be added under the old master key while this runs.
            connection.execute(text(f"LOCK TABLE {KEYS} IN EXCLUSIVE MODE"))
        present = connection.execute(select(keys).where(keys.c.wrapped.is_not(None))).all()
        change = update(keys).where(keys.c.holder == bindparam("of_holder"))
        rewrapped = [
            {
                "of_holder": holder,
                "wrapped": under.wrap(self.provider.unwrap(wrapped, holder), holder),
            }
            for holder, wrapped in present
        ]
        connection.execute(change, rewrapped)
        return len(rewrapped)

    def _unwrap(self, stream: str, wrapped: bytes) -> Cipher:
        return Cipher(stream, self.provider.unwrap(wrapped, stream))


def has_secrets(connection: Connection) -> bool:
    """Return whether the store has secrets of its own, and so a master key."""
    return bool(_wrapped_of(connection, FIND))


def has_any_secret(connection: Connection) -> bool:
    """Return whether there is any secret of the store's own, whatever its name: a new one has none.

    Where only some are missing somebody took them out, and no others may be made in their place.
    """
    own = select(keys.c.holder).where(keys.c.holder.startswith("#")).limit(1)
    return connection.scalar(own) is not None


def _wrapped_of(connection: Connection, holder: str, *, for_share: bool = False) -> list[Any]:
    """Return the wrapped key of a holder in a list: [None] once it was destroyed, [] without one.

    With `for_share` nobody else can destroy or change it before the transaction ends. In SQLite
    nobody can anyway.
    """
    statement = driver_sql(SELECT_FOR_SHARE if for_share else SELECT, connection.dialect.name)
    with driver_connection(connection) as raw:
        return [wrapped for (wrapped,) in raw.execute(statement, (holder,)).fetchall()]
