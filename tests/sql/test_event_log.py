"""The log numbers, times, guards and keeps events."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from eventsourcing.persistence import StoredEvent
from sqlalchemy import Engine, create_engine, delete, text, update

from journeys.adapters.eventsourcing import SQLAlchemyApplicationRecorder
from journeys.adapters.sql.database.connections import connect, reading, writing
from journeys.adapters.sql.database.errors import translated
from journeys.adapters.sql.database.persistence_errors import (
    IntegrityError,
    InternalError,
    OperationalError,
)
from journeys.adapters.sql.database.tables import Tables
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.log_rows import Head, leaf_of
from journeys.adapters.sql.proofs.merkle import leaf_hash
from journeys.adapters.sql.schema import create_missing
from tests.servers import WAITING


@pytest.fixture
def tables(engine: Engine) -> Tables:
    """Return the tables of an empty log."""
    tables = Tables("kitchen")
    create_missing(engine, tables, tables.log)
    return tables


@pytest.fixture
def log(tables: Tables) -> EventLog:
    """Return an empty log."""
    return EventLog(tables)


def positions(engine: Engine, log: EventLog) -> list[int]:
    """Return every position of the log."""
    with reading(engine) as connection:
        return [row[0] for row in log.scan(connection)]


def test_what_was_appended_is_read_back(engine: Engine, log: EventLog) -> None:
    """A stream and the log give the same events, with what the log adds."""
    with writing(engine) as connection:
        appended = log.append(
            connection, [("a", 1, "x", b"1"), ("b", 1, "y", b"\x00"), ("a", 2, "x", b"")]
        )
    recorded = appended.recorded_us
    with reading(engine) as connection:
        assert appended.positions == range(1, 4)
        assert log.head(connection)[:2] == (3, recorded)
        assert log.topics(connection) == {"x", "y"}
        assert [tuple(row) for row in log.stream(connection, "a")] == [
            (1, 1, "x", recorded, b"1"),
            (3, 2, "x", recorded, b""),
        ]
        assert [tuple(row[:-1]) for row in log.scan(connection)] == [
            (1, "a", 1, "x", recorded, b"1"),
            (2, "b", 1, "y", recorded, b"\x00"),
            (3, "a", 2, "x", recorded, b""),
        ]


def test_a_leaf_is_the_hash_of_all_that_is_stored_of_an_event() -> None:
    """As anybody can compute it: five numbers, two names, and the body."""
    data = "12 3 1700000000000000 9 8\nhåb-statså-stream\n".encode() + b"\xffbody"
    event = ("å-stream", 3, "håb-stats", b"\xffbody")
    assert leaf_of(12, 1_700_000_000_000_000, event) == leaf_hash(data)


def test_a_scan_yields_the_asked_part_whatever_its_batches(engine: Engine, log: EventLog) -> None:
    """Neither the batch nor the limit loses or repeats an event at a border."""
    with writing(engine) as connection:
        log.append(connection, [("a", version, "x", b"") for version in range(1, 11)])
        for batch in (1, 3, 5, 100):
            rows = [row[0] for row in log.scan(connection, after=2, upto=9, batch=batch)]
            assert rows == [3, 4, 5, 6, 7, 8, 9]
            rows = [row[0] for row in log.scan(connection, after=2, limit=5, batch=batch)]
            assert rows == [3, 4, 5, 6, 7]


def test_appending_nothing_changes_nothing(engine: Engine, log: EventLog) -> None:
    """No events, no positions."""
    with writing(engine) as connection:
        assert log.append(connection, []).positions == range(0)
        assert log.head(connection) == Head(0, 0, b"")


def test_conflicts_and_rollbacks_leave_no_gap(engine: Engine, log: EventLog) -> None:
    """A position is given to the next event that is really committed."""
    with writing(engine) as connection:
        log.append(connection, [("a", 1, "x", b"")])
    with pytest.raises(IntegrityError), writing(engine) as connection:
        log.append(connection, [("b", 1, "x", b""), ("a", 1, "x", b"")], savepoint=False)
    with engine.connect() as connection:
        log.append(connection, [("c", 1, "x", b"")])
        connection.rollback()
    with writing(engine) as connection:
        log.append(connection, [("d", 1, "x", b"")])
    assert positions(engine, log) == [1, 2]


def test_a_conflict_leaves_the_owners_transaction_usable(engine: Engine, log: EventLog) -> None:
    """What the owner did before and after the conflict is committed, and nothing else."""
    with writing(engine) as connection:
        log.append(connection, [("a", 1, "x", b"")])
        with pytest.raises(IntegrityError):
            log.append(connection, [("b", 1, "x", b""), ("a", 1, "x", b"")])
        log.append(connection, [("a", 2, "x", b"")])
    with reading(engine) as connection:
        assert [(row[0], row[1], row[2]) for row in log.scan(connection)] == [
            (1, "a", 1),
            (2, "a", 2),
        ]


def test_an_append_is_rolled_back_with_its_owners_transaction(
    engine: Engine, log: EventLog
) -> None:
    """The log commits nothing by itself, and forgets nothing it did not commit."""
    with engine.connect() as connection:
        log.append(connection, [("a", 1, "x", b"")])
        log.append(connection, [("a", 2, "x", b"")])
        connection.rollback()
    assert positions(engine, log) == []
    with writing(engine) as connection:
        log.append(connection, [("a", 1, "x", b"")])
        assert log.topics(connection) == {"x"}


def test_a_topic_is_kept_once_however_often_it_is_appended(engine: Engine, log: EventLog) -> None:
    """A topic seen as committed needs no look, and it is really there."""
    for version in range(1, 5):
        with writing(engine) as connection:
            log.append(connection, [("a", version, "x", b"")])
    with writing(engine) as connection:
        connection.execute(delete(log.tables.topics))
        log.append(connection, [("a", 5, "x", b""), ("a", 6, "y", b"")])
        # Only the unknown topic was written: the known one was taken to be there.
        assert log.topics(connection) == {"y"}


def test_recorded_time_never_goes_back_when_the_clock_does(engine: Engine, tables: Tables) -> None:
    """An event is never recorded before the one in front of it."""
    ticks = iter([5_000_000, 3_000_000, 6_000_000])
    log = EventLog(tables, lambda: next(ticks))
    for version in range(1, 4):
        with writing(engine) as connection:
            log.append(connection, [("a", version, "x", b"")])
    with reading(engine) as connection:
        recorded = [row[4] for row in log.scan(connection)]
    assert recorded == [5_000_000, 5_000_000, 6_000_000]


def test_a_reader_sees_one_state_of_the_log(engine: Engine, log: EventLog) -> None:
    """What is committed while somebody reads comes with the next look."""
    with reading(engine) as reader:
        assert log.head(reader).position == 0
        with writing(engine) as connection:
            log.append(connection, [("a", 1, "x", b"")])
        assert log.head(reader).position == 0
        assert list(log.scan(reader)) == []
    assert positions(engine, log) == [1]


def test_who_waited_for_the_log_recorded_after_the_wait(postgresql_url: str) -> None:
    """Nothing comes to be known as of a moment that somebody may have asked about already."""
    engine, log = connect(postgresql_url), EventLog(Tables("kitchen"))
    create_missing(engine, log.tables, log.tables.log)
    waiting = text(WAITING)
    now = text("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint")

    def append(stream: str) -> int:
        with writing(engine) as connection:
            return log.append(connection, [(stream, 1, "x", b"")]).recorded_us

    with ThreadPoolExecutor() as threads:
        with writing(engine) as holder, engine.connect() as observer:
            observer.execution_options(isolation_level="AUTOCOMMIT")
            log.append(holder, [("a", 1, "x", b"")])
            later = threads.submit(append, "b")
            while not observer.execute(waiting).scalar_one():
                pass
            asked = observer.execute(now).scalar_one()
        assert later.result() > asked
    engine.dispose()


def test_a_stored_event_is_neither_changed_nor_removed(engine: Engine, log: EventLog) -> None:
    """The database itself refuses, whoever asks."""
    with writing(engine) as connection:
        log.append(connection, [("a", 1, "x", b"")])
    events = log.tables.events
    with pytest.raises(IntegrityError, match="never changed"), writing(engine) as connection:
        connection.execute(update(events).values(body=b"forged"))
    with pytest.raises(IntegrityError, match="removed"), writing(engine) as connection:
        connection.execute(delete(events))
    assert positions(engine, log) == [1]


def test_postgresql_refuses_to_truncate_the_log(postgresql_url: str) -> None:
    """TRUNCATE would pass by a trigger on rows."""
    engine = connect(postgresql_url)
    recorder = SQLAlchemyApplicationRecorder(engine)
    recorder.create_table()
    with pytest.raises(IntegrityError, match="removed"), writing(engine) as connection:
        connection.execute(text("TRUNCATE stored_events"))
    engine.dispose()


def test_a_log_without_its_head_row_takes_no_events(engine: Engine, log: EventLog) -> None:
    """Better no event than one without a number."""
    with writing(engine) as connection:
        connection.execute(delete(log.tables.head))
        with pytest.raises(InternalError, match="head row"):
            log.append(connection, [("a", 1, "x", b"")])


def test_a_lock_held_too_long_ends_in_a_clear_error(
    engine: Engine, database_url: str, log: EventLog
) -> None:
    """Who waits is told what happened, and can try again afterwards."""
    impatient = connect(database_url, lock_timeout=0.1)
    with writing(engine) as connection:
        log.append(connection, [("a", 1, "x", b"")])
        with (
            pytest.raises(OperationalError, match="longer than the lock timeout"),
            writing(impatient) as other,
        ):
            log.append(other, [("b", 1, "x", b"")])
    with writing(impatient) as other:
        assert log.append(other, [("b", 1, "x", b"")]).positions == range(2, 3)
    impatient.dispose()


def test_a_lost_connection_is_an_error_and_nothing_is_tried_again(postgresql_url: str) -> None:
    """Whether a commit that was under way came through is the caller's question to ask."""
    engine = connect(postgresql_url)
    recorder = SQLAlchemyApplicationRecorder(engine)
    recorder.create_table()
    kill = text("SELECT pg_terminate_backend(:pid)")
    with engine.connect() as connection:
        recorder.log.append(connection, [("a", 1, "x", b"")])
        pid = connection.execute(text("SELECT pg_backend_pid()")).scalar()
        with writing(engine) as other:
            other.execute(kill, {"pid": pid})
        with pytest.raises(OperationalError, match="terminating connection"):
            recorder.log.append(connection, [("a", 2, "x", b"")])
        with pytest.raises(OperationalError, match="was lost in this transaction"):
            recorder.log.append(connection, [("a", 2, "x", b"")])
    assert positions(engine, recorder.log) == []
    with writing(engine) as connection:
        assert recorder.log.append(connection, [("a", 1, "x", b"")]).positions == range(1, 2)
    engine.dispose()


def test_a_used_up_pool_ends_in_a_clear_error(sqlite_url: str) -> None:
    """Waiting for a connection that nobody gives back is not the database's fault."""
    engine = create_engine(sqlite_url, pool_size=1, max_overflow=0, pool_timeout=0.1)
    with engine.connect(), pytest.raises(OperationalError, match="pool"), translated():
        engine.connect()
    engine.dispose()


def test_ids_are_read_back_as_they_are_configured(engine: Engine) -> None:
    """Text stays text, UUIDs become UUIDs again."""
    journey = uuid4()
    as_uuid = SQLAlchemyApplicationRecorder(engine)
    as_text = SQLAlchemyApplicationRecorder(engine, originator_id_type="text")
    as_uuid.create_table()
    as_uuid.insert_events([StoredEvent(journey, 1, "x", b"")])
    assert as_uuid.select_events(journey) == [StoredEvent(journey, 1, "x", b"")]
    assert as_text.select_events(str(journey)) == [StoredEvent(str(journey), 1, "x", b"")]
    (notification,) = as_text.select_notifications(None, 10)
    assert (notification.originator_id, notification.id) == (str(journey), 1)
    assert notification.recorded_us > 0
