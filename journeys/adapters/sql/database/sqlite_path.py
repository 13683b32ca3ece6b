"""The path of a SQLite store, how it is only read, and why it cannot be opened."""

import errno
import os
import sqlite3
import stat
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from sqlalchemy import URL, make_url

from journeys.adapters.sql.database.versions import SCHEMA
from journeys.domain.errors import StoreUnreachable
from journeys.domain.message import Message

URI = "file:"
"""How an address of SQLite's own begins, as in sqlite:///file:/path/to/file?mode=ro&uri=true"""

LONGEST_PATH = 504  # bytes that SQLite takes, with what it adds for its journal
LONGEST_NAME = 220  # bytes of a new file's name: the key, its draft and the journal add to it

UNFINISHED = Message(
    "The newest entries of this store may still be in a journal beside its file, so that reading "
    "the file alone could answer wrongly: open the store once with the right to write, or read it "
    "without immutable=1."
)


def sqlite_path(url: str | URL) -> Path | None:
    """Return the file of the store at this URL; None where it is in no file."""
    parts = make_url(url)
    if parts.get_backend_name() != "sqlite" or not parts.database:
        return None
    if parts.query.get("uri") and parts.database.startswith(URI):
        return Path(unquote(urlsplit(parts.database).path))
    return Path(parts.database)


def is_read_only(url: URL) -> bool:
    """Return whether this URL says that a SQLite file is only read (`mode=ro`, `immutable=1`)."""
    if url.get_backend_name() != "sqlite" or not url.query.get("uri"):
        return False
    return url.query.get("mode") == "ro" or is_immutable(url.query)


class Snapshot(NamedTuple):
    """What the file system says of a SQLite file: it changes when somebody writes."""

    path: Path
    file: tuple[int, ...]
    journals: tuple[int, ...]
    """The sizes of the files beside it; -1 for one that is not there."""

    @property
    def is_complete(self) -> bool:
        """Whether all that was recorded is in the file itself, and nobody has it open to write."""
        wal, shared, journal = self.journals
        return wal <= 0 and journal <= 0 and shared < 0

    def has_changed(self, *, written: bool = False) -> bool:
        """Return whether a file that is read without locks has changed.

        With `written` only where its own content has; else also where somebody has opened it.
        """
        try:
            now = snapshot(self.path)
        except OSError:
            return True
        return now.file != self.file or not (written or now.journals == self.journals)


def snapshot(file: Path) -> Snapshot:
    """Return how a SQLite file is now. Raises OSError where it is not there."""
    found = file.stat()
    sizes = [_size(Path(f"{file}{end}")) for end in ("-wal", "-shm", "-journal")]
    return Snapshot(file, (found.st_ino, found.st_size, found.st_mtime_ns), tuple(sizes))


def read_only_uri(file: Path) -> str:
    """Return SQLite's own address by which a file is read, and nothing is made beside it.

    A file that nobody has open is complete; SQLite would still make a journal beside it.
    Raises StoreUnreachable where it cannot be read without writing, and OSError.
    """
    if why := why_not_read(file, {}):
        raise StoreUnreachable(why)
    alone = snapshot(file).is_complete
    return f"{file.absolute().as_uri()}?mode=ro{'&immutable=1' if alone else ''}"


def tables_in(file: Path) -> frozenset[str] | None:
    """Return the names of the tables in a SQLite file; None where it cannot be read.

    It is only read: opening another program's database for writing would change it already.
    """
    try:
        with closing(sqlite3.connect(read_only_uri(file), uri=True)) as there:
            named = there.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            return frozenset(name for (name,) in named)
    except (OSError, ValueError, sqlite3.Error, StoreUnreachable):
        return None


def holds_store(file: Path) -> bool:
    """Return whether there is a store in this file, or something that only opening it explains."""
    if not os.path.isfile(file) or not file.stat().st_size:  # noqa: PTH113 - never raises
        return False
    found = tables_in(file)
    return found is None or SCHEMA.name in found


def why_no_file(file: Path) -> Message | None:
    """Return why nobody can have a store in this file; None where somebody can."""
    try:
        found = file.stat().st_mode
        if len(os.fsencode(os.path.realpath(file))) > LONGEST_PATH:
            return _too_long()
    except FileNotFoundError:
        return _why_not_made(file)
    except OSError as error:
        return _why_not_found(file, error)
    if stat.S_ISDIR(found):
        return Message(
            "{file} is a folder. Give the path of a file in it, such as {inside}.",
            file=file,
            inside=file / "journeys.db",
        )
    if not stat.S_ISREG(found):
        return Message(
            "{file} is a device, a pipe or a socket, and no file. Give another path.", file=file
        )
    return None


def why_not_opened(file: Path) -> Message | None:
    """Return why a file cannot be opened, and what to do; None where no reason is found."""
    if why := why_no_file(file):
        return why
    folder = file.parent
    if not os.access(folder, os.X_OK) or (file.exists() and not os.access(file, os.R_OK)):
        return _no_right_to(file)
    if not os.access(folder, os.W_OK):
        return Message(
            "You have no right to write in the folder {folder}, which a store needs even "
            "to be read. Ask its owner, or give another path.",
            folder=folder,
        )
    return None


def is_immutable(query: Mapping[str, object]) -> bool:
    """Return whether these settings of an address say that nobody writes to the file."""
    return str(query.get("immutable", "0")).lower() not in {"0", "no", "false", "off", ""}


def why_not_read(file: Path, query: Mapping[str, object]) -> Message | None:
    """Return why a file cannot be read without writing; None where it can.

    What `immutable=1` reads is the file alone: the newest entries may be in a journal beside it.
    """
    wal, shared, journal = snapshot(file).journals
    if wal > 0 and (is_immutable(query) or shared < 0):
        return UNFINISHED
    return UNFINISHED if journal > 0 else None


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return -1


def _why_not_made(file: Path) -> Message | None:
    if file.is_symlink():
        return Message(
            "{file} is a link to a file that is not there. Put that file back, or give another "
            "path.",
            file=file,
        )
    folder = file.parent
    if not folder.is_dir():
        return Message(
            "There is no folder {folder} for a store. Make it first, or give another path.",
            folder=folder,
        )
    long = len(os.fsencode(os.path.realpath(file))) > LONGEST_PATH
    return _too_long() if long or len(os.fsencode(file.name)) > LONGEST_NAME else None


def _why_not_found(file: Path, error: OSError) -> Message:
    match error.errno:
        case errno.ENAMETOOLONG:
            return _too_long()
        case errno.ELOOP:
            return Message(
                "{file} goes round in circles: it is a link that leads back to itself. Give the "
                "path of a file.",
                file=file,
            )
        case errno.EACCES:
            return _no_right_to(file)
        case errno.ENOTDIR:
            return Message(
                "{file} goes through a file as if that were a folder. Give another path.",
                file=file,
            )
    return Message("{file} cannot be opened: {why}.", file=file, why=error.strerror)


def _too_long() -> Message:
    return Message(
        "The path is too long for a store: it may have {path} bytes, and the name of a new file "
        "{name}. Give a shorter path.",
        path=LONGEST_PATH,
        name=LONGEST_NAME,
    )


def _no_right_to(file: Path) -> Message:
    return Message(
        "You have no right to read {file}. Ask its owner, or give another path.", file=file
    )
