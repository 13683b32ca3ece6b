"""What a placement in a post is judged by, read in one round trip that the lock begins."""

from collections.abc import Mapping, Sequence

from journeys.adapters.sql.database.connections import driver_connection, pipelined
from journeys.adapters.sql.database.driver_sql import driver_sql
from journeys.adapters.sql.log.employers_log import SQLEmployerLog
from journeys.adapters.sql.queries.employers.taken import OF_POST, taken_in
from journeys.app.observing import Waiting
from journeys.domain.employers.history import EmployerHistory
from journeys.domain.employers.room import Taken
from journeys.domain.vocabulary import EmployerId, PostId


def load_room(
    log: SQLEmployerLog, employers: Sequence[EmployerId], posts: Sequence[PostId]
) -> tuple[Mapping[EmployerId, EmployerHistory], Sequence[Taken]]:
    """Let nobody else record; return these histories, and what citizens take of these posts."""
    of_post = driver_sql(OF_POST, log.connection.dialect.name)
    with driver_connection(log.connection) as raw:
        with Waiting(), pipelined(raw):
            heads = log.send_heads(raw, employers)
            cursors = [raw.execute(of_post, (str(post),)) for post in posts]
        rows = [row for cursor in cursors for row in cursor.fetchall()]
    taken = [each for each in map(taken_in, rows) if each.starts != each.ends]
    return log.by_heads(employers, heads), taken
