"""A post: how much of it is free, and since when; counts, and never a name."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import given

from journeys import JourneyId
from journeys.employers import EmployerHistory, PostChanged, PostClosed, Taken, TaskWithdrawn
from journeys.projections.employers.coverage import coverage, free_since, post_on_day
from journeys.projections.employers.post import PostOverview, in_post, post_overview
from tests.invented import APR_1, FEB_1, JAN_1, MAR_1, MAY_1
from tests.projections.employers.free_by_hand import free
from tests.projections.employers.invented import (
    BOXES,
    CANTEEN,
    DAYS,
    DISHES,
    EMPLOYERS,
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

NONE = Decimal(0)
CAFE = employer(
    REGISTERED, opened_post(task(DISHES, "Opvask", 6, "køkken"), task(TABLES, "Dække bord", 4))
)


def seen(*rows: Taken, on: date, history: EmployerHistory = CAFE) -> PostOverview:
    """Return the post on a day."""
    found = post_overview(history, CANTEEN, rows, BOOK, on)
    assert found is not None
    return found


def test_a_post_has_what_nobody_takes() -> None:
    """Two share it: when one stops, it is half free again, since that day."""
    rows = (taken(1, DISHES, 6, FEB_1), taken(2, TABLES, 4, FEB_1, MAR_1))
    before, full, half = (seen(*rows, on=day) for day in (JAN_1, FEB_1, APR_1))
    assert (before.people, before.free_places, before.free_hours) == (0, 2, Decimal(10))
    assert (full.people, full.free_places, full.free_hours) == (2, 0, NONE)
    assert [each.free_since for each in full.tasks] == [None, None]
    assert (half.people, half.free_places, half.hours, half.free_hours) == (
        1,
        1,
        Decimal(10),
        Decimal(4),
    )
    assert [each.free_since for each in half.tasks] == [None, MAR_1]
    assert [each.days_free for each in half.tasks] == [None, 31]


def test_a_task_that_is_half_taken_is_free_from_the_start() -> None:
    """Free hours are not since somebody took some of them."""
    found = seen(taken(1, DISHES, 2, FEB_1), on=MAR_1)
    assert found.tasks[0].free_hours == Decimal(4)
    assert found.tasks[0].free_since == JAN_1


def test_one_citizen_is_one_person_however_many_tasks_are_taken() -> None:
    """And whatever placements they are taken in."""
    assert seen(taken(1, DISHES, 2, FEB_1), taken(1, TABLES, 2, FEB_1), on=MAR_1).people == 1


def test_a_closed_post_has_nothing_free() -> None:
    """Who is in it stays in it until somebody records otherwise."""
    closed = employer(
        *(entry.event for entry in CAFE.entries), PostClosed(on=MAR_1, post=CANTEEN, why="Flytter")
    )
    found = seen(taken(1, DISHES, 2, FEB_1), on=MAR_1, history=closed)
    assert (found.is_open, found.people, found.free_places, found.free_hours) == (False, 1, 0, NONE)
    assert (found.closed, found.tasks[0].free_since) == (MAR_1, None)


def test_a_withdrawn_task_has_nothing_free() -> None:
    """It is shown with the day from which nobody can take it."""
    withdrawn = employer(
        *(entry.event for entry in CAFE.entries), TaskWithdrawn(on=MAR_1, task=TABLES, why="Slut")
    )
    found = seen(on=MAR_1, history=withdrawn)
    assert (found.hours, found.free_hours, found.tasks[1].withdrawn) == (
        Decimal(6),
        Decimal(6),
        MAR_1,
    )


def test_a_break_in_which_a_post_is_over_is_a_break_in_what_is_free() -> None:
    """Past its last day nothing is free until that day is moved."""
    moved = employer(
        REGISTERED,
        opened_post(task(DISHES)).model_copy(update={"until": FEB_1}),
        PostChanged(on=MAR_1, post=CANTEEN, until=MAY_1),
    )
    assert seen(on=FEB_1, history=moved).tasks[0].free_since == JAN_1
    assert not seen(on=FEB_1 + timedelta(days=1), history=moved).is_open
    assert seen(on=APR_1, history=moved).tasks[0].free_since == MAR_1


def test_what_it_is_called_and_asks_for_is_in_both_languages() -> None:
    """By the codes of the vocabularies."""
    found = seen(on=MAR_1)
    assert (found.employer_name, found.words, found.post_kind.en) == (
        "Novo",
        "Kantinen",
        "Small job",
    )
    assert [each.da for each in found.tasks[0].competences] == ["Køkkenarbejde"]


def test_a_post_that_is_not_open_yet_or_not_there_is_no_post() -> None:
    """Nor is one of another employer."""
    assert post_overview(CAFE, STORE, (), BOOK, MAR_1) is None
    assert post_overview(CAFE, CANTEEN, (), BOOK, JAN_1 - timedelta(days=1)) is None


def test_who_is_in_it_is_said_without_those_who_are_restricted() -> None:
    """Each once, with the first day of the time that runs, by id and in no other order."""
    rows = (
        taken(2, DISHES, 2, FEB_1, MAR_1),
        taken(2, TABLES, 3, MAR_1),
        taken(1, DISHES, 2, MAR_1),
        taken(3, DISHES, 2, JAN_1, FEB_1),
        taken(4, DISHES, 2, JAN_1),
        taken(5, BOXES, 2, JAN_1, post=STORE),
    )
    found = in_post(rows, CANTEEN, APR_1, {JourneyId(UUID(int=4))})
    assert [(each.journey.int, each.tasks, each.since) for each in found] == [
        (1, (DISHES,), MAR_1),
        (2, (TABLES,), FEB_1),
    ]


@given(EMPLOYERS, TAKEN, DAYS)
def test_every_day_has_what_a_count_of_that_day_gives(
    history: EmployerHistory, rows: Sequence[Taken], on: date
) -> None:
    """For each post that is open; and since when is what a walk back day by day gives."""
    for post in (CANTEEN, STORE):
        standings = coverage(history, post, rows)
        standing = post_on_day(standings, on)
        counted = free(history, rows, on).get(post)
        if standing is None or not standing.is_open:
            assert counted is None
            continue
        assert counted is not None
        assert standing.free_places == counted.places
        present = {each.record.task.task: each.free for each in standing.present}
        assert present == counted.hours
        for key, hours in present.items():
            day, since = on, None
            while hours and (there := free(history, rows, day).get(post)) and there.hours.get(key):
                day, since = day - timedelta(days=1), day
            assert free_since(standings, key, on) == since


@given(EMPLOYERS, TAKEN, DAYS)
def test_no_post_names_a_citizen(history: EmployerHistory, rows: Sequence[Taken], on: date) -> None:
    """Unless who is in it is requested."""
    for post in (CANTEEN, STORE):
        found = post_overview(history, post, rows, BOOK, on)
        if found is not None:
            text = found.model_dump_json()
            assert not any(str(each.journey) in text for each in rows)
            assert not any(str(each.placement) in text for each in rows)
