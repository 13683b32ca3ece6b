"""Rows of the read tables: projected from a history, and written by the driver."""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Date, Table, bindparam, delete, select, text

from journeys.adapters.sql.database.connections import driver_connection
from journeys.adapters.sql.database.driver_sql import column_types, driver_sql, insert_or
from journeys.adapters.sql.readmodels import tables as read
from journeys.adapters.sql.readmodels.tables import TABLES
from journeys.domain.duties import Duty, duties
from journeys.domain.history import History
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId
from journeys.projections.employers.rows import ContactRow, PostRow, TaskRow
from journeys.projections.periods import Period, every_period
from journeys.projections.places import Place, places
from journeys.projections.steps import StepRow, steps

Row = tuple[Any, ...]
"""The values of a row in the order of its table's columns, the primary key first."""

Projected = Period | StepRow | Duty | Place | ContactRow | PostRow | TaskRow

IDS = ("thing", "step", "subgoal", "placement", "employer", "post", "task")
"""Columns of ids, which are stored as text."""

HOURS = "hours"
"""The column of hours a week that are decimals in a projection: SQLite stores no decimals."""


class TableStatements(NamedTuple):
    """The statements over one table, for the driver itself: a decision costs few of them."""

    of_stream: str
    """Reads the rows of a journey, or of an employer: the first column of each key."""
    upsert: str
    copy: str
    """Inserts many rows at once, in PostgreSQL."""
    types: Sequence[str]
    """What the database calls the type of each column: what is copied names it."""
    delete: str
    delete_stream: str
    key: slice
    """The values of the primary key in a row."""


@cache
def statements(table: Table, dialect: str) -> TableStatements:
    """Return the statements over a read table in a dialect."""
    columns, key = table.c.keys(), table.primary_key.columns.values()
    new = insert_or(table, dialect)
    others = {name: new.excluded[name] for name in columns[len(key) :]}
    stream = key[0]
    of_stream = stream == bindparam(stream.name)
    copied = f"COPY {table.name} ({', '.join(columns)})"
    return TableStatements(
        of_stream=driver_sql(select(table).where(of_stream), dialect),
        upsert=driver_sql(new.on_conflict_do_update(index_elements=key, set_=others), dialect),
        copy=driver_sql(text(f"{copied} FROM STDIN (FORMAT BINARY)"), dialect),
        types=column_types(table, dialect),
        delete=driver_sql(
            delete(table).where(*(each == bindparam(each.name) for each in key)), dialect
        ),
        delete_stream=driver_sql(delete(table).where(of_stream), dialect),
        key=slice(len(key)),
    )


def rows(
    journey: JourneyId, history: History, book: Rulebook, only: Collection[Table] = TABLES
) -> Iterator[tuple[Table, Row]]:
    """Yield every row of one journey in these tables, with its table."""
    stream = str(journey)
    if read.journeys in only and (own := own_row(stream, history, book)):
        yield read.journeys, own
    projections: dict[Table, Callable[[], Sequence[Projected]]] = {
        read.periods: lambda: every_period(history, book),
        read.steps: lambda: steps(history),
        read.duties: lambda: duties(history, book),
        read.places: lambda: history.memoised(places),
    }
    for table, project in projections.items():
        if table in only:
            for nr, each in enumerate(project(), start=1):
                yield table, row_of(table, stream, nr, each)


def own_row(stream: str, history: History, book: Rulebook) -> Row | None:
    """Return the row of a journey itself; None where it was never opened."""
    people = history.journey.people
    if people.opened is None:
        return None
    made_by = (book.law.edition, book.rows_fingerprint)
    return stream, people.municipality, people.opened, history.version, *made_by


def row_of(table: Table, stream: str, nr: int, projected: Projected) -> Row:
    """Return a projected value as a row; `nr` is its place among the rows of its stream."""
    values, ids, hours = _columns(table)
    row = [stream, nr, *values(projected)]
    for place in ids:
        if row[place] is not None:
            row[place] = str(row[place])
    for place in hours:
        row[place] = float(row[place])
    return tuple(row)


@cache
def _columns(table: Table) -> tuple[Callable[[Projected], Row], Sequence[int], Sequence[int]]:
    """Return a getter of the values after the key, and the places of ids and hours in the row."""
    names = table.c.keys()
    ids = [nr for nr, name in enumerate(names) if name in IDS and nr]
    return attrgetter(*names[2:]), ids, [nr for nr, name in enumerate(names) if name == HOURS]


def as_stored(connection: Connection, table: Table, row: Row) -> Row:
    """Return a row as the driver takes and returns it: SQLite stores days as text."""
    if connection.dialect.name != "sqlite":
        return row
    values = list(row)
    for place in _days(table):
        if values[place] is not None:
            values[place] = values[place].isoformat()
    return tuple(values)


@cache
def _days(table: Table) -> Sequence[int]:
    return [place for place, column in enumerate(table.c) if isinstance(column.type, Date)]


def stored(connection: Connection, table: Table, stream: str) -> Any:  # noqa: ANN401 - either driver's cursor
    """Return a cursor over the rows of a stream in a table, as they are stored."""
    sql = statements(table, connection.dialect.name)
    with driver_connection(connection) as raw:
        return raw.execute(sql.of_stream, (stream,))


def change(
    connection: Connection, table: Table, outdated: Collection[Row], new: Collection[Row]
) -> None:
    """Upsert the new rows, as they are stored, and delete the outdated ones."""
    sql = statements(table, connection.dialect.name)
    keys = {row[sql.key] for row in outdated} - {row[sql.key] for row in new}
    with driver_connection(connection) as raw:
        for statement, values in (
            (sql.delete, sorted(keys)),
            (sql.upsert, sorted(new, key=itemgetter(sql.key))),
        ):
            if len(values) == 1:
                raw.execute(statement, values[0])
            elif values:
                raw.cursor().executemany(statement, values)


def load(connection: Connection, table: Table, new: Collection[Row]) -> None:
    """Insert many new rows, as they are stored."""
    if not new:
        # Most decisions add no journey: the database is not asked for nothing.
        return
    sql = statements(table, connection.dialect.name)
    with driver_connection(connection) as raw:
        if connection.dialect.name == "sqlite":
            raw.executemany(sql.upsert, new)
            return
        with raw.cursor() as cursor, cursor.copy(sql.copy) as copy:
            copy.set_types(sql.types)
            for row in new:
                copy.write_row(row)
