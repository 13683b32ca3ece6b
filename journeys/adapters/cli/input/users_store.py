"""The user's own store, and files that are somebody else's."""

import sqlite3
from contextlib import closing
from pathlib import Path

from journeys.domain.errors import StoreError, StoreUnreachable

OURS = ("journeys_schema",)
"""The table by which a store of journeys is known."""


def users_store() -> Path:
    """Return where the user's own store is, or would be."""
    from platformdirs import user_data_path

    return user_data_path("journeys", appauthor=False) / "journeys.db"


def make_users_folder() -> None:
    """Make the folder of the user's own store, for nobody else. Raises StoreUnreachable."""
    folder = users_store().parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnreachable(
            "The folder for your own store cannot be made at {folder}: {why}. Say where the store "
            "is with --store FILE before the command, or set JOURNEYS_STORE.",
            folder=folder,
            why=error.strerror,
        ) from error


def refuse_anothers(file: Path) -> None:
    """Pass a file that is a store, or can become one. Raises StoreError.

    It is only read: opening another program's database for writing would change it already.
    """
    if not file.is_file():
        return
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as there:
            tables = there.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    except (sqlite3.Error, UnicodeDecodeError):
        return  # opening it says why that cannot be done
    if tables and OURS not in tables:
        raise StoreError(
            "{file} is a database of another program, and no journeys are in it. It is as it was. "
            "Give the path of a store with --store FILE before the command; if they are to live "
            "together in this file, say so with: journeys init",
            file=file,
        )
