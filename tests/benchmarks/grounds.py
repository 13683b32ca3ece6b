"""Where is measured: empty databases of one kind, as many as are asked for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url

from journeys.adapters.sql.database.connections import connect
from tests.benchmarks.asked import POSTGRESQL, SQLITE
from tests.servers import postgresql


@dataclass(frozen=True)
class Ground:
    """Databases of one kind."""

    database: str
    make: Callable[[int], str]
    _numbers: Iterator[int] = field(default_factory=count)

    def new(self) -> str:
        """Return the URL of an empty database."""
        return self.make(next(self._numbers))


@contextmanager
def grounds(names: tuple[str, ...]) -> Iterator[list[Ground]]:
    """Yield a ground of each of these databases; what is stored there survives a power cut."""
    with TemporaryDirectory(prefix="bench-") as folder:
        here = [Ground(SQLITE, lambda nr: f"sqlite:///{Path(folder) / f'{nr}.db'}")]
        if POSTGRESQL not in names:
            yield here
            return
        with postgresql() as server:

            def made(number: int) -> str:
                with psycopg.connect(server, autocommit=True) as connection:
                    name = f"bench_{number}"
                    connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
                url = make_url(server).set(database=name)
                return url.render_as_string(hide_password=False)

            there = Ground(POSTGRESQL, made)
            yield [ground for ground in (*here, there) if ground.database in names]


def analyse(url: str) -> None:
    """Let the database know its tables, as PostgreSQL does by itself within a minute."""
    # Without it, a table that was just filled is sorted anew for every batch of a scan.
    engine = connect(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")
    engine.dispose()


@contextmanager
def driver(url: str) -> Iterator[Any]:
    """Yield a connection of the raw driver; each statement is a transaction."""
    engine = connect(url)
    with engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        if engine.dialect.name == "postgresql":
            raw.autocommit = True
        yield raw
    engine.dispose()
