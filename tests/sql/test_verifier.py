"""The check of one log: what a whole store's attacks do not come by."""

from collections.abc import Iterator
from random import Random

import pytest
from sqlalchemy import Connection, Engine, text

from journeys.adapters.sql.database.connections import reading, writing
from journeys.adapters.sql.database.guards import unguards
from journeys.adapters.sql.database.tables import Tables
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.log_reader import BATCH
from journeys.adapters.sql.log.mapper import ERASED
from journeys.adapters.sql.proofs.heads import LogHead
from journeys.adapters.sql.proofs.merkle import EMPTY_ROOT, HASH, grow, root
from journeys.adapters.sql.proofs.notes import Checkpoint
from journeys.adapters.sql.schema import create_missing
from journeys.adapters.sql.seal.verifier import LogVerifier
from journeys.app.ports.sealing import Fault
from tests.sql.attacked import Attacked

LOG = EventLog(Tables("kitchen"))
SIZE = BATCH + 5

OTHER_TYPES = {
    "stream": ["CAST(stream AS BLOB)", "1"],
    "version": ["CAST(version AS TEXT)", "version + 0.0"],
    "topic": ["CAST(topic AS BLOB)", "0.5"],
    "recorded_us": ["CAST(recorded_us AS TEXT)", "recorded_us + 0.0"],
    "body": ["CAST(body AS TEXT)", "1"],
    "leaf": ["hex(leaf)", "1"],
}
"""What may be put in place of a value, as SQL: by column."""


@pytest.fixture
def kitchen(engine: Engine) -> Engine:
    """Return the engine of a database with an empty log."""
    create_missing(engine, LOG.tables, LOG.tables.log)
    return engine


@pytest.fixture
def attacked(kitchen: Engine) -> Iterator[Attacked]:
    """Yield a log that is read in two batches, in a transaction without guards."""
    with writing(kitchen) as connection:
        LOG.append(connection, [("a", version, "x", b"body") for version in range(1, SIZE + 1)])
    with kitchen.connect() as connection:
        for statement in unguards(LOG.tables.events.name, connection.dialect.name):
            connection.exec_driver_sql(statement)
        yield Attacked(connection, Random(1), LOG.tables)  # noqa: S311 - no secret


def fault(connection: Connection, *held: Checkpoint) -> Fault | None:
    """Return the first fault of the log."""
    heads = [LogHead(each.size, each.root) for each in held]
    return LogVerifier(LOG, connection, heads).fault()


def test_an_empty_log_has_no_fault(kitchen: Engine) -> None:
    """Its head is all there is of it, and an altered one is found."""
    with reading(kitchen) as connection:
        assert fault(connection) is None
    for column, value, position, what in (
        ("position", 1, 1, "the entry is missing"),
        ("recorded_us", 1, None, "another moment"),
        ("frontier", bytes(32), None, "the head is not the one that was signed"),
    ):
        with kitchen.connect() as connection:
            Attacked(connection, Random(1), LOG.tables).change_head(**{column: value})  # noqa: S311
            found = fault(connection)
            assert found
            assert (found.position, found.upto) == (position, None)
            assert what in found.what


def test_an_empty_log_is_shorter_than_any_checkpoint_of_entries(kitchen: Engine) -> None:
    """All of them were cut off."""
    with reading(kitchen) as connection:
        found = fault(connection, Checkpoint("kitchen", 3, bytes(32)))
    assert found == Fault(position=1, what="the entry is missing: a log of 3 entries was signed")


def test_a_checkpoint_of_no_entries_is_compared_too(attacked: Attacked) -> None:
    """Somebody who altered the head of an empty log was given one that is wrong."""
    assert fault(attacked.connection, Checkpoint("kitchen", 0, EMPTY_ROOT)) is None
    found = fault(attacked.connection, Checkpoint("kitchen", 0, bytes(32)))
    assert found == Fault(position=None, what="the head is not the one that was signed")


@pytest.mark.parametrize(
    ("size", "subtrees"),
    [(1, [(1, 1)]), (5, [(1, 4), (5, 5)]), (7, [(1, 4), (5, 6), (7, 7)]), (12, [(1, 8), (9, 12)])],
)
def test_a_head_that_seals_something_else_is_told_by_its_first_subtree(
    kitchen: Engine, size: int, subtrees: list[tuple[int, int]]
) -> None:
    """From its first entry to its last; by the last one of all where only more stood behind."""
    with writing(kitchen) as connection:
        LOG.append(connection, [("a", version, "x", b"body") for version in range(1, size + 1)])
        frontier = LOG.head(connection).frontier
    other = bytes(HASH)
    altered = [
        (frontier[: HASH * at] + other * (len(subtrees) - at), subtree)
        for at, subtree in enumerate(subtrees)
    ]
    for head, (first, last) in (*altered, (frontier + other, subtrees[-1])):
        with kitchen.connect() as connection:
            Attacked(connection, Random(1), LOG.tables).change_head(frontier=head)  # noqa: S311
            found = fault(connection)
        assert found
        assert (found.position, found.upto) == (first, None if first == last else last)
        assert f"from here to {last}," in found.what


def test_an_entry_twice_is_found_where_batches_meet(attacked: Attacked) -> None:
    """The second one begins behind both."""
    assert fault(attacked.connection) is None
    attacked.without_constraints()
    attacked.add(attacked.rows[BATCH - 1])
    found = fault(attacked.connection)
    assert found == Fault(position=BATCH, what="there are two entries of this number")


def test_an_entry_is_missing_where_batches_meet(attacked: Attacked) -> None:
    """The last of the first batch, and the first of the second."""
    attacked.remove(BATCH, BATCH + 1)
    found = fault(attacked.connection)
    assert found == Fault(position=BATCH, what="the entry is missing")


@pytest.mark.parametrize("end", [BATCH, BATCH + 2])
def test_an_entry_behind_the_logs_end_is_told_where_batches_meet(
    attacked: Attacked, end: int
) -> None:
    """Although each is sealed as it would be: the head ends before it."""
    sealed = attacked.rows[:end]
    frontier = grow(b"", 0, [row.leaf for row in sealed])
    attacked.change_head(position=end, frontier=frontier, recorded_us=sealed[-1].recorded_us)
    found = fault(attacked.connection)
    assert found == Fault(position=end + 1, what="the entry was put in behind the log's end")


def test_who_was_erased_is_counted_in_every_batch(kitchen: Engine) -> None:
    """By the stream in which a receipt stands."""
    with writing(kitchen) as connection:
        between = [("c", version, "x", b"body") for version in range(1, BATCH + 1)]
        LOG.append(connection, [("a", 1, ERASED, b""), *between, ("b", 1, ERASED, b"")])
        verifier = LogVerifier(LOG, connection)
        assert verifier.fault() is None
    assert verifier.erased == {"a", "b"}


def test_of_several_faults_the_first_is_told(attacked: Attacked) -> None:
    """Whatever is wrong behind it."""
    attacked.change(7, topic="y")
    attacked.remove(3)
    attacked.change_head(recorded_us=1)
    found = fault(attacked.connection)
    assert found == Fault(position=3, what="the entry is missing")


def test_of_two_checkpoints_of_one_size_both_are_compared(attacked: Attacked) -> None:
    """Where one fits and the other does not, somebody was shown another log."""
    verifier = LogVerifier(LOG, attacked.connection)
    assert verifier.fault() is None
    fits = Checkpoint("kitchen", SIZE, root(verifier.frontier))
    assert fault(attacked.connection, fits) is None
    other = fits._replace(root=bytes(32))
    for held in ((fits, other), (other, fits)):
        found = fault(attacked.connection, *held)
        what = f"an entry from here to {SIZE} is not the one that was signed"
        assert found == Fault(position=1, upto=SIZE, what=what)


def test_a_log_that_the_database_cannot_read_is_a_fault(attacked: Attacked) -> None:
    """It is told where, in its words."""
    attacked.connection.execute(text("ALTER TABLE kitchen_events RENAME COLUMN leaf TO other"))
    found = fault(attacked.connection)
    assert found
    assert found.position == 1
    assert "the database cannot read it" in found.what


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("position", [BATCH + 3, BATCH + 4])
def test_a_text_that_is_none_is_found_in_its_row(attacked: Attacked, position: int) -> None:
    """Although a whole batch cannot be read for its sake."""
    broken = text("UPDATE kitchen_events SET topic = CAST(x'ff' AS TEXT) WHERE position = :here")
    attacked.connection.execute(broken, {"here": position})
    found = fault(attacked.connection)
    assert found
    assert found.position == position
    assert "the database cannot read it" in found.what


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("column", "value"),
    [(column, value) for column, values in OTHER_TYPES.items() for value in (*values, "NULL")],
)
def test_a_value_of_another_type_is_not_what_was_sealed(
    attacked: Attacked, column: str, value: str
) -> None:
    """SQLite takes any value in any column; one that reads alike is another all the same."""
    run = attacked.connection.exec_driver_sql
    # Columns without a type keep every value as it is given.
    columns = ", ".join(OTHER_TYPES)
    run(f"CREATE TABLE other (position INTEGER PRIMARY KEY, {columns})")
    run("INSERT INTO other SELECT * FROM kitchen_events")
    run("DROP TABLE kitchen_events")
    run("ALTER TABLE other RENAME TO kitchen_events")
    assert fault(attacked.connection) is None
    run(f"UPDATE kitchen_events SET {column} = {value} WHERE position = 9")  # noqa: S608
    found = fault(attacked.connection)
    assert found == Fault(position=9, what="the entry is not the one that was sealed")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_index_that_finds_other_rows_than_its_table_is_damage(attacked: Attacked) -> None:
    """Nothing of it was sealed, but who asks by it would be told something else."""
    run = attacked.connection.exec_driver_sql
    run("CREATE INDEX other ON kitchen_events (version)")
    assert fault(attacked.connection) is None
    run("PRAGMA writable_schema = ON")
    run("UPDATE sqlite_schema SET sql = replace(sql, '(version)', '(body)') WHERE name = 'other'")
    run("PRAGMA writable_schema = RESET")
    found = fault(attacked.connection)
    assert found
    assert found.position is None
    assert "the database file is damaged: row 1 missing" in found.what


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("column", ["position", "recorded_us", "frontier"])
def test_a_head_of_other_types_is_none(attacked: Attacked, column: str) -> None:
    """Nothing is compared with it."""
    attacked.connection.exec_driver_sql(f"UPDATE kitchen_head SET {column} = 'x'")  # noqa: S608
    found = fault(attacked.connection)
    assert found == Fault(position=None, what="the head holds something else than a head")
