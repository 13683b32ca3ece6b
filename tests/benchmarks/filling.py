"""The benchmark of room: 64 writers race for a thousand posts, eight threads in eight processes.

Beside it, in the same run, as many record placements without a post. Each placement is the first of
its journey, and each citizen whose post is full tries the next ones.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from statistics import median
from uuid import UUID, uuid4

import journeys
from journeys import JourneyId, Journeys, PlacementId, employers, events
from journeys.employers import EmployerId, PostId, TaskId
from journeys.errors import Refused
from tests.benchmarks.grounds import Ground, analyse
from tests.benchmarks.measuring import Effort, Row, row
from tests.invented import ANNA, BY_ANNA, FEB_1, KEYS, OPENED
from tests.processes import PROCESSES

PROCESS, THREADS = 8, 8
WRITERS = PROCESS * THREADS
POSTS = 1_000
EMPLOYER_POSTS = 20
TRIES = 4
"""So many posts a citizen tries."""
ROUNDS = 3

Told = tuple[list[float], list[float]]
"""How long each placement took: those without a post, and those in one."""


@dataclass(frozen=True)
class Race:
    """The posts there are, and the citizens of each writer."""

    posts: Sequence[events.PostTaken]
    each: int
    """So many citizens of each writer in each of the two races."""
    first: int
    """The id of the first citizen."""

    def citizen(self, writer: int, nr: int) -> JourneyId:
        """Return a citizen of a writer."""
        return JourneyId(UUID(int=self.first + writer * 2 * self.each + nr))

    def tried(self, writer: int, nr: int) -> list[events.PostTaken]:
        """Return the posts that a citizen tries: every writer goes through them in its own way."""
        begin = (writer * self.each + nr) * 7
        return [self.posts[(begin + again * 13) % len(self.posts)] for again in range(TRIES)]


def filling(ground: Ground, effort: Effort, posts: int) -> Iterator[Row]:
    """Yield the rows of `room`: latencies, and what was over-filled or lost."""
    url, name, over, lost = ground.new(), ground.database, 0, 0
    plain, filled, ratios = list[float](), list[float](), list[float]()
    with journeys.open(url, keys=KEYS) as walks:
        for nr in range(min(ROUNDS, effort.rounds)):
            race = prepared(walks, posts, nr)
            analyse(url)
            told = raced(url, race, turn=nr % 2)
            without, within = (p99([each for side in told for each in side[at]]) for at in (0, 1))
            plain.append(without)
            filled.append(within)
            ratios.append(within / without)
            full, missing = faults(walks, race, sum(len(side[1]) for side in told))
            over, lost = over + full, lost + missing
    yield row("room, p99", name, median(filled), median(plain), median(ratios), unit="ms")
    yield row("room, over-filled", name, over, 0, over, unit="")
    yield row("room, lost", name, lost, 0, lost, unit="")


def p99(seconds: Sequence[float]) -> float:
    """Return the time that ninety-nine of a hundred took at most, in milliseconds."""
    return 1000 * sorted(seconds)[int(len(seconds) * 0.99)]


def faults(walks: Journeys, race: Race, recorded: int) -> tuple[int, int]:
    """Return how many posts have more people than may share them, and how many were lost."""
    with walks.store.reading() as transaction:
        taken = transaction.queries.taken([each.post for each in race.posts])
    people = Counter(post for post, _ in {(each.post, each.journey) for each in taken})
    return sum(each > 1 for each in people.values()), abs(recorded - len(taken))


def prepared(walks: Journeys, posts: int, round_: int) -> Race:
    """Open the posts, one place each, and the journeys of a race: more citizens than places."""
    keys = [PostId(uuid4()) for _ in range(posts)]
    opened = list[events.PostTaken]()
    decisions = []
    for first in range(0, posts, EMPLOYER_POSTS):
        some = keys[first : first + EMPLOYER_POSTS]
        employer = EmployerId(uuid4())
        tasks = {post: TaskId(uuid4()) for post in some}
        facts = [
            employers.EmployerRegistered(
                on=FEB_1, name="Opfundet Bageri", employer_kind="privat", contact=ANNA
            ),
            *(_opening(nr, *each) for nr, each in enumerate(tasks.items())),
        ]
        decisions.append((employer, lambda _, facts=facts: facts))
        opened += (_taking(employer, post, task) for post, task in tasks.items())
    walks.employers.record_all(decisions, BY_ANNA)
    each = max(1, posts * 5 // 4 // WRITERS)
    race = Race(opened, each, first=(round_ + 1) * 10**6)
    citizens = [race.citizen(writer, nr) for writer in range(WRITERS) for nr in range(2 * each)]
    walks.record_all([(citizen, lambda _: [OPENED]) for citizen in citizens], BY_ANNA)
    return race


def _opening(nr: int, post: PostId, task: TaskId) -> employers.PostOpened:
    return employers.PostOpened(
        on=FEB_1,
        post=post,
        post_kind="småjob",
        words=f"Morgenhold {nr}",
        tasks=(employers.Task(task=task, words="Sætte brød i ovnen", hours=Decimal(4)),),
    )


def _taking(employer: EmployerId, post: PostId, task: TaskId) -> events.PostTaken:
    tasks = (events.TaskTaken(task=task, hours=Decimal(4)),)
    return events.PostTaken(employer=employer, post=post, tasks=tasks)


def raced(url: str, race: Race, *, turn: int) -> list[Told]:
    """Let all writers race, first for one of both and then for the other."""
    start = PROCESSES.Barrier(PROCESS)
    ends = [PROCESSES.Pipe(duplex=False) for _ in range(PROCESS)]
    writers = [
        PROCESSES.Process(target=fill, args=(url, race, nr, turn, start, its))
        for nr, (_, its) in enumerate(ends)
    ]
    for each in writers:
        each.start()
    told = [mine.recv() for mine, _ in ends]
    for each in writers:
        each.join()
    return told


def fill(  # noqa: PLR0917 - the arguments of a process
    url: str,
    race: Race,
    process: int,
    turn: int,
    start: Barrier,
    told: Connection,
) -> None:
    """Record the placements of eight writers, in eight threads."""
    with journeys.open(url, keys=KEYS) as walks, ThreadPoolExecutor(THREADS) as pool:
        mine = range(process * THREADS, (process + 1) * THREADS)

        def of_all(one: Callable[[Journeys, Race, int], list[float]]) -> list[float]:
            start.wait()
            each = pool.map(lambda writer: one(walks, race, writer), mine)
            return [seconds for some in each for seconds in some]

        found = {one: of_all(one) for one in ((_posts, _plain) if turn else (_plain, _posts))}
        told.send((found[_plain], found[_posts]))


def _plain(walks: Journeys, race: Race, writer: int) -> list[float]:
    times = []
    for nr in range(race.each):
        began = time.perf_counter()
        _begin(walks, race.citizen(writer, nr), None)
        times.append(time.perf_counter() - began)
    return times


def _posts(walks: Journeys, race: Race, writer: int) -> list[float]:
    times = []
    for nr in range(race.each):
        for post in race.tried(writer, nr):
            began = time.perf_counter()
            try:
                _begin(walks, race.citizen(writer, race.each + nr), post)
            except Refused as refused:
                if refused.code != "post-full":
                    raise
            else:
                times.append(time.perf_counter() - began)
                break
    return times


def _begin(walks: Journeys, citizen: JourneyId, post: events.PostTaken | None) -> None:
    started = events.PlacementStarted(
        on=FEB_1,
        placement=PlacementId(uuid4()),
        placement_kind="småjob",
        paid_hours=Decimal(4),
        post=post,
    )
    walks.record(citizen, lambda _: [started], BY_ANNA, str(uuid4()))
