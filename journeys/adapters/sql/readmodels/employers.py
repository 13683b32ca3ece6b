"""The refresh of the read models of employers, in the transaction of each append."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, delete, select, update

from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.log.employers_log import number_digest
from journeys.adapters.sql.readmodels import employer_tables as read
from journeys.adapters.sql.readmodels.employer_tables import EMPLOYER_TABLES
from journeys.adapters.sql.readmodels.rows import Projected, Row, as_stored, change, row_of
from journeys.adapters.sql.readmodels.tables import days_as_stored
from journeys.domain.employers.history import EmployerHistory
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import EmployerId
from journeys.projections.employers.rows import (
    contact_rows,
    duty_rows,
    post_rows,
    registered_row,
    task_rows,
)

NUMBER = read.employers.c.keys().index("number")


@dataclass(frozen=True, slots=True)
class SQLEmployerRows:
    """Fulfils the port `EmployerRows`, on one connection in one transaction."""

    connection: Connection
    keyring: Keyring

    def refresh(self, histories: Mapping[EmployerId, EmployerHistory], book: Rulebook) -> None:
        """Bring the rows of these employers up to date; write only what changed."""
        self._refresh(self._wanted(histories, book), list(map(str, histories)))

    def restore(self, histories: Mapping[EmployerId, EmployerHistory], book: Rulebook) -> None:
        """Do the same, whatever was altered in the tables.

        Another row that was altered may have a number of theirs, of which there is one: it loses
        it.
        """
        wanted, streams = self._wanted(histories, book), list(map(str, histories))
        numbers = [number for row in wanted[read.employers] if (number := row[NUMBER]) is not None]
        others = update(read.employers).where(
            read.employers.c.number.in_(numbers), read.employers.c.employer.not_in(streams)
        )
        self.connection.execute(others.values(number=None))
        self._refresh(wanted, streams)

    def _wanted(
        self, histories: Mapping[EmployerId, EmployerHistory], book: Rulebook
    ) -> dict[Table, set[Row]]:
        wanted: dict[Table, set[Row]] = {table: set() for table in EMPLOYER_TABLES}
        for employer, history in histories.items():
            for table, row in self.projected(employer, history, book):
                wanted[table].add(row)
        return wanted

    def _refresh(self, wanted: Mapping[Table, set[Row]], streams: Sequence[str]) -> None:
        for table, rows in wanted.items():
            present = select(*days_as_stored(table)).where(table.c.employer.in_(streams))
            stored = {tuple(row) for row in self.connection.execute(present)}
            # A number may pass from one employer to another: its old row goes first.
            change(self.connection, table, stored - rows, ())
            change(self.connection, table, (), rows - stored)

    def projected(
        self, employer: EmployerId, history: EmployerHistory, book: Rulebook
    ) -> Iterator[tuple[Table, Row]]:
        """Yield every row of one employer as it is stored, with its table."""
        stream = str(employer)
        if own := self._own_row(stream, history, book):
            yield read.employers, as_stored(self.connection, read.employers, own)
        tables: dict[Table, Sequence[Projected]] = {
            read.contacts: contact_rows(history),
            read.posts: post_rows(history),
            read.post_tasks: task_rows(history),
            read.duties: duty_rows(history, book),
        }
        for table, each in tables.items():
            for nr, projected in enumerate(each, start=1):
                row = row_of(table, stream, nr, projected)
                yield table, as_stored(self.connection, table, row)

    def _own_row(self, stream: str, history: EmployerHistory, book: Rulebook) -> Row | None:
        """Return the row of an employer itself; None where it is not registered."""
        row = registered_row(history)
        if row is None:
            return None
        number = row.number and number_digest(self.keyring, self.connection, row.number)
        made_by = (history.version, book.rows_fingerprint)
        return stream, row.employer_kind, row.registered, number, *made_by

    def forget(self, employer: EmployerId) -> int:
        """Delete every row of an employer; return how many there were."""
        return delete_rows(self.connection, [str(employer)])


def delete_rows(connection: Connection, streams: Collection[str]) -> int:
    """Delete every row of these employers; return how many there were."""
    return sum(
        connection.execute(delete(table).where(table.c.employer.in_(streams))).rowcount
        for table in EMPLOYER_TABLES
    )
