"""The read tables: the rows of a journey are what the projections say of its history."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    Connection,
    Delete,
    Insert,
    Select,
    Table,
    bindparam,
    delete,
    insert,
    select,
)

from journeys.domain.duties import Duty, duties
from journeys.domain.history import History
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId
from journeys.projections.periods import Period, periods
from journeys.projections.steps import StepRow, steps
from journeys.projections.tables import READ
from journeys.projections.tables import duties as duties_table
from journeys.projections.tables import journeys as journeys_table
from journeys.projections.tables import periods as periods_table
from journeys.projections.tables import steps as steps_table

Row = tuple[Any, ...]
"""The values of a row in the order of its table's columns, the primary key first."""


class Statements(NamedTuple):
    """What is said to one table, built once: building costs more than running."""

    names: list[str]
    key: list[str]
    of_journey: Select[Any]
    add: Insert
    remove: Delete

    @property
    def of_key(self) -> slice:
        """Where the values of the primary key stand in a row."""
        return slice(len(self.key))


def _statements(table: Table) -> Statements:
    key = [f"key_{column.name}" for column in table.primary_key]
    same = (column == bindparam(f"key_{column.name}") for column in table.primary_key)
    return Statements(
        names=table.c.keys(),
        key=key,
        of_journey=select(table).where(table.c.journey == bindparam("id")),
        add=insert(table),
        remove=delete(table).where(*same),
    )


STATEMENTS = {table: _statements(table) for table in READ.sorted_tables}


def rows(journey: JourneyId, history: History, book: Rulebook) -> Iterator[tuple[Table, Row]]:
    """Yield every row of one journey, with the table it belongs to."""
    people = history.journey.people
    if people.opened is not None:
        opened = people.opened
        law = book.law.edition
        yield journeys_table, (str(journey), people.municipality, opened, history.version, law)
    yield from _numbered(periods_table, journey, periods(history))
    yield from _numbered(steps_table, journey, steps(history))
    yield from _numbered(duties_table, journey, duties(history, book))


def _numbered(
    table: Table, journey: JourneyId, of_journey: Iterable[Period | StepRow | Duty]
) -> Iterator[tuple[Table, Row]]:
    names = table.c.keys()[2:]
    for nr, each in enumerate(of_journey, start=1):
        told = (getattr(each, name) for name in names)
        ids_as_text = (str(value) if isinstance(value, UUID) else value for value in told)
        yield table, (str(journey), nr, *ids_as_text)


@dataclass(frozen=True, slots=True)
class SQLReadModels:
    """The read tables, on one connection in one transaction."""

    connection: Connection

    def refresh(self, histories: Mapping[JourneyId, History], book: Rulebook) -> None:
        """Make the rows of these journeys what the projections say; write only what changed."""
        wanted: dict[Table, set[Row]] = {table: set() for table in READ.sorted_tables}
        stored: dict[Table, set[Row]] = {table: set() for table in READ.sorted_tables}
        for journey, history in histories.items():
            for table, row in rows(journey, history, book):
                wanted[table].add(row)
            for table, held in stored.items():
                held.update(self._stored(table, journey))
        for table, held in stored.items():
            self._change(STATEMENTS[table], outdated=held - wanted[table], new=wanted[table] - held)

    def of(self, journey: JourneyId) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """Return every row of a journey, by table."""
        return {
            table.name: [
                dict(zip(told.names, row, strict=True))
                for row in sorted(self._stored(table, journey), key=itemgetter(told.of_key))
            ]
            for table, told in STATEMENTS.items()
        }

    def forget(self, journey: JourneyId) -> int:
        """Remove every row of a journey; return how many."""
        return sum(
            self.connection.execute(delete(table).where(table.c.journey == str(journey))).rowcount
            for table in READ.sorted_tables
        )

    def clear(self) -> None:
        """Remove every row there is: before all are made anew."""
        for table in READ.sorted_tables:
            self.connection.execute(delete(table))

    def _stored(self, table: Table, journey: JourneyId) -> Iterator[Row]:
        found = self.connection.execute(STATEMENTS[table].of_journey, {"id": str(journey)})
        return map(tuple, found)

    def _change(self, table: Statements, *, outdated: set[Row], new: set[Row]) -> None:
        if outdated:
            keys = [dict(zip(table.key, row[table.of_key], strict=True)) for row in outdated]
            self.connection.execute(table.remove, keys)
        if new:
            ordered = sorted(new, key=itemgetter(table.of_key))
            self.connection.execute(
                table.add, [dict(zip(table.names, row, strict=True)) for row in ordered]
            )
