"""What a placement in a post is judged by, read in one round trip that the lock begins."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from journeys.adapters.sql.database.connections import driver_connection, pipelined
from journeys.adapters.sql.database.driver_sql import driver_sql
from journeys.adapters.sql.log.employers_log import SQLEmployerLog
from journeys.adapters.sql.log.stream_queue import PROJECTIONS
from journeys.adapters.sql.queries.employers.taken import OF_POST, taken_for_a_day
from journeys.adapters.sql.readmodels.tables import VERSIONS, name_of, places
from journeys.app.observing import Waiting
from journeys.domain.employers.history import EmployerHistory
from journeys.domain.employers.room import Taken
from journeys.domain.errors import StoreError
from journeys.domain.vocabulary import EmployerId, PostId


def require_current_places(connection: Connection) -> None:
    """Require rows of places that the projections of this code made. Raises StoreError.

    Those of others may lack somebody who is in a post.
    """
    name = name_of(places)
    made_by = select(PROJECTIONS.c.version).where(PROJECTIONS.c.name == name)
    if connection.scalar(made_by) != VERSIONS[name]:
        raise StoreError(
            "The read tables were made by another version of this library, so it cannot be seen "
            "what of a post is taken. Run journeys rebuild, then try again."
        )


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
    return log.by_heads(employers, heads), taken_for_a_day(rows)
