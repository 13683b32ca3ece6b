"""The tables of a new SQLite store: migrated once in a test process, and then made the same again.

Alembic takes a tenth of a second for them, and the script's tests make hundreds of stores. Repeated
is every statement that the driver was given, in the transaction in which Alembic would run it.
"""

from typing import Any

from sqlalchemy import Connection, event

from journeys.adapters.sql import schema
from journeys.adapters.sql.keys.keyring import Keyring

Statement = tuple[str, Any, bool]
"""What is run, with which values; whether those are several rows."""

_statements: list[Statement] = []
_migrate = schema._migrate  # noqa: SLF001 - what a process of its own runs


def migrate(connection: Connection, keyring: Keyring | None) -> bool:
    """Run the migrations, or repeat what they did, where the database is an empty SQLite file."""
    if connection.dialect.name != "sqlite" or not _is_empty(connection):
        return _migrate(connection, keyring)
    if not _statements:
        return _noted(connection, keyring)
    cursor = connection.connection.cursor()
    for statement, values, many in _statements:
        (cursor.executemany if many else cursor.execute)(statement, values)
    cursor.close()
    return False  # a new store has no signing key yet


def _noted(connection: Connection, keyring: Keyring | None) -> bool:
    """Run the migrations, and note what changes the database."""
    noted: list[Statement] = []

    def note(*said: object) -> None:
        _, _, statement, values, _, many = said
        assert isinstance(statement, str)
        assert isinstance(values, tuple | list)
        if not statement.lstrip().startswith(("SELECT", "PRAGMA")):
            noted.append((statement, values, bool(many)))

    event.listen(connection, "before_cursor_execute", note)
    renamed = _migrate(connection, keyring)
    event.remove(connection, "before_cursor_execute", note)
    _statements.extend(noted)
    return renamed


def _is_empty(connection: Connection) -> bool:
    return connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0
