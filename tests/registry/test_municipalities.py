"""Many municipalities in one process: lazily opened, bounded, and each with a store of its own."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from threading import Event, Thread
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import make_url

import journeys
from journeys import Actor, JourneyId, Journeys, MeasureId, Municipalities, events
from journeys.app.ports.log import Recording
from journeys.errors import InputUnreadable, KeyWrong, Refused, StoreMissing
from tests.effort import tries
from tests.invented import BY_ANNA, KEYS, TODAY, WALK, looking, opened
from tests.registry.towns import (
    HERNING,
    KOLDING,
    codes,
    connections,
    copied,
    in_files,
    in_schemas,
    key_of,
    made,
    open_files,
    schemas,
)
from tests.servers import new_database, pgbouncer

Towns = Mapping[str, Mapping[str, Any]]


@pytest.fixture(params=["sqlite", "postgresql"])
def towns(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[list[str]], Towns]:
    """Return what says where the stores of municipalities are, in files and in schemas."""
    if request.param == "sqlite":
        return lambda listed: in_files(tmp_path, listed)
    url: str = request.getfixturevalue("empty_postgresql_url")
    return lambda listed: in_schemas(url, listed)


@pytest.fixture(scope="module")
def two_schemas(postgresql_server: str) -> Iterator[str]:
    """Yield the name of a database in which two municipalities have schemas with new tables."""
    with new_database(postgresql_server, like="template1") as url:
        made(in_schemas(url, [KOLDING, HERNING])).close()
        yield str(make_url(url).database)


@pytest.fixture(params=["sqlite", "postgresql"])
def two(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Municipalities]:
    """Yield the registry of two municipalities, whose stores were made from patterns."""
    with ExitStack() as database:
        if request.param == "sqlite":
            copied(tmp_path, request.getfixturevalue("sqlite_pattern"), [KOLDING, HERNING])
            listed = in_files(tmp_path, [KOLDING, HERNING])
        else:
            server = request.getfixturevalue("postgresql_server")
            pattern = request.getfixturevalue("two_schemas")
            url = database.enter_context(new_database(server, like=pattern))
            listed = in_schemas(url, [KOLDING, HERNING])
        with made(listed) as registry:
            yield registry


def test_each_municipality_has_a_store_of_its_own(two: Municipalities) -> None:
    """What is recorded in one is not in the other; the same journey may be in both."""
    opened(two[KOLDING])
    assert [store.newest_position() for store in two] == [1, 0]
    opened(two[HERNING])
    assert [len(looking(store).history(WALK).entries) for store in two] == [1, 1]
    keys = {store.seal.key("journeys") for store in two}
    assert len(keys) == 2


def test_effects_are_estimated_over_all_municipalities(two: Municipalities) -> None:
    """From the facts of each store, for who may see management figures in all of them."""
    measure, on = MeasureId(UUID(int=1)), date(2026, 1, 2)
    for nr, store in enumerate(two):
        journey = opened(store, JourneyId(UUID(int=nr + 1)))
        begun: list[events.Event] = [
            events.MeasureGranted(on=on, measure=measure, measure_kind="mentorstøtte"),
            events.MeasureStarted(on=on, measure=measure),
        ]
        with store.store.writing() as transaction:
            transaction.log.append([Recording(journey, 1, begun)], BY_ANNA, None)
    told = list[tuple[int, int]]()
    manager = Actor(BY_ANNA.name, "manager")
    view = two.effects(
        manager, "udvalget", on=TODAY, progress=lambda *done: told.append(done), within=13
    )
    assert [(each.measure, each.began) for each in view.effects] == [("mentorstøtte", 2)]
    assert told == [(0, 1), (1, 1)] * 2
    with pytest.raises(Refused):
        two.effects(BY_ANNA, "nysgerrig", on=TODAY)


def test_several_stores_answer_as_one_with_all_their_journeys(
    two: Municipalities, tmp_path: Path
) -> None:
    """Each number of it, in whichever store somebody is."""
    manager, day = Actor(BY_ANNA.name, "manager"), date(2025, 3, 3)
    with journeys.open(f"sqlite:///{tmp_path / 'all.db'}", keys=KEYS) as one:
        for nr in range(12):
            journey, measure = JourneyId(UUID(int=nr + 1)), MeasureId(UUID(int=nr + 1))
            on = day + timedelta(days=nr)
            begun: list[events.Event] = [
                events.JourneyOpened(
                    on=day, municipality=KOLDING, basis="dagpenge", responsible=BY_ANNA.name
                ),
                events.MeasureGranted(on=on, measure=measure, measure_kind="mentorstøtte"),
                events.MeasureStarted(on=on, measure=measure),
            ]
            town = two[(KOLDING, HERNING)[nr % 2]]
            for store in (town, one):
                with store.store.writing() as transaction:
                    part = Recording(journey, 0, begun[: 3 if nr % 3 else 1])
                    transaction.log.append([part], BY_ANNA, None)
        whole = one.seen_by(manager, "udvalget").effects(on=TODAY)
        assert two.effects(manager, "udvalget", on=TODAY) == whole
        assert whole.effects[0].began == 8


def test_a_store_is_opened_once_and_stays_open(two: Municipalities) -> None:
    """Also for many threads that ask at once."""
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: two[KOLDING], range(40)))
    assert len({id(each) for each in found}) == 1


def test_a_store_is_made_by_init_alone(towns: Callable[[list[str]], Towns]) -> None:
    """Asking for one makes nothing."""
    with journeys.municipalities(towns([KOLDING])) as registry:
        with pytest.raises(StoreMissing, match="Town 621 has no store yet"):
            registry[KOLDING]
        assert registry.init(KOLDING) == "empty"
        assert registry.init(KOLDING) == "current"
        assert registry[KOLDING].newest_position() == 0


def test_a_store_that_was_lost_is_not_begun_again(tmp_path: Path) -> None:
    """Its key is still beside it: that is another sentence."""
    with made(in_files(tmp_path, [KOLDING])) as registry:
        registry.close()
        (tmp_path / f"{KOLDING}.db").unlink()
        for ask in (registry.__getitem__, registry.init):
            with pytest.raises(StoreMissing, match="restore the file"):
                ask(KOLDING)


def test_a_schema_is_made_by_init_alone(empty_postgresql_url: str) -> None:
    """And only that of the municipality that is named."""
    with journeys.municipalities(in_schemas(empty_postgresql_url, [KOLDING, HERNING])) as registry:
        for code in (KOLDING, HERNING):
            with pytest.raises(StoreMissing):
                registry[code]
        assert schemas(empty_postgresql_url) == set()
        registry.init(HERNING)
        assert schemas(empty_postgresql_url) == {f"town_{HERNING}"}


def test_one_that_cannot_be_opened_does_not_stop_the_others(
    towns: Callable[[list[str]], Towns],
) -> None:
    """Its error is its own, and it can be asked again."""
    listed = towns([KOLDING, HERNING])
    made(listed).close()
    wrong = {**listed[KOLDING], "keys": key_of("000")}
    with journeys.municipalities({KOLDING: wrong, HERNING: listed[HERNING]}) as registry:
        for _ in range(2):
            with pytest.raises(KeyWrong):
                registry[KOLDING]
        assert registry[HERNING].newest_position() == 0


def test_a_key_that_is_another_ones_too_opens_nothing(tmp_path: Path) -> None:
    """In two files, or beside a store that was copied with its key."""
    listed = in_files(tmp_path, [KOLDING, HERNING])
    with made({KOLDING: listed[KOLDING]}):
        pass
    for end in (".db", ".db.key"):
        shutil.copy(tmp_path / f"{KOLDING}{end}", tmp_path / f"{HERNING}{end}")
    key = tmp_path / f"{KOLDING}.db.key"
    elsewhere = shutil.copy(key, tmp_path / "other.key")
    for other in (listed[HERNING], {**listed[HERNING], "key_file": elsewhere}):
        with journeys.municipalities({KOLDING: listed[KOLDING], HERNING: other}) as registry:
            assert registry[KOLDING].newest_position() == 0
            with pytest.raises(KeyWrong, match=f"Town {HERNING} is the key of Town {KOLDING}"):
                registry[HERNING]


def test_each_municipality_works_by_its_own_settings(tmp_path: Path) -> None:
    """They are read when its store is opened."""
    settings = tmp_path / "kolding.toml"
    settings.write_text("[practice.days]\nsilence = 45\n", encoding="utf-8")
    listed = in_files(tmp_path, [KOLDING, HERNING])
    with made({**listed, KOLDING: {**listed[KOLDING], "settings": settings}}) as registry:
        assert [dict(store.book.practice.days) for store in registry] == [{"silence": 45}, {}]
    settings.write_text("nothing", encoding="utf-8")
    again = {KOLDING: {**listed[KOLDING], "settings": settings}}
    with journeys.municipalities(again) as registry, pytest.raises(InputUnreadable):
        registry[KOLDING]


def test_what_was_closed_is_opened_again(two: Municipalities) -> None:
    """The registry, and a store that somebody still has."""
    store = two[KOLDING]
    opened(store)
    two.close()
    assert store.newest_position() == 1
    assert two[KOLDING].newest_position() == 1
    two[KOLDING].close()
    assert two[HERNING].newest_position() == 0


def test_the_stores_that_were_used_last_stay_open(towns: Callable[[list[str]], Towns]) -> None:
    """As many as the registry is told; the others are opened again."""
    with made(towns(codes(3)), stores=2) as registry:
        one, two, three = codes(3)
        first, second = registry[one], registry[two]
        assert registry[one] is first
        assert registry[three] is registry[three]
        assert registry[one] is first
        assert registry[two] is not second
        # Who still has it may use it.
        assert second.newest_position() == 0


def test_a_store_in_use_is_not_closed_under_its_user(towns: Callable[[list[str]], Towns]) -> None:
    """A transaction goes on while its store is dropped, and while all are closed."""
    with made(towns(codes(4)), stores=1, connections=4) as registry:
        store = registry[codes(4)[0]]
        drops = (lambda: [each.newest_position() for each in registry], registry.close)
        for nr, drop in enumerate(drops, start=1):
            with store.unit_of_work() as work:
                opened(work, JourneyId(uuid4()))
                dropping = Thread(target=drop)
                dropping.start()
                dropping.join(30)
                assert work.newest_position() == nr
            assert store.newest_position() == nr


def test_whatever_is_asked_on_two_connections_is_answered(
    towns: Callable[[list[str]], Towns],
) -> None:
    """By as many threads as there are stores, on the fewest connections: nobody waits for ever."""
    listed = codes(6)
    with made(towns(listed), connections=2) as registry:
        for store in registry:
            opened(store)

        def replayed(code: str) -> int:
            audit = registry[code].seen_by(BY_ANNA, "sagsbehandling").audit
            return len(list(audit.replay_all(on=TODAY)))

        with ThreadPoolExecutor(6) as pool:
            assert sum(pool.map(replayed, listed * 3, timeout=60)) == 18


def _use(store: Journeys) -> int:
    """Record and look, as a service does; return how many entries the journey has."""
    opened(store)
    looking(store).milestones(WALK)
    return len(looking(store).history(WALK).entries)


def test_many_schemas_need_few_connections(empty_postgresql_url: str) -> None:
    """98 stores at most 20, whatever many threads ask; each waits and none is refused."""
    listed, most = codes(tries(8, 98)), tries(3, 20)
    watched, done, seen = connections(empty_postgresql_url), Event(), [0]

    def watch() -> None:
        while not done.is_set():
            seen.append(next(watched))

    with made(in_schemas(empty_postgresql_url, listed), connections=most) as registry:
        watching = Thread(target=watch)
        watching.start()
        with ThreadPoolExecutor(len(listed)) as pool:
            for _ in range(2):
                entries = list(pool.map(lambda code: _use(registry[code]), listed))
                assert entries == [1] * len(listed)
        done.set()
        watching.join()
        assert 1 < max(seen) <= most
        assert next(watched) <= most
    # A server takes a moment to end what was closed.
    assert 0 in islice(watched, 10_000)


@pytest.mark.skipif(shutil.which("pgbouncer") is None, reason="no PgBouncer here")
def test_schemas_are_kept_apart_behind_pgbouncer(empty_postgresql_url: str) -> None:
    """Where each transaction may have another connection to the server, of which there are two."""
    listed = codes(4)
    with pgbouncer(empty_postgresql_url) as url, made(in_schemas(url, listed)) as registry:
        for _ in range(8):
            with ThreadPoolExecutor(8) as pool:
                entries = list(pool.map(lambda code: _use(registry[code]), listed))
            assert entries == [1] * 4
        for store in registry:
            assert store.maintenance.rebuild(workers=2).journeys == 1
            assert list(store.maintenance.check()) == []


def test_a_forked_child_goes_on_with_the_registry(two: Municipalities) -> None:
    """With connections of its own, while its parent goes on as well."""
    opened(two[KOLDING])
    child = os.fork()
    if child == 0:  # pragma: no cover - another process
        fine = False
        try:
            opened(two[HERNING])
            fine = [each.newest_position() for each in two] == [1, 1]
        finally:
            os._exit(0 if fine else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert [each.newest_position() for each in two] == [1, 1]


def test_databases_of_one_server_share_its_connections(postgresql_server: str) -> None:
    """Without schemas, each connection is to one database: the idle ones of another make room."""
    listed = codes(4)
    with ExitStack() as stack, psycopg.connect(postgresql_server, autocommit=True) as watching:
        urls = [
            stack.enter_context(new_database(postgresql_server, like="template1")) for _ in listed
        ]
        towns = {
            code: {"name": code, "url": url, "keys": key_of(code)}
            for code, url in zip(listed, urls, strict=True)
        }
        registry = stack.enter_context(made(towns, connections=2))
        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(lambda code: _use(registry[code]), listed)) == [1] * 4
        names = [make_url(url).database for url in urls]
        counted = "SELECT count(*) FROM pg_stat_activity WHERE datname = ANY(%s)"
        assert watching.execute(counted, [names]).fetchone() in {(1,), (2,)}


def test_many_files_need_few_handles(tmp_path: Path, sqlite_pattern: Path) -> None:
    """98 stores at most 150, with their journals and indexes, whatever many threads ask."""
    listed, files = codes(tries(30, 98)), tries(5, 20)
    copied(tmp_path, sqlite_pattern, listed)
    done, seen = Event(), [0]

    def watch() -> None:
        while not done.is_set():
            seen.append(len(open_files(tmp_path)))

    with made(in_files(tmp_path, listed), connections=files) as registry:
        watching = Thread(target=watch)
        watching.start()
        with ThreadPoolExecutor(tries(16, 98)) as pool:
            for _ in range(2):
                entries = list(pool.map(lambda code: _use(registry[code]), listed))
                assert entries == [1] * len(listed)
        done.set()
        watching.join()
        # Counted while they come and go, so one may be counted twice.
        assert 1 < max(seen) <= tries(40, 150)
        assert len(open_files(tmp_path)) <= 3 * files
    assert open_files(tmp_path) == []
