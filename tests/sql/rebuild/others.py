"""Other processes: some that read while the tables are made anew, and some that make them."""

from collections import Counter
from decimal import Decimal
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event as Signal
from random import Random
from uuid import UUID

from sqlalchemy import select

import journeys
from journeys import JourneyId, Journeys, events
from journeys.adapters.sql.readmodels.rows import rows
from journeys.adapters.sql.readmodels.tables import READ
from journeys.adapters.sql.readmodels.tables import journeys as own
from journeys.app.ports.log import Recording
from journeys.employers import EmployerId, PostId, TaskId
from tests.app.writers import record
from tests.connections import connection_of
from tests.invented import BAKING, BY_ANNA, COOK, KEYS, OPENED, PLANNED, opened

TAKEN = events.PostTaken(
    employer=EmployerId(UUID(int=1)),
    post=PostId(UUID(int=2)),
    tasks=(events.TaskTaken(task=TaskId(UUID(int=3)), hours=Decimal(5)),),
)
FACTS: list[events.Event] = [OPENED, COOK, BAKING.model_copy(update={"post": TAKEN}), PLANNED]


def filled(walks: Journeys, number: int) -> list[JourneyId]:
    """Record so many short journeys, whose ids begin in every way; return them."""
    random = Random(number)  # noqa: S311 - which ids they have is no secret
    ids = [JourneyId(UUID(int=random.getrandbits(128))) for _ in range(number)]
    with walks.store.writing() as transaction:
        transaction.log.append([Recording(each, 0, FACTS) for each in ids], BY_ANNA, None)
    return ids


def write_for_a_while(url: str, writer: int, over: Signal) -> None:
    """Record on new and on old journeys, one fact a commit, until it is over."""
    random, number = Random(writer), 0  # noqa: S311 - which journey is next is no secret
    with journeys.open(url, keys=KEYS) as walks:
        while not over.is_set():
            journey = JourneyId(UUID(int=(random.randrange(16) << 124) + random.randrange(40)))
            opened(walks, journey)
            record(walks, journey, f"{writer}-{number}")
            number += 1


OFTEN = 20
"""More looks than this are enough to have met a switch."""


def read_for_a_while(url: str, over: Signal, enough: Signal, told: Connection) -> None:
    """Look at the rows of one journey after another; tell how often, and what was not whole."""
    seen, most, broken, random = 0, 0, list[str](), Random(0)  # noqa: S311 - no secret
    with journeys.open(url, keys=KEYS) as walks:
        while not over.is_set():
            with walks.store.reading() as transaction:
                connection = connection_of(transaction)
                streams = connection.scalars(select(own.c.journey)).all()
                if len(streams) < most:
                    broken.append(f"{len(streams)} journeys, after {most}")
                most, stream = len(streams), random.choice(streams)
                stored = Counter(
                    (table, tuple(row))
                    for table in READ.sorted_tables
                    for row in connection.execute(select(table).where(table.c.journey == stream))
                )
                journey = JourneyId(UUID(stream))
                history = transaction.log.history(journey)
                if stored != Counter(rows(journey, history, walks.book)):
                    broken.append(f"{journey} {len(history.entries)}")
                seen += 1
                if seen > OFTEN:
                    enough.set()
    told.send((seen, broken))


def rebuild_until_killed(url: str, acknowledged: Connection) -> None:
    """Make the tables anew, again and again; tell each time that it begins."""
    with journeys.open(url, keys=KEYS) as walks:
        while True:
            acknowledged.send("begins")
            walks.maintenance.rebuild()
            acknowledged.send("ends")


def rebuild_once(url: str) -> None:
    """Make the tables anew."""
    with journeys.open(url, keys=KEYS) as walks:
        walks.maintenance.rebuild()
