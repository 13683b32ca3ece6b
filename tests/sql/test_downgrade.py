"""A store that was taken back to an older schema, to have other heads signed by an upgrade."""

from collections.abc import Callable
from typing import TypeAlias

import pytest
from sqlalchemy import Connection, Engine, inspect, select, text

import journeys
from journeys.adapters.sql.database.connections import writing
from journeys.adapters.sql.database.tables import SEALED
from journeys.adapters.sql.keys.keyring import SIGN, UNSIGNED_SIGN, Keyring, keys
from journeys.adapters.wiring import init
from journeys.errors import KeyWrong, SchemaOlder, StoreError
from tests.invented import KEYS, opened
from tests.signed_older import drop_what_came_after
from tests.sql.attacked import drop_guards

Step: TypeAlias = Callable[[Connection], object]


@pytest.fixture
def checkpoint(database_url: str) -> str:
    """Return a checkpoint of a store that was used, as somebody else keeps it."""
    with journeys.open(database_url, keys=KEYS) as walks:
        opened(walks)
        return walks.seal.checkpoint()


def set_version(connection: Connection) -> None:
    """Let the store say that it is of the version before heads were signed."""
    connection.execute(text("UPDATE journeys_schema SET version_num = '0012'"))


REACTORS = {
    "journeys_reactors": ("heartbeat_us", "delivered_us"),
    "journeys_reactions": ("next_us", "actor", "role", "reason"),
}
"""By table, the columns that reactors have had since 0014."""


def drop_columns(connection: Connection) -> None:
    """Drop what makes a head a signed one, and what came later."""
    drop_guards(connection)
    drop_what_came_after(connection, "0014")
    connection.execute(text("DROP INDEX journeys_reactions_open"))
    for table, columns in REACTORS.items():
        for column in columns:
            connection.execute(text(f"ALTER TABLE {table} DROP COLUMN {column}"))
    for log in SEALED.keys() - {"journeys_employers"}:
        for column in ("companion", "note", "written_by"):
            connection.execute(text(f"ALTER TABLE {log}_head DROP COLUMN {column}"))


def drop_store_log(connection: Connection) -> None:
    """Drop the log that says which versions there were."""
    for name in inspect(connection).get_table_names():
        if name.startswith("journeys_store_"):
            connection.execute(text(f"DROP TABLE {name}"))


def drop_key(connection: Connection) -> None:
    """Delete the key that signs heads."""
    connection.execute(keys.delete().where(keys.c.holder == SIGN))


def rename_key(connection: Connection) -> None:
    """Give that key the name that it had before heads were signed."""
    here = keys.update().where(keys.c.holder == SIGN)
    connection.execute(here.values(holder=UNSIGNED_SIGN))


BACK: dict[str, tuple[tuple[Step, ...], type[Exception], str]] = {
    "the version alone": ((set_version,), StoreError, "taken back to an older one"),
    "with the columns": ((set_version, drop_columns), StoreError, "taken back to an older one"),
    "with the store log": (
        (set_version, drop_columns, drop_store_log),
        StoreError,
        "taken back to an older one",
    ),
    "with the key deleted": (
        (set_version, drop_columns, drop_store_log, drop_key),
        StoreError,
        "taken back to an older one",
    ),
    "with the key renamed": (
        (set_version, drop_columns, drop_store_log, rename_key),
        KeyWrong,
        "master key",
    ),
}


@pytest.mark.parametrize("name", BACK)
def test_a_store_that_was_taken_back_is_not_upgraded(
    database_url: str, engine: Engine, checkpoint: str, name: str
) -> None:
    """Opening refuses it as an older one, and `init` leaves it as it is."""
    assert checkpoint
    steps, error, match = BACK[name]
    with writing(engine) as connection:
        for step in steps:
            step(connection)
    for _ in range(2):
        with pytest.raises(SchemaOlder):
            journeys.open(database_url, keys=KEYS)
        with pytest.raises(error, match=match):
            init(database_url, keys=KEYS)


def test_with_a_key_of_an_older_backup_a_checkpoint_finds_it(
    database_url: str, engine: Engine, checkpoint: str
) -> None:
    """A backup of before heads were signed holds that key under its old name, wrapped for it."""
    keyring = Keyring(KEYS)
    with writing(engine) as connection:
        for step in (set_version, drop_columns, drop_store_log):
            step(connection)
        secret = keyring.secret(connection, SIGN)
        drop_key(connection)
        of_backup = {"holder": UNSIGNED_SIGN, "wrapped": KEYS.wrap(secret, UNSIGNED_SIGN)}
        connection.execute(keys.insert().values(of_backup))
        assert connection.scalar(select(keys.c.wrapped).where(keys.c.holder == UNSIGNED_SIGN))
    init(database_url, keys=KEYS)
    with journeys.open(database_url, keys=KEYS) as walks:
        assert [each.fault for each in walks.seal.verify()] == [None] * 5
        faults = {each.log: each.fault for each in walks.seal.verify([checkpoint]) if each.fault}
        assert faults.keys() == {"store"}
