"""The statements that append and read, for the driver itself.

SQLAlchemy's expressions cost up to twice a driver's own statement. Only names of checked
tables are put into these texts; every value is a parameter.
"""

from dataclasses import dataclass
from functools import cache
from string import Template

from journeys.adapters.sql.database.tables import Tables

PLACEHOLDERS = {
    "sqlite": {"value": "?", "bytes": "?"},
    "postgresql": {"value": "%s", "bytes": "%b"},  # bytes travel as they are
}

# Without a clock of the caller's, the time is the database's, read when the lock is held: whoever
# waited for it asks again, so that nothing is recorded as earlier than what somebody may have
# read by then. That is why the lock is a step of its own.
LOCK_HEAD = """
    WITH head AS MATERIALIZED (
        SELECT position, recorded_us, frontier FROM $head WHERE id = 1 FOR UPDATE
    )
    SELECT position, greatest(
        recorded_us,
        coalesce(%s::bigint, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
    ), frontier
    FROM head
"""
INSERT = "INSERT INTO $events ($columns) VALUES ($row)"
COPY = "COPY $events ($columns) FROM STDIN (FORMAT BINARY)"
MOVE_HEAD = """
    UPDATE $head SET position = $value, recorded_us = $value, frontier = $bytes WHERE id = 1
"""
HEAD = "SELECT position, recorded_us, frontier FROM $head WHERE id = 1"
STREAM = """
    SELECT position, version, topic, recorded_us, body FROM $events
    WHERE stream = $value ORDER BY version
"""
BETWEEN = """
    SELECT stream, position, version, topic, recorded_us, body FROM $events
    WHERE stream >= $value AND stream < $value ORDER BY stream, version
"""
SCAN = """
    SELECT position, stream, version, topic, recorded_us, body, leaf FROM $events
    WHERE position > $value AND position <= $value ORDER BY position LIMIT $value
"""
LEAVES = """
    SELECT position, leaf FROM $events WHERE position > $value ORDER BY position LIMIT $value
"""
TOPICS = "SELECT topic FROM $topics"
ADD_TOPIC = "INSERT INTO $topics (topic) VALUES ($value) ON CONFLICT DO NOTHING RETURNING topic"
TRACK = """
    INSERT INTO $tracking (application_name, notification_id) VALUES ($value, $value)
    ON CONFLICT (application_name) DO UPDATE SET notification_id = excluded.notification_id
    WHERE $tracking.notification_id < excluded.notification_id
    RETURNING notification_id
"""


@dataclass(frozen=True, slots=True)
class Statements:
    """The texts for one application in one kind of database."""

    head: str
    lock_head: str
    insert: str
    copy: str
    move_head: str
    stream: str
    between: str
    scan: str
    leaves: str
    topics: str
    add_topic: str
    track: str


@cache
def in_dialect(template: str, dialect: str, **names: str) -> str:
    """Return a template in a dialect: `$value` is a placeholder, `names` are those of tables."""
    return Template(template).substitute(names, **PLACEHOLDERS[dialect])


@cache
def combined(insert: str, rows: int, move_head: str, beside: str = "") -> str:
    """Return one statement that inserts a few rows, moves the head and does what is beside it."""
    before_values, _, row = insert.rpartition("VALUES ")
    inserted = f"inserted AS ({before_values} VALUES {', '.join([row] * rows)})"
    return f"WITH {inserted}{beside and f', beside AS ({beside})'} {move_head}"


def statements(tables: Tables, dialect: str) -> Statements:
    """Return the statements over these tables in the dialect of this name."""

    def text(template: str) -> str:
        return in_dialect(
            template,
            dialect,
            events=tables.events.name,
            columns=", ".join(tables.events.c.keys()),
            row=in_dialect("$value, $value, $value, $value, $value, $bytes, $bytes", dialect),
            head=tables.head.name,
            topics=tables.topics.name,
            tracking=tables.tracking.name,
        )

    return Statements(
        head=text(HEAD),
        lock_head=text(LOCK_HEAD),
        insert=text(INSERT),
        copy=text(COPY),
        move_head=text(MOVE_HEAD),
        stream=text(STREAM),
        between=text(BETWEEN),
        scan=text(SCAN),
        leaves=text(LEAVES),
        topics=text(TOPICS),
        add_topic=text(ADD_TOPIC),
        track=text(TRACK),
    )
