"""An older store's read tables get their new names in place: version 0012 of the schema."""

from importlib import import_module
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

import pytest
from sqlalchemy import (
    Engine,
    MetaData,
    Table,
    insert,
    inspect,
    make_url,
    select,
    text,
    update,
)

from journeys.adapters.sql.database.connections import connect, reading, writing
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.readmodels import tables as read
from journeys.adapters.sql.rebuild.parts import PLAN_ROW, progress, rebuild_plan
from journeys.adapters.sql.schema import state, upgrade
from journeys.adapters.wiring import init, open_journeys
from tests.app.killing import acknowledged_before_kill
from tests.app.rows import assert_current
from tests.effort import tries
from tests.invented import KEYS, WALK
from tests.older import leave_copies, make_0011
from tests.scenario import BOOK
from tests.sql.host_tables import OLD_NAMES, assert_host_tables, every_name, make_host_tables

KILLS = tries(4, 40)

Rows = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def database_url(empty_database_url: str) -> str:
    """Return the URL of a database without tables, once of either kind."""
    return empty_database_url


@pytest.fixture
def older(engine: Engine) -> Engine:
    """Return the engine of a store that 0011 made, with rows in every read table."""
    make_0011(engine)
    return engine


def rows_under(engine: Engine, prefix: str, schema: str | None = None) -> Rows:
    """Return every row of the read tables, whose names begin so, by the name that users know."""
    with reading(engine) as connection:
        tables = {
            name: Table(f"{prefix}{name}", MetaData(), schema=schema, autoload_with=connection)
            for name in OLD_NAMES
        }
        return {
            name: [tuple(row) for row in connection.execute(select(table))]
            for name, table in tables.items()
        }


def emptied(engine: Engine) -> None:
    """Remove every table of the database."""
    if engine.dialect.name == "sqlite":
        engine.dispose()
        store = Path(str(engine.url.database))
        for file in (store, *store.parent.glob(f"{store.name}-*")):
            file.unlink()
        return
    with writing(engine) as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))


def upgrade_until_killed(url: str, acknowledged: Pipe) -> None:
    """Upgrade a store; say when it begins, after what takes long to import."""
    engine = connect(url)
    import_module("alembic.command")
    acknowledged.send("begins")
    upgrade(engine, Keyring(KEYS))
    acknowledged.send("ends")


def test_the_tables_are_renamed_with_their_rows(older: Engine, database_url: str) -> None:
    """Every row is what it was and what its history gives; the seal holds."""
    before = rows_under(older, "")
    assert all(before.values())
    assert init(database_url, keys=KEYS, book=BOOK) == "older"
    assert rows_under(older, read.PREFIX) == before
    assert not set(OLD_NAMES) & set(inspect(older).get_table_names())
    with open_journeys(database_url, keys=KEYS, book=BOOK) as walks:
        assert list(walks.maintenance.check()) == []
        assert not any(each.fault for each in walks.seal.verify())
        assert_current(walks, WALK)
        assert walks.maintenance.rebuild() == (1, {}, False)
        assert_current(walks, WALK)


def test_new_names_are_no_reason_to_rebuild(older: Engine, database_url: str) -> None:
    """Rows that this code made stay as they are, also one that somebody altered."""
    with writing(older) as connection:
        connection.execute(text("UPDATE steps SET kind = 'altered'"))
    init(database_url, keys=KEYS, book=BOOK)
    with open_journeys(database_url, keys=KEYS, book=BOOK) as walks:
        assert {(each.table, each.what) for each in walks.maintenance.check()} == {
            ("steps", "these columns differ: kind")
        }


@pytest.mark.parametrize("row", [{"law": None}, {"rulebook": "another"}, {"version": 1}])
def test_rows_that_are_behind_are_rebuilt(
    older: Engine, database_url: str, row: dict[str, object]
) -> None:
    """By another law or rulebook, or from fewer entries."""
    with writing(older) as connection:
        table = Table("journeys", MetaData(), autoload_with=connection)
        connection.execute(update(table).values(row))
    init(database_url, keys=KEYS, book=BOOK)
    with open_journeys(database_url, keys=KEYS, book=BOOK) as walks:
        assert list(walks.maintenance.check()) == []


def test_an_upgraded_store_has_the_names_of_a_new_one(older: Engine, database_url: str) -> None:
    """Of indexes and constraints too, also where a rebuild had changed their names."""
    with writing(older) as connection:
        connection.execute(text("DROP INDEX periods_by_track"))
        connection.execute(
            text("CREATE INDEX periods_by_track_2 ON periods (track, starts, ends, value)")
        )
        if older.dialect.name == "postgresql":
            connection.execute(
                text("ALTER TABLE periods RENAME CONSTRAINT periods_pkey TO periods_anew_pkey1")
            )
    init(database_url, keys=KEYS, book=BOOK)
    upgraded = every_name(older)
    emptied(older)
    init(database_url, keys=KEYS, book=BOOK)
    assert upgraded == every_name(older)


def test_what_an_interrupted_rebuild_left_is_dropped(older: Engine, database_url: str) -> None:
    """Tables that it was filling, and those that it had replaced: a rebuild works afterwards."""
    leave_copies(older, "_anew")
    leave_copies(older, "_before")
    with writing(older) as connection:
        # A copy from before 0010 had this column.
        connection.execute(text("ALTER TABLE periods_before ADD COLUMN present_hours FLOAT"))
        plan = rebuild_plan((), BOOK, 3).text
        connection.execute(insert(progress).values(part=PLAN_ROW, plan=plan, position=0))
    init(database_url, keys=KEYS, book=BOOK)
    assert not [each for each in every_name(older) if each.endswith(("_anew", "_before"))]
    with open_journeys(database_url, keys=KEYS, book=BOOK) as walks:
        assert walks.maintenance.status().rebuild is None
        assert walks.maintenance.rebuild() == (1, {}, False)
        assert_current(walks, WALK)


def test_a_table_that_is_no_copy_is_a_hosts(older: Engine, database_url: str) -> None:
    """One of another shape; and, where no rebuild is under way, any that one would fill."""
    leave_copies(older, "_anew")
    with writing(older) as connection:
        connection.execute(text("CREATE TABLE periods_before AS SELECT * FROM periods"))
        connection.execute(text("CREATE TABLE duties_before (nr INTEGER PRIMARY KEY)"))
    before = {*inspect(older).get_table_names()} - {*OLD_NAMES}
    init(database_url, keys=KEYS, book=BOOK)
    assert before <= set(inspect(older).get_table_names())
    with open_journeys(database_url, keys=KEYS, book=BOOK) as walks:
        walks.maintenance.rebuild()
    assert before <= set(inspect(older).get_table_names())


def test_a_store_that_was_set_back_touches_no_table_of_a_host(engine: Engine) -> None:
    """Neither where the host has tables of the older names, nor where nobody has."""
    upgrade(engine, Keyring(KEYS))
    make_host_tables(engine)
    with writing(engine) as connection:
        connection.execute(text("UPDATE journeys_schema SET version_num = '0011'"))
    before = every_name(engine)
    with pytest.raises(Exception, match="journeys_read_journeys"):
        upgrade(engine, Keyring(KEYS))
    assert every_name(engine) == before
    assert_host_tables(engine)


def test_another_schema_on_the_search_path_is_not_ours(empty_postgresql_url: str) -> None:
    """The tables that are renamed stand beside the store's log."""
    engine = connect(empty_postgresql_url)
    make_0011(engine)
    before = rows_under(engine, "")
    with writing(engine) as connection:
        connection.execute(text("CREATE SCHEMA host"))
    make_host_tables(engine, "host")
    engine.dispose()
    path = {"options": "-c search_path=host,public"}
    beside = connect(make_url(empty_postgresql_url).update_query_dict(path))
    upgrade(beside, Keyring(KEYS))
    assert_host_tables(beside, "host")
    assert rows_under(beside, read.PREFIX, "public") == before
    beside.dispose()


def test_an_upgrade_that_is_killed_is_done_or_not(older: Engine, database_url: str) -> None:
    """Every row stands under its older name, or every one under its new name."""
    before = rows_under(older, "")
    for seed in range(KILLS):
        acknowledged_before_kill(upgrade_until_killed, database_url, seed=seed)
        upgraded = state(older) == "current"
        assert rows_under(older, read.PREFIX if upgraded else "") == before
        absent = "" if upgraded else read.PREFIX
        assert not {f"{absent}{name}" for name in OLD_NAMES} & every_name(older)
        if upgraded:
            emptied(older)
            make_0011(older)
    init(database_url, keys=KEYS, book=BOOK)
    assert rows_under(older, read.PREFIX) == before
