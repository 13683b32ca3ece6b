"""The statements that append and read, for the driver itself.

SQLAlchemy's expressions cost up to twice a driver's own statement. Only names of checked
tables are put into these texts; every value is a parameter.
"""

from dataclasses import dataclass
from string import Template

from journeys.adapters.store.tables import Tables

# What tells the two databases apart: the placeholder, and how to append.
PLACEHOLDER = {"sqlite": "?", "postgresql": "%s"}

MOVE_HEAD = """
    UPDATE $head SET position = position + ?, recorded_us = max(recorded_us, ?) WHERE id = 1
    RETURNING position, recorded_us, frontier
"""
INSERT = """
    INSERT INTO $events (position, stream, version, topic, recorded_us, body, leaf)
    VALUES (?, ?, ?, ?, ?, ?, ?)
"""
SEAL_HEAD = "UPDATE $head SET frontier = ? WHERE id = 1"
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
# One round trip while the head row is locked. Arrays travel in binary form (%b).
APPEND = """
    WITH inserted AS (
        INSERT INTO $events (position, stream, version, topic, recorded_us, body, leaf)
        SELECT * FROM unnest(
            %b::bigint[], %b::text[], %b::bigint[], %b::text[], %b::bigint[], %b::bytea[],
            %b::bytea[]
        )
    )
    UPDATE $head SET position = %s, recorded_us = %s, frontier = %b WHERE id = 1
"""
HEAD = "SELECT position, recorded_us, frontier FROM $head WHERE id = 1"
STREAM = """
    SELECT position, version, topic, recorded_us, body FROM $events
    WHERE stream = $value ORDER BY version
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

    move_head: str
    insert: str
    seal_head: str
    lock_head: str
    append: str
    head: str
    stream: str
    scan: str
    leaves: str
    topics: str
    add_topic: str
    track: str


def spoken(template: str, dialect: str, **names: str) -> str:
    """Return a template in a dialect: `$value` is its placeholder, `names` those of tables."""
    return Template(template).substitute(names, value=PLACEHOLDER[dialect])


def statements(tables: Tables, dialect: str) -> Statements:
    """Return the statements over these tables in the dialect of this name."""

    def text(template: str) -> str:
        return spoken(
            template,
            dialect,
            events=tables.events.name,
            head=tables.head.name,
            topics=tables.topics.name,
            tracking=tables.tracking.name,
        )

    return Statements(
        move_head=text(MOVE_HEAD),
        insert=text(INSERT),
        seal_head=text(SEAL_HEAD),
        lock_head=text(LOCK_HEAD),
        append=text(APPEND),
        head=text(HEAD),
        stream=text(STREAM),
        scan=text(SCAN),
        leaves=text(LEAVES),
        topics=text(TOPICS),
        add_topic=text(ADD_TOPIC),
        track=text(TRACK),
    )
