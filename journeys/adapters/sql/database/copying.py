"""A copy of a store's database: SQLite makes one of a file in use, PostgreSQL's own tools do."""

import re
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, func, select

from journeys.adapters.sql.database.connections import driver, reading
from journeys.adapters.sql.database.schemas import PUBLIC, schema_of
from journeys.adapters.sql.database.versions import SCHEMA
from journeys.app.ports.maintenance import Progress

PAGES = 2000  # that are copied at once
PLAIN = re.compile("[a-z_][a-z0-9_]*")
SHOWN = ("host", "port", "sslmode", "sslrootcert")
"""The settings of an address that stand in a command; a password never does."""


def copy_sqlite(connection: Connection, file: Path, progress: Progress) -> None:
    """Copy the state that this transaction sees into a new file, while others go on recording."""
    with closing(sqlite3.connect(file)) as copy:

        def done(_: int, left: int, pages: int) -> None:
            progress(pages - left, pages)

        # The transaction that has begun holds one state of the file for all steps.
        driver(connection).backup(copy, pages=PAGES, progress=done)


def dump_command(engine: Engine, dump: Path) -> str:
    """Return the command that dumps the schema of a PostgreSQL store into a file.

    The row that says of which version the tables are is left out: without it nobody can open what
    is loaded, before the erasures since were applied to it.
    """
    schema = _pattern(schema_name(engine))
    return " ".join(
        (
            "pg_dump --format=custom --no-owner --no-privileges",
            f"--schema={shlex.quote(schema)}",
            f"--exclude-table-data={shlex.quote(f'{schema}.{SCHEMA.name}')}",
            f"--file={shlex.quote(str(dump))}",
            f"--dbname={shown_address(engine)}",
        )
    )


def load_command(engine: Engine, dump: Path) -> str:
    """Return the command that loads such a file into the empty schema of a PostgreSQL store."""
    schema, to = schema_name(engine), f"--dbname={shown_address(engine)}"
    make = "" if schema == PUBLIC else f"psql {to} --command={_create(schema)} && "
    return make + " ".join(
        (
            "pg_restore --no-owner --no-privileges --exit-on-error --single-transaction",
            f"--schema={shlex.quote(schema)} {to} {shlex.quote(str(dump))}",
        )
    )


def schema_name(engine: Engine) -> str:
    """Return the schema that a PostgreSQL store is in."""
    if (named := schema_of(engine)) is not None:
        return named
    with reading(engine) as connection:
        return str(connection.scalar(select(func.current_schema())) or PUBLIC)


def _create(schema: str) -> str:
    return shlex.quote(f'CREATE SCHEMA IF NOT EXISTS "{schema}"')


def _pattern(schema: str) -> str:
    """Return a schema's name as PostgreSQL's tools look for it."""
    return schema if PLAIN.fullmatch(schema) else f'"{schema}"'


def shown_address(engine: Engine) -> str:
    """Return the address of a PostgreSQL store as its own tools take it, without a password."""
    url = engine.url
    shown = {name: value for name, value in url.query.items() if name in SHOWN}
    plain = url.set(drivername="postgresql", query=shown)._replace(password=None)
    return shlex.quote(plain.render_as_string(hide_password=False))
