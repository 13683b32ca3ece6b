"""What a process of its own does: open an empty store and write to it, or open it for the law."""

from threading import BrokenBarrierError
from typing import Protocol
from uuid import uuid4

from eventsourcing.persistence import StoredEvent

import journeys
from journeys.adapters.eventsourcing import SQLAlchemyApplicationRecorder
from journeys.adapters.sql.database.connections import connect
from journeys.adapters.sql.schema import upgrade
from tests.invented import KEYS


class Barrier(Protocol):
    """Where the processes wait for each other."""

    def wait(self, timeout: float) -> int:
        """Wait until everybody is here."""
        ...


class Results(Protocol):
    """Where a process puts what became of it."""

    def put(self, result: str) -> None:
        """Hand over the result."""
        ...


def start(url: str, barrier: Barrier, results: Results) -> None:
    """Open the store for this library and for another application, at once with the others."""
    try:
        barrier.wait(60)
        engine = connect(url)
        upgrade(engine)
        recorder = SQLAlchemyApplicationRecorder(engine, "kitchen")
        recorder.create_table()
        recorder.insert_events([StoredEvent(uuid4(), 1, "topic", b"")])
        engine.dispose()
    except (Exception, BrokenBarrierError) as error:  # noqa: BLE001 - the test shows them all
        results.put(repr(error))
    else:
        results.put("started")


def open_store(url: str, barrier: Barrier, results: Results) -> None:
    """Open the store, which seals the law in use there, at once with the others."""
    try:
        barrier.wait(60)
        journeys.open(url, keys=KEYS).close()
    except (Exception, BrokenBarrierError) as error:  # noqa: BLE001 - the test shows them all
        results.put(repr(error))
    else:
        results.put("started")
