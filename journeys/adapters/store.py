"""One store: its transactions, and the maintenance of its read models."""

from typing import TYPE_CHECKING

from journeys.adapters.sql.transactions import SQLTransactions
from journeys.domain.rulebook import Rulebook

if TYPE_CHECKING:
    from journeys.adapters.sql.rebuild.maintenance import SQLMaintenance


class SQLStore(SQLTransactions):
    """The store that `journeys.open` gives to the use cases."""

    def maintenance(self, book: Rulebook) -> "SQLMaintenance":
        """Return what keeps the read models of this store, by this rulebook."""
        # It brings worker processes with it; few commands rebuild or check anything.
        from journeys.adapters.sql.rebuild.maintenance import SQLMaintenance  # noqa: PLC0415

        return SQLMaintenance(self, book)
