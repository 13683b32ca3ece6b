"""The path of a SQLite store, and why it cannot be opened."""

import errno
import os
import stat
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sqlalchemy import URL, make_url

from journeys.adapters.system_reasons import system_reason
from journeys.domain.message import Message

URI = "file:"
"""How an address of SQLite's own begins, as in sqlite:///file:/path/to/file?mode=ro&uri=true"""

LONGEST_PATH = 504  # bytes that SQLite takes, with what it adds for its journal
LONGEST_NAME = 220  # bytes of a new file's name: the key, its draft and the journal add to it


def sqlite_path(url: str | URL) -> Path | None:
    """Return the file of the store at this URL; None where it is in no file."""
    parts = make_url(url)
    if parts.get_backend_name() != "sqlite" or not parts.database:
        return None
    if parts.query.get("uri") and parts.database.startswith(URI):
        return Path(unquote(urlsplit(parts.database).path))
    return Path(parts.database)


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
    return Message("{file} cannot be opened: {why}.", file=file, why=system_reason(error))


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
