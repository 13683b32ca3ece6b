"""The maintenance of the read models: what `store.maintenance` gives."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from random import Random

from journeys.adapters.sql.rebuild.at_once import rebuild_at_once
from journeys.adapters.sql.rebuild.check import check, status
from journeys.adapters.sql.rebuild.rebuild import abandon, rebuild
from journeys.adapters.sql.transactions import SQLTransactions
from journeys.app.ports.maintenance import Difference, Progress, Rebuilt, Status, silent
from journeys.domain.rulebook import Rulebook


@dataclass(frozen=True)
class SQLMaintenance:
    """Fulfils the port `Maintenance`, which says what each method does."""

    store: SQLTransactions
    book: Rulebook

    def status(self) -> Status:
        """Return where the log stands, and how the read models stand to it and to this code."""
        with self.store.reading() as transaction:
            return status(transaction, self.book)

    def check(
        self, sample: int | None = None, random: Random | None = None
    ) -> Iterator[Difference]:
        """Yield where rows differ from a fold of the history."""
        return check(self.store, self.book, sample, random or Random())  # noqa: S311 - no secret

    def rebuild(
        self, *, workers: int = 1, only: Collection[str] = (), progress: Progress = silent
    ) -> Rebuilt:
        """Rebuild the read models, or those named `only`."""
        if self.store.host is None and not self.store.rehearsal:
            return rebuild(self.store, self.book, workers=workers, only=only, progress=progress)
        with self.store.writing() as transaction:
            return rebuild_at_once(transaction, self.book)

    def abandon_rebuild(self) -> bool:
        """Remove what an interrupted rebuild has made; return whether there was anything."""
        return abandon(self.store)
