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
    RETURNING position, recorded_us
"""
INSERT = """
    INSERT INTO $events (position, stream, version, topic, recorded_us, body)
    VALUES (?, ?, ?, ?, ?, ?)
"""
# One round trip while the head row is locked. Arrays travel in binary form (%b). Without a clock
# of the caller's, the time is read from the database's when the lock is held: whoever waited for
# it asks again, so that nothing is recorded as earlier than what somebody may have read by then.
APPEND = """
    WITH head AS (
        UPDATE $head SET position = position + %s, recorded_us = greatest(
            recorded_us,
            coalesce(%s::bigint, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
        )
        WHERE id = 1 RETURNING position, recorded_us
    ), inserted AS (
        INSERT INTO $events (position, stream, version, topic, recorded_us, body)
        SELECT head.position - %s + new.nr, new.stream, new.version, new.topic,
               head.recorded_us, new.body
        FROM head, unnest(%b::text[], %b::bigint[], %b::text[], %b::bytea[])
             WITH ORDINALITY AS new (stream, version, topic, body, nr)
    )
    SELECT position, recorded_us FROM head
"""
HEAD = "SELECT position, recorded_us FROM $head WHERE id = 1"
STREAM = """
    SELECT position, version, topic, recorded_us, body FROM $events
    WHERE stream = $value ORDER BY version
"""
SCAN = """
    SELECT position, stream, version, topic, recorded_us, body FROM $events
    WHERE position > $value AND position <= $value ORDER BY position LIMIT $value
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
    append: str
    head: str
    stream: str
    scan: str
    topics: str
    add_topic: str
    track: str


def statements(tables: Tables, dialect: str) -> Statements:
    """Return the statements over these tables in the dialect of this name."""

    def text(template: str) -> str:
        return Template(template).substitute(
            events=tables.events.name,
            head=tables.head.name,
            topics=tables.topics.name,
            tracking=tables.tracking.name,
            value=PLACEHOLDER[dialect],
        )

    return Statements(
        move_head=text(MOVE_HEAD),
        insert=text(INSERT),
        append=text(APPEND),
        head=text(HEAD),
        stream=text(STREAM),
        scan=text(SCAN),
        topics=text(TOPICS),
        add_topic=text(ADD_TOPIC),
        track=text(TRACK),
    )
