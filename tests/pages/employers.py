"""Invented employers as pages show them: one employer's page, and the room for work over months."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from journeys import JourneyId, PlacementId
from journeys.domain.days import months_after
from journeys.domain.rulebook import TeamOffice
from journeys.domain.vocabulary import OWN_WORKPLACE
from journeys.employers import (
    EmployerContactChanged,
    EmployerEvent,
    EmployerId,
    EmployerRegistered,
    ExpectationsStated,
    NeedAnswered,
    NeedId,
    NeedTold,
    PartnershipAgreed,
    PartnershipId,
    PostId,
    PostOpened,
    Taken,
    Task,
    TaskCarvedOut,
    TaskId,
)
from journeys.projections.employers.employer_page import EmployerPage, employer_page
from journeys.projections.employers.room import Room, room
from journeys.projections.employers.room_counts import (
    FreeTask,
    RoomCount,
    RoomFigures,
    RoomOfDay,
)
from tests.projections.employers.invented import employer
from tests.scenario import BOOK

TODAY = date(2026, 11, 20)
LYNGEN = EmployerId(UUID(int=1901))
GREENHOUSE, SHOP = PostId(UUID(int=1911)), PostId(UUID(int=1912))
WATERING, POTS, SHELVES, WINDOWS = (TaskId(UUID(int=each)) for each in range(1921, 1925))
HELPING_HANDS, QUIET_TASKS, ODD_JOBS = (NeedId(UUID(int=each)) for each in (1931, 1932, 1933))
CLAUSE = PartnershipId(UUID(int=1941))
OFFICE = TeamOffice(
    name="Jobhuset",
    place="Torvet 1, 6000 Kolding",
    telephone="12 34 56 78",
    hours="Mandag til torsdag kl. 9-15",
)


def _task(key: TaskId, words: str, hours: int, when: str = "", asks: str = "") -> Task:
    return Task(task=key, words=words, hours=Decimal(hours), when=when, competence_words=asks)


FACTS: tuple[EmployerEvent, ...] = (
    EmployerRegistered(
        on=date(2026, 1, 12),
        name="Gartneriet Lyngen",
        cvr="10150817",
        employer_kind="privat",
        contact="Karen Bach",
    ),
    PartnershipAgreed(
        on=date(2026, 1, 20),
        partnership=CLAUSE,
        employer_promises="To faste pladser året rundt, og en fast makker den første måned.",
        municipality_promises="En fast kontaktperson, og svar inden for to uger. Vi kommer forbi, "
        "når nogen begynder.",
        agreement="charter",
    ),
    ExpectationsStated(
        on=date(2026, 1, 20), words="At nogen ringer tilbage samme dag, når vi ringer."
    ),
    NeedTold(
        on=date(2026, 3, 3),
        need=HELPING_HANDS,
        words="Vi kan ikke nå vandingen om morgenen.",
        tasks_wanted="Vanding og potter",
    ),
    NeedAnswered(
        on=date(2026, 3, 8),
        need=HELPING_HANDS,
        words="To opgaver er skåret ud. Vi åbner en plads, som to kan dele.",
    ),
    PostOpened(
        on=date(2026, 3, 16),
        post=GREENHOUSE,
        post_kind="småjob",
        words="Medhjælper i drivhuset",
        tasks=(
            _task(WATERING, "Vanding", 8, "alle hverdage kl. 7-9"),
            _task(POTS, "Potter og jord", 6, "tirsdag og torsdag", "At kunne løfte 10 kg"),
        ),
        may_share=2,
        until=date(2027, 6, 30),
        project_leader="Bo Dahl",
    ),
    PostOpened(
        on=date(2026, 8, 1),
        post=SHOP,
        post_kind="praktikplads",
        words="Butikken",
        tasks=(_task(SHELVES, "Fylde hylder op", 10, "formiddag"),),
    ),
    TaskCarvedOut(on=date(2026, 10, 1), task=_task(WINDOWS, "Pudse drivhusets vinduer", 4)),
    NeedTold(
        on=date(2026, 11, 16), need=QUIET_TASKS, words="En til at pakke julestjerner i december."
    ),
)


def takes(
    who: int, post: PostId, task: TaskId, hours: int, *, since: date, ends: date | None = None
) -> Taken:
    """Return what one citizen takes at the nursery."""
    journey, placement = JourneyId(UUID(int=who)), PlacementId(UUID(int=2000 + who))
    return Taken(journey, placement, LYNGEN, post, task, Decimal(hours), since, ends)


TAKEN = (
    takes(1, GREENHOUSE, WATERING, 5, since=date(2026, 4, 1)),
    takes(2, SHOP, SHELVES, 10, since=date(2026, 9, 1)),
)


def page_of(
    taken: Iterable[Taken] = TAKEN,
    *more: EmployerEvent,
    on: date = TODAY,
    office: TeamOffice | None = OFFICE,
    facts: tuple[EmployerEvent, ...] = FACTS,
) -> EmployerPage:
    """Return the nursery's page, when these things are taken there."""
    book = BOOK if office is None else BOOK._replace(offices=(office,))
    history = employer(*facts, *more, key=LYNGEN)
    return employer_page(LYNGEN, history, list(taken), book, on, today=TODAY)


LONG = page_of(
    (),
    EmployerContactChanged(
        on=date(2026, 11, 1), to="Christina Østergaard-Kristoffersen", why="Ny stilling"
    ),
    *(
        NeedTold(on=date(2026, 9, nr), need=NeedId(UUID(int=1950 + nr)), words=words)
        for nr, words in enumerate(
            (
                "En, der kan samle blomsterkasser i højsæsonen og ikke har noget imod støj.",
                "Hjælp til arbejdsmiljørepræsentantuddannelsesplanlægningen",
                "Nogen til at feje.",
            ),
            start=1,
        )
    ),
    office=None,
)
"""Long words, an answer too late, folded needs, everything free, and no office."""
BARE = page_of((), facts=FACTS[:1])
"""Newly registered: nothing is agreed yet."""

MONTHS = 12


def _counts(day: int) -> Mapping[str, RoomCount]:
    return {
        "småjob": RoomCount(
            employers=5 + day // 3,
            posts=7 + day,
            places=9 + day,
            people=4 + day,
            tasks=11 + day,
            free_tasks=5,
            hours=Decimal(52 + 5 * day),
            taken=Decimal(25) + Decimal("4.5") * day,
        ),
        "praktikplads": RoomCount(
            employers=12,
            posts=20,
            places=26 - day // 4,
            people=14 + day % 5,
            tasks=31,
            free_tasks=12,
            hours=Decimal(410 - 6 * day),
            taken=Decimal(240 + 3 * day),
        ),
        "fleksjob": RoomCount(
            employers=3, posts=4, places=4, people=4, tasks=4, hours=Decimal(44), taken=Decimal(40)
        ),
    }


def _whole(kinds: Iterable[RoomCount]) -> RoomCount:
    whole = RoomCount()
    for each in kinds:
        whole = RoomCount(
            employers=whole.employers + each.employers,
            posts=whole.posts + each.posts,
            places=whole.places + each.places,
            people=whole.people + each.people,
            tasks=whole.tasks + each.tasks,
            free_tasks=whole.free_tasks + each.free_tasks,
            hours=whole.hours + each.hours,
            taken=whole.taken + each.taken,
        )
    return whole


def _day(nr: int) -> RoomOfDay:
    kinds = _counts(nr)
    own = kinds["fleksjob"]._replace(posts=6, places=6, hours=Decimal(70 + 2 * nr))
    whole = _whole(kinds.values())
    private = whole._replace(
        employers=whole.employers - own.employers,
        posts=whole.posts - own.posts,
        places=whole.places - own.places,
        people=whole.people - own.people,
        tasks=whole.tasks - own.tasks,
        hours=whole.hours - own.hours,
        taken=whole.taken - own.taken,
    )
    by_employer_kind = {"privat": private, OWN_WORKPLACE: own}
    return RoomOfDay(months_after(TODAY, nr - MONTHS), whole, kinds, by_employer_kind)


def room_of(months: int = MONTHS) -> Room:
    """Return invented counts of a day, and of so many months before it."""
    days = tuple(_day(nr) for nr in range(MONTHS - months, MONTHS + 1))
    free = tuple(
        FreeTask(LYNGEN, GREENHOUSE, WATERING, Decimal(2), TODAY - timedelta(days=days))
        for days in (3, 12, 41, 77, 140)
    )
    return room(RoomFigures(days, free, set_aside={}), BOOK, TODAY, months=months)
