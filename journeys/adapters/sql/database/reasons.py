"""The reason why the database failed, in a sentence that says what to do.

A server's message may repeat the address it was given; what could be a password is left out.
"""

import re
import sqlite3

from sqlalchemy.exc import PendingRollbackError

from journeys.adapters.sql.database.errors import PRIMARY_CODE
from journeys.adapters.sql.database.persistence_errors import (
    InterfaceError,
    OperationalError,
    PersistenceError,
)
from journeys.domain.message import Message, as_message

FULL = Message(
    "The disk that the store is on is full. Nothing was recorded: make room, then ask again."
)
ONLY_READ = Message(
    "This store can only be read here. Every look at a person is written down in it, so that takes "
    "the right to write as well: ask for it, to the store and to the folder it is in. Nothing was "
    "recorded."
)

BY_SQLITE = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: ONLY_READ,
    sqlite3.SQLITE_CANTOPEN: Message(
        "The file of the store cannot be opened. Look at its path, and at the rights to it and to "
        "the folder it is in."
    ),
    sqlite3.SQLITE_IOERR: Message(
        "The disk that the store is on did not take or give what was asked: it may be full, at its "
        "quota, or broken. Look at it, then ask again; what is not shown afterwards was not "
        "recorded."
    ),
    sqlite3.SQLITE_NOTADB: Message(
        "This file is no store of journeys, and no database at all. Look at the path; nothing was "
        "recorded, and the file is as it was."
    ),
}
BY_POSTGRESQL = {
    "53100": FULL,
    "25006": ONLY_READ,
    "22P05": Message(
        "The encoding of this database is not UTF-8, and lacks a letter that is to be stored. "
        "Nothing was recorded: use a database that was created with ENCODING 'UTF8'."
    ),
    "42501": Message(
        "The user of this database has no right to do that. Ask the database administrator for it; "
        "nothing was recorded."
    ),
}

BEFORE_AT = re.compile(r"[^\s'\"]*@")
"""A password with an @ in it: the driver takes the rest of it for the start of the host."""

CONNECTING = re.compile(r"connection (f\w+:|is bad:|timeout )|\w+ to resolve host")
"""The driver's messages before there is a connection. Any other failure may have come between a
commit and its answer, so nobody can say that nothing was recorded."""


def reason(error: PersistenceError) -> Message:
    """Return the reason and what to do; for an unknown one, the database's own message.

    What this library itself raised, before the database did, is a whole sentence already.
    """
    if error.__cause__ is None or isinstance(error.__cause__, PendingRollbackError):
        return as_message(str(error))
    cause: object = getattr(error.__cause__, "orig", error.__cause__)
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_OK) & PRIMARY_CODE
        known = BY_SQLITE.get(code)
    else:
        known = BY_POSTGRESQL.get(getattr(cause, "sqlstate", None) or "")
    if known is not None:
        return known
    message = as_message(BEFORE_AT.sub("", " ".join(str(error).split())).rstrip(".?"))
    if not isinstance(error, OperationalError | InterfaceError):
        return Message(
            "The database refused: {said}. Look whether the path or address is a store's; "
            "nothing was recorded.",
            said=message,
        )
    if isinstance(cause, sqlite3.Error):
        return Message(
            "The store cannot be used: {said}. Look at its file, and at the disk that it is on.",
            said=message,
        )
    if CONNECTING.match(message):
        return Message(
            "The server of the store does not let us in: {said}. Look whether it runs, and "
            "at the host, database, user and password of the address. Nothing was recorded.",
            said=message,
        )
    return Message(
        "The connection to the server of the store was lost: {said}. Look whether it "
        "runs, and whether what was to be recorded is there, before you ask for it "
        "again.",
        said=message,
    )
