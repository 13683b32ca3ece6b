"""A restart of PostgreSQL under load: at most one failed call for each worker, none afterwards."""

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from queue import Queue
from threading import Barrier, Event, Thread
from time import monotonic
from typing import Never
from uuid import UUID, uuid4

import psycopg
import pytest
from eventsourcing.application import Application, ProcessingEvent
from eventsourcing.domain import Aggregate
from eventsourcing.persistence import (
    IntegrityError,
    StoredEvent,
    Tracking,
)
from eventsourcing.projection import EventSourcedProjection, EventSourcedProjectionRunner
from sqlalchemy import Connection, Engine, create_engine, make_url

import journeys
from journeys import Entry, JourneyId, Journeys, Pool, verbs
from journeys.adapters.eventsourcing import SQLAlchemyProcessRecorder
from journeys.adapters.sql.database.connections import (
    connect,
    driver_connection,
    reading,
    writing,
)
from journeys.adapters.sql.database.errors import translation
from journeys.adapters.sql.database.persistence_errors import InternalError, OperationalError
from journeys.app.delivering import LEASE
from journeys.app.reactors import SECOND
from journeys.errors import StoreBusy, StoreUnreachable
from journeys.testing.invented import ANNA, BY_ANNA, FEB_1
from tests.app.rows import assert_current
from tests.effort import tries
from tests.invented import KEYS, looking, opened
from tests.servers import OwnServer, own_postgresql, pgbouncer

WORKERS, MORE = tries(4, 8), tries(4, 10)
LONG = 20  # seconds after which a test has hung
AGAIN = 0.1  # seconds until a reactor that another run has is asked again


@pytest.fixture(scope="module")
def server(postgresql_server: str) -> Iterator[OwnServer]:
    """Run a server that these tests may restart."""
    assert postgresql_server
    with own_postgresql() as server:
        yield server


@pytest.fixture
def store(server: OwnServer) -> Iterator[Journeys]:
    """Yield a store on that server."""
    with journeys.open(server.url, keys=KEYS, pool=Pool(size=WORKERS)) as store:
        yield store


@pytest.fixture(params=["direct", "pgbouncer"])
def reached(request: pytest.FixtureRequest, server: OwnServer) -> Iterator[Journeys]:
    """Yield the same store: by its address, and through PgBouncer."""
    with ExitStack() as stack:
        url = server.url
        if request.param == "pgbouncer":
            if shutil.which("pgbouncer") is None:
                pytest.skip("no PgBouncer here")
            url = stack.enter_context(pgbouncer(server.url))
        yield stack.enter_context(journeys.open(url, keys=KEYS, pool=Pool(size=WORKERS)))


class Worker(Thread):
    """Decides on a journey of its own, until it is told to stop; repeats a failed request."""

    def __init__(self, store: Journeys) -> None:
        super().__init__(daemon=True)
        self.store = store
        self.journey, self.requests = JourneyId(uuid4()), list[str]()
        self.failed, self.stop = 0, Event()
        self.error: Exception | None = None
        self.recorded = Queue[str | None]()
        """Each request as soon as it was recorded; None where the worker ends by an error."""

    def run(self) -> None:
        """Decide, and count the calls that fail because the connection was lost."""
        try:
            while not self.stop.is_set():
                self.requests.append(str(uuid4()))
                self.decide(self.requests[-1])
                self.recorded.put(self.requests[-1])
        except Exception as error:  # noqa: BLE001 - shown by the test
            self.error = error
            self.recorded.put(None)

    def decide(self, request: str) -> None:
        """Record one small success, however many calls it takes."""
        while True:
            try:
                self.store.decide(
                    self.journey,
                    verbs.notice_small_success,
                    actor=BY_ANNA,
                    request_id=request,
                    words=request,
                    noticed_by=ANNA,
                    on=FEB_1,
                )
            except StoreUnreachable:
                self.failed += 1
            else:
                return


@contextmanager
def deciding(workers: Sequence[Worker]) -> Iterator[None]:
    """Have the workers decide in the body."""
    for worker in workers:
        opened(worker.store, worker.journey)
        worker.start()
    try:
        yield
    finally:
        for worker in workers:
            worker.stop.set()
        for worker in workers:
            worker.join(LONG)


def decided_more(workers: Sequence[Worker]) -> None:
    """Return when each worker has recorded some more; fail where one ended by an error."""
    before = [worker.recorded.qsize() for worker in workers]
    for worker, number in zip(workers, before, strict=True):
        for _ in range(number + MORE):
            assert worker.recorded.get(timeout=LONG), worker.error


def test_a_restart_under_load_fails_one_call_for_each_worker_at_most(
    server: OwnServer, reached: Journeys
) -> None:
    """A call in the middle of a transaction; nothing is lost, and nothing is recorded twice."""
    store = reached
    workers = [Worker(store) for _ in range(WORKERS)]
    with deciding(workers):
        for restarts in (1, 2):
            decided_more(workers)
            server.restart()
            decided_more(workers)
            assert max(worker.failed for worker in workers) <= restarts
    assert [worker.error for worker in workers] == [None] * WORKERS
    for worker in workers:
        history = looking(store).history(worker.journey)
        answered = Counter(entry.request_id for entry in history.entries[1:])
        assert answered == Counter(worker.requests)
    assert_current(store, *(worker.journey for worker in workers))
    assert not any(verdict.fault for verdict in store.seal.verify())


@pytest.mark.parametrize("host", [False, True])
def test_idle_connections_that_ended_are_replaced_before_a_call_fails(
    server: OwnServer, *, host: bool
) -> None:
    """Every one in the pool; on a host's own engine, too."""
    url = make_url(server.url).set(drivername="postgresql+psycopg")
    engine = create_engine(url, pool_size=WORKERS) if host else server.url
    with journeys.open(engine, keys=KEYS) as store:
        opened(store)
        barrier = Barrier(WORKERS)

        def use() -> None:
            with store.store.reading():
                barrier.wait()

        threads = [Thread(target=use) for _ in range(WORKERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        server.restart()
        failed = 0
        for _ in range(2 * WORKERS):
            try:
                looking(store).milestones(JourneyId(UUID(int=1)))
            except StoreUnreachable:
                failed += 1
            except journeys.errors.UnknownJourney:
                continue
        assert failed == 0
    if isinstance(engine, Engine):
        engine.dispose()


class JourneysLog(Application[UUID]):
    """The log of the store."""

    name = "journeys"


class Letter(Aggregate):
    """What another application makes of an entry."""

    def __init__(self, journey: UUID) -> None:
        self.journey = journey


class Letters(EventSourcedProjection[UUID]):
    """Follows the log, and stores a letter for each entry."""

    name = "letters"

    def policy(self, domain_event: object, processing_event: ProcessingEvent[UUID]) -> None:
        """Write a letter."""
        if isinstance(domain_event, Entry):
            processing_event.collect_events(Letter(domain_event.journey))


RESTARTS = tries(2, 3)


def test_a_runner_and_a_reactor_go_on_after_a_restart(
    server: OwnServer, store: Journeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one stores each letter once; the other is told of each entry at least once."""
    monkeypatch.setenv("JOURNEYS_MASTER_KEY", KEYS.text)
    settings = {
        "PERSISTENCE_MODULE": "journeys.adapters.eventsourcing",
        "SQLALCHEMY_URL": server.url,
        "JOURNEYS_MAPPER_TOPIC": "journeys.adapters.eventsourcing.mapper:EntryMapper",
    }
    workers = [Worker(store) for _ in range(2)]
    told, delivered, over = set[int](), Queue[int](), Event()
    stopped = list[str]()

    def react() -> None:
        while not over.is_set():
            try:
                store.reactors.react("restarted", lambda happened: delivered.put(happened.position))
            except StoreUnreachable:
                stopped.append("reactor")
            except StoreBusy:
                over.wait(AGAIN)  # the lease of the run that was interrupted lasts a minute

    start = store.newest_position()
    store.reactors.react("restarted", lambda _: None)
    reactor = Thread(target=react, daemon=True)
    with EventSourcedProjectionRunner(
        application_class=JourneysLog, projection_class=Letters, env=settings
    ) as runner:
        reactor.start()
        with deciding(workers):
            for _ in range(RESTARTS):
                decided_more(workers)
                server.restart()
            decided_more(workers)
        end = store.newest_position()
        runner.wait(end, timeout=30)
        recorder = runner.projection.recorder
        assert recorder.max_tracking_id("journeys") == end
        assert recorder.max_notification_id() == end
    while told != set(range(start + 1, end + 1)):
        told.add(delivered.get(timeout=LONG + LEASE / SECOND))
    over.set()
    reactor.join(LONG)
    assert len(stopped) <= RESTARTS
    ledger = store.reactors.ledger("restarted")
    assert {each.outcome for each in ledger} == {"delivered"}


def test_an_answer_that_was_lost_is_not_recorded_twice(
    store: Journeys, server: OwnServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The transaction was committed, and the connection was lost before anybody heard of it."""
    assert store
    engine = connect(server.url)
    recorder = SQLAlchemyProcessRecorder(engine, f"a{uuid4().hex[:20]}")
    recorder.create_table()
    event = StoredEvent(uuid4(), 1, "topic", b"body")
    answers = iter(["committed", "lost"])

    def lost_once() -> Iterator[None]:
        if next(answers, "") == "committed":
            yield
            raise OperationalError("the connection was lost")
        yield

    @contextmanager
    def writing_and_losing(engine: Engine) -> Iterator[Connection]:
        with contextmanager(lost_once)(), writing(engine) as connection:
            yield connection

    monkeypatch.setattr("journeys.adapters.eventsourcing.recorders.writing", writing_and_losing)
    assert recorder.insert_events([event], tracking=Tracking("other", 7)) == [1]
    assert recorder.max_notification_id() == 1
    with pytest.raises(IntegrityError):
        recorder.insert_events([event], tracking=Tracking("other", 7))
    answers = iter(["committed"])
    recorder.insert_tracking(Tracking("other", 8))
    assert recorder.max_tracking_id("other") == 8
    # Somebody else followed to there with other events.
    answers = iter(["committed"])
    with pytest.raises(IntegrityError):
        recorder.idempotent(
            Tracking("other", 8),
            lambda: recorder.insert_events([StoredEvent(uuid4(), 1, "topic", b"body")]),
            lambda: recorder._positions([StoredEvent(uuid4(), 1, "topic", b"other")]),  # noqa: SLF001 - what a lost answer asks for
        )
    engine.dispose()


def test_a_server_that_stays_away_is_waited_for_once(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that was never reached is not waited for at all: its address may be wrong."""
    engine = connect(postgresql_url, pool=Pool(timeout=0.3))
    reached, tries = engine.dialect.connect, list[float]()

    def away(*_: object, **__: object) -> Never:
        tries.append(monotonic())
        raise psycopg.OperationalError("connection failed: nobody listens")

    def tried() -> int:
        """Return how often one call tries to connect before it fails."""
        tries.clear()
        with pytest.raises(OperationalError), writing(engine):
            pass
        return len(tries)

    monkeypatch.setattr(engine.dialect, "connect", away)
    assert tried() == 1
    for _ in range(2):
        monkeypatch.setattr(engine.dialect, "connect", reached)
        with writing(engine):
            pass
        engine.dispose()
        monkeypatch.setattr(engine.dialect, "connect", away)
        assert tried() > 1
        assert tries[-1] - tries[0] < 5
        assert tried() == 1


def test_an_answer_that_does_not_fit_is_a_lost_connection(postgresql_url: str) -> None:
    """Nobody can say whether it was recorded; a fault of the server's own is another error."""
    lost = translation(psycopg.InternalError("received 2 results from command 'COMMIT'"))
    assert type(lost) is OperationalError
    assert type(translation(psycopg.errors.InternalError_("broken"))) is InternalError
    engine = connect(postgresql_url)
    with (
        pytest.raises(OperationalError),
        reading(engine) as connection,
        driver_connection(connection) as raw,
    ):
        raise psycopg.InternalError("received 2 results from command 'COMMIT'")
    assert raw.closed
    with reading(engine) as other:
        assert other.connection.driver_connection is not raw
    engine.dispose()
