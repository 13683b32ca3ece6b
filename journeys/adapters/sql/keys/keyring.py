"""The keyring: a key for each person, kept in the store wrapped by its master key.

Bodies are encrypted with AES-256-GCM under the person's own key. What stands beside a body in the
clear (stream, version, kind) is bound to it: a body that was moved or swapped cannot be opened.
Destroying a person's key erases the person, and leaves every sealed byte where it is.
"""

import hmac
import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import (
    Column,
    Connection,
    LargeBinary,
    MetaData,
    Table,
    Text,
    bindparam,
    insert,
    select,
    text,
    update,
)

from journeys.adapters.sql.database.connections import driver_connection
from journeys.adapters.sql.database.driver_sql import driver_sql, insert_new
from journeys.app.ports.keys import KeyProvider
from journeys.domain.errors import BrokenHistory, Conflict, Erased, KeyMissing, KeyWrong

SECRETS = MetaData()
KEYS = "journeys_keys"

keys = Table(
    KEYS,
    SECRETS,
    Column("holder", Text, primary_key=True),
    Column("wrapped", LargeBinary),  # null once it was destroyed
)

SELECT = select(keys.c.wrapped).where(keys.c.holder == bindparam("holder"))
SELECT_FOR_SHARE = SELECT.with_for_update(read=True)  # which SQLAlchemy leaves out in SQLite

FIND, SIGN, RECEIPTS = "#find", "#sign", "#receipts"
"""Holders that are no persons: what makes the marks by which a person is found by number and a
request known again, what signs checkpoints, and what encrypts the receipts for the erased."""

OWN = (FIND, SIGN, RECEIPTS)

FASTER = (
    "Somebody else recorded on this journey at the same moment. Nothing was recorded; look at "
    "what is new, then try again."
)
LOST = "This store has lost the keys it keeps itself: restore it from a backup."

LENGTH, NONCE = 32, 12  # bytes
BATCH = 500  # keys asked for at once
CIPHERS = 1000  # that are kept unwrapped
ENCRYPTED = b"\x01"
"""What an encrypted body begins with; one in the clear is JSON and begins with a brace."""


class Cipher:
    """Opens and closes the bodies of one stream."""

    def __init__(self, stream: str, key: bytes) -> None:
        self._stream = stream
        self.key = key
        self._aead = AESGCM(key)

    def close(self, version: int, topic: str, body: bytes) -> bytes:
        """Return a body encrypted, for this place alone."""
        nonce = os.urandom(NONCE)
        place = f"{self._stream}\n{version}\n{topic}".encode()
        return ENCRYPTED + nonce + self._aead.encrypt(nonce, body, place)

    def open(self, version: int, topic: str, body: bytes) -> bytes:
        """Return what was encrypted for this place. Raises BrokenHistory where nothing was."""
        place = f"{self._stream}\n{version}\n{topic}".encode()
        try:
            return self._aead.decrypt(body[1 : 1 + NONCE], body[1 + NONCE :], place)
        except (InvalidTag, TypeError, ValueError):
            raise BrokenHistory(
                "Entry {version} of {stream} cannot be decrypted: it was altered, or moved "
                "here from elsewhere. `journeys audit verify` says where.",
                version=version,
                stream=self._stream,
            ) from None


class Keyring:
    """The keys of a store, unwrapped by whoever holds its master key."""

    def __init__(self, provider: KeyProvider) -> None:
        self.provider = provider
        self._marking: bytes | None = None
        # A vault may be far away. What is wrapped is asked of the store each time all the same: of
        # whoever was erased there is nothing left to ask with.
        self.unwrapped = lru_cache(CIPHERS)(self._unwrapped)

    def cipher(self, connection: Connection, stream: str, *, firmly: bool = False) -> Cipher | None:
        """Return the cipher of a stream; None where it has no key yet.

        Raises Erased where its key was destroyed, and KeyWrong.
        """
        match _kept(connection, stream, firmly=firmly):
            case [None]:
                raise Erased(stream)
            case [wrapped]:
                return self.unwrapped(stream, wrapped)
            case _:
                return None

    def opened(self, connection: Connection, stream: str, *, firmly: bool = False) -> Cipher:
        """Return the cipher of a stream that has entries; `firmly` until the transaction ends.

        Raises Erased, KeyWrong, and BrokenHistory where its key is gone without a trace.
        """
        cipher = self.cipher(connection, stream, firmly=firmly)
        if cipher is None:
            raise BrokenHistory(
                "Journey {stream} has lost its key, so its entries cannot be read. Restore the "
                "store from a backup.",
                stream=stream,
            )
        return cipher

    def ciphers(self, connection: Connection, streams: Sequence[str]) -> dict[str, Cipher]:
        """Return the cipher of each of these streams that have entries. Raises as `opened`."""
        found = self._found(connection, streams)
        # Whatever has no key to be unwrapped is told of one by one.
        return {stream: found.get(stream) or self.opened(connection, stream) for stream in streams}

    def between(self, connection: Connection, first: str, end: str) -> dict[str, bytes | None]:
        """Return the wrapped keys of the streams from one on, up to but not with another."""
        held = select(keys).where(keys.c.holder >= first, keys.c.holder < end)
        return {row.holder: row.wrapped for row in connection.execute(held)}

    def writable(self, connection: Connection, streams: Sequence[str]) -> dict[str, Cipher]:
        """Return the cipher of each of these streams, under a new key where it has none.

        Raises Erased, KeyWrong, and Conflict where somebody else gave it one at the same moment.
        """
        if len(streams) == 1 and (known := self.cipher(connection, streams[0])):
            return {streams[0]: known}
        found = self._found(connection, streams)
        new = {stream: os.urandom(LENGTH) for stream in streams if stream not in found}
        return found | self.adopted(connection, new) if new else found

    def _found(self, connection: Connection, streams: Sequence[str]) -> dict[str, Cipher]:
        """Return the cipher of those of these streams that have a key. Raises Erased, KeyWrong."""
        found = dict[str, Cipher]()
        for first in range(0, len(streams), BATCH):
            held = select(keys).where(keys.c.holder.in_(streams[first : first + BATCH]))
            for stream, wrapped in connection.execute(held):
                if wrapped is None:
                    raise Erased(stream)
                found[stream] = self.unwrapped(stream, wrapped)
        return found

    def new_cipher(self, connection: Connection, stream: str) -> Cipher:
        """Return a cipher under a new key, kept for this stream. Raises as `adopted`."""
        return self.adopted(connection, {stream: os.urandom(LENGTH)})[stream]

    def adopted(self, connection: Connection, new: Mapping[str, bytes]) -> dict[str, Cipher]:
        """Return the ciphers of new keys, or of some from elsewhere, kept for these streams.

        Raises Conflict where somebody else gave a stream one at the same moment, or where it has,
        or had, a key already.
        """
        dialect = connection.dialect.name
        statement = driver_sql(insert_new(keys, dialect), dialect)
        wrapped = [(stream, self.provider.wrap(key, stream)) for stream, key in new.items()]
        with driver_connection(connection) as raw:
            cursor = raw.cursor()
            cursor.executemany(statement, wrapped)
            if cursor.rowcount != len(wrapped):
                raise Conflict(FASTER)
        # Whoever changed the master key meanwhile has wrapped every key but these; and whoever is
        # about to change it waits until these are there.
        self.secret(connection, FIND, firmly=True)
        return {stream: Cipher(stream, key) for stream, key in new.items()}

    def opens(self, wrapped: bytes, holder: str) -> bool:
        """Return whether what is kept as the key of this holder is the one that was."""
        try:
            self.provider.unwrap(wrapped, holder)
        except KeyWrong:
            return False
        return True

    def erased(self, connection: Connection) -> frozenset[str]:
        """Return every stream whose key was destroyed."""
        gone = select(keys.c.holder).where(keys.c.wrapped.is_(None))
        return frozenset(connection.scalars(gone))

    def erased_like(self, connection: Connection, prefix: str) -> Sequence[str]:
        """Return the streams whose key was destroyed and whose id begins so, two at most."""
        begins = keys.c.holder.startswith(prefix, autoescape=True)
        gone = select(keys.c.holder).where(keys.c.wrapped.is_(None), begins)
        return connection.scalars(gone.order_by(keys.c.holder).limit(2)).all()

    def secret(self, connection: Connection, holder: str, *, firmly: bool = False) -> bytes:
        """Return the secret of a holder that is no person; `firmly` until the transaction ends.

        Raises KeyMissing and KeyWrong.
        """
        wrapped = next(iter(_kept(connection, holder, firmly=firmly)), None)
        if wrapped is None:
            raise KeyMissing(LOST)
        return self.provider.unwrap(wrapped, holder)

    def mark(self, connection: Connection, kind: str, told: str) -> bytes:
        """Return what stands for something told: the same each time, and by this store alone."""
        # Whatever wraps it, this secret never changes: it is asked for once.
        if self._marking is None:
            self._marking = self.secret(connection, FIND)
        return hmac.digest(self._marking, f"{kind}\n{told}".encode(), "sha256")

    def begin(self, connection: Connection) -> None:
        """Give the store secrets of its own where it has none yet, under this master key."""
        for holder in OWN:
            if not _kept(connection, holder):
                wrapped = self.provider.wrap(os.urandom(LENGTH), holder)
                connection.execute(insert(keys).values(holder=holder, wrapped=wrapped))

    def receipts(self, connection: Connection, stream: str) -> Cipher:
        """Return the cipher of the receipt that stands in this stream, or will."""
        return Cipher(stream, self.secret(connection, RECEIPTS))

    def destroy(self, connection: Connection, stream: str) -> None:
        """Destroy the key of a stream: nothing that it encrypted can be read again."""
        self.unwrapped.cache_clear()
        connection.execute(update(keys).where(keys.c.holder == stream).values(wrapped=None))

    def rewrap(self, connection: Connection, under: KeyProvider) -> int:
        """Wrap every key anew under another master key; return how many. No event is touched."""
        if connection.dialect.name == "postgresql":
            # A key that somebody is about to add must not stay under the old master key.
            connection.execute(text(f"LOCK TABLE {KEYS} IN EXCLUSIVE MODE"))
        held = connection.execute(select(keys).where(keys.c.wrapped.is_not(None))).all()
        change = update(keys).where(keys.c.holder == bindparam("whose"))
        anew = [
            {"whose": holder, "wrapped": under.wrap(self.provider.unwrap(wrapped, holder), holder)}
            for holder, wrapped in held
        ]
        connection.execute(change, anew)
        return len(anew)

    def _unwrapped(self, stream: str, wrapped: bytes) -> Cipher:
        return Cipher(stream, self.provider.unwrap(wrapped, stream))


def has_begun(connection: Connection) -> bool:
    """Return whether the store has secrets of its own, and so a master key."""
    return bool(_kept(connection, FIND))


def _kept(connection: Connection, holder: str, *, firmly: bool = False) -> list[Any]:
    """Return the wrapped key of a holder, None where it was destroyed; nothing where none was.

    Held `firmly`, nobody destroys or changes it before the transaction ends; in SQLite nobody can.
    """
    statement = driver_sql(SELECT_FOR_SHARE if firmly else SELECT, connection.dialect.name)
    with driver_connection(connection) as raw:
        return [wrapped for (wrapped,) in raw.execute(statement, (holder,)).fetchall()]
