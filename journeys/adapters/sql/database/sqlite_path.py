"""The path of a SQLite store, and why it cannot be opened."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sqlalchemy import URL, make_url

from journeys.domain.message import Message


def sqlite_path(url: str | URL) -> Path | None:
    """Return the file of the store at this URL; None where it is in no file."""
    parts = make_url(url)
    if parts.get_backend_name() != "sqlite" or not parts.database:
        return None
    if parts.query.get("uri"):
        # SQLite's own kind of address, as in sqlite:///file:/path/to/file?mode=ro&uri=true
        return Path(unquote(urlsplit(parts.database).path))
    return Path(parts.database)


def why_not_opened(file: Path) -> Message | None:
    """Return why a file cannot be opened, and what to do; None where no reason is found."""
    if file.is_dir():
        return Message(
            "{file} is a folder. Give the path of a file in it, such as {inside}.",
            file=file,
            inside=file / "journeys.db",
        )
    folder = file.parent
    if not folder.is_dir():
        return Message(
            "There is no folder {folder} for a store. Make it first, or give another path.",
            folder=folder,
        )
    if not os.access(folder, os.X_OK) or (file.exists() and not os.access(file, os.R_OK)):
        return Message(
            "You have no right to read {file}. Ask its owner, or give another path.",
            file=file,
        )
    if not os.access(folder, os.W_OK):
        return Message(
            "You have no right to write in the folder {folder}, which a store needs even "
            "to be read. Ask its owner, or give another path.",
            folder=folder,
        )
    return None
