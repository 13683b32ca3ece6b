"""Room: posts, tasks and hours by kind, on any day and as known at any moment."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from journeys.domain.vocabulary import OWN_WORKPLACE
from journeys.employers import EmployerHistory, EmployerId, PostClosed, Taken
from journeys.masking import masked_room
from journeys.projections.employers.room import Room, RoomLine, room, room_figures
from tests.invented import APR_1, FEB_1, JAN_1, MAR_1, MAY_1
from tests.projections.employers.invented import (
    BOXES,
    DAYS,
    DISHES,
    EMPLOYERS,
    FIRST_MOMENT,
    REGISTERED,
    STORE,
    TABLES,
    TAKEN,
    employer,
    opened_post,
    taken,
    task,
)
from tests.scenario import BOOK


def counted(
    history: EmployerHistory, rows: Sequence[Taken] = (), on: date = MAY_1, months: int = 0
) -> Room:
    """Return the room of one employer."""
    figures = room_figures([history], rows, on, months=months, set_aside={})
    return room(figures, BOOK, on, months=months)


CAFE = employer(
    REGISTERED,
    opened_post(task(DISHES, hours=6), task(TABLES, hours=4)),
    opened_post(task(BOXES, hours=10), post=STORE, share=1).model_copy(
        update={"post_kind": "praktikplads"}
    ),
)


def of(lines: Sequence[RoomLine], code: str) -> RoomLine:
    """Return the line of one kind."""
    return next(each for each in lines if each.of is not None and each.of.code == code)


def test_room_is_counted_by_kind_of_post_and_of_employer() -> None:
    """Every kind there is has a line, without a post too."""
    found = counted(CAFE, [taken(1, DISHES, 3, FEB_1)])
    whole, small = found.day.whole, of(found.day.by_post_kind, "småjob")
    assert (whole.employers, whole.posts, whole.places, whole.people) == (1, 2, 3, 1)
    assert (whole.tasks, whole.free_tasks, whole.hours, whole.taken_hours) == (
        3,
        3,
        Decimal(20),
        Decimal(3),
    )
    assert (whole.filled, small.filled) == (15, 30)
    assert of(found.day.by_employer_kind, "privat").posts == 2
    assert of(found.day.by_post_kind, "fleksjob").filled is None
    assert found.own_share == 0


def test_the_share_of_the_municipality_itself_is_of_the_hours() -> None:
    """None where there are no hours."""
    own = employer(
        REGISTERED.model_copy(update={"employer_kind": OWN_WORKPLACE}),
        opened_post(task(DISHES, hours=5)),
        key=EmployerId(UUID(int=902)),
    )
    figures = room_figures([CAFE, own], (), MAY_1, set_aside={})
    assert room(figures, BOOK, MAY_1).own_share == 20
    assert counted(employer(REGISTERED)).own_share is None


def test_months_are_the_same_day_of_each_month_before() -> None:
    """The oldest first; the last one is the day itself."""
    closed = employer(
        *(each.event for each in CAFE.entries), PostClosed(on=APR_1, post=STORE, why="Slut")
    )
    found = counted(closed, [taken(1, DISHES, 3, MAR_1)], months=3)
    assert [(each.on, each.whole.posts, each.whole.people) for each in found.months] == [
        (FEB_1, 2, 0),
        (MAR_1, 2, 1),
        (APR_1, 1, 1),
        (MAY_1, 1, 1),
    ]
    assert found.months[-1] == found.day


def test_days_free_are_the_median_with_how_many_it_is_of() -> None:
    """Of the tasks that have free hours on the day."""
    found = counted(CAFE, [taken(1, DISHES, 6, FEB_1, MAR_1)], on=APR_1).days_free
    assert (found.tasks, found.median, found.longest) == (3, 90, 90)
    none = counted(employer(REGISTERED)).days_free
    assert (none.tasks, none.median, none.longest) == (0, None, None)


def test_it_says_how_it_was_counted() -> None:
    """In words that go with every number."""
    assert counted(CAFE).counted


@given(EMPLOYERS, TAKEN, DAYS, st.integers(0, 10))
def test_room_is_what_a_count_of_that_day_gives(
    history: EmployerHistory, rows: Sequence[Taken], on: date, hour: int
) -> None:
    """On any day, and as known at any moment."""
    moment: datetime = FIRST_MOMENT + timedelta(hours=hour)
    known = history.known_at(moment)
    day = counted(known, rows, on).day if known.entries else None
    if day is None:
        return
    state = known.on(on).employer
    posts = [each for each in state.room.posts.values() if each.open_on(on)]
    today = [each for each in rows if each.covers(on)]
    for code in ("småjob", "praktikplads"):
        own = {each.post for each in posts if each.post_kind == code}
        tasks = [
            each.task
            for each in state.room.tasks.values()
            if each.post in own and (each.withdrawn is None or on < each.withdrawn)
        ]
        keys = {each.task for each in tasks}
        hours = sum((each.hours for each in tasks), Decimal())
        used = [each for each in today if each.post in own and each.task in keys]
        line = of(day.by_post_kind, code)
        assert (line.posts, line.tasks, line.hours) == (len(own), len(tasks), hours)
        assert line.places == sum(each.may_share for each in posts if each.post in own)
        assert line.people == len({(each.post, each.journey) for each in today if each.post in own})
        by_place = {each.task.task: each.post for each in state.room.tasks.values()}
        assert line.taken_hours == sum(
            (each.hours for each in used if by_place[each.task] == each.post), Decimal()
        )


@given(EMPLOYERS, TAKEN, DAYS)
def test_no_room_names_a_citizen(history: EmployerHistory, rows: Sequence[Taken], on: date) -> None:
    """Nor an employer."""
    text = counted(history, rows, on, months=2).model_dump_json()
    assert not any(str(each.journey) in text for each in rows)
    assert str(history.stream) not in text


def test_what_leaves_the_house_is_what_employers_offer() -> None:
    """No count of people, however many they are; nor hours taken, nor days free."""
    many = [taken(nr, DISHES, 1, FEB_1) for nr in range(1, 8)]
    few = [taken(nr, BOXES, 1, FEB_1, post=STORE) for nr in range(1, 5)]
    found = masked_room(counted(CAFE, many + few, months=4))
    lines = (found.day.whole, *found.day.by_post_kind, *found.day.by_employer_kind)
    for each in lines:
        assert (each.people, each.free_tasks, each.taken_hours, each.filled) == (None,) * 4
    assert (found.day.whole.posts, found.day.whole.hours) == (2, Decimal(20))
    assert (found.days_free.tasks, found.days_free.median) == (None, None)
    assert [each.on for each in found.months] == [JAN_1, FEB_1, MAR_1, APR_1, MAY_1]


@given(EMPLOYERS, TAKEN, TAKEN, DAYS)
def test_what_leaves_the_house_is_the_same_whatever_citizens_take(
    history: EmployerHistory, rows: Sequence[Taken], others: Sequence[Taken], on: date
) -> None:
    """On any day and of any months: so no answer says anything about anybody."""
    one, other = (masked_room(counted(history, each, on, months=2)) for each in (rows, others))
    assert one == other
