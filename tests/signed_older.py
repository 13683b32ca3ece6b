"""Stores of 0013 and 0014: their heads are signed, and they have no employers' log.

A store of this version is filled, and its rows are put into tables that the migrations made.
"""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import (
    Connection,
    Engine,
    MetaData,
    Table,
    create_engine,
    inspect,
    select,
    update,
)

from journeys import Journeys
from journeys.adapters.sql import schema
from journeys.adapters.sql.database.connections import connect, reading, writing
from journeys.adapters.sql.database.tables import SEALED
from journeys.adapters.sql.database.versions import SCHEMA
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.keys.signing import Signer
from journeys.adapters.sql.log.log_rows import leaf_of
from journeys.adapters.sql.log.store_log import SCHEMA as TOPIC
from journeys.adapters.sql.log.store_log import SchemaBody
from journeys.adapters.sql.proofs.heads import (
    ADDED_LOG,
    COMPANIONS,
    Companion,
    StoreHeads,
    log_head,
)
from journeys.adapters.sql.proofs.merkle import grow
from journeys.adapters.sql.readmodels.tables import PREFIX
from journeys.adapters.wiring import open_journeys
from tests.invented import KEYS, TODAY
from tests.scenario import BOOK

Rows = dict[str, list[dict[str, Any]]]

LOGS = {tables: name for tables, name in SEALED.items() if name != ADDED_LOG}


def make_signed_older(engine: Engine, version: str, fill: Callable[[Journeys], object]) -> None:
    """Make a store as this version of the schema left it, with what `fill` does to it."""
    rows, heads = filled(version, fill)
    with writing(engine) as connection:
        migrate(connection, version)
        for name in inspect(connection).get_table_names():
            if name != SCHEMA.name and not name.endswith("_head"):
                put(connection, name, rows[name])
        for log, head in heads.items():
            connection.execute(update(table_of(connection, f"{log}_head")).values(head))


@cache
def filled(
    version: str, fill: Callable[[Journeys], object]
) -> tuple[Rows, Mapping[str, dict[str, Any]]]:
    """Return the rows and the heads of such a store; it is filled once for all tests."""
    with TemporaryDirectory() as folder:
        twin = f"sqlite:///{Path(folder) / 'twin.db'}"
        with open_journeys(twin, keys=KEYS, book=BOOK, today=lambda: TODAY) as walks:
            fill(walks)
        twin_engine = connect(twin)
        with reading(twin_engine) as connection:
            rows = rows_of(connection)
            signer = Keyring(KEYS).signer(connection)
        twin_engine.dispose()
    heads = as_older(rows, version, signer)
    return rows, heads


def as_older(rows: Rows, version: str, signer: Signer) -> Mapping[str, dict[str, Any]]:
    """Let the rows say what the older version wrote; return the heads of its logs."""
    (of_schema,) = (row for row in rows["journeys_store_events"] if row["topic"] == TOPIC)
    body = SchemaBody.model_validate_json(of_schema["body"])
    body = body.model_copy(update={"schema_version": version})
    of_schema["body"] = body.model_dump_json().encode()
    heads = {log: dict(rows[f"{log}_head"][0]) | {"written_by": version} for log in LOGS}
    for log, head in heads.items():
        frontier = b""
        for row in rows[f"{log}_events"]:
            event = (row["stream"], row["version"], row["topic"], row["body"])
            row["leaf"] = leaf_of(row["position"], row["recorded_us"], event)
            frontier = grow(frontier, row["position"] - 1, [row["leaf"]])
        head["frontier"] = frontier
    by_name = {name: heads[log] for log, name in LOGS.items()}
    signed = StoreHeads(
        signer.store,
        {name: log_head(head["position"], head["frontier"]) for name, head in by_name.items()},
        {table: Companion.stored(by_name[log]["companion"]) for log, table in COMPANIONS.items()},
        max(head["recorded_us"] for head in heads.values()),
    )
    for name, head in by_name.items():
        head["note"] = signer.signed(signed.text, name)
    assert ADDED_LOG not in signed.text
    return heads


def rows_of(connection: Connection) -> Rows:
    """Return every row of every table, in order."""
    found = Rows()
    for name in inspect(connection).get_table_names():
        table = table_of(connection, name)
        ordered = select(table).order_by(*table.primary_key.columns)
        found[name] = [dict(row) for row in connection.execute(ordered).mappings()]
    return found


def put(connection: Connection, name: str, rows: list[dict[str, Any]]) -> None:
    """Put rows into an empty table, with the columns that it has."""
    table = table_of(connection, name)
    if name == "journeys_projections":
        there = set(inspect(connection).get_table_names())
        rows = [row for row in rows if name_of_table(row["name"]) in there]
    if rows:
        columns = table.c.keys()
        connection.execute(table.insert(), [{each: row[each] for each in columns} for row in rows])


def name_of_table(read_name: str) -> str:
    """Return the name that a read table has in the database; itself where it is none."""
    return f"{PREFIX}{read_name}"


def drop_what_came_after(connection: Connection, version: str) -> None:
    """Drop every table that a store of this version does not have, and what is said of it."""
    there = tables_of_version(version)
    for name in sorted(set(inspect(connection).get_table_names()) - there):
        connection.exec_driver_sql(f"DROP TABLE {name}")
    projections = table_of(connection, "journeys_projections")
    for name in connection.scalars(select(projections.c.name)).all():
        if name_of_table(name) not in there:
            connection.execute(projections.delete().where(projections.c.name == name))


@cache
def tables_of_version(version: str) -> frozenset[str]:
    """Return the names of the tables of a store of this version."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        migrate(connection, version)
        return frozenset(inspect(connection).get_table_names())


def table_of(connection: Connection, name: str) -> Table:
    """Return a table as it is in the database."""
    return Table(name, MetaData(), autoload_with=connection)


def migrate(connection: Connection, version: str) -> None:
    """Create the tables of a new store of this version."""
    config = Config()
    config.set_main_option("script_location", schema.MIGRATIONS)
    config.attributes["connection"] = connection
    config.attributes["keyring"] = None
    config.attributes["new"] = True
    command.upgrade(config, version)
