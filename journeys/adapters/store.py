"""One store: its transactions, and the maintenance of its read models."""

from collections.abc import Generator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from journeys.adapters.sql.transactions import SQLTransaction, SQLTransactions
from journeys.app.observing import Waiting, current
from journeys.app.ports.observing import Act, Observer
from journeys.domain.errors import Conflict
from journeys.domain.rulebook import Rulebook

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from journeys.adapters.sql.rebuild.maintenance import SQLMaintenance
    from journeys.app.ports.health import VitalSigns
    from journeys.app.ports.population import Job


class _Observed:
    """A writing transaction that tells an act how long it waited, and of every conflict.

    It waits for a connection and, in SQLite, for the other writer. A generator would cost more.
    """

    __slots__ = ("_act", "_rehearsal", "_transaction")

    def __init__(
        self, transaction: AbstractContextManager[SQLTransaction], act: Act, *, rehearsal: bool
    ) -> None:
        self._transaction = transaction
        self._act = act
        self._rehearsal = rehearsal

    def __enter__(self) -> SQLTransaction:
        with Waiting():
            return self._transaction.__enter__()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool | None:
        if error or self._rehearsal:
            self._act.entries = 0  # they are rolled back
        if isinstance(error, Conflict):
            self._act.conflicts += 1
        try:
            return self._transaction.__exit__(kind, error, traceback)
        except Conflict:  # what the database raised, translated
            self._act.conflicts += 1
            raise


@dataclass(frozen=True)
class SQLStore(SQLTransactions):
    """The store that `journeys.open` gives to the use cases."""

    observer: Observer | None = None
    """What a host sees of the use cases; None where it has no OpenTelemetry."""
    erasures: Path | None = None
    """The folder in which the list of erasures is kept; None where none is."""

    def writing(self) -> AbstractContextManager[SQLTransaction]:  # type: ignore[override] # a generator's own class is no promise
        """Return a transaction that may write; it commits at the end, or rolls back."""
        act = current()
        if act is None:
            return super().writing()
        return _Observed(super().writing(), act, rehearsal=self.rehearsal)

    def maintenance(self, book: Rulebook) -> "SQLMaintenance":
        """Return what keeps the read models of this store, by this rulebook."""
        # It brings worker processes with it; few commands rebuild or check anything.
        from journeys.adapters.sql.rebuild.maintenance import SQLMaintenance  # noqa: PLC0415

        return SQLMaintenance(self, book)

    def run(
        self, jobs: "Sequence[Job]", executor: "Executor | None", workers: int | None
    ) -> Generator[Any, None, None]:
        """Yield what the work returns for each part of each job. Raises as the port says."""
        from journeys.adapters.population.running import run  # noqa: PLC0415 - as above

        return run(jobs, executor, workers)

    def vital_signs(self, book: Rulebook) -> "VitalSigns":
        """Return what the health of this store is read from. Raises StoreError."""
        from journeys.adapters.sql.health import read_signs  # noqa: PLC0415 - as above

        return read_signs(self, book)

    def probe(self) -> None:
        """Write what is there already, as a recording writes. Raises StoreError, Conflict."""
        from journeys.adapters.sql.health import probe  # noqa: PLC0415 - as above

        probe(self)

    def note_erasures(self) -> None:
        """Write what was erased since into the list of erasures. Raises StoreUnreachable."""
        if self.erasures is None or self.host is not None or self.rehearsal:
            return
        from journeys.adapters.files.erasure_list import extend, list_in  # noqa: PLC0415 - as above

        with self.reading() as transaction:
            store = self.keyring.signer(transaction.connection).store
        extend(list_in(self.erasures, store), self._erasures_since)

    def _erasures_since(self, last: str | None) -> str | None:
        with self.reading() as transaction:
            return transaction.seal.erasures(last)
