"""The SQL connection behind a transaction, for tests that look into the tables."""

from sqlalchemy import Connection

from journeys.adapters.sql.transactions import SQLTransaction
from journeys.app.ports.store import Transaction


def connection_of(transaction: Transaction) -> Connection:
    """Return the SQL connection of a transaction."""
    assert isinstance(transaction, SQLTransaction)
    return transaction.connection
