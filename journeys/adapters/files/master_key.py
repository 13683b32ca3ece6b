"""The master key, which wraps every other key of a store (key encryption key).

    MasterKey.parse(text)   from a secret of the host's own
    key_file(path)          from a file that nobody else may read
    JOURNEYS_MASTER_KEY     for the script, and for eventsourcing applications

A host that keeps its key in a vault passes its own `KeyProvider` instead. Without the master key
every journey in the store is lost: keep a copy of it, apart from copies of the store.
"""

import base64
import binascii
import codecs
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
from journeys.adapters.system_reasons import system_reason
from journeys.app.ports.keys import KeyProvider
from journeys.domain.errors import KeyMissing, KeyWrong
from journeys.domain.message import Message

LENGTH = 32  # bytes: AES-256
NONCE = 12  # bytes
VARIABLE = "JOURNEYS_MASTER_KEY"
BOM = "\ufeff"  # the byte order mark that some editors write before a text
OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True)
class MasterKey:
    """A master key that this process holds. Its secret is never printed."""

    secret: bytes = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the key in a text. Raises KeyWrong where the text is no key."""
        try:
            secret = base64.b64decode(text.removeprefix(BOM).strip(), validate=True)
        except (binascii.Error, ValueError):
            secret = b""
        if len(secret) != LENGTH:
            raise KeyWrong("This is no master key: one is 32 bytes, written in base64.")
        return cls(secret)

    @classmethod
    def new(cls) -> Self:
        """Return a new random master key."""
        return cls(AESGCM.generate_key(bit_length=8 * LENGTH))

    @property
    def text(self) -> str:
        """The key as `parse` reads it."""
        return base64.b64encode(self.secret).decode()

    def wrap(self, key: bytes, holder: str) -> bytes:
        """Return the key of this holder, encrypted so that only the master key can open it."""
        nonce = os.urandom(NONCE)
        return nonce + AESGCM(self.secret).encrypt(nonce, key, holder.encode())

    def unwrap(self, wrapped: bytes, holder: str) -> bytes:
        """Return what this key wrapped for this holder. Raises KeyWrong where it did not."""
        try:
            return AESGCM(self.secret).decrypt(wrapped[:NONCE], wrapped[NONCE:], holder.encode())
        except (InvalidTag, TypeError, ValueError):
            raise KeyWrong(
                "This is not the master key that the store was made with, or what it wraps was "
                "altered. Nothing was read. Give the key that belongs to this store."
            ) from None


def key_path(url: str | URL) -> Path | None:
    """Return the path of the key file beside the store at this URL; None without a store file.

    Symbolic links are resolved: the key is beside the file that a link leads to. Where there is
    none, one beside the link itself is taken, as it was made by earlier versions.
    """
    file = sqlite_path(url)
    if file is None:
        return None
    beside, by_link = f"{os.path.realpath(file)}.key", f"{file}.key"
    is_by_link = os.path.lexists(by_link) and not os.path.lexists(beside)
    # A file that replaces the key file must not replace a link to it.
    return Path(os.path.realpath(by_link if is_by_link else beside))


def _parsed(text: str, place: Path | str) -> MasterKey:
    """Return the key in a file or a variable. Raises KeyWrong, which names that place."""
    try:
        return MasterKey.parse(text)
    except KeyWrong:
        raise KeyWrong(
            "This is no master key, in {place}: one is 32 bytes, written in base64. Put it back "
            "from where its copy is kept.",
            place=place,
        ) from None


def key_file(path: Path) -> MasterKey:
    """Return the key in this file. Raises KeyMissing and KeyWrong.

    A file that anybody but its owner may read or write is refused.
    """
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            # To read a pipe could take for ever.
            raise KeyMissing(
                "The master key in {path} cannot be read: {why}.",
                path=path,
                why=Message("it is no file"),
            )
        if mode & OTHERS:
            raise KeyWrong(
                "Others may use the key in {path}. Take that right: chmod 600 {path}", path=path
            )
        content = path.read_bytes()
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
            "The master key in {path} cannot be read: {why}.", path=path, why=system_reason(error)
        ) from error
    is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = content.decode("utf-16" if is_utf16 else "utf-8-sig", "replace")
    # Only ASCII white space may surround a key.
    return _parsed(text.encode("ascii", "replace").decode("ascii"), path)


def ensure_key_file(path: Path) -> MasterKey:
    """Return the key in this file; where there is none, it is made with a new key.

    Two processes that call this at once get the same key.
    """
    draft = _draft(path)
    try:
        write_key(draft, MasterKey.new())
        # Linking fails where another process was faster, and never shows a partial file.
        os.link(draft, path)
    except FileExistsError:
        pass
    except OSError as error:
        raise _cannot_be_made(path, error) from error
    finally:
        with suppress(OSError):
            draft.unlink()
    return key_file(path)


def refuse_no_key_file(path: Path) -> None:
    """Pass where a key file can be made at this path, and make none. Raises KeyMissing."""
    draft = _draft(path)
    try:
        write_key(draft, MasterKey.new())
    except OSError as error:
        raise _cannot_be_made(path, error) from error
    finally:
        with suppress(OSError):
            draft.unlink()


def _draft(path: Path) -> Path:
    return path.with_name(f"{path.name}.{os.getpid()}.{os.urandom(4).hex()}")


def _cannot_be_made(path: Path, error: OSError) -> KeyMissing:
    return KeyMissing(
        "No key file can be made at {path}: {why}.", path=path, why=system_reason(error)
    )


def write_key(path: Path, key: MasterKey) -> None:
    """Write a key into a new file that only its owner may read, and sync it to the disk."""
    write_private(path, f"{key.text}\n".encode())


def waiting_keys(path: Path) -> dict[Path, MasterKey]:
    """Return the keys that are to replace the one in this file, by the file each lies in.

    A rotation keeps the new key in a file of its own until the store is wrapped by it, so that the
    key survives an interruption. Unreadable files are skipped: a key that was never completely
    written has wrapped nothing.
    """
    found = dict[Path, MasterKey]()
    for file in _left_behind(path):
        with suppress(KeyMissing, KeyWrong):
            found[file] = key_file(file)
    return found


def write_waiting_key(path: Path, key: MasterKey) -> Path:
    """Write a key that is to replace the one in this file; return the new key's own file."""
    for file in _left_behind(path):
        # Left behind by a rotation that was interrupted before it wrapped the store.
        file.unlink(missing_ok=True)
    file = path.with_name(f"{path.name}.next-{os.urandom(4).hex()}")
    write_key(file, key)
    return file


def _left_behind(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"{escape(path.name)}.next-*"))


def key_from_environment(environment: Mapping[str, str], name: str = VARIABLE) -> MasterKey | None:
    """Return the key in an environment variable; None where it is not set. Raises KeyWrong."""
    text = environment.get(name)
    return _parsed(text, name) if text else None


def resolve_keys(keys: KeyProvider | None, url: str | URL, *, make: bool) -> KeyProvider:
    """Return the given keys, else the key in the file beside the store at this URL.

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
