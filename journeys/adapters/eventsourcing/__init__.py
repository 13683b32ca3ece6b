"""Other eventsourcing applications on this store: their recorders, and the journeys' log to follow.

Any eventsourcing application can live in a store: set `SQLALCHEMY_URL=...` and
`PERSISTENCE_MODULE=journeys.adapters.eventsourcing`, where eventsourcing looks for the one factory
class.
"""

from journeys.adapters.eventsourcing.factory import SQLAlchemyFactory
from journeys.adapters.eventsourcing.mapper import EntryMapper, SealedEntry
from journeys.adapters.eventsourcing.recorders import (
    RecordedNotification,
    SQLAlchemyAggregateRecorder,
    SQLAlchemyApplicationRecorder,
    SQLAlchemyProcessRecorder,
    SQLAlchemyTrackingRecorder,
)

__all__ = [
    "EntryMapper",
    "RecordedNotification",
    "SQLAlchemyAggregateRecorder",
    "SQLAlchemyApplicationRecorder",
    "SQLAlchemyFactory",
    "SQLAlchemyProcessRecorder",
    "SQLAlchemyTrackingRecorder",
    "SealedEntry",
]
