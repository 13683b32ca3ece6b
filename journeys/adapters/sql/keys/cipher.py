"""The encryption of bodies: AES-256-GCM under the person's own key, with a commitment.

The stream, version and kind, which are stored in the clear, are bound to the body as associated
data: a body that was moved or swapped cannot be decrypted.

A body is stored as

    0x03, nonce (12 bytes), commitment (32), AES-256-GCM of salt (16) and body
    0x01, nonce (12 bytes), AES-256-GCM of the body; written before there were commitments

The commitment is the SHA-256 of the salt and the body. So one sealed body cannot be opened in two
ways, and one entry can be disclosed: its salt and its words prove themselves, and open no other.
"""

import hmac
import os
from hashlib import sha256
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from journeys.domain.errors import BrokenHistory

LENGTH, NONCE, COMMITMENT, SALT = 32, 12, 32, 16  # bytes
COMMITMENT_AT, SEALED_AT = 1 + NONCE, 1 + NONCE + COMMITMENT
ENCRYPTED, COMMITTED = b"\x01", b"\x03"
"""The first byte of an encrypted body, without and with a commitment. A body in the clear is JSON
and begins with a brace."""

LABEL = b"journeys body\n"
"""What is hashed before the salt and the body, so that no other hash is mistaken for this one."""


class Opened(NamedTuple):
    """A body in the clear, with what proves that it is the one that was sealed."""

    body: bytes
    salt: bytes | None
    """None where the body was sealed without a commitment: then nothing but the key proves it."""


class Cipher:
    """Encrypts and decrypts the bodies of one stream."""

    def __init__(self, stream: str, key: bytes) -> None:
        self._stream = stream
        self.key = key
        self._aead = AESGCM(key)

    def close(self, version: int, topic: str, body: bytes) -> bytes:
        """Return a body encrypted, bound to this version and topic of the stream."""
        nonce, salt = os.urandom(NONCE), os.urandom(SALT)
        place = f"{self._stream}\n{version}\n{topic}".encode()
        salted = salt + body
        encrypted = self._aead.encrypt(nonce, salted, place)
        return COMMITTED + nonce + commitment(salted) + encrypted

    def mac(self, kind: str, data: bytes) -> bytes:
        """Return a MAC (HMAC-SHA-256) of data under this key; `kind` keeps uses of it apart."""
        return hmac.digest(self.key, f"{kind}\n".encode() + data, "sha256")

    def open(self, version: int, topic: str, body: bytes) -> bytes:
        """Return what was encrypted for this place. Raises BrokenHistory for anything else."""
        # As `opened`, written out, because it runs for every entry that is read.
        try:
            if body[:1] == COMMITTED:
                place = f"{self._stream}\n{version}\n{topic}".encode()
                salted = self._aead.decrypt(body[1:COMMITMENT_AT], body[SEALED_AT:], place)
                if sha256(LABEL + salted).digest() == body[COMMITMENT_AT:SEALED_AT]:
                    return salted[SALT:]
        except (InvalidTag, TypeError, ValueError):
            pass  # `opened` says what is wrong
        return self.opened(version, topic, body).body

    def opened(self, version: int, topic: str, body: bytes) -> Opened:
        """Return the same with its salt. Raises BrokenHistory."""
        place = f"{self._stream}\n{version}\n{topic}".encode()
        try:
            return opened(self._aead, body, place)
        except (InvalidTag, TypeError, ValueError):
            raise BrokenHistory(
                "Entry {version} of {stream} cannot be decrypted: it was altered, or moved "
                "here from elsewhere. `journeys audit verify` says where.",
                version=version,
                stream=self._stream,
            ) from None


def opened(aead: AESGCM, body: bytes, place: bytes) -> Opened:
    """Return what a sealed body says. Raises InvalidTag, TypeError or ValueError for none."""
    nonce, rest = body[1 : 1 + NONCE], body[1 + NONCE :]
    if body[:1] == ENCRYPTED:
        return Opened(aead.decrypt(nonce, rest, place), None)
    if body[:1] != COMMITTED:
        raise ValueError("no format of a sealed body")
    salted = aead.decrypt(nonce, rest[COMMITMENT:], place)
    if commitment(salted) != rest[:COMMITMENT]:
        raise ValueError("not what was committed to")
    return Opened(salted[SALT:], salted[:SALT])


def commitment(salted: bytes) -> bytes:
    """Return what a sealed body commits to: the hash of its salt and of what it says."""
    return sha256(LABEL + salted).digest()
