"""An append wakes those who wait for it, and costs nothing where nobody does."""

from threading import Event
from time import monotonic

import psycopg
import pytest
from sqlalchemy import Connection, text

from journeys.adapters.sql.database.connections import connect, writing
from journeys.adapters.sql.database.listening import listen
from journeys.adapters.sql.database.tables import tables_of
from journeys.adapters.sql.keys.signing import Signer
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.watching import watching

CHANNEL, LONG = "journeys_events", 60.0
KILL = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE query LIKE 'LISTEN %' AND datname = current_database()"
)


def append(connection: Connection, number: int) -> None:
    """Append an event to the library's own log, where nothing is signed yet."""
    log = EventLog(tables_of("journeys"), signing=lambda _: Signer(bytes(32)), unsigned=True)
    log.append(connection, [("a", number, "x", b"")])


def payloads(connection: psycopg.Connection) -> list[str]:
    """Return the payload of each notification that a connection was sent so far."""
    connection.execute("SELECT pg_notify('journeys_events', 'the last')")
    found = list[str]()
    for each in connection.notifies(timeout=LONG):
        if each.payload == "the last":
            return found
        found.append(each.payload)
    raise AssertionError("no notification came")


def test_an_append_notifies_only_while_somebody_listens(postgresql_url: str) -> None:
    """NOTIFY makes the commits of all stores on a server wait for each other."""
    engine = connect(postgresql_url)
    with psycopg.connect(postgresql_url, autocommit=True) as uncounted:
        uncounted.execute(f"LISTEN {CHANNEL}")
        with writing(engine) as connection:
            append(connection, 1)
        assert payloads(uncounted) == []
        listening = listen(engine, CHANNEL)
        with writing(engine) as connection:
            append(connection, 2)
            append(connection, 3)
        assert payloads(listening) == ["public"]
        listening.close()
        # The server frees the lock when it has noticed that the connection is closed.
        uncounted.execute("SELECT pg_advisory_lock(1785688434, hashtext('public.journeys_events'))")
        uncounted.execute("SELECT pg_advisory_unlock_all()")
        payloads(uncounted)
        with writing(engine) as connection:
            append(connection, 4)
        assert payloads(uncounted) == []
    engine.dispose()


def test_who_waits_is_woken_by_an_append(database_url: str) -> None:
    """The first wait ends at once: what was committed before it woke nobody."""
    engine, stop = connect(database_url), Event()
    with watching(engine, tables_of("journeys")) as watch:
        for number in range(1, 6):
            watch.wait(stop, LONG)
            with writing(engine) as connection:
                append(connection, number)
        begun = monotonic()
        watch.wait(stop, LONG)
        assert monotonic() - begun < LONG / 2
    engine.dispose()


def test_who_waits_stops_when_told(database_url: str) -> None:
    """However long it was to wait."""
    engine, stop = connect(database_url), Event()
    stop.set()
    with watching(engine, tables_of("journeys")) as watch:
        for _ in range(3):
            watch.wait(stop, LONG)
    engine.dispose()


@pytest.mark.parametrize("other", ["another_schema", ""])
def test_the_appends_of_other_stores_wake_nobody(postgresql_url: str, other: str) -> None:
    """Stores may share a database, a schema for each: this one would look for nothing."""
    engine, stop = connect(postgresql_url), Event()
    notify = text("SELECT pg_notify('journeys_events', :other)")
    with watching(engine, tables_of("journeys")) as watch:
        watch.wait(stop, LONG)
        with writing(engine) as connection:
            connection.execute(notify, {"other": other})
        begun = monotonic()
        watch.wait(stop, 0.3)
        assert monotonic() - begun >= 0.3
    engine.dispose()


def test_a_killed_connection_is_made_again(postgresql_url: str) -> None:
    """And raises nothing: the wait ends early, so that who waits looks into the log."""
    engine, stop = connect(postgresql_url), Event()
    with watching(engine, tables_of("journeys")) as watch:
        watch.wait(stop, LONG)
        for number in (1, 2):
            with writing(engine) as connection:
                assert connection.execute(KILL).all() == [(True,)]
            begun = monotonic()
            watch.wait(stop, LONG)  # it notices
            watch.wait(stop, LONG)  # it listens again
            with writing(engine) as connection:
                append(connection, number)
            watch.wait(stop, LONG)
            assert monotonic() - begun < LONG / 2
    engine.dispose()
