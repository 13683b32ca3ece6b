"""Stores in schemas of one PostgreSQL database: each sees its own tables, on shared connections."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, event, func, select, text

from journeys import Journeys, verbs
from journeys.adapters.sql.database.bounded_pool import Bound
from journeys.adapters.sql.database.connections import connect, reading, writing
from journeys.adapters.sql.database.schemas import create_schema, in_schema, is_schema_name
from journeys.adapters.sql.readmodels.tables import SHADOWS
from journeys.adapters.sql.schema import changing, state
from journeys.adapters.wiring import init, open_journeys
from journeys.errors import Refused, StoreMissing
from tests.invented import BY_ANNA, JAN_1, KEYS, WALK, looking, opened

ONE, OTHER = "kolding", "select"
"""Names of schemas; the second is a word of SQL."""


@pytest.fixture
def shared(empty_postgresql_url: str) -> Iterator[Engine]:
    """Yield an engine that has at most two connections."""
    engine = connect(empty_postgresql_url, bound=Bound(2))
    yield engine
    engine.dispose()


@pytest.fixture
def two(shared: Engine) -> tuple[Journeys, Journeys]:
    """Return the journeys of two stores in schemas of one database."""
    stores = []
    for schema in (ONE, OTHER):
        assert init(in_schema(shared, schema), keys=KEYS) == "empty"
        stores.append(open_journeys(in_schema(shared, schema), keys=KEYS, create=False))
    return stores[0], stores[1]


def test_a_store_in_a_schema_sees_its_own_entries_alone(two: tuple[Journeys, Journeys]) -> None:
    """Also where both are asked in turn so often that the server plans a statement in advance."""
    one, other = two
    opened(one)
    for _ in range(12):
        assert one.newest_position() == 1
        assert other.newest_position() == 0
    opened(other)
    assert len(looking(other).history(WALK).entries) == 1


def test_nothing_of_a_schema_outlives_the_transaction(shared: Engine) -> None:
    """The next transaction on the connection is where it would have been."""
    create_schema(in_schema(shared, ONE))
    here = select(func.current_schema())
    with in_schema(shared, ONE).connect() as connection:
        assert connection.scalar(here) == ONE
    with shared.connect() as connection:
        assert connection.scalar(here) == "public"
    with pytest.raises(ZeroDivisionError), writing(in_schema(shared, ONE)) as connection:
        _ = 1 / 0
    with reading(shared) as connection:
        assert connection.scalar(here) == "public"


def test_a_reader_takes_its_snapshot_after_it_locked_the_read_tables(
    two: tuple[Journeys, Journeys], shared: Engine
) -> None:
    """Naming the schema takes none: else a reader who waits for a rebuild would find no rows."""
    one, _ = two
    with reading(in_schema(shared, ONE)) as connection:
        opened(one)
        rows = connection.execute(text("SELECT count(*) FROM journeys_events"))
        assert rows.scalar_one() == 1


def test_read_tables_are_rebuilt_in_their_schema(two: tuple[Journeys, Journeys]) -> None:
    """By one process, and by several, while the other store keeps its own."""
    one, other = two
    opened(one)
    opened(other)
    with ThreadPoolExecutor(2) as pool:
        rebuilt = list(pool.map(lambda each: each.maintenance.rebuild(), two))
    assert [each.journeys for each in rebuilt] == [1, 1]
    assert one.maintenance.rebuild(workers=2).journeys == 1
    for each in two:
        assert list(each.maintenance.check()) == []
        assert not any(verdict.fault for verdict in each.seal.verify())


def test_the_tables_of_a_schema_are_changed_while_another_is_changed(shared: Engine) -> None:
    """The lock that keeps others out is that of one schema."""
    for schema in (ONE, OTHER):
        create_schema(in_schema(shared, schema))
    with changing(in_schema(shared, ONE)), changing(in_schema(shared, OTHER)) as connection:
        connection.execute(text("SELECT 1"))


def test_stores_are_made_at_once_in_one_schema_and_in_others(empty_postgresql_url: str) -> None:
    """Each is made once."""
    engine = connect(empty_postgresql_url, bound=Bound(8))
    schemas = [f"town_{nr % 3}" for nr in range(9)]
    with ThreadPoolExecutor(9) as pool:
        states = list(pool.map(lambda each: init(in_schema(engine, each), keys=KEYS), schemas))
    assert set(states) <= {"empty", "current"}
    assert {state(in_schema(engine, each)) for each in schemas} == {"current"}
    assert state(engine) == "empty"
    engine.dispose()


def test_no_store_is_looked_for_in_another_schema(two: tuple[Journeys, Journeys]) -> None:
    """Where a schema has none, the store of another one is not taken for it."""
    engine = connect(two[0].store.engine.url)  # type: ignore[attr-defined]
    with pytest.raises(StoreMissing):
        open_journeys(in_schema(engine, "herning"), keys=KEYS, create=False)
    with pytest.raises(StoreMissing):
        open_journeys(in_schema(engine, None), keys=KEYS, create=False)
    with reading(engine) as connection:
        found = text("SELECT count(*) FROM pg_namespace WHERE nspname = 'herning'")
        assert connection.scalar(found) == 0
    engine.dispose()


def test_a_host_joins_with_a_connection_of_its_own(
    two: tuple[Journeys, Journeys], shared: Engine
) -> None:
    """Its tables are found again after each call, also where a rule said no."""
    one, other = two
    host = connect(shared.url)
    with host.begin() as connection:
        connection.execute(text("CREATE TABLE cases (journey TEXT)"))
    with host.begin() as connection:
        opened(one.joining(connection))
        connection.execute(text("INSERT INTO cases VALUES ('one')"))
        with pytest.raises(Refused) as refusal:
            one.joining(connection).decide(WALK, verbs.rest_pension, BY_ANNA, on=JAN_1)
        assert refusal.value.code == "pension-not-granted"
        assert one.joining(connection).rehearsing().newest_position() == 1
        connection.execute(text("INSERT INTO cases VALUES ('two')"))
        assert other.joining(connection).newest_position() == 0
    assert one.newest_position() == 1
    with host.begin() as connection:
        with connection.begin_nested() as savepoint:
            opened(other.joining(connection))
            savepoint.rollback()
        assert connection.scalar(text("SELECT count(*) FROM cases")) == 2
    assert other.newest_position() == 0
    host.dispose()


def test_nobody_who_closes_a_store_closes_the_connections_of_others(
    two: tuple[Journeys, Journeys], shared: Engine
) -> None:
    """They belong to all stores of the database."""
    one, other = two
    before = shared.pool
    one.close()
    assert shared.pool is before
    assert other.newest_position() == 0


@pytest.mark.parametrize(
    "name", ["Kolding", "pg_kolding", "information_schema", "a-b", "", '"', "x" * 64]
)
def test_a_schema_has_a_plain_name(name: str) -> None:
    """That needs no quotes, and is not PostgreSQL's own."""
    assert not is_schema_name(name)
    assert is_schema_name("kolding_621")


def test_no_shadow_is_left_in_any_schema(two: tuple[Journeys, Journeys], shared: Engine) -> None:
    """A rebuild drops what it made."""
    two[0].maintenance.rebuild()
    names = [table.name for table in SHADOWS.values()]
    with reading(shared) as connection:
        found = text("SELECT count(*) FROM pg_class WHERE relname = ANY(:names)")
        assert connection.scalar(found, {"names": names}) == 0


def test_a_connection_that_is_dead_when_a_schema_is_entered_is_replaced(
    two: tuple[Journeys, Journeys], shared: Engine, empty_postgresql_url: str
) -> None:
    """Nothing was done yet, so no call fails: the server may have ended it at this very moment."""
    one, _ = two
    opened(one)
    ended = list[int]()

    @event.listens_for(shared, "checkout")
    def end(connection: Any, _entry: object, _proxy: object) -> None:  # noqa: ANN401 - psycopg's
        if ended:
            return
        ended.append(connection.info.backend_pid)
        with psycopg.connect(empty_postgresql_url) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", ended)

    assert one.newest_position() == 1
    one.decide(WALK, verbs.rest_journey, actor=BY_ANNA, on=JAN_1)
    assert len(ended) == 1
