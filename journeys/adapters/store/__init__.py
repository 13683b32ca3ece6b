"""The store: logs, read tables and eventsourcing's recorders in SQLite files and PostgreSQL.

Any eventsourcing application can live in one: `PERSISTENCE_MODULE=journeys.adapters.store` with
`SQLALCHEMY_URL=...`. eventsourcing looks for the one factory class among these names.
"""

from journeys.adapters.store.engine import connect, reading, writing
from journeys.adapters.store.errors import translated
from journeys.adapters.store.factory import SQLAlchemyFactory
from journeys.adapters.store.log import Appended, Clock, Event, EventLog, Head, LogRow, StreamRow
from journeys.adapters.store.recorders import (
    RecordedNotification,
    SQLAlchemyAggregateRecorder,
    SQLAlchemyApplicationRecorder,
    SQLAlchemyProcessRecorder,
    SQLAlchemyTrackingRecorder,
)
from journeys.adapters.store.schema import state, upgrade
from journeys.adapters.store.tables import JOURNEYS, Tables

__all__ = [
    "JOURNEYS",
    "Appended",
    "Clock",
    "Event",
    "EventLog",
    "Head",
    "LogRow",
    "RecordedNotification",
    "SQLAlchemyAggregateRecorder",
    "SQLAlchemyApplicationRecorder",
    "SQLAlchemyFactory",
    "SQLAlchemyProcessRecorder",
    "SQLAlchemyTrackingRecorder",
    "StreamRow",
    "Tables",
    "connect",
    "reading",
    "state",
    "translated",
    "upgrade",
    "writing",
]
