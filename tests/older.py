"""Stores as older versions of the library left them."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.config import Config
from sqlalchemy import Column, Connection, Engine, MetaData, Table, insert, select, text

from journeys.adapters.sql import schema
from journeys.adapters.sql.database.connections import connect, reading, writing
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.readmodels.tables import TABLES, name_of
from journeys.adapters.sql.rebuild.shadows import note_versions
from journeys.adapters.wiring import init
from tests.invented import KEYS, WALK
from tests.scenario import BOOK
from tests.sql.host_tables import OLD_NAMES

STORED = Path(__file__).parent / "stored"
APPEND = text(
    "INSERT INTO journeys_events (position, stream, version, topic, recorded_us, body) "
    "VALUES (:nr, :stream, :nr, :topic, :nr, :body)"
)
OLD_TABLES = [table for table in TABLES if name_of(table) in OLD_NAMES]
KINDS = ("journey-opened", "subgoal-set", "plan-agreed")
"""Entries of a journey that has rows in every read table."""


def make_older(engine: Engine, version: str, kinds: Sequence[str]) -> None:
    """Make a store as a version before 0005 did: one journey, in the clear and without a seal."""
    with writing(engine) as connection:
        _migrate(connection, version)
        for nr, kind in enumerate(kinds, start=1):
            body = (STORED / f"{kind}.json").read_bytes().strip()
            told = {"nr": nr, "stream": str(WALK), "topic": kind, "body": body}
            connection.execute(APPEND, told)
            connection.execute(text("INSERT INTO journeys_topics VALUES (:topic)"), told)
        connection.execute(
            text("UPDATE journeys_head SET position = :nr, recorded_us = :nr"), {"nr": len(kinds)}
        )


def make_0011(engine: Engine) -> None:
    """Make a store as 0011 did: encrypted and sealed, its rows in tables with their old names.

    What the rows are is read in a new store of the same entries.
    """
    make_older(engine, "0004", KINDS)
    with writing(engine) as connection:
        _migrate(connection, "0011", Keyring(KEYS))
        note_versions(connection, OLD_TABLES)
        for table, rows in _rows_of_a_twin().items():
            older = Table(name_of(table), MetaData(), autoload_with=connection)
            connection.execute(insert(older), rows)


def leave_copies(engine: Engine, ending: str) -> None:
    """Leave copies of the read tables of 0011, as an interrupted rebuild did."""
    with writing(engine) as connection:
        for table in OLD_TABLES:
            older = Table(name_of(table), MetaData(), autoload_with=connection)
            columns = (Column(c.name, c.type, primary_key=c.primary_key) for c in older.c)
            copy = Table(f"{older.name}{ending}", MetaData(), *columns, sqlite_with_rowid=False)
            copy.create(connection)
            connection.execute(insert(copy).from_select(older.c.keys(), select(older)))


def _migrate(connection: Connection, version: str, keyring: Keyring | None = None) -> None:
    config = Config()
    config.set_main_option("script_location", schema.MIGRATIONS)
    config.attributes["connection"] = connection
    config.attributes["keyring"] = keyring
    command.upgrade(config, version)


@cache
def _rows_of_a_twin() -> dict[Table, list[dict[str, object]]]:
    with TemporaryDirectory() as folder:
        engine = connect(f"sqlite:///{folder}/twin.db")
        make_older(engine, "0004", KINDS)
        init(str(engine.url), keys=KEYS, book=BOOK)
        with reading(engine) as connection:
            rows = {
                table: [dict(row) for row in connection.execute(select(table)).mappings()]
                for table in OLD_TABLES
            }
        engine.dispose()
    return rows
