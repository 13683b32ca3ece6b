"""SQLite files that are only read: what may be read without locks, and whether it has changed."""

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import URL, Engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from journeys.adapters.sql.database.versions import SCHEMA
from journeys.domain.errors import StoreUnreachable
from journeys.domain.message import Message

SNAPSHOT = "journeys_snapshot"  # how a file was that is only read, when its connection was opened

UNFINISHED = Message(
    "The newest entries of this store may still be in a journal beside its file, so that reading "
    "the file alone could answer wrongly: open the store once with the right to write, or read it "
    "without immutable=1."
)


def is_read_only(url: URL) -> bool:
    """Return whether this URL says that a SQLite file is only read (`mode=ro`, `immutable=1`)."""
    if url.get_backend_name() != "sqlite" or not url.query.get("uri"):
        return False
    return url.query.get("mode") == "ro" or is_immutable(url.query)


def is_immutable(query: Mapping[str, object]) -> bool:
    """Return whether these settings of an address say that nobody writes to the file."""
    return str(query.get("immutable", "0")).lower() not in {"0", "no", "false", "off", ""}


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


def why_not_read(file: Path, query: Mapping[str, object]) -> Message | None:
    """Return why a file cannot be read without writing; None where it can.

    What `immutable=1` reads is the file alone: the newest entries may be in a journal beside it.
    """
    wal, shared, journal = snapshot(file).journals
    if wal > 0 and (is_immutable(query) or shared < 0):
        return UNFINISHED
    return UNFINISHED if journal > 0 else None


def read_alone(file: Path, url: URL, entry: ConnectionPoolEntry, arguments: list[str]) -> None:
    """Have a file read without locks, where nobody else has it open. Raises StoreUnreachable."""
    if not file.exists():
        return
    if why := why_not_read(file, url.query):
        raise StoreUnreachable(why)
    then = snapshot(file)
    if then.is_complete and not is_immutable(url.query):
        # SQLite would make a journal beside the file even to read it.
        arguments[0] += "&immutable=1"
    # Where somebody has the file open, SQLite's locks see to it.
    alone = then.is_complete or is_immutable(url.query)
    entry.info[SNAPSHOT] = then if alone else None


def reopen_changed(engine: Engine) -> None:
    """Open a file again where it was read without locks and somebody has changed it."""

    @event.listens_for(engine, "checkout")
    def reopen(_connection: object, entry: ConnectionPoolEntry, _proxy: object) -> None:
        then: Snapshot | None = entry.info.get(SNAPSHOT)
        if then is not None and then.has_changed():
            raise DisconnectionError


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return -1
