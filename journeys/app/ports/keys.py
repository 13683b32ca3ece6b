"""Who holds the master key."""

from typing import Protocol


class KeyProvider(Protocol):
    """Port: who holds the master key, which wraps every key that a store keeps."""

    def wrap(self, key: bytes, holder: str) -> bytes:
        """Return the key of this holder, readable with the master key alone."""

    def unwrap(self, wrapped: bytes, holder: str) -> bytes:
        """Return what was wrapped for this holder. Raises KeyWrong."""
