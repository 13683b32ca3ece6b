"""The read tables of the projections' rows. Codes, ids, days and hours; no words.

A user knows a read table by its name, such as `periods`: in `VERSIONS`, in answers and in
commands. In the database it is `journeys_read_periods`, because a host may have a table `periods`
of its own there.
"""

from datetime import date
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    Double,
    FromClause,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    and_,
    or_,
    type_coerce,
)

READ = MetaData()
PREFIX = "journeys_read_"
SHADOW, REPLACED = "_new", "_old"

# By name of a read table, the version of its projection in this code. Raise it with every change of
# the rows that a history gives: a store with older rows then says so when it is opened.
VERSIONS = {
    "journeys": 2,
    "periods": 5,
    "steps": 1,
    "duties": 5,
    "places": 1,
    # Those of employers: see employer_tables.py.
    "employers": 1,
    "employer_contacts": 1,
    "posts": 1,
    "post_tasks": 1,
    "employer_duties": 1,
}

journeys = Table(
    f"{PREFIX}journeys",
    READ,
    Column("journey", Text, primary_key=True),
    Column("municipality", Text, nullable=False),
    Column("opened", Date, nullable=False),
    Column("version", Integer, nullable=False),
    Column("law", Date),
    Column("rulebook", Text),
)

periods = Table(
    f"{PREFIX}periods",
    READ,
    Column("journey", Text, primary_key=True),
    Column("nr", Integer, primary_key=True, autoincrement=False),
    Column("track", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("thing", Text),
    Column("starts", Date, nullable=False),
    Column("ends", Date),
    Column("paid_hours", Double),
    Index(f"{PREFIX}periods_by_track", "track", "starts", "ends", "value"),
)

steps = Table(
    f"{PREFIX}steps",
    READ,
    Column("journey", Text, primary_key=True),
    Column("nr", Integer, primary_key=True, autoincrement=False),
    Column("step", Text),
    Column("kind", Text, nullable=False),
    Column("track", Text),
    Column("set_by", Text),
    Column("done_by", Text),
    Column("since", Date, nullable=False),
    Column("reached", Date),
    Column("set_aside", Date),
    Column("subgoal", Text),
)

duties = Table(
    f"{PREFIX}duties",
    READ,
    Column("journey", Text, primary_key=True),
    Column("nr", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("since", Date, nullable=False),
    Column("due", Date, nullable=False),
    Column("raised", Integer, nullable=False),
    Column("owed_by", Text, nullable=False),
    Column("met", Date),
    Column("met_by", Integer),
    Index(f"{PREFIX}duties_by_kind", "kind", "since", "met"),
)

places = Table(
    f"{PREFIX}places",
    READ,
    Column("journey", Text, primary_key=True),
    Column("nr", Integer, primary_key=True, autoincrement=False),
    Column("placement", Text, nullable=False),
    Column("employer", Text, nullable=False),
    Column("post", Text, nullable=False),
    Column("task", Text, nullable=False),
    Column("hours", Double, nullable=False),
    Column("starts", Date, nullable=False),
    Column("ends", Date),
    Index(f"{PREFIX}places_by_post", "post"),
)


def name_of(table: Table) -> str:
    """Return the name by which users know a read table: `periods` for `journeys_read_periods`."""
    return table.name.removeprefix(PREFIX)


def days_as_stored(table: Table) -> list[ColumnElement[Any]]:
    """Return the columns of a read table, each day as it is stored.

    SQLite may hold a day that is none: read as a date it would stop every other row.
    """
    return [
        type_coerce(column, Text).label(column.name) if isinstance(column.type, Date) else column
        for column in table.c
    ]


def owed(on: date, duty: FromClause = duties) -> ColumnElement[bool]:
    """Return the condition that a duty is owed, and not met, on that day."""
    return and_(duty.c.since <= on, or_(duty.c.met.is_(None), duty.c.met > on))


def covers(period: FromClause, on: date) -> ColumnElement[bool]:
    """Return the condition that a period covers that day."""
    return and_(period.c.starts <= on, or_(period.c.ends.is_(None), period.c.ends > on))


def holds(period: FromClause, tracks: tuple[str, ...], on: date) -> ColumnElement[bool]:
    """Return the condition that a period of one of the tracks covers that day."""
    return and_(period.c.track.in_(tracks), covers(period, on))


def behind_law(edition: date) -> ColumnElement[bool]:
    """Return the condition that a journey's rows were made by an older edition of the law."""
    return or_(journeys.c.law.is_(None), journeys.c.law < edition)


def behind_rulebook(fingerprint: str) -> ColumnElement[bool]:
    """Return the condition that a journey's rows were made by another rulebook, or before 0010."""
    return or_(journeys.c.rulebook.is_(None), journeys.c.rulebook != fingerprint)


def _copy(table: Table, ending: str) -> Table:
    columns = (
        Column(each.name, each.type, primary_key=each.primary_key, nullable=each.nullable)
        for each in table.columns
    )
    # SQLite then stores the rows in the order of the key, without a second index.
    return Table(table.name + ending, MetaData(), *columns, sqlite_with_rowid=False)


TABLES = tuple(READ.sorted_tables)

SHADOWS = {name_of(table): _copy(table, SHADOW) for table in TABLES}
"""By name of a read table, the shadow that a rebuild fills."""

OLD = {name_of(table): _copy(table, REPLACED) for table in TABLES}
"""By name of a read table, the one that it replaced."""
