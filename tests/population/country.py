"""An invented country: municipalities with a few journeys each, with ids of every version."""

import random
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid1, uuid3, uuid5

from pydantic_core import to_json

from journeys import (
    JourneyId,
    Journeys,
    MeasureId,
    Municipalities,
    PlacementId,
    SubgoalId,
    events,
)
from journeys.app.population import PartAnswers, Population
from journeys.app.ports.log import Recording
from journeys.projections.by_name import VIEWS
from tests.invented import BO, BY_ANNA, JAN_1, MAR_1
from tests.processes import PROCESSES

RARE = ("Zimbelkraut", "Quorvexling", "Ypsilonbrygge")
"""Words that stand nowhere but in the stores of these tests."""


def ids(town: int, people: int) -> list[JourneyId]:
    """Return ids of every version, and of the one that begins with the time."""
    drawn = random.Random(town)  # noqa: S311 - no secret
    found = list[UUID]()
    for nr in range(people):
        any_bits = drawn.getrandbits(128)
        made = (
            uuid1(node=town, clock_seq=nr),
            uuid3(UUID(int=town), str(nr)),
            UUID(int=any_bits, version=4),
            uuid5(UUID(int=town), str(nr)),
            UUID(int=(0x0199 << 112) | (7 << 76) | (2 << 62) | (any_bits >> 70)),  # version 7
            UUID(int=town * 1000 + nr + 1),
        )
        found.append(made[nr % len(made)])
    return [JourneyId(each) for each in found]


def walked(nr: int) -> list[events.Event]:
    """Return what was recorded on one of several journeys."""
    on, thing = JAN_1 + timedelta(days=nr % 40), UUID(int=nr + 1)
    found: list[events.Event] = [
        events.JourneyOpened(
            on=on,
            municipality="621",
            basis="førtidspension" if nr % 3 else "kontanthjælp",
            responsible=BO,
        ),
        events.HopeStated(on=on, words=RARE[nr % len(RARE)]),
        events.SubgoalSet(on=on, subgoal=SubgoalId(thing), title=RARE[0], why=RARE[1]),
    ]
    if nr % 2:
        found.append(
            events.PlacementStarted(
                on=on + timedelta(days=3),
                placement=PlacementId(thing),
                placement_kind="småjob",
                paid_hours=None,
            )
        )
    if nr % 5 == 0:
        found.append(
            events.MeasureGranted(
                on=on, measure=MeasureId(thing), measure_kind="mentorstøtte", provider_code=None
            )
        )
    return found


def settle(town: Journeys, nr: int, people: int) -> list[JourneyId]:
    """Record the journeys of a town, and return their ids."""
    journeys = ids(nr, people)
    recordings = [Recording(each, 0, walked(at)) for at, each in enumerate(journeys)]
    with town.store.writing() as transaction:
        transaction.log.append(recordings, BY_ANNA, None)
    return journeys


def population(asked: Journeys | Municipalities) -> Population:
    """Return everybody, as Anna asks."""
    return asked.population(BY_ANNA, "Opgørelse")


def answered(
    asked: Journeys | Municipalities,
    view: Any,  # noqa: ANN401 - any view
    on: date = MAR_1,
    **how: Any,  # noqa: ANN401 - as `answers` takes it
) -> list[PartAnswers[Any]]:
    """Return every part of an answer."""
    return list(population(asked).answers(view, on=on, **how))


def by_journey(parts: list[PartAnswers[Any]]) -> dict[JourneyId, Any]:
    """Return what is answered about each journey."""
    return {each: answer for part in parts for each, answer in part.answers.items()}


def as_bytes(parts: list[PartAnswers[Any]]) -> bytes:
    """Return an answer as it would be written down."""
    return to_json([each._asdict() for each in parts])


def looped(town: Journeys, view: str, known_at: datetime | None = None) -> Mapping[JourneyId, Any]:
    """Return what a plain loop over every journey of a store answers."""
    found, book = dict[JourneyId, Any](), town.book.known_at(known_at)
    with town.store.reading() as transaction:
        for journey in sorted(transaction.log.journeys()):
            history = transaction.log.existing(journey).as_of(known_at=known_at)
            if history.entries:
                found[journey] = VIEWS[view](history, book, MAR_1, known_at)
    return found


@contextmanager
def two_processes() -> Iterator[Executor]:
    """Yield an executor of a host's own: two processes that have the library loaded."""
    with ProcessPoolExecutor(2, PROCESSES) as pool:
        yield pool
