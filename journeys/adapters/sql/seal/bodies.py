"""The check that every body opens: by the key of its stream, in the place where it stands."""

from collections.abc import Sequence
from contextlib import suppress

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, select

from journeys.adapters.sql.keys.cipher import opened
from journeys.adapters.sql.keys.keyring import BATCH, Keyring, keys
from journeys.adapters.sql.log.log_rows import StoredRow
from journeys.adapters.sql.log.mapper import RECEIPTS
from journeys.adapters.sql.log.moved import MOVED, origin_of
from journeys.domain.errors import KeyWrong

KEPT = 20_000  # keys in memory at once


class Opener:
    """Opens the bodies of a log, on one connection; keeps the keys that it used last."""

    def __init__(self, connection: Connection, keyring: Keyring) -> None:
        self._connection, self._keyring = connection, keyring
        self._by_stream = dict[str, AESGCM | None]()
        self.moved = set[str]()
        """The streams with an entry that came from another log, among those that were opened."""

    def first_unopened(self, rows: Sequence[StoredRow]) -> int | None:
        """Return the position of the first of these rows whose body does not open; else None.

        Those of persons and employers that were erased are passed over: nobody can open them. So
        are those whose key is not what it was: the check of the keys tells of it.
        """
        self._read_keys({row[1] for row in rows})
        by_stream = self._by_stream
        # Written out, because it runs for every entry of a store.
        for position, stream, version, topic, _, body, _ in rows:
            if body.startswith(MOVED):
                self.moved.add(stream)
                body = _first_body(body)  # noqa: PLW2901 - the body that was sealed first
            aead = by_stream[stream]
            if aead is None:
                continue
            try:
                opened(aead, body, f"{stream}\n{version}\n{topic}".encode())
            except (InvalidTag, TypeError, ValueError):
                # A receipt is not under the stream's key: of it, too, the check of the keys tells.
                if topic not in RECEIPTS:
                    return position
        return None

    def _read_keys(self, streams: set[str]) -> None:
        if len(self._by_stream) > KEPT:
            self._by_stream.clear()
        new = sorted(streams - self._by_stream.keys())
        for first in range(0, len(new), BATCH):
            some = new[first : first + BATCH]
            self._by_stream.update(dict.fromkeys(some))
            for holder, wrapped in self._connection.execute(
                select(keys).where(keys.c.holder.in_(some), keys.c.wrapped.is_not(None))
            ):
                with suppress(KeyWrong):
                    key = self._keyring.provider.unwrap(wrapped, holder)
                    self._by_stream[holder] = AESGCM(key)


def _first_body(body: bytes) -> bytes:
    """Return the body that was sealed first of an entry, however often it moved."""
    while sealed := origin_of(body):
        body = sealed.body
    return body
