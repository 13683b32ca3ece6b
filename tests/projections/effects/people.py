"""People made by hand, and short ways to look at their trials."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

import numpy as np

from journeys.projections.effects.columns import Columns
from journeys.projections.effects.estimating import columns_of
from journeys.projections.effects.facts import (
    Departed,
    Departure,
    JourneyFacts,
    Judged,
    Span,
    Started,
    Valued,
    Worked,
)
from journeys.projections.effects.trials import Eligible, Trials, trials

COURSE = "vejledning"
OPENED = date(2024, 1, 1)
OPEN = Span(OPENED)
CUT = date(2025, 12, 31)


def day(month: int, nr: int = 1) -> date:
    """Return a day of a month counted from January 2024."""
    return date(2024 + (month - 1) // 12, (month - 1) % 12 + 1, nr)


def began(
    on: date, measure: str = COURSE, *, provider: str = "", team: str = "", late: int = 0
) -> Started:
    """Return a measure that began and took two months."""
    recorded = on + timedelta(days=late)
    return Started(measure, on, on + timedelta(days=60), recorded, provider, team)


def person(
    nr: int,
    *started: Started,
    worked: Sequence[Worked] = (),
    studied: Sequence[Span] = (),
    judged: Sequence[Judged] = (),
    basis: str = "kontanthjælp",
    followed: Span = OPEN,
    departed: tuple[date, Departure] | None = None,
    lost: date | None = None,
) -> JourneyFacts:
    """Return a person whose journey was opened on 1 January 2024 and is open."""
    return JourneyFacts(
        journey=UUID(int=nr),
        followed=(followed,),
        basis=(Valued(basis, followed.starts),),
        started=started,
        worked=tuple(worked),
        studied=tuple(studied),
        judged=tuple(judged),
        departed=Departed(*departed) if departed else None,
        lost_on=lost,
    )


def job(starts: date, ends: date | None = None, hours: float | None = 20) -> Worked:
    """Return paid work."""
    return Worked(starts, ends, hours)


class Row(NamedTuple):
    """A row of a trial, as a test reads it."""

    nr: int
    began: bool
    zero: date
    weeks: int


def rows(
    people: Iterable[JourneyFacts],
    measure: str = COURSE,
    *,
    cut: date = CUT,
    eligible: Eligible = "work",
    split: str = "",
) -> list[Row]:
    """Return the rows of the trials of these people."""
    columns = columns_of(people)
    found = trials(columns, measure, cut=cut.toordinal(), eligible=eligible, split=split)
    return readable(columns, found)


def readable(columns: Columns, found: Trials) -> list[Row]:
    """Return rows with the numbers of the people."""
    numbers = columns.ids[found.person, 1].astype(np.int64).tolist()
    zero = [date.fromordinal(each) for each in found.zero.tolist()]
    return [
        Row(*each)
        for each in zip(numbers, found.began.tolist(), zero, found.followed.tolist(), strict=True)
    ]


def starters(found: Iterable[Row]) -> set[int]:
    """Return who began."""
    return {row.nr for row in found if row.began}


def compared(found: Iterable[Row]) -> set[int]:
    """Return who is compared with."""
    return {row.nr for row in found if not row.began}


def village(people: int = 500, seed: int = 1, *, late: int = 0) -> list[JourneyFacts]:
    """Return people who find work and begin the course by chance, which changes nothing."""
    random = np.random.default_rng(seed)
    found = []
    for nr in range(people):
        opened = OPENED + timedelta(days=int(random.integers(0, 300)))
        work = opened + timedelta(days=int(random.exponential(500)))
        start = opened + timedelta(days=int(random.exponential(600)))
        basis = ("kontanthjælp", "sygedagpenge")[int(random.integers(2))]
        found.append(
            person(
                nr,
                *([began(start, late=late)] if start < work else []),
                worked=[job(work, work + timedelta(days=int(random.exponential(300))))],
                basis=basis,
                followed=Span(opened),
                departed=(opened + timedelta(days=900), "moved") if random.random() < 0.1 else None,
            )
        )
    return found
