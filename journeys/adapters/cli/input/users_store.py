"""The user's own store, and files that are somebody else's."""

import os
from pathlib import Path

from journeys.adapters.sql.database.address import fault_of_path, no_address
from journeys.adapters.system_reasons import system_reason
from journeys.domain.errors import StoreError, StoreUnreachable


def users_store() -> Path:
    """Return where the user's own store is, or would be."""
    from platformdirs import user_data_path

    return user_data_path("journeys", appauthor=False) / "journeys.db"


def typed_path(text: str) -> Path:
    """Return the path of a file that was typed. Raises StoreUnreachable, which never repeats it."""
    if fault := fault_of_path(text, typed=True):
        raise no_address(fault)
    return Path(os.path.expanduser(text)).absolute()  # noqa: PTH111 - passes who is not known


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
            why=system_reason(error),
        ) from error


def refuse_anothers(file: Path) -> None:
    """Pass a file that is a store, or can become one; it is only read. Raises StoreError."""
    if not os.path.isfile(file):  # noqa: PTH113 - never raises
        return
    from journeys.adapters.sql.database.read_only import tables_in
    from journeys.adapters.sql.database.versions import SCHEMA

    tables = tables_in(file)
    if tables and SCHEMA.name not in tables:
        raise StoreError(
            "{file} is a database of another program, and no journeys are in it. It is as it was. "
            "Give the path of a store with --store FILE before the command; if they are to live "
            "together in this file, say so with: journeys init",
            file=file,
        )
