"""Benchmarks of recording: one decision a commit, with and without rows, and many at once.

Like for like is stock eventsourcing with its own cipher on: everything of ours is encrypted.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import singledispatchmethod
from itertools import count
from uuid import UUID, uuid4

from eventsourcing.application import Application
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner

import journeys
from journeys import JourneyId, Journeys, events, verbs
from journeys.app.ports.log import Recording
from journeys.app.requests import request
from tests.benchmarks.asked import POSTGRESQL
from tests.benchmarks.generated import WORDS, history
from tests.benchmarks.grounds import Ground, analyse, driver
from tests.benchmarks.measuring import Effort, Row, Work, compared, rates
from tests.benchmarks.stock import EncryptedStock, StockWalk, environment, stock
from tests.invented import ANNA, BY_ANNA, FEB_1, KEYS, opened

SAID = WORDS[:330]
"""What makes an event of about 490 bytes."""

LENGTH = 100  # entries of the journeys on which is decided
TURNS = 50  # journeys that take turns, so that none becomes much longer
BULK = 1000
STOCK_BULK = 500  # the stock PostgreSQL recorder can hang in its pipeline with a thousand
RUN = 50  # events that a runner catches up on at once


def noticed(number: int) -> events.SmallSuccessNoticed:
    """Return one fact of an ordinary size."""
    return events.SmallSuccessNoticed(on=FEB_1, words=f"{number} {SAID}", noticed_by=ANNA)


def writing(ground: Ground, effort: Effort) -> Iterator[Row]:
    """Yield the rows of `append`, `decide` and `import`."""
    url = ground.new()
    with ExitStack() as stack:
        walks = stack.enter_context(journeys.open(url, keys=KEYS))
        theirs = stack.enter_context(stock(url))
        encrypted = stack.enter_context(stock(url, EncryptedStock))
        raw = stack.enter_context(driver(ground.new()))
        appended = stock_append(theirs)
        works = {
            "append": append_one(walks, requested=True),
            "append without a request": append_one(walks, requested=False),
            "stock": appended,
            "encrypted stock": stock_append(encrypted),
            "raw": _raw_append(raw, ground),
            "decide": _decide(walks),
            "import": _import(walks),
            "stock import": _stock_import(theirs),
        }
        for work in works.values():
            work()
        analyse(url)
        told = rates(works, effort)
        name = ground.database
        yield compared("append", name, told["append"], told["stock"])
        alike = told["encrypted stock"]
        yield compared("append, like for like", name, told["append"], alike)
        bare = told["append without a request"]
        yield compared("append without a request", name, bare, told["stock"])
        yield compared("append beside the raw driver", name, told["append"], told["raw"])
        yield compared("decide", name, told["decide"], told["stock"])
        yield compared("import", name, told["import"], told["stock import"])
        if name == POSTGRESQL:
            yield from _beside_runner(walks, theirs, url, effort)


def append_one(walks: Journeys, *, requested: bool) -> Work:
    """Return what does as `decide` does, but for asking a verb and for the rows."""
    journey = opened(walks, JourneyId(uuid4()))

    def append() -> int:
        with walks.store.writing() as transaction:
            asked = request(str(uuid4()), journey, BY_ANNA, None) if requested else None
            after = transaction.log.load_to_decide(journey, asked).version
            assert asked is None or transaction.log.requested(asked) is None
            recording = Recording(journey, after, [noticed(after)])
            transaction.log.append([recording], BY_ANNA, asked)
        return 1

    return append


def _decide(walks: Journeys) -> Work:
    facts = [event for event in history(7, 2 * LENGTH) if event.on < FEB_1][:LENGTH]
    held = [JourneyId(uuid4()) for _ in range(TURNS)]
    with walks.store.writing() as transaction:
        recordings = [Recording(journey, 0, facts) for journey in held]
        transaction.log.append(recordings, BY_ANNA, None)
    numbers = count()

    def decide() -> int:
        number = next(numbers)
        assert walks.decide(
            held[number % TURNS],
            verbs.notice_small_success,
            BY_ANNA,
            str(uuid4()),
            words=f"{number} {SAID}",
            noticed_by=ANNA,
            on=FEB_1,
        )
        return 1

    for _ in held:
        decide()
    return decide


def _import(walks: Journeys) -> Work:
    facts = [noticed(number) for number in range(BULK)]

    def bulk() -> int:
        with walks.store.writing() as transaction:
            transaction.log.append([Recording(JourneyId(uuid4()), 0, facts)], BY_ANNA, None)
        return BULK

    return bulk


def stock_append(application: Application[UUID]) -> Work:
    """Return what appends one event by a stock application."""
    walk = StockWalk("621", "kontanthjælp", ANNA, "2026-01-01")
    application.save(walk)

    def append() -> int:
        walk.notice(f"x {SAID}", ANNA, "2026-02-01")
        application.save(walk)
        return 1

    return append


def _stock_import(application: Application[UUID]) -> Work:
    many = StockWalk("621", "kontanthjælp", ANNA, "2026-01-01")
    for number in range(STOCK_BULK - 1):
        many.notice(f"{number} {SAID}", ANNA, "2026-02-01")
    facts = many.collect_events()

    def bulk() -> int:
        # The same facts of another aggregate, made as cheaply as can be.
        another = uuid4()
        for fact in facts:
            fact.__dict__["originator_id"] = another
        application.events.put(facts)
        return STOCK_BULK

    return bulk


def _raw_append(raw: object, ground: Ground) -> Work:
    execute = raw.execute  # type: ignore[attr-defined]
    mark, kind = ("%s", "BYTEA") if ground.database == POSTGRESQL else ("?", "BLOB")
    execute(
        "CREATE TABLE raw (position BIGINT PRIMARY KEY, stream TEXT, version BIGINT, topic TEXT, "
        f"body {kind}, UNIQUE (stream, version))"
    )
    insert = f"INSERT INTO raw VALUES ({', '.join([mark] * 5)})"  # noqa: S608 - only placeholders
    stream, body, numbers = str(uuid4()), SAID.encode() + b" " * 150, [0]

    def append() -> int:
        numbers[0] += 1
        execute(insert, (numbers[0], stream, numbers[0], "small-success-noticed", body))
        return 1

    return append


class _Seen(Projection[PostgresTrackingRecorder]):
    """A view that keeps nothing but how far it came."""

    name = "seen"

    @singledispatchmethod
    def process_event(self, _domain_event: object, tracking: Tracking) -> None:
        """Note that an event was seen."""
        self.view.insert_tracking(tracking)


@contextmanager
def following(url: str) -> Iterator[Callable[[int | None], None]]:
    """Let stock's projection runner follow stock's log; yield what waits until it came so far."""
    with ProjectionRunner(
        application_class=Application[UUID],
        projection_class=_Seen,
        view_class=PostgresTrackingRecorder,
        env=environment(url),
    ) as runner:
        yield lambda position: runner.wait(position, timeout=120)


def _beside_runner(
    walks: Journeys, application: Application[UUID], url: str, effort: Effort
) -> Iterator[Row]:
    appended = stock_append(application)
    with following(url) as until:

        def followed() -> int:
            for _ in range(RUN):
                appended()
            until(application.recorder.max_notification_id())
            return RUN

        followed()
        told = rates({"decide": _decide(walks), "followed": followed}, effort)
    yield compared("decide beside append and runner", POSTGRESQL, told["decide"], told["followed"])
