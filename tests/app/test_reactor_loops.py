"""A loop delivers soon after an entry is recorded, one worker at a time, whatever ends another."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from multiprocessing.connection import Connection
from queue import Queue
from threading import Event, Thread
from time import monotonic
from typing import Self

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url
from structlog.testing import capture_logs

import journeys
from journeys import Happened, Journeys, Reactor
from journeys.app import reactors as loops
from journeys.app.delivering import now_us
from journeys.app.reactors import Reactors
from journeys.errors import StoreError
from tests.app.killing import acknowledged_before_kill
from tests.app.test_reactors import hope
from tests.invented import KEYS, opened
from tests.processes import PROCESSES

LONG = 60  # seconds after which a test has hung
LOST, BACK = "lost its store", "has its store again"
"""What the log says of a reactor."""
TERMINATE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"


class Loop:
    """A reactor that runs in a thread, and what it was told, in order."""

    def __init__(self, reactors: Reactors, name: str = "letters") -> None:
        self.told = Queue[int]()
        self.stop = Event()
        self.raised: Exception | None = None
        self._thread = Thread(target=self._run, args=(reactors, name))

    def _run(self, reactors: Reactors, name: str) -> None:
        try:
            reactors.run(name, self.take, self.stop, since=0)
        except Exception as error:  # noqa: BLE001 - the test looks at it
            self.raised = error

    def take(self, happened: Happened) -> None:
        """Be told of an entry."""
        self.told.put(happened.position)

    def next(self, number: int = 1) -> list[int]:
        """Wait for so many entries, and return them."""
        return [self.told.get(timeout=LONG) for _ in range(number)]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self._thread.join(LONG)
        assert not self._thread.is_alive()


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so; fail after a minute."""
    deadline = monotonic() + LONG
    while not is_so():
        assert monotonic() < deadline


@contextmanager
def another(url: str) -> Iterator[Journeys]:
    """Yield the store as another process has it open."""
    with journeys.open(url, keys=KEYS) as other:
        yield other


def test_a_loop_delivers_what_there_is_and_then_what_comes(walks: Journeys) -> None:
    """In order, each once; when it stops it gives its lease up."""
    opened(walks)
    with Loop(walks.reactors) as loop:
        assert loop.next() == [1]
        for position in range(2, 8):
            assert hope(walks, f"Håb {position}") == position
            assert loop.next() == [position]
    assert loop.raised is None
    (status,) = walks.reactors.status()
    assert (status.state, status.position, status.lag) == ("stopped", 7, 0)


def test_a_loop_is_woken_and_need_not_poll(
    walks: Journeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Soon after a commit: long before it would renew its lease."""
    monkeypatch.setattr(loops, "HEARTBEAT", 10**6)
    opened(walks)
    with Loop(walks.reactors) as loop:
        loop.next()
        for number in range(20):
            begun = monotonic()
            hope(walks, f"Håb {number}")
            loop.next()
            assert monotonic() - begun < LONG / 2


def test_what_raised_is_tried_again_by_the_loop_itself(walks: Journeys) -> None:
    """After its wait, and then those behind it."""
    opened(walks)
    hope(walks)
    tries, passed, done = count(1), count(0, 20_000_000), Event()

    def clock() -> int:
        return now_us() + next(passed)  # each look at the clock is 20 seconds after the last

    def reactor(happened: Happened) -> None:
        if happened.position == 1 and next(tries) < 3:
            raise TimeoutError
        if happened.position == 2:
            done.set()

    thread = Thread(
        target=Reactors(walks.store, clock, lambda: 0.0).run,
        args=("letters", reactor, done),
        kwargs={"since": 0},
    )
    thread.start()
    assert done.wait(LONG)
    thread.join(LONG)
    assert [each.attempts for each in walks.reactors.ledger("letters")] == [3, 1]


def test_two_loops_share_a_reactor_and_one_delivers(
    walks: Journeys, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one stands by without an error, and takes over when the first one stops."""
    monkeypatch.setattr(loops, "STANDBY", 0.05)
    opened(walks)
    with another(database_url) as other:
        with Loop(other.reactors) as second:
            second.next()
            with Loop(walks.reactors) as first:
                for position in range(2, 10):
                    hope(walks, f"Håb {position}")
                assert second.next(8) == list(range(2, 10))
                second.stop.set()
                hope(walks, "Et sidste håb")
                # Whichever of the two took the last one, it was delivered.
                until(lambda: not (first.told.empty() and second.told.empty()))
        assert (first.raised, second.raised) == (None, None)
    assert first.told.qsize() + second.told.qsize() == 1
    assert [each.attempts for each in walks.reactors.ledger("letters")] == [1] * 10


def run_until_killed(url: str, acknowledged: Connection) -> None:
    """Run a reactor in a process of its own, and say what it was told."""
    with journeys.open(url, keys=KEYS) as walks:
        walks.reactors.run(
            "letters", lambda told: acknowledged.send(told.position), PROCESSES.Event(), since=0
        )


def test_after_a_kill_another_loop_continues(
    walks: Journeys, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once the lease of the killed one has ended; it is seen to be silent before that."""
    monkeypatch.setattr(loops, "STANDBY", 0.05)
    opened(walks)
    for number in range(119):
        hope(walks, f"Håb {number}")
    told = acknowledged_before_kill(run_until_killed, database_url, seed=1, longest=0.05)
    (status,) = walks.reactors.status()
    assert status.state == "running"  # as far as anybody can tell yet
    later = [31_000_000]
    reactors = Reactors(walks.store, lambda: now_us() + later[0])
    (status,) = reactors.status()
    assert status.state == "silent"
    with Loop(reactors) as loop:
        later[0] = 62_000_000
        until(lambda: reactors.status()[0].lag == 0)
    again = loop.next(loop.told.qsize())
    assert loop.raised is None
    # All of them in order, each once but for the one that was told and not noted.
    assert told == list(range(1, len(told) + 1))
    assert again == list(range(again[0], 121))
    assert len(told) <= again[0] <= len(told) + 1
    assert [each.fault for each in walks.seal.verify()] == [None] * 5


@contextmanager
def refusing_connections(url: str, server: str) -> Iterator[None]:
    """Let a database be as it is while its server restarts: no connection stays, none is made."""
    name = str(make_url(url).database)
    allow = SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS {}")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(allow.format(Identifier(name), SQL("false")))
        connection.execute(TERMINATE, [name])
        try:
            yield
        finally:
            connection.execute(allow.format(Identifier(name), SQL("true")))


def test_a_loop_goes_on_after_the_database_was_away(
    postgresql_url: str, postgresql_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By itself, each time; the log has one warning for each loss, and nothing is told twice."""
    monkeypatch.setattr(loops, "RETRY", 0.01)
    monkeypatch.setattr(loops, "HEARTBEAT", 0.05)  # so it notices, whatever it waits for
    with (
        capture_logs() as logged,
        journeys.open(postgresql_url, keys=KEYS, pool=journeys.Pool(timeout=0)) as walks,
        journeys.open(postgresql_url, keys=KEYS, pool=journeys.Pool(timeout=0)) as mine,
    ):
        opened(mine)
        with Loop(walks.reactors) as loop:
            loop.next()
            until(lambda: mine.reactors.status()[0].lag == 0)
            for losses in (1, 2):
                with refusing_connections(postgresql_url, postgresql_server):
                    until(lambda losses=losses: logged_of(logged, LOST) == losses)  # type: ignore[misc]
                position = None
                while position is None:
                    # A pooled connection of the test's own was lost, too.
                    with suppress(StoreError):
                        position = hope(mine, f"Håb {losses}")
                assert loop.next() == [position]
                # One that was told and not noted would be told again.
                until(lambda: mine.reactors.status()[0].lag == 0)
                # Lost again within that turn, it would still be the same loss.
                until(lambda losses=losses: logged_of(logged, BACK) == losses)  # type: ignore[misc]
        assert loop.raised is None
    assert logged_of(logged, LOST) == 2
    assert loop.told.empty()


def logged_of(logged: Sequence[Mapping[str, object]], words: str) -> int:
    """Return how often the log says this of a reactor."""
    return sum(words in str(each["event"]) for each in logged)


def test_a_reactor_that_somebody_moved_ends_the_loop(walks: Journeys) -> None:
    """Nothing may sign that, so going on would deliver without an end."""
    opened(walks)
    reactor: Reactor = lambda _: None  # noqa: E731 - a reactor that does nothing
    walks.reactors.react("letters", reactor, since=0)
    with walks.store.writing() as transaction:
        connection = getattr(transaction, "connection")  # noqa: B009 - of SQL
        connection.exec_driver_sql("UPDATE journeys_reactors SET position = 0")
    with Loop(walks.reactors) as loop:
        loop.next()
        until(lambda: loop.raised is not None)
    assert type(loop.raised).__name__ == "BrokenHistory"
