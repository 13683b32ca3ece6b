"""A cache of the histories that this process read or wrote last."""

from collections import OrderedDict
from threading import Lock
from typing import Any, Generic, TypeVar
from uuid import UUID

from journeys.adapters.sql.database.forks import reset_in_child
from journeys.domain.stream import StreamHistory

ROOM = 20_000
"""Entries that are cached at most, of all histories together: some forty megabytes."""


H = TypeVar("H", bound=StreamHistory[Any, Any, Any])


class HistoryCache(Generic[H]):
    """Histories by the leaf of their newest entry. Safe to share between threads; empty in a child.

    A leaf hashes an entry with its position, its time and its encrypted body, so no other entry
    has it: a history found by the leaf that the store names is the stored one. So a history may be
    cached before its commit; after a rollback nobody asks for its leaf.
    """

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._empty()
        reset_in_child(self, HistoryCache._empty)

    def _empty(self) -> None:
        self._histories = OrderedDict[UUID, tuple[bytes, H]]()
        self._entries = 0
        self._lock = Lock()

    def find(self, stream: UUID, leaf: bytes) -> H | None:
        """Return the history that ends with this entry; None where it is not cached."""
        with self._lock:
            newest, history = self._histories.get(stream, (b"", None))
            if newest != leaf:
                return None
            self._histories.move_to_end(stream)
            return history

    def keep(self, stream: UUID, leaf: bytes, history: H) -> None:
        """Cache a history in place of an older one; drop the least recently used."""
        with self._lock:
            self._drop(stream)
            self._histories[stream] = leaf, history
            self._entries += len(history.entries)
            while self._entries > self._room:
                self._drop(next(iter(self._histories)))

    def forget(self, stream: UUID) -> None:
        """Drop a stream from the cache."""
        with self._lock:
            self._drop(stream)

    def _drop(self, stream: UUID) -> None:
        _, history = self._histories.pop(stream, (b"", None))
        self._entries -= len(history.entries) if history else 0
