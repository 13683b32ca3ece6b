"""The read tables: the rows of a journey are what the projections say of its history."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert

from journeys.domain.history import History
from journeys.domain.vocabulary import JourneyId
from journeys.projections.periods import Period, periods
from journeys.projections.steps import StepRow, steps
from journeys.projections.tables import READ
from journeys.projections.tables import journeys as journeys_table
from journeys.projections.tables import periods as periods_table
from journeys.projections.tables import steps as steps_table

Row = dict[str, Any]


def rows(journey: JourneyId, history: History) -> Iterator[tuple[Table, Row]]:
    """Yield every row of one journey, with the table it belongs to."""
    people = history.journey.people
    if people.opened is not None:
        yield (
            journeys_table,
            {
                "journey": str(journey),
                "municipality": people.municipality,
                "opened": people.opened,
                "version": history.version,
            },
        )
    yield from _numbered(periods_table, journey, periods(history))
    yield from _numbered(steps_table, journey, steps(history))


def _numbered(
    table: Table, journey: JourneyId, of_journey: Iterable[Period | StepRow]
) -> Iterator[tuple[Table, Row]]:
    ids = ("thing", "step", "subgoal")
    for nr, each in enumerate(of_journey, start=1):
        row = each._asdict()
        row |= {name: str(row[name]) for name in ids if row.get(name)}
        yield table, {"journey": str(journey), "nr": nr, **row}


@dataclass(frozen=True, slots=True)
class SQLReadModels:
    """The read tables, on one connection in one transaction."""

    connection: Connection

    def refresh(self, histories: Mapping[JourneyId, History]) -> None:
        """Make the rows of these journeys what the projections say."""
        keys = [{"id": str(journey)} for journey in histories]
        fresh: dict[Table, list[Row]] = {table: [] for table in READ.sorted_tables}
        for journey, history in histories.items():
            for table, row in rows(journey, history):
                fresh[table].append(row)
        for table, new in fresh.items():
            self._replace(table, keys, new)

    def _replace(self, table: Table, keys: Sequence[Row], new: Sequence[Row]) -> None:
        if keys:
            self.connection.execute(delete(table).where(table.c.journey == bindparam("id")), keys)
        if new:
            self.connection.execute(insert(table), new)
