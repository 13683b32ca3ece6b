"""A store on a host's own engine: the host's pool, and nothing of the host's is changed."""

import sqlite3
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import (
    Connection,
    Engine,
    NullPool,
    StaticPool,
    create_engine,
    event,
    make_url,
    text,
)

import journeys
from journeys import JourneyId, Journeys, Pool, verbs
from journeys.adapters.sql.database.connections import connect
from journeys.errors import Refused, StoreBusy, StoreUnreachable
from tests.app.rows import assert_current
from tests.connections import connection_of
from tests.invented import BY_ANNA, FEB_1, KEYS, WALK, looking, opened


def host_engine(url: str, **settings: Any) -> Engine:  # noqa: ANN401 - SQLAlchemy's own
    """Return an engine as a host would make it."""
    parts = make_url(url)
    if parts.drivername == "postgresql":
        parts = parts.set(drivername="postgresql+psycopg")
    return create_engine(parts, **settings)


def begin_as_the_guide_says(engine: Engine) -> None:
    """Let each transaction begin by a listener, as SQLAlchemy's guide does it for SQLite."""

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _entry: object) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")


@pytest.fixture(
    params=["plain", "null pool", "autocommit", "serializable", "translated", "of the driver"]
)
def engine(request: pytest.FixtureRequest, database_url: str) -> Iterator[Engine]:
    """Yield the engines that hosts have."""
    sqlite = database_url.startswith("sqlite")
    settings: dict[str, dict[str, Any]] = {
        "plain": {},
        # Where the host's own tables are, which is not where those of a store are.
        "translated": {"execution_options": {"schema_translate_map": {None: "elsewhere"}}},
        "of the driver": {} if sqlite else {"connect_args": {"prepare_threshold": 0}},
        "null pool": {"poolclass": NullPool},
        "autocommit": {"isolation_level": "AUTOCOMMIT"},
        "serializable": {"isolation_level": "SERIALIZABLE"},
    }
    engine = host_engine(database_url, **settings[request.param])
    if sqlite and request.param == "of the driver":
        begin_as_the_guide_says(engine)
    yield engine
    engine.dispose()


def rest_and_fail(store: Journeys) -> None:
    """Record something in a transaction that fails afterwards."""
    with store.unit_of_work() as work:
        work.decide(WALK, verbs.rest_journey, actor=BY_ANNA, on=FEB_1)
        raise ZeroDivisionError


def test_all_of_a_store_works_on_it(engine: Engine) -> None:
    """However its transactions are set up: a decision that fails leaves nothing behind."""
    with journeys.open(engine, keys=KEYS) as store:
        opened(store)
        with pytest.raises(ZeroDivisionError):
            rest_and_fail(store)
        assert looking(store).milestones(WALK).state == "open"
        store.decide(WALK, verbs.rest_journey, actor=BY_ANNA, on=FEB_1)
        assert looking(store).milestones(WALK).state == "resting"
        store.maintenance.rebuild()
        assert not list(store.maintenance.check())
        assert_current(store, WALK)
        assert not any(verdict.fault for verdict in store.seal.verify())


def test_its_transactions_can_be_joined(engine: Engine) -> None:
    """What is recorded there is rolled back with it; the connection is the host's own again."""
    if engine.dialect.name == "postgresql":
        # An engine that commits each statement has transactions where it is told so.
        engine = engine.execution_options(isolation_level="READ COMMITTED")
    options = dict(engine.get_execution_options())
    with journeys.open(engine, keys=KEYS) as store:
        opened(store)
        with engine.connect() as connection:
            mine = store.joining(connection)
            mine.decide(WALK, verbs.rest_journey, actor=BY_ANNA, on=FEB_1)
            assert looking(mine).milestones(WALK).state == "resting"
            with pytest.raises(Refused):
                mine.decide(WALK, verbs.rest_pension, actor=BY_ANNA, on=FEB_1)
            assert options.items() <= connection.get_execution_options().items()
            connection.rollback()
        assert looking(store).milestones(WALK).state == "open"
        assert_current(store, WALK)


def test_a_connection_without_transactions_cannot_be_joined(postgresql_url: str) -> None:
    """Each statement would be committed by itself: one sentence, and nothing is done."""
    engine = host_engine(postgresql_url, isolation_level="AUTOCOMMIT")
    with journeys.open(engine, keys=KEYS) as store, engine.connect() as connection:
        with pytest.raises(ValueError, match="AUTOCOMMIT"):
            opened(store.joining(connection))
        with pytest.raises(ValueError, match="AUTOCOMMIT"):
            store.joining(connection).newest_position()
        assert store.newest_position() == 0
    engine.dispose()


def test_a_connection_in_another_encoding_can_be_joined(postgresql_url: str) -> None:
    """A signed note has a dash, which LATIN1 lacks; the host's own statements go on in it."""
    engine = host_engine(postgresql_url, connect_args={"client_encoding": "latin1"})
    with journeys.open(engine, keys=KEYS) as store:
        with engine.begin() as connection:
            opened(store.joining(connection))
            assert connection.exec_driver_sql("SHOW client_encoding").scalar() == "LATIN1"
        assert_current(store, WALK)
    engine.dispose()


def test_deleted_data_is_overwritten_where_the_host_wrote_first(empty_sqlite_url: str) -> None:
    """A key that is destroyed in the host's transaction is nowhere in the file afterwards."""
    with journeys.open(empty_sqlite_url) as store:
        opened(store)
        engine = host_engine(empty_sqlite_url)
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE cases (number TEXT)"))
            connection.execute(text("INSERT INTO cases VALUES ('4711')"))
            store.joining(connection).decide(WALK, verbs.rest_journey, actor=BY_ANNA, on=FEB_1)
            assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1
        engine.dispose()


def test_a_statement_that_the_database_cancels_is_no_lost_connection(postgresql_url: str) -> None:
    """It took longer than the host's statement_timeout: the same may be asked again."""
    with journeys.open(postgresql_url, keys=KEYS) as store:
        opened(store)
        engine = host_engine(postgresql_url)
        with engine.begin() as connection, store.store.writing() as transaction:
            transaction.log.lock_journeys(())
            connection.execute(text("SET LOCAL statement_timeout = '20ms'"))
            with pytest.raises(StoreBusy, match="statement_timeout"):
                store.joining(connection).decide(WALK, verbs.rest_journey, actor=BY_ANNA, on=FEB_1)
        engine.dispose()


def test_readers_see_one_state(engine: Engine) -> None:
    """As on an engine of our own."""
    with journeys.open(engine, keys=KEYS) as store, store.store.reading() as transaction:
        before = transaction.reactions.end()
        thread = Thread(target=opened, args=(store,))
        thread.start()
        thread.join()
        assert transaction.reactions.end() == before
        assert store.newest_position() == before + 1


def test_the_hosts_own_transactions_stay_as_they_were(database_url: str) -> None:
    """No setting is left on a connection that the host reads, no transaction begins by itself."""
    engine = host_engine(database_url, pool_size=1, max_overflow=0)
    asked = (
        ["PRAGMA foreign_keys", "PRAGMA busy_timeout"]
        if engine.dialect.name == "sqlite"
        else ["SHOW lock_timeout", "SHOW transaction_isolation", "SHOW client_encoding"]
    )

    def settings() -> list[object]:
        with engine.connect() as connection:
            return [connection.execute(text(each)).scalar() for each in asked]

    before = settings()
    with journeys.open(engine, keys=KEYS) as store:
        opened(store)
        assert settings() == before
    assert settings() == before
    engine.dispose()


def test_closing_the_store_leaves_the_hosts_connections_open(database_url: str) -> None:
    """The host disposes of its engine itself."""
    engine = host_engine(database_url, pool_size=1)
    with engine.connect() as connection:
        before = connection.connection.driver_connection
    journeys.open(engine, keys=KEYS).close()
    with engine.connect() as connection:
        assert connection.connection.driver_connection is before
    engine.dispose()


def test_a_lock_timeout_of_the_hosts_is_kept(postgresql_url: str) -> None:
    """Ours is for an engine that has none; UTF-8 is for every one."""
    for options, told in (("", "30s"), ("-c lock_timeout=50ms", "50ms")):
        engine = host_engine(postgresql_url, connect_args={"options": options})
        with (
            journeys.open(engine, keys=KEYS) as store,
            store.store.writing() as transaction,
        ):
            connection = connection_of(transaction)
            assert connection.exec_driver_sql("SHOW lock_timeout").scalar() == told
        engine.dispose()


def test_a_sqlite_file_is_made_as_safe_as_our_own(empty_sqlite_url: str) -> None:
    """In WAL mode, with commits that survive a power cut, and deleted data overwritten."""
    engine = host_engine(empty_sqlite_url)
    with journeys.open(engine) as store, store.store.writing() as transaction:
        connection = connection_of(transaction)
        told = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "secure_delete")
        }
    assert told == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}
    engine.dispose()


def refusals(folder: Path) -> Iterator[tuple[Engine, str]]:
    """Yield engines that cannot serve a store, and what is said."""
    file = f"sqlite:///{folder / 'store.db'}"
    yield create_engine("sqlite://"), "in one|in memory"
    yield create_engine("sqlite:///:memory:"), "in one|in memory"
    yield create_engine(file, poolclass=StaticPool), "StaticPool"
    if sys.version_info >= (3, 12):
        for mode in (True, False):
            yield create_engine(file, connect_args={"autocommit": mode}), "autocommit"


def test_an_engine_that_cannot_serve_a_store_is_refused(tmp_path: Path) -> None:
    """In a sentence that says how to make it."""
    for engine, said in refusals(tmp_path):
        with pytest.raises(StoreUnreachable, match=said):
            journeys.open(engine, keys=KEYS)
        engine.dispose()


def test_an_engine_of_another_driver_is_refused(sqlite_url: str) -> None:
    """Only what is tested is promised."""
    engine = create_engine(sqlite_url)
    engine.dialect.driver = "other"
    with pytest.raises(StoreUnreachable, match="another driver"):
        journeys.open(engine, keys=KEYS)


def test_what_is_neither_address_nor_engine_is_refused(sqlite_url: str) -> None:
    """Such as an asynchronous engine, or an engine together with a pool."""
    with pytest.raises(TypeError, match="SQLAlchemy Engine"):
        journeys.open(object(), keys=KEYS)  # type: ignore[arg-type]
    engine = create_engine(sqlite_url)
    with pytest.raises(ValueError, match="pool of its own"):
        journeys.open(engine, keys=KEYS, pool=Pool())


def test_a_pool_has_as_many_connections_as_it_is_told(database_url: str) -> None:
    """Who finds none free in time is told so."""
    with journeys.open(database_url, keys=KEYS, pool=Pool(size=1, overflow=1, timeout=0.05)) as it:
        opened(it)
        with it.store.reading(), it.store.reading(), pytest.raises(StoreBusy):
            it.newest_position()
        assert it.newest_position() == 1


def test_a_connection_is_replaced_after_its_time(database_url: str) -> None:
    """A firewall on the way may drop it later without a word."""
    engine = connect(database_url, pool=Pool(size=1, recycle=0))
    with engine.connect() as connection:
        before = connection.connection.driver_connection
    with engine.connect() as connection:
        assert connection.connection.driver_connection is not before
    engine.dispose()


@pytest.mark.parametrize(
    "wrong", [{"size": 0}, {"overflow": -1}, {"timeout": -1}, {"recycle": -1}], ids=str
)
def test_a_pool_of_nothing_is_refused(wrong: dict[str, int]) -> None:
    """Where a library would take 0 for no limit."""
    with pytest.raises(ValueError, match="at least one connection"):
        Pool(**wrong)


def test_the_driver_of_python_is_as_this_library_knows_it() -> None:
    """The setting by which a host may hand over the transactions, and where it comes from."""
    assert (sys.version_info >= (3, 12)) == hasattr(sqlite3, "LEGACY_TRANSACTION_CONTROL")


def test_threads_share_a_store_on_it(database_url: str) -> None:
    """Each call takes a connection of the host's pool and gives it back."""
    engine = host_engine(database_url, pool_size=2, max_overflow=0)
    with journeys.open(engine, keys=KEYS) as store, ThreadPoolExecutor(4) as threads:
        ids = [JourneyId(uuid4()) for _ in range(12)]
        assert list(threads.map(lambda each: opened(store, each), ids)) == ids
        assert_current(store, *ids)
    engine.dispose()
