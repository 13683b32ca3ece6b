"""The encryption of bodies: AES-256-GCM under the person's own key.

The stream, version and kind, which are stored in the clear, are bound to the body as associated
data: a body that was moved or swapped cannot be decrypted.
"""

import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from journeys.domain.errors import BrokenHistory

LENGTH, NONCE = 32, 12  # bytes
ENCRYPTED = b"\x01"
"""The first byte of an encrypted body; a body in the clear is JSON and begins with a brace."""


class Cipher:
    """Encrypts and decrypts the bodies of one stream."""

    def __init__(self, stream: str, key: bytes) -> None:
        self._stream = stream
        self.key = key
        self._aead = AESGCM(key)

    def close(self, version: int, topic: str, body: bytes) -> bytes:
        """Return a body encrypted, bound to this version and topic of the stream."""
        nonce = os.urandom(NONCE)
        place = f"{self._stream}\n{version}\n{topic}".encode()
        return ENCRYPTED + nonce + self._aead.encrypt(nonce, body, place)

    def mac(self, kind: str, data: bytes) -> bytes:
        """Return a MAC (HMAC-SHA-256) of data under this key; `kind` keeps uses of it apart."""
        return hmac.digest(self.key, f"{kind}\n".encode() + data, "sha256")

    def open(self, version: int, topic: str, body: bytes) -> bytes:
        """Return what was encrypted for this place. Raises BrokenHistory for anything else."""
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
