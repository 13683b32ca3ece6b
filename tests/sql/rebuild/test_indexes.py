"""A rebuild builds the indexes last, and the new tables have those that a new store has."""

from sqlalchemy import Connection, inspect

from journeys import Journeys
from journeys.adapters.sql.readmodels.tables import SHADOWS, TABLES
from journeys.adapters.sql.rebuild.parts import rebuild_plan
from journeys.adapters.sql.rebuild.shadows import create_shadows, switch
from journeys.app.ports.store import Transaction
from tests.connections import connection_of
from tests.invented import opened

THERE = {(table.name, tuple(index.columns.keys())) for table in TABLES for index in table.indexes}


def indexed(connection: Connection) -> set[tuple[str, tuple[str, ...]]]:
    """Return which columns of the read tables are indexed, by table."""
    found = inspect(connection)
    return {
        (table.name, tuple(map(str, index["column_names"])))
        for table in TABLES
        for index in found.get_indexes(table.name)
    }


def begun(transaction: Transaction, walks: Journeys) -> Connection:
    """Return the connection of a transaction in which a rebuild has begun."""
    connection = connection_of(transaction)
    create_shadows(connection, rebuild_plan((), walks.book, 1))
    return connection


def test_each_rebuild_leaves_the_indexes_of_a_new_store(walks: Journeys) -> None:
    """Whichever of the two names of each is free, and also where an index was lost."""
    opened(walks)
    for _ in range(3):
        with walks.store.reading() as transaction:
            assert indexed(connection_of(transaction)) == THERE
        walks.maintenance.rebuild()
    with walks.store.writing() as transaction:
        connection = connection_of(transaction)
        name = inspect(connection).get_indexes("journeys_read_periods")[0]["name"]
        connection.exec_driver_sql(f"DROP INDEX {name}")
    walks.maintenance.rebuild(only=["periods"])
    with walks.store.reading() as transaction:
        assert indexed(connection_of(transaction)) == THERE


def test_no_index_is_kept_while_rows_come_in(walks: Journeys) -> None:
    """Or each part would change all of it."""
    with walks.store.writing() as transaction:
        found = inspect(begun(transaction, walks))
        assert not [index for each in SHADOWS.values() for index in found.get_indexes(each.name)]


def test_the_switch_builds_what_is_missing(walks: Journeys) -> None:
    """Where another process began the same plan again: no table is ever without its indexes."""
    with walks.store.writing() as transaction:
        connection = begun(transaction, walks)
        switch(connection, rebuild_plan((), walks.book, 1))
        assert indexed(connection) == THERE
