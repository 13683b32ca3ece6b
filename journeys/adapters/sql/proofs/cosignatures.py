"""Cosignatures (C2SP tlog-cosignature): a witness says that it saw a checkpoint, and when.

A cosignature is one more line below the note. Readers that do not know its type pass it over, so
the note stays what it was. There are two types:

    Ed25519     signs the moment and the whole text of the note
    ML-DSA-44   signs the moment, the witness's name and the first three lines; no quantum computer
                is known to forge it. Of the lines below, it says nothing
"""

from collections.abc import Collection, Iterator
from struct import Struct
from typing import NamedTuple, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey

from journeys.adapters.sql.proofs.notes import (
    MOST_SIGNATURES,
    Checkpoint,
    NoteRefused,
    NoteSignature,
    key_id_of,
    parsed_key,
    published,
    split_note,
)
from journeys.domain.message import Message

ED25519, ML_DSA_44 = b"\x04", b"\x06"
KEYS = {ED25519: 32, ML_DSA_44: 1312}
"""By type of cosignature, how many bytes its public key has."""
SIGNATURES = {ED25519: 64, ML_DSA_44: 2420}
"""The same of the signature itself, which follows the moment."""
TYPES = {ED25519: "Ed25519", ML_DSA_44: "ML-DSA-44"}

LABEL = b"subtree/v1\n\x00"
MOMENT = Struct(">Q")  # seconds since 1970, before the signature
RANGE = Struct(">QQ")  # the leaves that are signed: all of them
LAST_MOMENT = 253_402_300_799  # the end of the year 9999: no witness has signed later
LONGEST = 255  # bytes of a name and of an origin


class CosignerKey(NamedTuple):
    """The public key of a witness, with its type."""

    name: str
    kind: bytes
    public: bytes

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the key that was written as this text.

        Raises NoteRefused when it is malformed, of another type, or not under its own id.
        """
        name, kind_and_key = parsed_key(text)
        kind, public = kind_and_key[:1], kind_and_key[1:]
        if KEYS.get(kind) != len(public):
            raise NoteRefused(
                Message("The key of {name} is not one that a witness signs with.", name=name)
            )
        return cls(name, kind, public)

    @property
    def key_id(self) -> bytes:
        """The few bytes that tell this key from others of its name."""
        return key_id_of(self.name, self.kind + self.public)

    @property
    def text(self) -> str:
        """The key as it is published."""
        return published(self.name, self.kind + self.public)

    def covers(self, text: str) -> bool:
        """Return whether a cosignature of this key says all that the text of a note says."""
        return self.kind == ED25519 or text == Checkpoint.parse(text).text

    def verify(self, text: str, stamped: bytes) -> int:
        """Return when this key cosigned the text, in seconds since 1970. Raises NoteRefused."""
        signature = stamped[MOMENT.size :]
        if len(signature) == SIGNATURES[self.kind]:
            (at,) = MOMENT.unpack_from(stamped)
            if at <= LAST_MOMENT and self._signed(signature, message(self, text, at)):
                return int(at)
        raise NoteRefused(Message("The cosignature of {name} is not of this text.", name=self.name))

    def _signed(self, signature: bytes, data: bytes) -> bool:
        try:
            if self.kind == ED25519:
                Ed25519PublicKey.from_public_bytes(self.public).verify(signature, data)
            else:
                MLDSA44PublicKey.from_public_bytes(self.public).verify(signature, data)
        except InvalidSignature:
            return False
        return True


class Cosignature(NamedTuple):
    """Who cosigned, and when, in seconds since 1970."""

    key: CosignerKey
    at: int


class Cosigner(NamedTuple):
    """A witness that signs: its name, and a key of each type."""

    name: str
    ed25519: Ed25519PrivateKey
    ml_dsa_44: MLDSA44PrivateKey

    @property
    def keys(self) -> tuple[CosignerKey, CosignerKey]:
        """Its public keys, as others need them."""
        return (
            CosignerKey(self.name, ED25519, self.ed25519.public_key().public_bytes_raw()),
            CosignerKey(self.name, ML_DSA_44, self.ml_dsa_44.public_key().public_bytes_raw()),
        )

    def cosigned(self, note: str, at: int) -> str:
        """Return the note with a line of each key below it, in place of older ones of its own.

        Whether the note may be cosigned is asked before. Raises NoteRefused when it is malformed,
        and when it has too many lines already.
        """
        text, signatures = split_note(note)
        own = {(key.name, key.key_id) for key in self.keys}
        others = [each for each in signatures if each[:2] not in own]
        if len(others) + len(own) > MOST_SIGNATURES:
            raise NoteRefused(
                Message(
                    "A note with more than {most} signatures is not read.", most=MOST_SIGNATURES
                )
            )
        return f"{text}\n{''.join(each.line for each in (*others, *self._signed(text, at)))}"

    def _signed(self, text: str, at: int) -> Iterator[NoteSignature]:
        first, second = self.keys
        yield _line(first, at, self.ed25519.sign(message(first, text, at)))
        yield _line(second, at, self.ml_dsa_44.sign(message(second, text, at)))


def cosignatures(note: str, keys: Collection[CosignerKey]) -> list[Cosignature]:
    """Return the cosignatures of these keys below a note; those of other keys are passed over.

    Raises NoteRefused when the note is malformed, is no checkpoint, or has a line that names one of
    the keys and is wrong.
    """
    text, signatures = split_note(note)
    known = {(key.name, key.key_id): key for key in keys}
    found = [(known[each[:2]], each.signature) for each in signatures if each[:2] in known]
    return [Cosignature(key, key.verify(text, stamped)) for key, stamped in found]


def message(key: CosignerKey, text: str, at: int) -> bytes:
    """Return what a witness signs with this key: the checkpoint in a note's text, and when.

    Raises NoteRefused when the text is no checkpoint, or a name in it too long for this type.
    """
    checkpoint = Checkpoint.parse(text)
    if key.kind == ED25519:
        return f"cosignature/v1\ntime {at}\n{text}".encode()
    return b"".join(
        (
            LABEL,
            _with_length(key.name),
            MOMENT.pack(at),
            _with_length(checkpoint.origin),
            RANGE.pack(0, checkpoint.size),
            checkpoint.root,
        )
    )


def _line(key: CosignerKey, at: int, signature: bytes) -> NoteSignature:
    return NoteSignature(key.name, key.key_id, MOMENT.pack(at) + signature)


def _with_length(name: str) -> bytes:
    data = name.encode()
    if len(data) > LONGEST:
        raise NoteRefused(
            Message("A name of more than {most} bytes cannot be cosigned.", most=LONGEST)
        )
    return bytes((len(data),)) + data
