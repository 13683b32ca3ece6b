"""One store: its transactions, and the maintenance of its read models."""

from journeys.adapters.sql.rebuild.maintenance import SQLMaintenance
from journeys.adapters.sql.transactions import SQLTransactions
from journeys.domain.rulebook import Rulebook


class SQLStore(SQLTransactions):
    """The store that `journeys.open` gives to the use cases."""

    def maintenance(self, book: Rulebook) -> SQLMaintenance:
        """Return the maintenance of this store's read models, by this rulebook."""
        return SQLMaintenance(self, book)
