"""The place of a store, and who holds its keys: what another process opens it by."""

from dataclasses import dataclass
from typing import Self

from sqlalchemy import URL

from journeys.adapters.sql.database.connections import connect
from journeys.adapters.sql.database.schemas import in_schema, schema_of
from journeys.adapters.sql.database.sqlite_path import URI, sqlite_path
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.transactions import SQLTransactions
from journeys.app.ports.keys import KeyProvider


@dataclass(frozen=True)
class Place:
    """Sted: the address of a store, and who holds its keys."""

    url: URL
    schema: str | None
    keys: KeyProvider

    @classmethod
    def of(cls, store: SQLTransactions) -> Self | None:
        """Return the place of a store; None where no other process sees what this one sees.

        That is so in a transaction of the host's, and in a store that is in no file.
        """
        url, file = store.engine.url, sqlite_path(store.engine.url)
        sqlite = url.get_backend_name() == "sqlite"
        if store.host is not None or (sqlite and file is None):
            return None
        if file is not None and not (url.database or "").startswith(URI):
            # A worker may have another working directory.
            url = url.set(database=str(file.absolute()))
        return cls(url, schema_of(store.engine), store.keyring.provider)

    def open(self) -> SQLTransactions:
        """Return the store, with connections of its own."""
        engine = connect(self.url)
        if self.schema is not None:
            engine = in_schema(engine, self.schema)
        return SQLTransactions.on(engine, Keyring(self.keys))
