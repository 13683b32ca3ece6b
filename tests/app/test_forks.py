"""A process forks after it opened a store, as with gunicorn's preload or celery."""

import gc
import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import NoReturn
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url

import journeys
from journeys import JourneyId, Journeys, verbs
from journeys.adapters.sql.database.connections import connect
from journeys.adapters.sql.database.forks import ForkSafeLock, close_before_fork, in_sqlite
from journeys.employers import state_expectations
from journeys.errors import Refused, StoreError, StoreUnreachable
from tests.app.posted import BAKERY, EARLY, OVEN, begun, open_post, people, record, registered, task
from tests.app.rows import assert_current
from tests.connections import connection_of
from tests.effort import tries
from tests.invented import ANNA, BY_ANNA, FEB_1, KEYS, WALK, looking, opened

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork"),
    pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning"),
]

THREADS, CHILDREN, DECISIONS = 3, tries(6, 60), 10
SECONDS = 60


def child(body: Callable[[], object]) -> int:
    """Fork, and return the child's process id; the child runs the body alone."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        body()
        code = 0
    except BaseException:  # noqa: BLE001 - shown, and never raised into a second pytest
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def ended_well(pid: int) -> bool:
    """Return whether a child ended without an error."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def decide_and_look(store: Journeys, journey: JourneyId, times: int) -> None:
    """Record small successes, and expect that each answer is to what was asked."""
    for _ in range(times):
        words = str(uuid4())
        (entry,) = store.decide(
            journey,
            verbs.notice_small_success,
            actor=BY_ANNA,
            request_id=words,
            words=words,
            noticed_by=ANNA,
            on=FEB_1,
        )
        assert (entry.journey, entry.request_id) == (journey, words)
        history = looking(store).history(journey)
        assert {each.journey for each in history.entries} == {journey}
        assert history.entries[-1].request_id == words


def leave() -> NoReturn:
    """Leave every `with` by an error."""
    raise RuntimeError("the child leaves")


@contextmanager
def others_decide(store: Journeys) -> Iterator[list[JourneyId]]:
    """Have other threads decide in the body, and expect that none of them failed."""
    over, errors = Event(), list[Exception]()

    def decide(journey: JourneyId) -> None:
        try:
            while not over.is_set():
                decide_and_look(store, journey, 1)
        except Exception as error:  # noqa: BLE001 - shown by the test
            errors.append(error)

    journeys_ = [opened(store, JourneyId(uuid4())) for _ in range(THREADS)]
    threads = [Thread(target=decide, args=(journey,)) for journey in journeys_]
    for thread in threads:
        thread.start()
    try:
        yield journeys_
    finally:
        over.set()
        for thread in threads:
            thread.join(SECONDS)
    assert errors == []


@pytest.mark.parametrize("host", [False, True], ids=["own", "host"])
def test_parent_and_children_go_on_and_no_answer_crosses(database_url: str, *, host: bool) -> None:
    """Forked while other threads are in the middle of a decision; also on a host's own engine."""
    url = make_url(database_url)
    if host and url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    engine = create_engine(url) if host else connect(url)
    with journeys.open(engine, keys=KEYS) as store, others_decide(store) as those:
        own = [opened(store, JourneyId(uuid4())) for _ in range(CHILDREN)]
        children = [
            child(lambda journey=journey: decide_and_look(store, journey, DECISIONS))  # type: ignore[misc]
            for journey in own
        ]
        decide_and_look(store, opened(store), DECISIONS)
        ended = [ended_well(each) for each in children]
        assert all(ended)
    with journeys.open(database_url, keys=KEYS) as store:
        assert not any(verdict.fault for verdict in store.seal.verify())
        assert_current(store, *own, *those, WALK)
        for journey in own:
            assert len(looking(store).history(journey).entries) == 1 + DECISIONS
    engine.dispose()


def test_parent_and_children_fill_the_posts_of_one_employer_and_no_more(database_url: str) -> None:
    """Each has the history of the employer cached from before it forked."""
    with journeys.open(database_url, keys=KEYS) as store:
        open_post(store, EARLY, task(OVEN, hours=3 * 4), employer=registered(store), may_share=3)
        who = [opened(store, JourneyId(uuid4())) for _ in range(5)]

        def begin(nr: int) -> None:
            with suppress(Refused):
                record(store, who[nr], begun(nr))
            store.employers.decide(BAKERY, state_expectations, BY_ANNA, words=f"Mød {nr}", on=FEB_1)

        begin(0)
        children = [child(lambda nr=nr: begin(nr)) for nr in range(1, 4)]  # type: ignore[misc]
        begin(4)
        ended = [ended_well(each) for each in children]
        assert all(ended)
    with journeys.open(database_url, keys=KEYS) as store:
        assert len(people(store, FEB_1)) == 3
        assert not any(verdict.fault for verdict in store.seal.verify())
        timeline = looking(store).employer_timeline(BAKERY)
        assert len(timeline.lines) == 2 + len(who)
        assert_current(store, *who)


def test_a_child_that_closes_or_forgets_the_store_leaves_the_parent_its_connections(
    database_url: str,
) -> None:
    """Neither hangs up on the server, nor gives up a lock on the file."""
    store = journeys.open(database_url, keys=KEYS)
    opened(store)
    stores = [store]

    def forget() -> None:
        stores.pop().close()
        gc.collect()

    with store.store.reading() as transaction:
        before = connection_of(transaction).connection.driver_connection
    assert ended_well(child(forget))
    with store.store.reading() as transaction:
        now = connection_of(transaction).connection.driver_connection
    if connect(database_url).dialect.name == "postgresql":
        assert now is before
    decide_and_look(store, WALK, 3)
    store.close()


def test_a_child_forked_in_a_transaction_cannot_end_it(database_url: str) -> None:
    """It is the parent's; on SQLite the child may not use the file at all, and is told so."""
    sqlite = database_url.startswith("sqlite")
    with journeys.open(database_url, keys=KEYS) as store:
        opened(store)

        def use() -> None:
            if sqlite:
                with pytest.raises(StoreUnreachable, match="forked in the middle"):
                    journeys.open(database_url, keys=KEYS)
                with pytest.raises(StoreUnreachable, match="forked in the middle"):
                    opened(store, JourneyId(uuid4()))
            else:
                opened(store, JourneyId(uuid4()))

        with store.unit_of_work() as work:
            decide_and_look(work, WALK, 1)
            used = child(use)

            def go_on() -> None:
                with pytest.raises(StoreError):
                    decide_and_look(work, WALK, 1)

            assert ended_well(child(go_on))
            decide_and_look(work, WALK, 1)
        assert ended_well(used)
        decide_and_look(store, WALK, 1)
        assert len(looking(store).history(WALK).entries) == 4
        assert not any(verdict.fault for verdict in store.seal.verify())


def test_a_child_that_leaves_a_transaction_of_the_parent_does_not_roll_it_back(
    database_url: str,
) -> None:
    """Its own way out of the `with` ends in an error, or in silence; the parent commits."""
    with journeys.open(database_url, keys=KEYS) as store:
        opened(store)
        pid = None
        try:
            with store.unit_of_work() as work:
                decide_and_look(work, WALK, 1)
                pid = os.fork()
                if not pid:
                    leave()
        except BaseException:
            if pid:
                raise
            os._exit(0)
        assert pid
        assert ended_well(pid)
        assert len(looking(store).history(WALK).entries) == 2
        assert not any(verdict.fault for verdict in store.seal.verify())


class Left:
    """Stands for a transaction that was left open, and is collected in the middle of a fork."""

    def use_the_file(self) -> None:
        """Go in and out, as the end of a transaction does."""
        with in_sqlite:
            pass


def test_what_is_collected_in_the_middle_of_a_fork_does_not_stop_it(tmp_path: Path) -> None:
    """It runs on the thread that forks, which alone could let it in."""
    left = Left()
    close_before_fork(left, tmp_path / "store.db", Left.use_the_file)
    assert ended_well(child(left.use_the_file))
    left.use_the_file()


PROGRAM = """
import os, sys
import journeys
from tests.invented import KEYS, looking, opened, WALK
for url, where in zip(sys.argv[1::2], sys.argv[2::2]):
    if not os.fork():
        break  # a program of its own, with everything imported
    assert os.wait()[1] == 0
else:
    os._exit(0)
store = journeys.open(url, keys=KEYS)
opened(store)
inside = store.unit_of_work() if where == "inside" else None
if inside:
    inside.__enter__()
if os.fork():
    assert os.wait()[1] == 0
    if inside:
        inside.__exit__(None, None, None)
    assert len(looking(store).history(WALK).entries) == 1
    assert not any(verdict.fault for verdict in store.seal.verify())
    print(where, "well")
"""


@pytest.mark.parametrize("where", ["inside", "outside"])
def test_a_child_that_ends_as_any_program_does_leaves_nothing_broken(
    sqlite_url: str, postgresql_url: str, where: str
) -> None:
    """Python closes what is left open at its end: not what is the parent's."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, sqlite_url, where, postgresql_url, where],
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    assert done.stdout == f"{where} well\n" * 2, done.stderr
    if where == "outside":
        assert done.stderr == ""


def test_a_lock_that_is_held_at_the_fork_is_free_in_the_child() -> None:
    """Nobody is left there to release it."""
    lock = ForkSafeLock()
    with lock:

        def take() -> None:
            with lock:
                pass

        pid = child(take)
    assert ended_well(pid)
