"""What is free and what is filled: the rows of posts, tasks and places, counted as one.

The rows are read whole and counted by `projections/employers/room_rows.py`, as a view of
histories counts them. There are thousands of them, not millions.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, func, literal_column, select

from journeys.adapters.sql.database.connections import driver_connection
from journeys.adapters.sql.database.driver_sql import driver_sql
from journeys.adapters.sql.database.streams import UNNAMED, parsed_id
from journeys.adapters.sql.queries.employers.taken import COLUMNS, taken_in
from journeys.adapters.sql.queries.employers.values import day, hours, number, uuid
from journeys.adapters.sql.queries.set_aside import WRONG_VALUE
from journeys.adapters.sql.readmodels.employer_tables import employers, post_tasks, posts
from journeys.adapters.sql.readmodels.tables import places
from journeys.domain.errors import BrokenHistory
from journeys.domain.message import Message
from journeys.domain.vocabulary import EmployerId, PostId, TaskId
from journeys.projections.employers.room import days_of_months
from journeys.projections.employers.room_counts import RoomFigures
from journeys.projections.employers.room_rows import OwnedPost, OwnedTask, RoomRows
from journeys.projections.employers.rows import PostRow, TaskRow

T = TypeVar("T")

POSTS = select(
    posts.c.employer,
    func.coalesce(employers.c.employer_kind, literal_column("''")),
    *(posts.c[name] for name in ("post", "post_kind", "may_share", "starts", "ends")),
).outerjoin(employers, employers.c.employer == posts.c.employer)
"""The kind of an employer whose registration was retracted is empty."""

TASKS = select(
    *(post_tasks.c[name] for name in ("employer", "task", "post", "hours", "starts", "ends"))
)
TAKEN = select(*(places.c[name] for name in COLUMNS))


def room(connection: Connection, on: date, months: int = 0) -> RoomFigures:
    """Return the counts of a day and of the same day of so many months before."""
    rows, set_aside = room_rows(connection)
    days = tuple(map(rows.counted, days_of_months(on, months)))
    return RoomFigures(days, rows.free_tasks(on), set_aside)


def room_rows(connection: Connection) -> tuple[RoomRows, dict[str, Message]]:
    """Return every row of posts, tasks and places, and whose rows cannot be read."""
    set_aside = dict[str, Message]()
    rows = RoomRows(
        list(_read(connection, POSTS, _post, set_aside)),
        list(_read(connection, TASKS, _task, set_aside)),
        list(_read(connection, TAKEN, taken_in, set_aside)),
    )
    return rows, set_aside


def _read(
    connection: Connection,
    statement: Select[Any],
    value_of: Callable[[Sequence[Any]], T],
    set_aside: dict[str, Message],
) -> Iterator[T]:
    """Yield what each row says; whose row says nothing is set aside by id."""
    with driver_connection(connection) as raw:
        rows = raw.execute(driver_sql(statement, connection.dialect.name)).fetchall()
    for row in rows:
        try:
            yield value_of(row)
        except (ValueError, BrokenHistory):
            set_aside[row[0] if parsed_id(row[0]) else UNNAMED] = WRONG_VALUE


def _post(row: Sequence[Any]) -> OwnedPost:
    employer, employer_kind, post, post_kind, may_share, starts, ends = row
    days = day(starts), None if ends is None else day(ends)
    values = PostRow(PostId(uuid(post)), str(post_kind), number(may_share), *days)
    return OwnedPost(EmployerId(uuid(employer)), str(employer_kind), values)


def _task(row: Sequence[Any]) -> OwnedTask:
    employer, task, post, of_week, starts, ends = row
    days = day(starts), None if ends is None else day(ends)
    of_post = None if post is None else PostId(uuid(post))
    return OwnedTask(
        EmployerId(uuid(employer)), TaskRow(TaskId(uuid(task)), of_post, hours(of_week), *days)
    )
