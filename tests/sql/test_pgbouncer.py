"""A store behind PgBouncer in transaction mode: each transaction may have another connection."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
from eventsourcing.persistence import StoredEvent
from sqlalchemy import Engine, create_engine, make_url, text

import journeys
from journeys import Happened, JourneyId, Journeys, Pool, verbs
from journeys.adapters.eventsourcing import SQLAlchemyApplicationRecorder
from journeys.adapters.sql.database.connections import can_listen, connect, reading, writing
from journeys.adapters.sql.database.host_engine import on_host_engine
from journeys.errors import StoreBusy, StoreUnreachable
from tests.app.rows import assert_current
from tests.cli.script import Script
from tests.invented import ANNA, BY_ANNA, FEB_1, KEYS, WALK, looking, opened
from tests.servers import pgbouncer

pytestmark = pytest.mark.skipif(shutil.which("pgbouncer") is None, reason="no PgBouncer here")

THREADS, EACH = 8, 6


@pytest.fixture
def url(empty_postgresql_url: str) -> Iterator[str]:
    """Yield the URL of an empty database, by the way of a PgBouncer."""
    with pgbouncer(empty_postgresql_url) as url:
        yield url


@pytest.fixture
def store(url: str) -> Iterator[Journeys]:
    """Yield a new store that more threads use than the server has connections for."""
    with journeys.open(url, keys=KEYS, pool=Pool(size=THREADS)) as store:
        yield store


@pytest.fixture
def host(url: str) -> Iterator[Engine]:
    """Yield an engine as a host makes it for PgBouncer."""
    parts = make_url(url).set(drivername="postgresql+psycopg")
    engine = create_engine(
        parts.difference_update_query(["pgbouncer"]), connect_args={"prepare_threshold": None}
    )
    yield engine
    engine.dispose()


def small_success(store: Journeys, journey: JourneyId, request_id: str | None = None) -> None:
    """Record a small success."""
    store.decide(
        journey,
        verbs.notice_small_success,
        actor=BY_ANNA,
        request_id=request_id,
        words=request_id or str(uuid4()),
        noticed_by=ANNA,
        on=FEB_1,
    )


def test_many_threads_decide_and_nothing_is_lost_or_doubled(store: Journeys) -> None:
    """Eight clients, two connections to the server; every request is made twice."""
    ids = [opened(store, JourneyId(uuid4())) for _ in range(THREADS)]

    def work(journey: JourneyId) -> None:
        for number in range(EACH):
            for _ in range(2):
                small_success(store, journey, f"{journey}/{number}")
            assert len(looking(store).history(journey).entries) == 2 + number

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(work, ids))
    assert_current(store, *ids)
    assert not any(verdict.fault for verdict in store.seal.verify())


def test_the_store_is_maintained_and_proved(store: Journeys) -> None:
    """Rebuilt, by worker processes too; checked; sealed."""
    ids = [opened(store, JourneyId(uuid4())) for _ in range(5)]
    store.maintenance.rebuild()
    store.maintenance.rebuild(workers=2)
    assert not list(store.maintenance.check())
    assert_current(store, *ids)
    checkpoint = store.seal.checkpoint()
    assert not any(verdict.fault for verdict in store.seal.verify([checkpoint]))


def test_reactors_are_told_of_every_entry(store: Journeys) -> None:
    """Their lease is a row, and no session's."""
    seen = list[Happened]()
    opened(store)
    assert store.reactors.react("letters", seen.append, since=0).delivered == 1
    small_success(store, WALK)
    assert store.reactors.react("letters", seen.append).delivered == 1
    assert [happened.kind for happened in seen] == ["journey-opened", "small-success-noticed"]


def test_a_host_joins_in_its_own_transaction(store: Journeys, host: Engine) -> None:
    """By its own engine to the same PgBouncer; its rollback takes all back."""
    opened(store)
    with host.begin() as connection:
        connection.execute(text("CREATE TABLE diary (line TEXT)"))
    for ending in ("rollback", "commit"):
        with host.connect() as connection:
            connection.execute(text("INSERT INTO diary VALUES ('x')"))
            small_success(store.joining(connection), WALK)
            getattr(connection, ending)()
    assert len(looking(store).history(WALK).entries) == 2


def test_a_store_on_the_hosts_engine_works_too(store: Journeys, host: Engine) -> None:
    """It needs no setting of the address: each transaction begins with all that it needs."""
    with journeys.open(host, keys=KEYS) as shared:
        for _ in range(10):
            small_success(shared, opened(shared))
        assert looking(shared).history(WALK) == looking(store).history(WALK)


def test_each_transaction_has_its_settings_and_leaves_none(url: str) -> None:
    """The options of the address too; the next client of the connection finds it as it was."""
    chosen = make_url(url).update_query_dict(
        {"options": r"-c lock_timeout=5s --search_path=one,\ two -c application_name=it's\\100%"}
    )
    engine, plain = connect(chosen), connect(url, lock_timeout=7)
    ours = make_url(url).difference_update_query(["pgbouncer"])
    other = create_engine(ours.set(drivername="postgresql+psycopg"))
    for _ in range(3):
        for each, name, value in (
            (engine, "lock_timeout", "5s"),
            (engine, "search_path", "one, two"),
            (engine, "application_name", r"it's\100%"),
            (plain, "lock_timeout", "7s"),
            (other, "lock_timeout", "0"),
        ):
            with reading(each) as connection:
                assert connection.exec_driver_sql(f"SHOW {name}").scalar() == value
    for each in (engine, plain, other):
        each.dispose()


def test_nobody_waits_for_a_lock_for_ever(store: Journeys, url: str) -> None:
    """Although the timeout is no option of the connection."""
    opened(store)
    waiting = make_url(url).update_query_dict({"options": "-c lock_timeout=50ms"})
    hasty = journeys.open(waiting.render_as_string(hide_password=False), keys=KEYS)
    with store.unit_of_work() as work:
        small_success(work, WALK)
        with pytest.raises(StoreBusy):
            small_success(hasty, WALK)
    small_success(hasty, WALK)
    hasty.close()


def test_a_log_is_followed_without_listening(url: str) -> None:
    """Who listens has the connection to the server for itself, which is not to be had here."""
    engine = connect(url)
    assert not can_listen(engine)
    recorder = SQLAlchemyApplicationRecorder(engine, "other")
    recorder.create_table()
    with recorder.subscribe() as subscription, ThreadPoolExecutor(1) as follower:
        for position in (1, 2):
            waiting = follower.submit(next, subscription)
            recorder.insert_events([StoredEvent(uuid4(), 1, "topic", b"body")])
            assert waiting.result(timeout=10).id == position
    with writing(engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM pg_listening_channels()")
    engine.dispose()


def test_the_script_works_by_the_same_address(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also in its first command, which makes the tables."""
    script = Script(tmp_path / "unused.db")
    monkeypatch.setenv("JOURNEYS_MASTER_KEY", KEYS.text)
    script("--store", url, "init")
    script("--store", url, "open", "--municipality", "621", "--basis", "su")
    assert len(script.json("--store", url, "list")["cases"]) == 1
    script("--store", url, "audit", "verify")


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ({"pgbouncer": "yes"}, "pgbouncer=true"),
        ({"pgbouncer": "true", "options": "-d 1"}, "options=-c name=value"),
        ({"pgbouncer": "true", "options": "lock_timeout=5"}, "options=-c name=value"),
    ],
)
def test_a_setting_that_a_transaction_cannot_have_is_refused(
    setting: dict[str, str], said: str
) -> None:
    """In one sentence, before anything is connected."""
    url = make_url("postgresql://host/database").set(query=setting)
    with pytest.raises(StoreUnreachable, match=said):
        journeys.open(url.render_as_string(), keys=KEYS)


@pytest.mark.parametrize("whose", ["ours", "host"])
def test_the_settings_do_not_take_the_snapshot_of_a_transaction(
    url: str, host: Engine, whose: str
) -> None:
    """The read tables are locked before it is taken, or a rebuild in between would empty them."""
    engine = connect(url)
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE diary (line TEXT)")
    reader = on_host_engine(host) if whose == "host" else engine
    for number in (1, 2):
        with reading(reader) as connection:
            with writing(engine) as other:
                other.exec_driver_sql("INSERT INTO diary VALUES ('x')")
            assert connection.exec_driver_sql("SELECT count(*) FROM diary").scalar() == number
    engine.dispose()
