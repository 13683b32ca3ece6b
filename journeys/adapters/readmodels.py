"""The read tables: the rows of a journey are what the projections say of its history."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import zip_longest
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Table, delete, select

from journeys.adapters.store.engine import driving
from journeys.adapters.store.sql import spoken
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

Told = Period | StepRow | Duty

OF_JOURNEY = "SELECT $columns FROM $table WHERE journey = $value"
PUT = """
    INSERT INTO $table ($columns) VALUES ($values) ON CONFLICT ($key) DO UPDATE SET $new
"""
COPY = "COPY $table ($columns) FROM STDIN"
REMOVE = "DELETE FROM $table WHERE $of_key"
MOVE_ON = """
    UPDATE $table SET municipality = $value, opened = $value, version = $value, law = $value
    WHERE journey = $value AND version = $value
"""


class Statements(NamedTuple):
    """What is said to one table, for the driver itself: a decision costs few statements."""

    of_journey: str
    put: str
    copy: str
    remove: str
    key: slice
    """Where the values of the primary key stand in a row."""


@cache
def statements(table: Table, dialect: str) -> Statements:
    """Return the statements over a read table in a dialect."""
    columns, key = table.c.keys(), table.primary_key.columns.keys()
    marks = [spoken("$value", dialect)] * len(columns)
    names = {
        "table": table.name,
        "columns": ", ".join(columns),
        "values": ", ".join(marks),
        "key": ", ".join(key),
        "new": ", ".join(f"{name} = excluded.{name}" for name in columns[len(key) :]),
        "of_key": " AND ".join(f"{name} = {mark}" for name, mark in zip(key, marks, strict=False)),
    }
    return Statements(
        of_journey=spoken(OF_JOURNEY, dialect, **names),
        put=spoken(PUT, dialect, **names),
        copy=spoken(COPY, dialect, **names),
        remove=spoken(REMOVE, dialect, **names),
        key=slice(len(key)),
    )


def rows(journey: JourneyId, history: History, book: Rulebook) -> Iterator[tuple[Table, Row]]:
    """Yield every row of one journey, with the table it belongs to."""
    stream = str(journey)
    if own := _own(stream, history, book):
        yield journeys_table, own
    told: dict[Table, Sequence[Told]] = {
        periods_table: periods(history),
        steps_table: steps(history),
        duties_table: duties(history, book),
    }
    for table, all_of_it in told.items():
        for nr, each in enumerate(all_of_it, start=1):
            yield table, _row(table, stream, nr, each)


def _own(stream: str, history: History, book: Rulebook) -> Row | None:
    people = history.journey.people
    if people.opened is None:
        return None
    return stream, people.municipality, people.opened, history.version, book.law.edition


@cache
def _values(table: Table) -> Callable[[Told], Row]:
    """Return what takes the values of a row, behind its key, off what a projection tells."""
    return attrgetter(*table.c.keys()[2:])


def _row(table: Table, stream: str, nr: int, told: Told) -> Row:
    values = (str(each) if type(each) is UUID else each for each in _values(table)(told))
    return stream, nr, *values


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
                wanted[table].add(self._stored_form(row))
            for table, held in stored.items():
                held.update(self._stored(table, str(journey)))
        for table, held in stored.items():
            self._change(table, outdated=held - wanted[table], new=wanted[table] - held)

    def add(self, histories: Mapping[JourneyId, History], book: Rulebook) -> None:
        """Add the rows of these journeys, which have none."""
        new: dict[Table, list[Row]] = {table: [] for table in READ.sorted_tables}
        for journey, history in histories.items():
            for table, row in rows(journey, history, book):
                new[table].append(row)
        for table, added in new.items():
            self._load(table, added)

    def advance(self, journey: JourneyId, before: History, after: History, book: Rulebook) -> None:
        """Make the rows of a journey what the projections say `after` what they said `before`."""
        stream = str(journey)
        own = _own(stream, after, book)
        if own is None or not self._moved_on(own, before.version):
            self.refresh({journey: after}, book)
            return
        self._replace(periods_table, stream, before.told(periods), after.told(periods))
        self._replace(steps_table, stream, before.told(steps), after.told(steps))
        # What is owed hangs on the rulebook too: another may have been gone by before.
        held = self._stored(duties_table, stream)
        now = {
            self._stored_form(_row(duties_table, stream, nr, each))
            for nr, each in enumerate(duties(after, book), start=1)
        }
        self._change(duties_table, outdated=held - now, new=now - held)

    def of(self, journey: JourneyId) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """Return every row of a journey, by table."""
        return {
            table.name: [
                dict(row)
                for row in self.connection.execute(
                    select(table)
                    .where(table.c.journey == str(journey))
                    .order_by(*table.primary_key.columns)
                ).mappings()
            ]
            for table in READ.sorted_tables
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

    def _moved_on(self, own: Row, version: int) -> bool:
        """Move a journey's own row on from a version; return whether it stood there."""
        statement = spoken(MOVE_ON, self.connection.dialect.name, table=journeys_table.name)
        stream, *values = self._stored_form(own)
        with driving(self.connection) as raw:
            moved: int = raw.execute(statement, (*values, stream, version)).rowcount
        return moved == 1

    def _replace(
        self, table: Table, stream: str, before: Sequence[Told], after: Sequence[Told]
    ) -> None:
        """Put what is told otherwise than before, and remove what is not told any more."""
        if before == after:
            return
        pairs = enumerate(zip_longest(before, after), start=1)
        turned = [(nr, was, now) for nr, (was, now) in pairs if was != now]
        outdated = [_row(table, stream, nr, was) for nr, was, _ in turned if was is not None]
        new = [_row(table, stream, nr, now) for nr, _, now in turned if now is not None]
        self._change(table, outdated, [self._stored_form(row) for row in new])

    def _stored(self, table: Table, stream: str) -> set[Row]:
        told = statements(table, self.connection.dialect.name)
        with driving(self.connection) as raw:
            return set(raw.execute(told.of_journey, (stream,)).fetchall())

    def _stored_form(self, row: Row) -> Row:
        """Return a row as the driver takes and gives it: SQLite has no days, only texts."""
        if self.connection.dialect.name == "sqlite":
            return tuple(each.isoformat() if type(each) is date else each for each in row)
        return row

    def _load(self, table: Table, new: Sequence[Row]) -> None:
        told = statements(table, self.connection.dialect.name)
        with driving(self.connection) as raw:
            if self.connection.dialect.name == "sqlite":
                raw.executemany(told.put, map(self._stored_form, new))
                return
            with raw.cursor() as cursor, cursor.copy(told.copy) as copy:
                for row in new:
                    copy.write_row(row)

    def _change(self, table: Table, outdated: Collection[Row], new: Collection[Row]) -> None:
        told = statements(table, self.connection.dialect.name)
        keys = {row[told.key] for row in outdated} - {row[told.key] for row in new}
        with driving(self.connection) as raw:
            for statement, values in (
                (told.remove, sorted(keys)),
                (told.put, sorted(new, key=itemgetter(told.key))),
            ):
                if len(values) == 1:
                    raw.execute(statement, values[0])
                elif values:
                    raw.cursor().executemany(statement, values)
