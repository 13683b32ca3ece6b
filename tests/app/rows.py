"""What stands in the tables of a store, and what the projections say should."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import create_engine, inspect, select, table, text

from journeys import JourneyId, Journeys
from journeys.adapters.sql.readmodels.rows import rows
from journeys.adapters.sql.readmodels.tables import READ, name_of
from journeys.app.ports.store import Transaction
from tests.connections import connection_of

Rows = Counter[tuple[str, tuple[Any, ...]]]


def stored_rows(walks: Journeys) -> Rows:
    """Return every row of the read tables."""
    with walks.store.reading() as transaction:
        return _stored(transaction)


def assert_current(walks: Journeys, *ids: JourneyId) -> None:
    """Expect that the rows of these journeys are what a fold of each history gives."""
    with walks.store.reading() as transaction:
        folded = Counter(
            (name_of(table), row)
            for journey in ids
            for table, row in rows(journey, transaction.log.history(journey), walks.book)
        )
        assert _stored(transaction, *ids) == folded


def every_value(url: str) -> Iterator[bytes]:
    """Yield every value of every table of the store, as bytes."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        for name in inspect(engine).get_table_names():
            for row in connection.execute(select(text("*")).select_from(table(name))):
                for value in row:
                    yield (
                        bytes(value)
                        if isinstance(value, (bytes, memoryview))
                        else str(value).encode()
                    )
    engine.dispose()


def _stored(transaction: Transaction, *only: JourneyId) -> Rows:
    streams = set(map(str, only))
    return Counter(
        (name_of(table), tuple(row))
        for table in READ.sorted_tables
        for row in connection_of(transaction).execute(select(table))
        if not streams or row.journey in streams
    )
