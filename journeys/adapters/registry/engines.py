"""The connections of a registry: one engine for each PostgreSQL database, one for each SQLite file.

All engines of one PostgreSQL server have at most so many connections together, and so have all
SQLite files.
"""

from collections.abc import Hashable

from sqlalchemy import URL, Engine

from journeys.adapters.registry.entries import Entry, server_of
from journeys.adapters.sql.database.bounded_pool import Bound
from journeys.adapters.sql.database.connections import connect
from journeys.adapters.sql.database.forks import ForkSafeLock
from journeys.adapters.sql.database.schemas import in_schema

SQLITE = "sqlite"  # the key of what bounds all files together


class Engines:
    """The engines of a registry, made when they are first asked for. Safe between threads.

    Raises ValueError for fewer connections than a pool may have.
    """

    def __init__(self, connections: int) -> None:
        self._connections = connections
        self._bounds = dict[Hashable, Bound]({SQLITE: Bound(connections)})
        self._pools = dict[URL, Engine]()
        self._engines = dict[tuple[URL, str | None], Engine]()
        self._lock = ForkSafeLock()

    def of(self, entry: Entry) -> Engine:
        """Return the engine of a municipality. Raises ModuleNotFoundError without the driver."""
        url, schema = entry.url, entry.schema
        with self._lock:
            if (url, schema) not in self._engines:
                self._engines[url, schema] = self._make(url, schema)
            return self._engines[url, schema]

    def _make(self, url: URL, schema: str | None) -> Engine:
        sqlite = url.get_backend_name() == "sqlite"
        if url not in self._pools:
            server = SQLITE if sqlite else server_of(url)
            bound = self._bounds.setdefault(server, Bound(self._connections))
            self._pools[url] = connect(url, bound=bound)
        return self._pools[url] if sqlite else in_schema(self._pools[url], schema)

    def close(self) -> None:
        """Close every connection that nobody uses; the others when they are not used any more."""
        with self._lock:
            engines = list(self._pools.values())
        for engine in engines:
            engine.dispose()
