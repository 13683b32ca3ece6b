"""A town as its log has it: the facts of each journey, with the delays of who records them."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import numpy as np

from journeys.projections.effects.facts import (
    Delay,
    Departed,
    Departure,
    JourneyFacts,
    Judged,
    Span,
    Started,
    Valued,
    Worked,
)
from tests.effects.towns import AVERAGE_MONTH, END, FIRST, MONTH, MOVING, OTHER_DAYS, Array, Town

MEASURE, OTHER = "virksomhedspraktik", "mentorstøtte"
BASES = ("sygedagpenge", "kontanthjælp", "dagpenge")
TARGETS = ("udsat", "aktivitetsparat", "jobparat")
PHASES = ("afklaring", "ressourceopbygning", "formidling")
PROVIDERS = ("nord", "syd")
TEAMS = ("øst", "vest")
MEASURE_DAYS = 91
EARLIEST = 6000
DAYS = [FIRST + timedelta(days=nr - EARLIEST) for nr in range(EARLIEST + 2500)]


def day(nr: float) -> date:
    """Return the day so many days from the first month."""
    return DAYS[EARLIEST + int(nr)]


def recorded(town: Town) -> list[JourneyFacts]:
    """Return the facts of each journey of a town."""
    return list(_recorded(town))


def _recorded(town: Town) -> Iterator[JourneyFacts]:
    people, lives = town.people, town.lives
    random = np.random.default_rng((town.seed, 1))
    n = len(people.opened)
    hours = town.chances.hours.T
    late, part, back, kind, place = (random.random(n).tolist() for _ in range(5))
    jobs, others = lives.job_starts.T, lives.others.T
    for nr in range(n):
        opened, gone, lost = int(people.opened[nr]), lives.departed[nr], lives.lost[nr]
        end = min(gone, lost)
        found = np.flatnonzero(jobs[nr] < end)
        first_job = jobs[nr, found[0]] if len(found) else np.inf
        worked = list(_history(people.since[nr], people.spell[nr], opened))
        for m in found:
            worked += _job(jobs[nr, m], min(lives.job_ends[m, nr], lost), hours[nr, m])
        started = list(_others(others[nr], opened, earlier=people.earlier[nr]))
        began = lives.began[nr]
        if began < end:
            delay = _delay(town, late[nr], part[nr])
            work = min((each for each in jobs[nr] if each >= began), default=np.inf)
            if not town.world.late or delay < 8 or work > began + delay:
                provider, team = PROVIDERS[place[nr] < 0.5], TEAMS[place[nr] < 0.7]
                until = min(began + MEASURE_DAYS, end)
                started.append(
                    Started(MEASURE, day(began), day(until), day(began + delay), provider, team)
                )
        yield JourneyFacts(
            journey=UUID(int=(town.seed << 64) + nr),
            followed=(Span(day(opened), None if np.isinf(end) else day(end)),),
            basis=(Valued(BASES[people.basis[nr]], day(opened)),),
            started=tuple(sorted(started, key=lambda each: each.starts)),
            worked=tuple(worked),
            judged=tuple(_judged(town, nr, first_job, back[nr])),
            departed=Departed(day(gone), _why(town, nr, kind[nr])) if gone < lost else None,
            lost_on=None if np.isinf(lost) or gone <= lost else day(lost),
            delays=tuple(
                Delay("measure-started", s.starts, (s.recorded - s.starts).days) for s in started
            ),
        )


def _delay(town: Town, one: float, part: float) -> int:
    """Return after how many days a beginning is recorded: few, and seldom more than a week."""
    if town.world.late and part < town.world.late_share:
        return int(-town.world.late * np.log(one))
    return int(3 * one) if part < 0.97 else 10


def _history(since: float, spell: int, opened: int) -> Iterator[Worked]:
    """Yield the work before the journey was opened."""
    if np.isfinite(since):
        ended = opened - int(np.ceil(since * AVERAGE_MONTH))
        if ended - spell > -EARLIEST:
            yield Worked(day(ended - spell), day(ended), 37)


def _job(starts: float, ends: float, one: float) -> list[Worked]:
    """Return a job: six of ten have 15 hours at once, and half of the others later."""
    until = day(ends) if ends < END else None
    if one < 0.6:
        return [Worked(day(starts), until, 15)]
    grows = starts + 60 + 200 * (one - 0.6)
    if one > 0.8 or grows >= ends:
        return [Worked(day(starts), until, 6)]
    return [Worked(day(starts), day(grows), 6), Worked(day(grows), until, 15)]


def _others(others: Array, opened: int, *, earlier: bool) -> Iterator[Started]:
    if earlier:
        began = day(opened - 60 - OTHER_DAYS)
        yield Started(OTHER, began, day(opened - 60), began)
    for began in others[np.isfinite(others)]:
        yield Started(OTHER, day(began), day(began + OTHER_DAYS), day(began))


def _judged(town: Town, nr: int, found: float, one: float) -> Iterator[Judged]:
    """Yield what was judged; a phase that is dated back is recorded when its person has work."""
    opened = day(town.people.opened[nr])
    yield Judged("target-group", TARGETS[town.people.target[nr]], opened, opened)
    phase = town.people.phase[nr]
    yield Judged("phase", PHASES[phase], opened, opened)
    for m in np.flatnonzero(np.diff(town.lives.phases[:, nr], prepend=phase)):
        phase, changed = town.lives.phases[m, nr], day(MONTH[m])
        yield Judged("phase", PHASES[phase], changed, changed)
    if one < town.world.dated_back and np.isfinite(found):
        back = max(found - 90, town.people.opened[nr])
        yield Judged("phase", PHASES[-1], day(back), day(found + 5))


def _why(town: Town, nr: int, one: float) -> Departure:
    pension = np.exp(-5.6 - 0.4 * town.people.health[nr])
    share = pension / (pension + MOVING)
    return "pension" if one < share else "moved" if one < 0.97 + 0.03 * share else "died"
