"""An invented bakery with posts, and citizens who take what there is to do in them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from journeys import JourneyId, Journeys, PlacementId, employers, events
from journeys.employers import EmployerId, PostId, Taken, TaskId
from journeys.events import PostTaken, TaskTaken
from tests.invented import ANNA, BY_ANNA, FEB_1

BAKERY, MILL = EmployerId(UUID(int=8_001)), EmployerId(UUID(int=8_002))
EARLY, LATE = PostId(UUID(int=8_101)), PostId(UUID(int=8_102))
OVEN, SHELVES = TaskId(UUID(int=8_201)), TaskId(UUID(int=8_202))
CVR = "25313763"
P_NUMBER = "1234567890"


def registered(
    walks: Journeys,
    employer: EmployerId = BAKERY,
    *,
    cvr: str | None = None,
    p_number: str | None = None,
) -> EmployerId:
    """Register an employer."""
    walks.employers.decide(
        employer,
        employers.register_employer,
        BY_ANNA,
        name="Opfundet Bageri",
        on=FEB_1,
        employer_kind="privat",
        contact=ANNA,
        cvr=cvr,
        p_number=p_number,
    )
    return employer


def task(key: TaskId = OVEN, hours: int = 20) -> employers.Task:
    """Return a task."""
    return employers.Task(task=key, words="Sætte brød i ovnen", hours=Decimal(hours))


def open_post(
    walks: Journeys,
    post: PostId = EARLY,
    *tasks: employers.Task,
    may_share: int = 1,
    on: date = FEB_1,
    employer: EmployerId = BAKERY,
) -> PostId:
    """Open a post at a registered employer."""
    walks.employers.decide(
        employer,
        employers.open_post,
        BY_ANNA,
        post=post,
        post_kind="småjob",
        words=f"Hold {post.int}",
        tasks=list(tasks or [task()]),
        may_share=may_share,
        on=on,
    )
    return post


def begun(
    nr: int,
    *,
    post: PostId = EARLY,
    key: TaskId = OVEN,
    hours: int = 4,
    on: date = FEB_1,
    employer: EmployerId = BAKERY,
) -> events.PlacementStarted:
    """Return the placement of this number, in a post."""
    return events.PlacementStarted(
        on=on,
        placement=PlacementId(UUID(int=nr)),
        placement_kind="småjob",
        paid_hours=Decimal(hours),
        post=PostTaken(
            employer=employer, post=post, tasks=(TaskTaken(task=key, hours=Decimal(hours)),)
        ),
    )


def ended(nr: int, on: date) -> events.PlacementEnded:
    """Return the end of the placement of this number."""
    return events.PlacementEnded(on=on, placement=PlacementId(UUID(int=nr)), reason="Aftalt")


def record(walks: Journeys, journey: JourneyId, *facts: events.Event) -> None:
    """Record these on a journey."""
    walks.record(journey, lambda _: list(facts), BY_ANNA)


def taken(walks: Journeys, *posts: PostId) -> Sequence[Taken]:
    """Return what citizens take of these posts."""
    with walks.store.reading() as transaction:
        return sorted(transaction.queries.taken(posts or (EARLY,)))


def people(walks: Journeys, on: date, post: PostId = EARLY) -> set[JourneyId]:
    """Return who is in a post on a day."""
    return {each.journey for each in taken(walks, post) if each.covers(on)}
