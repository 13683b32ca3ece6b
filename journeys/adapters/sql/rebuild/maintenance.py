"""The maintenance of the read models: what `store.maintenance` gives."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from random import Random

from sqlalchemy import delete, insert, select

from journeys.adapters.sql.log.clock_ahead import ahead_of_clock
from journeys.adapters.sql.readmodels.tables import TABLES
from journeys.adapters.sql.rebuild.check import check
from journeys.adapters.sql.rebuild.employers import rebuild_employers_within
from journeys.adapters.sql.rebuild.parts import set_aside
from journeys.adapters.sql.rebuild.rebuild import rebuild
from journeys.adapters.sql.rebuild.set_aside import set_aside_by_rebuild, set_misnamed_aside
from journeys.adapters.sql.rebuild.shadows import drop, lock_plan, note_versions
from journeys.adapters.sql.rebuild.status import status
from journeys.adapters.sql.transactions import SQLTransaction, SQLTransactions
from journeys.app.observing import observed
from journeys.app.ports.maintenance import (
    AheadOfClock,
    Difference,
    Progress,
    Rebuilt,
    Status,
    silent,
)
from journeys.domain.decisions.forms import check_arguments
from journeys.domain.errors import StoreError
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId
from journeys.projections.view import SetAside


@observed("rebuild", "rebuild")
@dataclass(frozen=True)
class SQLMaintenance:
    """Fulfils the port `Maintenance`, which says what each method does."""

    store: SQLTransactions
    book: Rulebook

    def status(self) -> Status:
        """Return where the log stands, and how the read models compare with it and this code."""
        with self.store.reading() as transaction:
            return status(transaction, self.book)

    def clock_ahead(self) -> tuple[AheadOfClock, ...]:
        """Return the logs with entries stamped later than now."""
        with self.store.reading() as transaction:
            return tuple(ahead_of_clock(transaction.connection, transaction.seal.logs))

    @check_arguments
    def unreadable(self, journeys: Iterable[JourneyId]) -> SetAside:
        """Return those of these journeys that cannot be read, and why."""
        with self.store.reading() as transaction:
            there = {*transaction.log.journeys()}
            read = {each: transaction.many.read(each) for each in journeys if each in there}
            return {
                str(journey): history.sentence
                for journey, history in read.items()
                if isinstance(history, StoreError)
            }

    @check_arguments
    def check(
        self, sample: int | None = None, random: Random | None = None
    ) -> Iterator[Difference]:
        """Yield where the rows differ from a fold of the history."""
        return check(self.store, self.book, sample, random or Random())  # noqa: S311 - no secret

    @check_arguments
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
            lock_plan(transaction.connection)
            return drop(transaction.connection)

    def _rebuild_within(self, transaction: SQLTransaction) -> Rebuilt:
        """Rebuild everything in one transaction, while everybody else waits."""
        transaction.log.lock_log()
        connection, broken = transaction.connection, dict[str, str]()
        journeys = transaction.log.journeys()
        for journey in journeys:
            history = transaction.many.read(journey)
            if isinstance(history, StoreError):
                broken[str(journey)] = str(history)
            else:
                transaction.rows.refresh({journey: history}, self.book)
        connection.execute(delete(set_aside))
        if broken:
            why = [{"journey": journey, "why": why} for journey, why in broken.items()]
            connection.execute(insert(set_aside), why)
        set_misnamed_aside(transaction)
        there = {*map(str, journeys), *connection.scalars(select(set_aside.c.journey))}
        for table in TABLES:
            for name in connection.scalars(select(table.c.journey).distinct()).all():
                if name not in there:
                    connection.execute(delete(table).where(table.c.journey == name))
        note_versions(connection)
        rebuild_employers_within(transaction, self.book)
        return Rebuilt(
            len(journeys) - len(broken), set_aside_by_rebuild(transaction), resumed=False
        )
