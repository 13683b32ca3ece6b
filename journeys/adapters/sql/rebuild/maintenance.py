"""The maintenance of the read models: what `store.maintenance` gives."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from random import Random

from sqlalchemy import delete

from journeys.adapters.sql.readmodels.tables import TABLES
from journeys.adapters.sql.rebuild.check import check
from journeys.adapters.sql.rebuild.rebuild import rebuild
from journeys.adapters.sql.rebuild.shadows import drop, note_versions
from journeys.adapters.sql.rebuild.status import status
from journeys.adapters.sql.transactions import SQLTransaction, SQLTransactions
from journeys.app.ports.maintenance import Difference, Progress, Rebuilt, Status, silent
from journeys.domain.rulebook import Rulebook


@dataclass(frozen=True)
class SQLMaintenance:
    """Fulfils the port `Maintenance`, which says what each method does."""

    store: SQLTransactions
    book: Rulebook

    def status(self) -> Status:
        """Return where the log stands, and how the read models compare with it and this code."""
        with self.store.reading() as transaction:
            return status(transaction, self.book)

    def check(
        self, sample: int | None = None, random: Random | None = None
    ) -> Iterator[Difference]:
        """Yield where the rows differ from a fold of the history."""
        return check(self.store, self.book, sample, random or Random())  # noqa: S311 - no secret

    def rebuild(
        self, *, workers: int = 1, only: Collection[str] = (), progress: Progress = silent
    ) -> Rebuilt:
        """Rebuild the read models, or those named `only`."""
        if self.store.host is None and not self.store.rehearsal:
            return rebuild(self.store, self.book, workers=workers, only=only, progress=progress)
        with self.store.writing() as transaction:
            return self._rebuild_within(transaction)

    def abandon_rebuild(self) -> bool:
        """Drop what an interrupted rebuild has done; return whether there was anything."""
        with self.store.writing() as transaction:
            return drop(transaction.connection)

    def _rebuild_within(self, transaction: SQLTransaction) -> Rebuilt:
        """Rebuild everything in one transaction, while everybody else waits."""
        transaction.log.lock()
        for table in TABLES:
            transaction.connection.execute(delete(table))
        journeys = transaction.log.journeys()
        for journey in journeys:
            transaction.rows.add({journey: transaction.log.history(journey)}, self.book)
        note_versions(transaction.connection)
        return Rebuilt(len(journeys), {}, resumed=False)
