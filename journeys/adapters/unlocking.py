"""Unlocking: the keyring of a store, under the master key that belongs to it."""

from collections.abc import Callable
from contextlib import suppress

from sqlalchemy import Engine

from journeys.adapters.files.master_key import key_path, resolve_keys, waiting_keys
from journeys.adapters.opening import no_store
from journeys.adapters.sql.database.connections import reading
from journeys.adapters.sql.database.read_only import is_read_only
from journeys.adapters.sql.database.tables import SEALED, tables_of
from journeys.adapters.sql.keys.keyring import (
    FIND,
    SECRETS_LOST,
    Keyring,
    has_any_secret,
    has_secrets,
)
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.schema import changing
from journeys.app.ports.keys import KeyProvider
from journeys.domain.errors import KeyMissing, KeyWrong


def unlock(
    engine: Engine,
    keys: KeyProvider | None,
    ticks: Callable[[], int] | None,
    *,
    create: bool = True,
) -> Keyring:
    """Return the keyring of a store, with new secrets where the store is new.

    The master key is checked before anything is read. Raises KeyMissing, KeyWrong, and StoreMissing
    where a new store has no secrets yet and none are to be made.
    """
    read_only = is_read_only(engine.url)
    with reading(engine) as connection:
        new = not has_secrets(connection)
        heads = [EventLog(tables_of(log)).head(connection) for log in SEALED] if new else []
        if new and (has_any_secret(connection) or any(head.position for head in heads)):
            raise KeyMissing(SECRETS_LOST)
    if new and (read_only or not create):
        if key_path(engine.url) is None:
            resolve_keys(keys, engine.url, make=False)
        raise no_store(engine.url)
    keyring = Keyring(resolve_keys(keys, engine.url, make=new))
    if new:
        # Every other start of the script opens a store that was sealed from its first entry on.
        from journeys.adapters.sql.seal.beginning import EMPTY, begin_seal  # noqa: PLC0415

        with changing(engine) as connection:
            # Somebody else may have done it while we waited.
            if not has_any_secret(connection):
                keyring.create_secrets(connection)
                begin_seal(connection, keyring, EMPTY, ticks)
    try:
        return _checked(engine, keyring)
    except KeyWrong:
        file = key_path(engine.url)
        if keys is not None or file is None or read_only:
            raise
        # A rotation may have been interrupted before the new key replaced the old one.
        for waiting_file, key in waiting_keys(file).items():
            with suppress(KeyWrong):
                keyring = _checked(engine, Keyring(key))
                with suppress(FileNotFoundError):
                    waiting_file.replace(file)
                return keyring
        raise


def _checked(engine: Engine, keyring: Keyring) -> Keyring:
    with reading(engine) as connection:
        keyring.secret(connection, FIND)
    return keyring
