"""Many stores in one PostgreSQL database, each in a schema of its own, on one engine.

`SET LOCAL search_path` names the schema at the beginning of each transaction. It ends with the
transaction, so the next one on the same connection sees nothing of it: the connections can be
shared, also behind PgBouncer in transaction mode. The statements of this library are compiled once
and name no schema (`schema_translate_map` would compile them for each).
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, event, func, select, text

from journeys.adapters.sql.database.connections import SharedEngine, driver, pipelined, writing
from journeys.adapters.sql.database.tables import LONGEST_IDENTIFIER

SCHEMA = "journeys_schema_name"  # the execution option of an engine
NAME = re.compile("[a-z_][a-z0-9_]*")
PUBLIC = "public"
IN_TRANSACTION = 2  # psycopg's TransactionStatus.INTRANS: begun, and not failed


def in_schema(engine: Engine, schema: str | None) -> Engine:
    """Return an engine that shares the pool, each of whose transactions is in this schema.

    None stands for the schema that the connections have anyway. The schema must be a name that
    `is_schema_name` passes; it need not exist. Only for PostgreSQL.
    """
    shared = SharedEngine(engine, {SCHEMA: schema})
    if schema is not None:

        @event.listens_for(shared, "begin")
        def begin(connection: Connection) -> None:
            _enter(connection, schema)

    return shared


def is_schema_name(name: str) -> bool:
    """Return whether a schema of a store may have this name: plain, and not PostgreSQL's own."""
    plain = NAME.fullmatch(name) is not None and len(name) <= LONGEST_IDENTIFIER
    return plain and not name.startswith("pg_") and name != "information_schema"


def schema_of(engine: Engine) -> str | None:
    """Return the schema that the transactions of an engine are in; None where it names none."""
    schema: str | None = engine.get_execution_options().get(SCHEMA)
    return schema


def create_schema(engine: Engine) -> None:
    """Create the schema of this engine where it is missing. Raises persistence errors."""
    schema = schema_of(engine)
    if schema is None:
        return
    with writing(engine) as connection:
        # A schema that the administrator made needs no right to make one.
        if connection.scalar(select(func.to_regnamespace(schema))) is None:
            # Two at once would fail, IF NOT EXISTS or not.
            connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(schema))))
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {_quoted(connection, schema)}"))


@contextmanager
def host_in_schema(host: Connection, engine: Engine) -> Iterator[None]:
    """Put a host's transaction into the schema of this engine for the body, and back after it.

    Where the body made the transaction fail, its rollback puts it back.
    """
    schema = schema_of(engine)
    if schema is None or schema_of(host.engine) == schema:
        yield
        return
    before = host.exec_driver_sql("SHOW search_path").scalar_one()
    _enter(host, schema)
    try:
        yield
    finally:
        if not host.closed and driver(host).info.transaction_status == IN_TRANSACTION:
            host.execute(select(func.set_config("search_path", before, True)))  # noqa: FBT003


def _enter(connection: Connection, schema: str) -> None:
    # Not by set_config: a SELECT would take the snapshot of the transaction, and the read tables
    # are locked before that.
    raw = driver(connection)
    # In a pipeline BEGIN shares the round trip.
    with pipelined(raw):
        raw.execute(f"SET LOCAL search_path = {_quoted(connection, schema)}")


def _quoted(connection: Connection, schema: str) -> str:
    return connection.dialect.identifier_preparer.quote_identifier(schema)
