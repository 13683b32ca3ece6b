"""Pools that share one bound: there are never more connections than it says."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Lock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, event, text

from journeys.adapters.sql.database.bounded_pool import Bound
from journeys.adapters.sql.database.connections import connect, reading
from journeys.adapters.wiring import open_journeys
from journeys.errors import StoreBusy
from tests.invented import KEYS
from tests.registry.towns import open_files


@pytest.fixture
def engines(tmp_path: Path) -> Iterator[list[Engine]]:
    """Yield engines of five files that have at most three connections together."""
    bound = Bound(3)
    made = [connect(f"sqlite:///{tmp_path}/{nr}.db", bound=bound) for nr in range(5)]
    yield made
    for engine in made:
        engine.dispose()


def connected(folder: Path) -> int:
    """Return how many connections there are: each has the database itself open once."""
    return sum(each.suffix == ".db" for each in open_files(folder))


def test_an_idle_connection_is_used_again(engines: list[Engine], tmp_path: Path) -> None:
    """By the next who asks for the same file."""
    seen = set()
    for _ in range(3):
        with engines[0].connect() as connection:
            seen.add(id(connection.connection.driver_connection))
    assert len(seen) == connected(tmp_path) == 1


def test_the_one_that_was_not_used_for_longest_makes_room(
    engines: list[Engine], tmp_path: Path
) -> None:
    """For a file that has none."""
    for nr in (0, 1, 0, 2, 3):
        with reading(engines[nr]) as connection:
            connection.execute(text("SELECT 1"))
    assert connected(tmp_path) == 3
    assert {each.stem for each in open_files(tmp_path) if each.suffix == ".db"} == {"0", "2", "3"}


@given(st.lists(st.integers(0, 4), max_size=20))
def test_those_that_were_used_last_stay_open(visited: list[int]) -> None:
    """In whatever order files are read: as many as the bound allows, and each is its own file."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        bound, there = Bound(3), Path(folder).resolve()
        made = [connect(f"sqlite:///{there}/{nr}.db", bound=bound) for nr in range(5)]
        for engine in made:
            stack.callback(engine.dispose)
        for nr in visited:
            with reading(made[nr]) as connection:
                file = connection.execute(text("PRAGMA database_list")).one().file
                assert Path(file).stem == str(nr)
        last = [*dict.fromkeys(str(nr) for nr in reversed(visited))][:3]
        opened = [each.stem for each in open_files(there) if each.suffix == ".db"]
        assert sorted(opened) == sorted(last)


def test_who_needs_a_connection_waits_until_one_is_free(
    engines: list[Engine], tmp_path: Path
) -> None:
    """Thirty threads on five files are all served."""
    there, most, counting = 0, 0, Lock()

    def count(change: int) -> None:
        nonlocal there, most
        with counting:
            there += change
            most = max(most, there)

    for engine in engines:
        event.listen(engine, "connect", lambda *_: count(1))
        event.listen(engine, "close", lambda *_: count(-1))

    def ask(nr: int) -> int:
        with reading(engines[nr % 5]) as connection:
            return int(connection.scalar(text("SELECT 1")) or 0)

    with ThreadPoolExecutor(30) as pool:
        assert sum(pool.map(ask, range(300))) == 300
    assert most == there == 3
    # While a file is open, SQLite keeps the handle of a closed connection to it for the next one.
    for engine in engines:
        engine.dispose()
    assert there == connected(tmp_path) == 0


def test_threads_that_need_a_second_connection_do_not_wait_for_each_other(
    engines: list[Engine],
) -> None:
    """One place is kept for them."""

    def ask_twice(nr: int) -> None:
        with reading(engines[nr % 5]) as connection:
            connection.execute(text("SELECT 1"))
            with reading(engines[nr % 5]) as second:
                second.execute(text("SELECT 1"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask_twice, range(80), timeout=30))


def test_who_waits_too_long_is_told_that_the_store_is_busy(tmp_path: Path) -> None:
    """Somebody keeps every connection: that is an error in the end."""
    url = f"sqlite:///{tmp_path}/store.db"
    engine = connect(url, bound=Bound(2, wait=0.05))
    store = open_journeys(engine, keys=KEYS)
    held, done = Event(), Event()

    def hold() -> None:
        with engine.connect():
            held.set()
            done.wait(30)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(hold)
        held.wait(30)
        with pytest.raises(StoreBusy, match="became free"):
            store.newest_position()
        done.set()
    assert store.newest_position() == 0
    store.close()


def test_a_place_is_given_back_where_no_connection_can_be_made(tmp_path: Path) -> None:
    """Each failure costs nothing."""
    missing = f"sqlite:///file:{tmp_path}/none.db?mode=ro&uri=true"
    engine = connect(missing, bound=Bound(2))
    for _ in range(5):
        with pytest.raises(Exception, match="unable to open"), engine.connect():
            pass


def test_what_is_used_when_a_pool_is_closed_is_closed_when_it_is_returned(
    engines: list[Engine], tmp_path: Path
) -> None:
    """And the engine connects again after that."""
    with ExitStack() as stack:
        connection = stack.enter_context(engines[0].connect())
        engines[0].dispose()
        assert connection.scalar(text("SELECT 1")) == 1
        assert connected(tmp_path) == 1
    assert connected(tmp_path) == 0
    with engines[0].connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1


def test_a_forked_child_makes_connections_of_its_own(engines: list[Engine]) -> None:
    """It leaves those of its parent as they are, in use or idle."""
    with engines[0].connect() as used, engines[1].connect():
        assert used.scalar(text("SELECT 1")) == 1
        child = os.fork()
        if child == 0:  # pragma: no cover - another process
            fine = False
            try:
                with engines[2].connect() as own, engines[1].connect() as other:
                    fine = own.scalar(text("SELECT 1")) == other.scalar(text("SELECT 1")) == 1
            finally:
                os._exit(0 if fine else 1)
        assert os.waitpid(child, 0)[1] == 0
        assert used.scalar(text("SELECT 1")) == 1


def test_one_connection_is_not_enough() -> None:
    """A look is logged on a second one while many histories are read on the first."""
    with pytest.raises(ValueError, match="At least 2"):
        Bound(1)
