"""Recorders in an empty store, on both databases."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import StoredEvent
from sqlalchemy import Engine

from journeys.adapters.eventsourcing import SQLAlchemyApplicationRecorder


@pytest.fixture
def recorder(engine: Engine) -> SQLAlchemyApplicationRecorder:
    """Return a recorder of an empty log."""
    recorder = SQLAlchemyApplicationRecorder(engine)
    recorder.create_table()
    return recorder


@pytest.fixture
def event() -> Callable[..., StoredEvent]:
    """Return a function that makes an event to store, by default of a stream of its own."""

    def make(stream: UUID | None = None, version: int = 1, topic: str = "topic") -> StoredEvent:
        return StoredEvent(stream or uuid4(), version, topic, b"body")

    return make
