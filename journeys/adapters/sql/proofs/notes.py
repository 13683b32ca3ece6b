"""Signed notes (C2SP signed-note) and the checkpoints written in them (C2SP tlog-checkpoint).

A note is a text with signatures below it, each on a line of its own, readable by people and by
any tool for transparency logs. A checkpoint is a note's text that names the head of a Merkle tree.
"""

import re
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import NamedTuple, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from journeys.domain.message import Message, as_message

ED25519 = b"\x01"  # the type of signature that is made and read here
KEY_ID = 4  # bytes of a key id
KEY = 32  # bytes of a public key
ROOT = 32  # bytes of a root hash
MOST_SIGNATURES = 100  # a note with more is not read

# No line may hold a control character, nor half of a surrogate pair, which is no UTF-8.
CHARACTER = r"[^\x00-\x1f\ud800-\udfff]"
NAME = r"[^\s+\x00-\x1f\ud800-\udfff]+"
TEXT_FORM = re.compile(rf"(?:{CHARACTER}*\n)+")
KEY_FORM = re.compile(rf"({NAME})\+([0-9a-f]{{8}})\+(.+)")
SIGNATURE_FORM = re.compile(rf"— ({NAME}) (.+)")
CHECKPOINT_FORM = re.compile(
    rf"({CHARACTER}+)\n(0|[1-9][0-9]{{0,18}})\n({CHARACTER}+)\n(?:{CHARACTER}+\n)*"
)


class NoteRefused(ValueError):
    """A note, a key or a checkpoint is not what it has to be; the sentence says what it lacks."""

    def __init__(self, sentence: str) -> None:
        super().__init__(as_message(sentence))

    @property
    def sentence(self) -> Message:
        """What it lacks."""
        sentence: Message = self.args[0]
        return sentence


class NoteKey(NamedTuple):
    """A public key under the name that signs with it."""

    name: str
    public: bytes

    @classmethod
    def of(cls, name: str, private: Ed25519PrivateKey) -> Self:
        """Return the key that verifies what this name signs."""
        return cls(name, private.public_key().public_bytes_raw())

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the key that was written as this text.

        Raises NoteRefused when it is malformed, not for Ed25519, or not under its own id.
        """
        name, kind_and_key = parsed_key(text)
        if kind_and_key[:1] != ED25519 or len(kind_and_key) != 1 + KEY:
            raise NoteRefused(
                Message("The key of {name} is not an Ed25519 key in base64.", name=name)
            )
        return cls(name, kind_and_key[1:])

    @property
    def key_id(self) -> bytes:
        """The few bytes that tell this key from others of its name."""
        return key_id_of(self.name, ED25519 + self.public)

    @property
    def text(self) -> str:
        """The key as it is published."""
        return published(self.name, ED25519 + self.public)


class NoteSignature(NamedTuple):
    """One line below a note: who signed, the id of the key, and the signature."""

    name: str
    key_id: bytes
    signature: bytes

    @property
    def line(self) -> str:
        """The line as it stands below the note."""
        return f"— {self.name} {encoded(self.key_id + self.signature)}\n"


class Checkpoint(NamedTuple):
    """The head of the Merkle tree of one log. The origin names the log, on one line."""

    origin: str
    size: int
    root: bytes

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the checkpoint in a note's text; further lines of it are passed over.

        Raises NoteRefused when there is none.
        """
        form = CHECKPOINT_FORM.fullmatch(text)
        if not form:
            raise NoteRefused("A checkpoint is an origin, a size and a root, each on its own line.")
        root = decoded(form[3])
        if len(root) != ROOT:
            raise NoteRefused(
                Message("The root of a checkpoint is {size} bytes in base64.", size=ROOT)
            )
        return cls(form[1], int(form[2]), root)

    @property
    def text(self) -> str:
        """The checkpoint as the text of a note."""
        return f"{self.origin}\n{self.size}\n{encoded(self.root)}\n"


def signed(text: str, name: str, private: Ed25519PrivateKey) -> str:
    """Return a note: the text, and the signature of this name below it.

    Raises NoteRefused when a note can have no such text, or a key no such name.
    """
    if not TEXT_FORM.fullmatch(text):
        raise NoteRefused("The text of a note is lines without control characters.")
    if not is_key_name(name):
        raise NoteRefused("The name of a key has neither spaces nor '+', and is not empty.")
    key_id = NoteKey.of(name, private).key_id
    return f"{text}\n{NoteSignature(name, key_id, private.sign(text.encode())).line}"


def is_key_name(name: str) -> bool:
    """Return whether a key can have this name."""
    return re.fullmatch(NAME, name) is not None


def opened(note: str, key: NoteKey) -> str:
    """Return the text of a note that this key signed; signatures of other keys are passed over.

    Raises NoteRefused when the note is malformed, when the key did not sign it, and when a
    signature that names the key is wrong.
    """
    text, signatures = split_note(note)
    by_key = [each.signature for each in signatures if each[:2] == (key.name, key.key_id)]
    if not by_key:
        raise NoteRefused(Message("The note is not signed by the key {key}.", key=key.text))
    public = Ed25519PublicKey.from_public_bytes(key.public)
    for signature in by_key:
        try:
            public.verify(signature, text.encode())
        except InvalidSignature as error:
            raise NoteRefused(
                Message("The signature of {name} is not of this text.", name=key.name)
            ) from error
    return text


def split_note(note: str) -> tuple[str, list[NoteSignature]]:
    """Return the text of a note and the signatures below it, of which none is verified.

    Raises NoteRefused when the note is malformed.
    """
    head, gap, tail = note.rpartition("\n\n")
    text = f"{head}\n"
    if not (gap and tail.endswith("\n") and TEXT_FORM.fullmatch(text)):
        raise NoteRefused(
            "A note is lines of text without control characters, an empty line, and signatures."
        )
    lines = tail.split("\n")[:-1]
    if len(lines) > MOST_SIGNATURES:
        raise NoteRefused(
            Message("A note with more than {most} signatures is not read.", most=MOST_SIGNATURES)
        )
    signatures = list[NoteSignature]()
    for line in lines:
        form = SIGNATURE_FORM.fullmatch(line)
        name, written = form.groups() if form else ("", "")
        signature = decoded(written)
        if len(signature) <= KEY_ID:
            raise NoteRefused("A signature is a dash, a name and base64, with a space between.")
        signatures.append(NoteSignature(name, signature[:KEY_ID], signature[KEY_ID:]))
    return text, signatures


def parsed_key(text: str) -> tuple[str, bytes]:
    """Return the name of a key that was written as this text, and its type with the key itself.

    Raises NoteRefused when it is malformed, or not under its own id.
    """
    form = KEY_FORM.fullmatch(text)
    if not form:
        raise NoteRefused("A key is written as its name, its id and itself, joined by '+'.")
    name, key_id, written = form.groups()
    kind_and_key = decoded(written)
    found = key_id_of(name, kind_and_key).hex()
    # The caller refuses what is no base64, and its sentence says more.
    if kind_and_key and found != key_id:
        raise NoteRefused(
            Message(
                "The key of {name} has the id {found}, not {key_id}.",
                name=name,
                found=found,
                key_id=key_id,
            )
        )
    return name, kind_and_key


def key_id_of(name: str, kind_and_key: bytes) -> bytes:
    """Return the few bytes that tell a key, which comes with its type, from others of its name."""
    return sha256(name.encode() + b"\n" + kind_and_key).digest()[:KEY_ID]


def published(name: str, kind_and_key: bytes) -> str:
    """Return a key, which comes with its type, as it is published."""
    return f"{name}+{key_id_of(name, kind_and_key).hex()}+{encoded(kind_and_key)}"


def encoded(data: bytes) -> str:
    """Return bytes in base64, as notes and proofs have them."""
    return b64encode(data).decode()


def decoded(text: str) -> bytes:
    """Return what is written in base64; nothing for what is not, or not as `encoded` writes it."""
    try:
        data = b64decode(text)
    except ValueError:
        return b""
    return data if encoded(data) == text else b""
