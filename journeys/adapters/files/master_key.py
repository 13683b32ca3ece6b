"""Where the master key comes from: what a store keeps secret is wrapped by it.

    MasterKey.parse(text)   from a secret of the host's own
    key_file(path)          from a file that nobody else may read
    JOURNEYS_MASTER_KEY     for the script, and for eventsourcing applications

A host that keeps its key in a vault hands in a `KeyProvider` of its own instead. Whoever loses the
master key has lost every journey in the store: keep a copy of it, apart from copies of the store.
"""

import base64
import binascii
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from glob import escape
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import URL

from journeys.adapters.files.private_files import write_private
from journeys.adapters.sql.database.sqlite_path import sqlite_path
from journeys.app.ports.keys import KeyProvider
from journeys.domain.errors import KeyMissing, KeyWrong

LENGTH = 32  # bytes: AES-256
NONCE = 12  # bytes
VARIABLE = "JOURNEYS_MASTER_KEY"
OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True)
class MasterKey:
    """A master key that this process holds. Never shown, whoever prints it."""

    secret: bytes = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the key that this text says. Raises KeyWrong where it says none."""
        try:
            secret = base64.b64decode(text.strip(), validate=True)
        except (binascii.Error, ValueError):
            secret = b""
        if len(secret) != LENGTH:
            raise KeyWrong("This is no master key: one is 32 bytes, written in base64.")
        return cls(secret)

    @classmethod
    def new(cls) -> Self:
        """Return a master key that there never was before."""
        return cls(AESGCM.generate_key(bit_length=8 * LENGTH))

    @property
    def text(self) -> str:
        """The key as `parse` reads it."""
        return base64.b64encode(self.secret).decode()

    def wrap(self, key: bytes, holder: str) -> bytes:
        """Return the key of this holder, readable with the master key alone."""
        nonce = os.urandom(NONCE)
        return nonce + AESGCM(self.secret).encrypt(nonce, key, holder.encode())

    def unwrap(self, wrapped: bytes, holder: str) -> bytes:
        """Return what was wrapped for this holder. Raises KeyWrong where it was not by this key."""
        try:
            return AESGCM(self.secret).decrypt(wrapped[:NONCE], wrapped[NONCE:], holder.encode())
        except (InvalidTag, TypeError, ValueError):
            raise KeyWrong(
                "This is not the master key that the store was made with, or what it wraps was "
                "altered. Nothing was read. Give the key that belongs to this store."
            ) from None


def key_path(url: str | URL) -> Path | None:
    """Return where the key file of the store at this URL lies; None where it is no file.

    Where a link stands in its place, that is where the link leads.
    """
    file = sqlite_path(url)
    # Whatever takes the place of the file must not take that of a link to it.
    return None if file is None else Path(f"{file}.key").resolve()


def key_file(path: Path) -> MasterKey:
    """Return the key in this file. Raises KeyMissing and KeyWrong.

    One that others than its owner may read or write is refused.
    """
    try:
        if path.stat().st_mode & OTHERS:
            raise KeyWrong(
                "Others may use the key in {path}. Take that right: chmod 600 {path}", path=path
            )
        text = path.read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        raise KeyMissing(
            "The master key of this store is missing: there is no {path}. Put it back from "
            "where its copy is kept, or set {variable}. Without it nothing in the store "
            "can be read.",
            path=path,
            variable=VARIABLE,
        ) from None
    except OSError as error:
        raise KeyMissing(
            "The master key in {path} cannot be read: {why}.", path=path, why=error.strerror
        ) from error
    return MasterKey.parse(text)


def ensure_key_file(path: Path) -> MasterKey:
    """Return the key in this file, which is made with a new key where there is none.

    Whoever comes at the same moment is given the same key.
    """
    draft = path.with_name(f"{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    try:
        write_key(draft, MasterKey.new())
        # A link fails where somebody was faster, and is never seen half-written.
        os.link(draft, path)
    except FileExistsError:
        pass
    except OSError as error:
        raise KeyMissing(
            "No key file can be made at {path}: {why}.", path=path, why=error.strerror
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return key_file(path)


def write_key(path: Path, key: MasterKey) -> None:
    """Write a key into a new file that its owner alone may read, and see it safely on the disk."""
    write_private(path, f"{key.text}\n".encode())


def waiting_keys(path: Path) -> dict[Path, MasterKey]:
    """Return the keys that wait to take the place of the one in this file, by their own files.

    Whoever rotates keeps the new key in a file of its own until the store is wrapped by it, so
    that it is on the disk whatever happens in between. What cannot be read is passed over: nothing
    was wrapped by a key that was never written to its end.
    """
    found = dict[Path, MasterKey]()
    for file in _left_behind(path):
        with suppress(KeyMissing, KeyWrong):
            found[file] = key_file(file)
    return found


def write_waiting_key(path: Path, key: MasterKey) -> Path:
    """Write a key that is to take the place of the one in this file; return its own file."""
    for file in _left_behind(path):
        # Left behind by somebody who was cut off before the store was wrapped, or in writing it.
        file.unlink(missing_ok=True)
    file = path.with_name(f"{path.name}.next-{os.urandom(4).hex()}")
    write_key(file, key)
    return file


def _left_behind(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"{escape(path.name)}.next-*"))


def key_from_environment(environment: Mapping[str, str], name: str = VARIABLE) -> MasterKey | None:
    """Return the key that an environment names; None where it names none. Raises KeyWrong."""
    text = environment.get(name)
    return MasterKey.parse(text) if text else None


def resolve_keys(keys: KeyProvider | None, url: str | URL, *, make: bool) -> KeyProvider:
    """Return the keys that were given, else those in the file beside the store at this URL.

    With `make` a missing file is made. Raises KeyMissing and KeyWrong.
    """
    if keys is not None:
        return keys
    path = key_path(url)
    if path is None:
        raise KeyMissing(
            "A PostgreSQL store has no key file beside it: hand in its master key with "
            "journeys.open(url, keys=MasterKey.parse(text)), or set {variable} for the "
            "script.",
            variable=VARIABLE,
        )
    return ensure_key_file(path) if make else key_file(path)
