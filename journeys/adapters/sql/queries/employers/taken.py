"""What citizens take of posts, and whose number an employer has: read while others wait."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, select

from journeys.adapters.sql.database.connections import driver_connection, pipelined
from journeys.adapters.sql.database.driver_sql import driver_sql
from journeys.adapters.sql.database.streams import journey_of, parsed_id
from journeys.adapters.sql.queries.employers.values import day, hours, uuid
from journeys.adapters.sql.queries.set_aside import WRONG_VALUE
from journeys.adapters.sql.readmodels.employer_tables import employers, posts
from journeys.adapters.sql.readmodels.tables import places
from journeys.domain.employers.room import Taken
from journeys.domain.errors import BrokenHistory
from journeys.domain.vocabulary import (
    EmployerId,
    JourneyId,
    PlacementId,
    PostId,
    TaskId,
)

COLUMNS = ("journey", "placement", "employer", "post", "task", "hours", "starts", "ends")

OF_POST = select(*(places.c[name] for name in COLUMNS)).where(places.c.post == bindparam("post"))
"""Reads what is taken of one post, on any day, by the index of posts."""

FEW = 4
TOGETHER = 100
"""More than a few posts are read by statements of so many each."""

OF_MANY = select(*(places.c[name] for name in COLUMNS)).where(
    places.c.post.in_([bindparam(f"post_{nr}") for nr in range(TOGETHER)])
)

NAMED = select(places.c.journey).distinct().where(places.c.post == bindparam("post"))


def taken(connection: Connection, posts: Collection[PostId]) -> tuple[Taken, ...]:
    """Return what citizens take of these posts, on any day.

    A place that was named and never taken for a day is left out. Raises BrokenHistory where a row
    holds no valid value: counted without it, a post would take too many.
    """
    dialect, names = connection.dialect.name, [str(post) for post in dict.fromkeys(posts)]
    each, of_each = (OF_POST, 1) if len(names) <= FEW else (OF_MANY, TOGETHER)
    statement = driver_sql(each, dialect)
    # The last statement has its last name as often as it takes.
    names += names[-1:] * (-len(names) % of_each)
    with driver_connection(connection) as raw:
        # The statements of all posts share a round trip.
        with pipelined(raw):
            cursors = [
                raw.execute(statement, names[first : first + of_each])
                for first in range(0, len(names), of_each)
            ]
        rows = [row for cursor in cursors for row in cursor.fetchall()]
    return taken_for_a_day(rows)


def taken_for_a_day(rows: Iterable[Iterable[Any]]) -> tuple[Taken, ...]:
    """Return what rows say is taken, without what was named and never taken for a day."""
    return tuple(each for each in map(taken_in, rows) if each.ends != each.starts)


def taken_in(row: Iterable[Any]) -> Taken:
    """Return what a row says, its values in the order of `COLUMNS`. Raises BrokenHistory."""
    journey, placement, employer, post, task, number, starts, ends = row
    try:
        return Taken(
            journey=JourneyId(uuid(journey)),
            placement=PlacementId(uuid(placement)),
            employer=EmployerId(uuid(employer)),
            post=PostId(uuid(post)),
            task=TaskId(uuid(task)),
            hours=hours(number),
            starts=day(starts),
            ends=None if ends is None else day(ends),
        )
    except ValueError:
        pass  # outside of this, or the error below would carry the value
    raise BrokenHistory(WRONG_VALUE)


def named_post(connection: Connection, post: PostId) -> tuple[JourneyId, ...]:
    """Return the journeys that any entry ever named this post in, by id."""
    statement = driver_sql(NAMED, connection.dialect.name)
    with driver_connection(connection) as raw:
        names = [name for (name,) in raw.execute(statement, (str(post),)).fetchall()]
    found = (journey_of(name) for name in names)
    return tuple(sorted(each for each in found if each is not None))


def employer_of(connection: Connection, digest: bytes) -> EmployerId | None:
    """Return the employer with the number that has this digest; None where there is none."""
    having = select(employers.c.employer).where(employers.c.number == digest)
    found = parsed_id(connection.scalar(having))
    return None if found is None else EmployerId(found)


def employer_with(connection: Connection, post: PostId) -> EmployerId | None:
    """Return the employer that has this post; None where none has."""
    having = select(posts.c.employer).where(posts.c.post == str(post)).limit(1)
    found = parsed_id(connection.scalar(having))
    return None if found is None else EmployerId(found)
