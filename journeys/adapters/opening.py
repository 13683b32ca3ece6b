"""Whether there is a store at an address, and whether a new one may be made there.

Asked before a connection is opened: SQLite makes the file that it opens.
"""

from sqlalchemy import URL, Engine

from journeys.adapters.files.master_key import key_path, refuse_no_key_file, resolve_keys
from journeys.adapters.sql.database.read_only import holds_store, is_read_only
from journeys.adapters.sql.database.sqlite_path import sqlite_path, why_no_file, why_not_opened
from journeys.adapters.sql.schema import State, state
from journeys.app.ports.keys import KeyProvider
from journeys.domain.errors import KeyMissing, StoreError, StoreMissing, StoreUnreachable


def store_state(engine: Engine, keys: KeyProvider | None, *, create: bool) -> State:
    """Return the state of the store on an engine; where it is "empty", one may be made there.

    Without `create`, none may. Raises StoreMissing and KeyMissing where none may be made, and
    StoreUnreachable where none can. Nothing is made.
    """
    file = sqlite_path(engine.url)
    if file is not None and (why := why_no_file(file)):
        raise StoreUnreachable(why)
    refusal = _why_none_is_made(engine.url, keys, create=create)
    if file is not None and not holds_store(file):
        if refusal is not None:
            raise refusal
        if why := why_not_opened(file):
            raise StoreUnreachable(why)
        if keys is None and (key := key_path(engine.url)):
            refuse_no_key_file(key)
    found = state(engine)
    if found == "empty" and refusal is not None:
        raise refusal
    return found


def no_store(url: str | URL) -> StoreMissing:
    """Return the error that no store is at this address."""
    file = sqlite_path(url)
    if file is None:
        return StoreMissing(
            "There is no store in this database, and nothing was made: `journeys init` makes one, "
            "and so does `journeys open`, which opens the first journey."
        )
    return StoreMissing(
        "There is no store at {file}, and nothing was made: `journeys init` makes one, and so does "
        "`journeys open`, which opens the first journey.",
        file=file,
    )


def _why_none_is_made(url: URL, keys: KeyProvider | None, *, create: bool) -> StoreError | None:
    """Return why no new store may be made at this address; None where one may."""
    file, key = sqlite_path(url), key_path(url)
    # The tables of a new store are committed before its key file is made, and this is asked before
    # the tables are looked for. So a key without tables is of a store that was lost, and never of
    # one that is being made now, or whose making was killed.
    if key is not None and key.exists():
        return StoreMissing(
            "There is no store at {file}, but the key of one is at {key}: restore the file from "
            "the backup that belongs to this key, or, if a new store is meant, move the key away.",
            file=file,
            key=key,
        )
    if not create or is_read_only(url):
        return no_store(url)
    try:
        if key is None:
            resolve_keys(keys, url, make=False)
    except KeyMissing as error:
        return error
    return None
