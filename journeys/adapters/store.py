"""One store: its transactions, and the maintenance of its read models."""

from typing import TYPE_CHECKING

from journeys.adapters.sql.transactions import SQLTransactions
from journeys.app.ports.health import VitalSigns
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

    def vital_signs(self, book: Rulebook) -> VitalSigns:
        """Return what the health of this store is read from. Raises StoreError."""
        from journeys.adapters.sql.health import read_signs  # noqa: PLC0415 - as above

        return read_signs(self, book)

    def probe(self) -> None:
        """Write what is there already, as a recording writes. Raises StoreError, Conflict."""
        from journeys.adapters.sql.health import probe  # noqa: PLC0415 - as above

        probe(self)
