"""Many who decide at once on one journey, each in a thread, and what became of it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

from sqlalchemy import Engine, create_engine, make_url, text

from journeys import JourneyId, Journeys, events, verbs
from tests.invented import ANNA, BY_ANNA, FEB_1, looking
from tests.servers import WAITING


def impatient(url: str, setting: str = "lock_timeout=20") -> str:
    """Return the URL of the same PostgreSQL store for somebody with another setting.

    By default somebody who waits twenty milliseconds for a lock.
    """
    options = {"options": f"-c {setting}"}
    return make_url(url).update_query_dict(options).render_as_string(hide_password=False)


@contextmanager
def hosts_engine(url: str) -> Iterator[Engine]:
    """Yield an engine as a host would make it, with room for every thread."""
    made = make_url(url).set(drivername="postgresql+psycopg")
    engine = create_engine(made, pool_size=20)
    yield engine
    engine.dispose()


def succeed(walks: Journeys, journey: JourneyId, words: str) -> None:
    """Record a small success of these words."""
    walks.decide(
        journey, verbs.notice_small_success, BY_ANNA, words=words, noticed_by=ANNA, on=FEB_1
    )


def at_once(threads: int, work: Callable[[int], None]) -> None:
    """Let each thread do its work, all from the same moment; raise the first error."""
    start = Barrier(threads)

    def begin(number: int) -> None:
        start.wait()
        work(number)

    with ThreadPoolExecutor(threads) as pool:
        for done in [pool.submit(begin, number) for number in range(threads)]:
            done.result()


def until_one_waits(observer: Engine, *meanwhile: Future[Any]) -> None:
    """Return as soon as somebody waits for a lock in this database, or one of these is done."""
    with observer.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        while not connection.scalar(text(WAITING)) and not any(each.done() for each in meanwhile):
            pass


def assert_each_once(walks: Journeys, journey: JourneyId, words: Iterable[str]) -> None:
    """Assert that each of these was recorded once, and that no version is missing."""
    entries = looking(walks).history(journey).entries
    assert [entry.version for entry in entries] == list(range(1, len(entries) + 1))
    said = [
        each.event.words for each in entries if isinstance(each.event, events.SmallSuccessNoticed)
    ]
    assert Counter(said) == Counter(words)
