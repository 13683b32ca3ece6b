"""An invented country of three municipalities, with citizens, employers and posts.

Ids, days, hours and codes are drawn from a seed for each person: what is asked of it has the same
answer each time. No rule was asked of what is recorded.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Literal, TypeVar
from uuid import UUID

from journeys import (
    Actor,
    EducationId,
    JourneyId,
    Journeys,
    MeasureId,
    Municipalities,
    PlacementId,
    SubgoalId,
    employers,
    errors,
    events,
)
from journeys.adapters.files.exports.population_rows import write_population_rows
from journeys.employers import EmployerId, EmployerRegistered, PostId, Task, TaskId
from journeys.events import PostTaken, TaskTaken
from tests.registry.towns import in_files, made

T = TypeVar("T")

PEOPLE = {"101": 40, "621": 26, "657": 18}
"""How many citizens each municipality has."""
DAY = date(2026, 10, 1)
"""Nothing happens after it."""
FIRST = date(2025, 1, 6)
STAFF = ("anna.example", "bo.example", "carla.example")
BY_STAFF = Actor(STAFF[0], "caseworker")
MANAGER, AUDITOR = Actor("lise.example", "manager"), Actor("rie.example", "auditor")

DOUBTS = tuple(errors.DOUBTS)
BASES = ("kontanthjælp", "kontanthjælp", "sygedagpenge", "ledighedsydelse", "førtidspension")
MEASURES = ("mentorstøtte", "virksomhedspraktik", "vejledning og opkvalificering")
HOURS = ("2", "4.5", "8", "12", "18.5", "30")
SET_BY: Sequence[Literal["citizen", "together", "caseworker"]] = (
    "citizen",
    "together",
    "together",
    "caseworker",
)
WHY_CLOSED = ("arbejde", "uddannelse", "flyttet")
KINDS = (("privat", "småjob"), ("egen kommune", "fleksjob"), ("socialøkonomisk", "småjob"))


def country(folder: Path) -> Municipalities:
    """Return the registry of the country, whose stores are SQLite files in this folder."""
    towns = made(in_files(folder, [*PEOPLE]))
    for store, (code, people) in zip(towns, PEOPLE.items(), strict=True):
        settle(store, code, people)
    return towns


def written(
    towns: Municipalities,
    folder: Path,
    *,
    with_ids: bool = False,
    known_at: datetime | None = None,
) -> Path:
    """Write everybody's rows into a folder, and return it."""
    write_population_rows(
        towns.population(AUDITOR, "Revision"),
        folder,
        known_at=known_at,
        with_ids=with_ids,
        new_key=bytes(range(32)),
        now=datetime.now(UTC),
    )
    return folder


def settle(store: Journeys, code: str, people: int) -> None:
    """Record the employers of a municipality, then so many citizens."""
    for nr in range(len(KINDS)):
        facts = _employer_facts(code, nr)
        store.employers.record(_employer(code, nr), _always(facts), BY_STAFF, sure=DOUBTS)
    lives = ((JourneyId(_id(code, nr)), _always(life(code, nr))) for nr in range(people))
    store.record_all(lives, BY_STAFF, sure=DOUBTS)


def _always(facts: list[T]) -> Callable[[object], list[T]]:
    return lambda _: facts


def life(code: str, nr: int) -> list[events.Event]:
    """Return what is recorded of a citizen, by day."""
    random = Random(f"{code} life {nr}")  # noqa: S311 - no secret
    found = [*_life(code, nr, random, FIRST + timedelta(random.randrange(480)))]
    return sorted((each for each in found if each.on <= DAY), key=lambda each: each.on)


def _life(code: str, nr: int, random: Random, opened: date) -> Iterator[events.Event]:
    staff = random.sample(STAFF, 2)
    yield from _beginning(code, random, opened, staff[0])
    yield from _steps(code, nr, random, opened + timedelta(random.randint(5, 30)))
    for share, what in ((0.6, _measure), (0.55, _work), (0.15, _school)):
        if random.random() < share:
            yield from what(code, nr, random, opened + timedelta(random.randint(20, 250)))
    if random.random() < 0.35:
        offered = opened + timedelta(random.randint(90, 300))
        told = offered + timedelta(4)
        yield events.HandoverOffered(on=offered, to=staff[1], reason="Flytter afdeling")
        yield events.HandoverAccepted(on=told, by=staff[1], told=told)
    talk = opened + timedelta(random.randint(15, 200))
    yield events.FollowUpAgreed(on=talk, due=talk + timedelta(28))
    if random.random() < 0.8:
        yield events.DialogueHeld(on=talk + timedelta(random.choice((28, 28, 40))), about="Vejen")
    if random.random() < 0.15:
        on, why = opened + timedelta(random.randint(301, 500)), random.choice(WHY_CLOSED)
        yield events.JourneyClosed(on=on, reason="Aftalt", why=why)


def _beginning(code: str, random: Random, opened: date, staff: str) -> Iterator[events.Event]:
    """Yield the opening, and a pension, or a target group with phases; mostly a plan."""

    def after(fewest: int, most: int) -> date:
        return opened + timedelta(random.randint(fewest, most))

    basis = random.choice(BASES)
    yield events.JourneyOpened(on=opened, municipality=code, basis=basis, responsible=staff)
    if basis == "førtidspension":
        born = date(1970 + random.randrange(20), 5, 5)
        yield events.PensionGranted(on=date(2018, 6, 1), scheme="new", born=born)
        if random.random() < 0.5:
            yield events.PensionRested(on=after(40, 60))
    else:
        yield events.TargetGroupSet(on=opened, target_group=f"6.{random.randint(1, 4)}")
        yield events.PhaseEntered(on=after(1, 10), phase="afklaring")
        if random.random() < 0.6:
            yield events.PhaseEntered(on=after(60, 200), phase="ressourceopbygning")
    if random.random() < 0.7:
        yield events.PlanAgreed(on=after(10, 20), version=1, words="Plan")
        if random.random() < 0.6:
            yield events.PlanAcknowledged(on=after(21, 70), version=1)


def _school(code: str, nr: int, random: Random, day: date) -> Iterator[events.Event]:
    kind = random.choice(("videregående", "erhvervsuddannelse"))
    school = EducationId(_id(code, nr, 30))
    yield events.EducationStarted(on=day, education=school, education_kind=kind)


def _steps(code: str, nr: int, random: Random, day: date) -> Iterator[events.Event]:
    for step in range(random.randrange(4)):
        subgoal, since = SubgoalId(_id(code, nr, 10 + step)), day + timedelta(20 * step)
        set_by = random.choice(SET_BY)
        yield events.SubgoalSet(on=since, subgoal=subgoal, title="Et skridt", why="", set_by=set_by)
        if random.random() < 0.6:
            reached = since + timedelta(random.randint(10, 120))
            yield events.SubgoalReached(on=reached, subgoal=subgoal)


def _measure(code: str, nr: int, random: Random, day: date) -> Iterator[events.Event]:
    measure, kind = MeasureId(_id(code, nr, 20)), random.choice(MEASURES)
    yield events.MeasureGranted(on=day, measure=measure, measure_kind=kind)
    yield events.MeasureStarted(on=day + timedelta(random.randint(0, 30)), measure=measure)
    if random.random() < 0.7:
        yield events.MeasureEnded(on=day + timedelta(120), measure=measure, effect="Godt")


def _work(code: str, nr: int, random: Random, day: date) -> Iterator[events.Event]:
    """Yield a job; that of every fifth citizen is in a post of the municipality's employers."""
    job, hours = PlacementId(_id(code, nr, 40)), Decimal(random.choice(HOURS))
    kind, firm = random.choice(("småjob", "småjob", "fleksjob", "praktik")), nr // 5 % len(KINDS)
    post = None
    if nr % 5 == 0 and nr // 5 < 2 * len(KINDS):
        hours = Decimal("6.5") if nr // 5 < len(KINDS) else Decimal(4)
        task = TaskTaken(task=TaskId(_id(code, 1000 + firm, 2 + nr // 5 % 2)), hours=hours)
        post = PostTaken(
            employer=_employer(code, firm), post=PostId(_id(code, 1000 + firm, 1)), tasks=(task,)
        )
    paid = None if random.random() < 0.1 and post is None else hours
    yield events.PlacementStarted(
        on=day, placement=job, placement_kind=kind, paid_hours=paid, post=post
    )
    if post is None and random.random() < 0.4:
        more = day + timedelta(random.randint(30, 120))
        yield events.PlacementHoursChanged(on=more, placement=job, paid_hours=hours + 4)
    if random.random() < 0.3:
        end = day + timedelta(random.randint(121, 250))
        yield events.PlacementEnded(on=end, placement=job, reason="Slut")


def _id(code: str, nr: int, thing: int = 0) -> UUID:
    bits = Random(f"{code} {nr} {thing}").getrandbits(128)  # noqa: S311 - no secret
    return UUID(int=bits, version=4)


def _employer(code: str, nr: int) -> EmployerId:
    return EmployerId(_id(code, 1000 + nr))


def _employer_facts(code: str, nr: int) -> list[employers.EmployerEvent]:
    """Return what is recorded of an employer: a post with two tasks; one is closed by the day."""
    kind, post_kind = KINDS[nr]
    tasks = tuple(
        Task(task=TaskId(_id(code, 1000 + nr, thing)), words="Opgave", hours=Decimal(hours))
        for thing, hours in ((2, "12.5"), (3, "20"))
    )
    registered = EmployerRegistered(
        on=FIRST, name=f"Opfundet {nr}", employer_kind=kind, contact=STAFF[nr]
    )
    opened = employers.PostOpened(
        on=FIRST,
        post=PostId(_id(code, 1000 + nr, 1)),
        post_kind=post_kind,
        words="Stilling",
        tasks=tasks,
        may_share=3,
        until=DAY - timedelta(30) if (code, nr) == ("657", 2) else None,
    )
    return [registered, opened]
