"""The refresh of the read models: the rows of a journey are projected from its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, inspect, select, update

from journeys.adapters.sql.database.connections import driver_connection, pipelined
from journeys.adapters.sql.database.driver_sql import driver_sql, parameters
from journeys.adapters.sql.readmodels import tables as read
from journeys.adapters.sql.readmodels.rows import (
    Projected,
    Row,
    as_stored,
    change,
    load,
    own_row,
    row_of,
    rows,
    stored,
)
from journeys.adapters.sql.readmodels.tables import OLD, SHADOWS, TABLES, name_of
from journeys.domain.duties import duties
from journeys.domain.history import History
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId
from journeys.projections.periods import every_period
from journeys.projections.places import places
from journeys.projections.steps import steps

MOVE_ON = (
    update(read.journeys)
    .values(parameters(read.journeys.c.values()[1:]))
    .where(
        read.journeys.c.journey == bindparam("of_journey"),
        read.journeys.c.version == bindparam("from_version"),
        # By another rulebook, the rows there are may be others than this one gives.
        read.journeys.c.rulebook == bindparam("made_by"),
    )
)


@dataclass(frozen=True, slots=True)
class SQLReadModels:
    """The read tables, on one connection in one transaction."""

    connection: Connection
    current: bool = True
    """Whether the projections of this code made the stored rows."""

    def refresh(self, histories: Mapping[JourneyId, History], book: Rulebook) -> None:
        """Bring the rows of these journeys up to date; write only what changed."""
        wanted: dict[Table, set[Row]] = {table: set() for table in TABLES}
        present: dict[Table, set[Row]] = {table: set() for table in TABLES}
        for journey, history in histories.items():
            for table, row in rows(journey, history, book):
                wanted[table].add(as_stored(self.connection, table, row))
            for table in TABLES:
                present[table].update(stored(self.connection, table, str(journey)))
        for table in TABLES:
            outdated, new = present[table] - wanted[table], wanted[table] - present[table]
            change(self.connection, table, outdated, new)

    def add(self, histories: Mapping[JourneyId, History], book: Rulebook) -> None:
        """Add the rows of these journeys, which have none."""
        new: dict[Table, list[Row]] = {table: [] for table in TABLES}
        for journey, history in histories.items():
            for table, row in rows(journey, history, book):
                new[table].append(as_stored(self.connection, table, row))
        for table, added in new.items():
            load(self.connection, table, added)

    def advance(self, journey: JourneyId, before: History, after: History, book: Rulebook) -> None:
        """Bring the rows of a journey from its history `before` to that `after`."""
        stream = str(journey)
        own = own_row(stream, after, book)
        if not self.current or own is None:
            self.refresh({journey: after}, book)
            return
        with driver_connection(self.connection) as raw, pipelined(raw):
            moved = self._move_on(own, before.version, book)
            was, now = every_period(before, book), every_period(after, book)
            self._replace(read.periods, stream, was, now)
            self._replace(read.steps, stream, before.memoised(steps), after.memoised(steps))
            self._replace(read.places, stream, before.memoised(places), after.memoised(places))
            duty_rows = stored(self.connection, read.duties, stream)
        if moved.rowcount != 1:
            self.refresh({journey: after}, book)
            return
        present = set(duty_rows)
        wanted = {
            as_stored(self.connection, read.duties, row_of(read.duties, stream, nr, each))
            for nr, each in enumerate(duties(after, book), start=1)
        }
        change(self.connection, read.duties, present - wanted, wanted - present)

    def of(self, journey: JourneyId) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """Return every row of a journey, by name of the table."""
        return {
            name_of(table): [
                dict(row)
                for row in self.connection.execute(
                    select(table)
                    .where(table.c.journey == str(journey))
                    .order_by(*table.primary_key.columns)
                ).mappings()
            ]
            for table in TABLES
        }

    def forget(self, journey: JourneyId) -> int:
        """Delete every row of a journey, in shadow tables too; return how many there were."""
        tables = inspect(self.connection)
        for table in (*SHADOWS.values(), *OLD.values()):
            if tables.has_table(table.name):
                self.connection.execute(delete(table).where(table.c.journey == str(journey)))
        return sum(
            self.connection.execute(delete(table).where(table.c.journey == str(journey))).rowcount
            for table in TABLES
        )

    def _move_on(self, own: Row, version: int, book: Rulebook) -> Any:  # noqa: ANN401 - either driver's cursor
        """Update a journey's own row, if it is at this version and made by this rulebook.

        The cursor's rowcount says so.
        """
        statement = driver_sql(MOVE_ON, self.connection.dialect.name)
        stream, *values = as_stored(self.connection, read.journeys, own)
        with driver_connection(self.connection) as raw:
            return raw.execute(statement, (*values, stream, version, book.rows_fingerprint))

    def _replace(
        self, table: Table, stream: str, before: Sequence[Projected], after: Sequence[Projected]
    ) -> None:
        """Upsert changed rows, and delete vanished ones."""
        if before == after:
            return
        pairs = enumerate(zip_longest(before, after), start=1)
        changed = [(nr, was, now) for nr, (was, now) in pairs if was != now]
        outdated = [row_of(table, stream, nr, was) for nr, was, _ in changed if was is not None]
        new = [row_of(table, stream, nr, now) for nr, _, now in changed if now is not None]
        stored_new = [as_stored(self.connection, table, row) for row in new]
        change(self.connection, table, outdated, stored_new)
