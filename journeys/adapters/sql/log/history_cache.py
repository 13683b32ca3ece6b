"""The histories that this process read or wrote last, kept so that they need not be read again."""

from collections import OrderedDict
from threading import Lock

from journeys.domain.history import History
from journeys.domain.vocabulary import JourneyId

ROOM = 20_000
"""Entries that are kept at most, of all histories together: some forty megabytes."""


class HistoryCache:
    """Histories by the leaf of their newest entry. Safe to share between threads.

    A leaf hashes an entry with its place, its moment and its encrypted body, so that no other end
    of a stream has it: what is found by the leaf that the store names is what the store holds. So
    one may be kept before it is committed; rolled back, it is never asked for.
    """

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._held = OrderedDict[JourneyId, tuple[bytes, History]]()
        self._entries = 0
        self._lock = Lock()

    def find(self, journey: JourneyId, leaf: bytes) -> History | None:
        """Return the history that ends with this entry; None where it is not kept."""
        with self._lock:
            newest, history = self._held.get(journey, (b"", None))
            if newest != leaf:
                return None
            self._held.move_to_end(journey)
            return history

    def keep(self, journey: JourneyId, leaf: bytes, history: History) -> None:
        """Keep a history in place of the one that was; those asked for least go first."""
        with self._lock:
            self._drop(journey)
            self._held[journey] = leaf, history
            self._entries += len(history.entries)
            while self._entries > self._room:
                self._drop(next(iter(self._held)))

    def forget(self, journey: JourneyId) -> None:
        """Keep nothing of a journey."""
        with self._lock:
            self._drop(journey)

    def _drop(self, journey: JourneyId) -> None:
        _, history = self._held.pop(journey, (b"", History()))
        self._entries -= len(history.entries)
