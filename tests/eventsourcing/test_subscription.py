"""A log can be followed while it grows."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from queue import Queue
from threading import Thread
from time import monotonic

import pytest
from eventsourcing.persistence import StoredEvent
from sqlalchemy import text

from journeys.adapters.eventsourcing import SQLAlchemyApplicationRecorder
from journeys.adapters.sql.database.connections import connect, writing

Make = Callable[..., StoredEvent]

LISTENING = "FROM pg_stat_activity WHERE query LIKE 'LISTEN %' AND datname = current_database()"
KILL = text(f"SELECT pg_terminate_backend(pid) {LISTENING}")
LISTENERS = text(f"SELECT count(*) {LISTENING}")


def test_events_committed_while_it_waits_arrive_in_order(
    recorder: SQLAlchemyApplicationRecorder, event: Make
) -> None:
    """Several writers at once, one follower: every event once, by position."""
    with recorder.subscribe() as subscription, ThreadPoolExecutor(4) as writers:
        for _ in range(40):
            writers.submit(recorder.insert_events, [event(), event()])
        received = [next(subscription).id for _ in range(80)]
    assert received == list(range(1, 81))


def test_more_than_a_batch_arrives_whole(
    recorder: SQLAlchemyApplicationRecorder, event: Make
) -> None:
    """Nothing is lost between two batches."""
    recorder.insert_events([event() for _ in range(1100)])
    with recorder.subscribe(gt=50) as subscription:
        assert [next(subscription).id for _ in range(1050)] == list(range(51, 1101))


def test_only_the_asked_topics_arrive(recorder: SQLAlchemyApplicationRecorder, event: Make) -> None:
    """Events of other topics are passed over, however many they are."""
    recorder.insert_events([event() for _ in range(600)] + [event(topic="rare")])
    with recorder.subscribe(topics=["rare"]) as subscription:
        assert next(subscription).id == 601
        recorder.insert_events([event(), event(topic="rare")])
        assert next(subscription).id == 603


def test_a_stopped_subscription_ends(recorder: SQLAlchemyApplicationRecorder, event: Make) -> None:
    """stop() in one thread ends the waiting in another, soon."""
    subscription = recorder.subscribe()
    received: Queue[int] = Queue()

    def follow() -> None:
        for notification in subscription:
            received.put(notification.id)

    follower = Thread(target=follow)
    with subscription:
        follower.start()
        recorder.insert_events([event()])
        assert received.get(timeout=10) == 1  # what follows is waiting
        asked = monotonic()
        subscription.stop()
        follower.join(timeout=10)
        assert not follower.is_alive()
        assert monotonic() - asked < 2


@pytest.mark.parametrize("left", ["stopped", "exited"])
def test_a_subscription_that_ends_closes_its_connection(
    postgresql_url: str, event: Make, left: str
) -> None:
    """Whichever way it is left, nothing keeps listening."""
    engine = connect(postgresql_url)
    recorder = SQLAlchemyApplicationRecorder(engine)
    recorder.create_table()
    subscription = recorder.subscribe()
    with ThreadPoolExecutor(1) as follower:
        waiting = follower.submit(next, subscription)
        wait_for_listeners(recorder, 1)
        recorder.insert_events([event()])
        assert waiting.result(timeout=10).id == 1
    subscription.stop()
    if left == "stopped":
        assert list(subscription) == []
    else:
        with subscription:
            pass
    wait_for_listeners(recorder, 0)
    engine.dispose()


def test_a_killed_listening_connection_neither_loses_nor_delays_events(
    postgresql_url: str, event: Make
) -> None:
    """Two seconds is the most that a lost connection may cost, again and again."""
    engine = connect(postgresql_url)
    recorder = SQLAlchemyApplicationRecorder(engine)
    recorder.create_table()
    with recorder.subscribe() as subscription, ThreadPoolExecutor(1) as follower:
        for position in (1, 2, 3):
            waiting = follower.submit(next, subscription)
            wait_for_listeners(recorder, 1)
            with writing(engine) as connection:
                assert connection.execute(KILL).all() == [(True,)]
            recorder.insert_events([event()])
            committed = monotonic()
            assert waiting.result(timeout=10).id == position
            assert monotonic() - committed < 2
    engine.dispose()


def wait_for_listeners(recorder: SQLAlchemyApplicationRecorder, number: int) -> None:
    """Return when so many connections listen; fail after ten seconds."""
    deadline = monotonic() + 10
    while True:
        with writing(recorder.engine) as connection:
            if connection.execute(LISTENERS).scalar() == number:
                return
        assert monotonic() < deadline, f"there were never {number} listening connections"
