"""Room: whoever records what and whoever races, a post takes no more than it has."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from functools import partial
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest

from journeys import History, JourneyId, Journeys, PlacementId, employers, events
from journeys.adapters.sql.transactions import SQLTransaction
from journeys.employers import EmployerId
from journeys.errors import Refused
from journeys.events import Event, PostTaken, TaskTaken
from tests.app.posted import (
    BAKERY,
    EARLY,
    LATE,
    OVEN,
    SHELVES,
    begun,
    ended,
    open_post,
    people,
    record,
    registered,
    taken,
    task,
)
from tests.app.rows import assert_current
from tests.invented import BY_ANNA, FEB_1, JAN_1, MAR_1, OPENED, opened

ONE, OTHER, THIRD = (JourneyId(UUID(int=nr)) for nr in (71, 72, 73))
APR_1, MAY_1 = date(2026, 4, 1), date(2026, 5, 1)
JANE, OLE, PER = 1, 2, 3  # the numbers of their placements


def shared_by(walks: Journeys, number: int, **others: int) -> None:
    """Open the early post for so many, and the journeys of three citizens."""
    registered(walks)
    open_post(walks, EARLY, task(OVEN, others.get("hours", 20)), may_share=number)
    for each in (ONE, OTHER, THIRD):
        opened(walks, each)


def refusal(work: Callable[[], object]) -> str | None:
    """Return the code with which something is refused; None where it is done."""
    try:
        work()
    except Refused as refused:
        return refused.code
    return None


def moved(nr: int, on: date) -> events.PlacementHoursChanged:
    """Return the move of a placement to the late post."""
    late = PostTaken(employer=BAKERY, post=LATE, tasks=(TaskTaken(task=SHELVES, hours=Decimal(2)),))
    return events.PlacementHoursChanged(on=on, placement=PlacementId(UUID(int=nr)), post=late)


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        (begun(OLE), "post-full"),
        (begun(OLE, post=LATE), "post-unknown"),
        (begun(OLE, on=JAN_1), "post-unknown"),
        (begun(OLE, employer=EmployerId(UUID(int=9))), "post-unknown"),
        (begun(OLE, on=MAY_1, key=SHELVES), "task-unknown"),
        (begun(OLE, on=MAY_1, hours=21), "task-taken"),
    ],
)
def test_a_post_takes_what_it_has(
    walks: Journeys, fact: events.PlacementStarted, code: str
) -> None:
    """Asked on the day it begins, and on each day after it."""
    shared_by(walks, 1)
    record(walks, ONE, begun(JANE), ended(JANE, MAY_1))
    before = taken(walks)
    assert refusal(lambda: record(walks, OTHER, fact)) == code
    assert taken(walks) == before


def test_a_closed_post_takes_nobody(walks: Journeys) -> None:
    """Nor a task that was withdrawn; who is in it stays."""
    shared_by(walks, 3)
    record(walks, ONE, begun(JANE))
    then: dict[str, Any] = {"why": "Færre kunder", "then": "Jane bliver", "on": MAR_1}
    walks.employers.decide(BAKERY, employers.withdraw_task, BY_ANNA, task=OVEN, **then)
    assert refusal(lambda: record(walks, OTHER, begun(OLE, on=MAR_1))) == "task-withdrawn"
    walks.employers.decide(BAKERY, employers.close_post, BY_ANNA, post=EARLY, **then)
    assert refusal(lambda: record(walks, OTHER, begun(OLE, on=MAR_1))) == "post-closed"
    assert people(walks, APR_1) == {ONE}


FREED: dict[str, list[Event]] = {
    "ended": [ended(JANE, MAR_1)],
    "moved to another post": [moved(JANE, MAR_1)],
    "moved away": [events.JourneyClosed(on=MAR_1, reason="Flyttet", moved_to="461")],
}


@pytest.mark.parametrize("how", FREED)
def test_what_ends_frees_a_place(walks: Journeys, how: str) -> None:
    """From that day on, and not before."""
    shared_by(walks, 1)
    open_post(walks, LATE, task(SHELVES))
    record(walks, ONE, begun(JANE))
    record(walks, ONE, *FREED[how])
    assert refusal(lambda: record(walks, OTHER, begun(OLE))) == "post-full"
    record(walks, OTHER, begun(OLE, on=MAR_1))
    assert people(walks, MAR_1) == {OTHER}
    assert_current(walks, ONE, OTHER)


def test_a_retracted_placement_frees_its_place_at_once(walks: Journeys) -> None:
    """And cannot be put back once another has it."""
    shared_by(walks, 1)
    record(walks, ONE, begun(JANE))

    def retract(entry: int) -> None:
        walks.retract(ONE, entry=entry, why="Forkert", on=FEB_1, actor=BY_ANNA)

    retract(2)
    record(walks, OTHER, begun(OLE))
    assert refusal(lambda: retract(3)) == "post-full"
    assert people(walks, FEB_1) == {OTHER}


def test_a_retracted_ending_takes_the_place_again(walks: Journeys) -> None:
    """Where nobody else has it; a replacement may end it on another day."""
    shared_by(walks, 1)
    record(walks, ONE, begun(JANE), ended(JANE, MAR_1))
    record(walks, OTHER, begun(OLE, on=APR_1))

    def retract(*instead: Event) -> None:
        walks.retract(
            ONE,
            entry=3,
            why="Forkert",
            on=FEB_1,
            actor=BY_ANNA,
            replacement=lambda _: list(instead),
        )

    assert refusal(retract) == "post-full"
    assert refusal(partial(retract, ended(JANE, MAY_1))) == "post-full"
    retract(ended(JANE, APR_1))
    assert people(walks, MAR_1) == {ONE}
    assert people(walks, APR_1) == {OTHER}


def test_late_news_and_plans_are_judged_on_every_day(walks: Journeys) -> None:
    """Before somebody who began later, as well as before somebody who is to begin."""
    shared_by(walks, 1)
    record(walks, ONE, begun(JANE, on=APR_1))
    assert refusal(lambda: record(walks, OTHER, begun(OLE))) == "post-full"
    record(walks, OTHER, begun(OLE), ended(OLE, APR_1))
    assert refusal(lambda: record(walks, THIRD, begun(PER, on=MAR_1))) == "post-full"


def test_one_person_counts_once_and_hours_add_up(walks: Journeys) -> None:
    """However many placements they have in it."""
    shared_by(walks, 1, hours=10)
    record(walks, ONE, begun(JANE, hours=4), begun(OLE, hours=5))
    assert people(walks, FEB_1) == {ONE}
    assert refusal(lambda: record(walks, ONE, begun(PER, hours=2))) == "task-taken"
    record(walks, ONE, begun(PER, hours=1))


Decided = list[tuple[JourneyId, Callable[[History], list[Event]]]]


@pytest.mark.parametrize("batch", [1, 2, 500])
@pytest.mark.parametrize("dry_run", [True, False])
def test_many_at_once_count_each_other(
    walks: Journeys, monkeypatch: pytest.MonkeyPatch, batch: int, *, dry_run: bool
) -> None:
    """Within a batch and from one to the next, in a dry run too; what one frees another takes."""
    monkeypatch.setattr("journeys.app.recording.BATCH", batch)
    shared_by(walks, 2)

    def record_all(decisions: Decided) -> None:
        walks.record_all(decisions, BY_ANNA, dry_run=dry_run)

    def beginning(nr: int) -> Callable[[History], list[Event]]:
        return lambda _: [begun(nr)]

    three = [(each, beginning(nr)) for nr, each in enumerate((ONE, OTHER, THIRD))]
    record_all(three[:2])
    assert len(taken(walks)) == (0 if dry_run else 2)
    assert refusal(lambda: record_all(three)) == "post-full"
    if not dry_run:
        assert refusal(lambda: record_all(three[2:])) == "post-full"
        record_all([(ONE, lambda _: [ended(0, MAR_1)]), (THIRD, lambda _: [begun(2, on=MAR_1)])])
        assert people(walks, MAR_1) == {OTHER, THIRD}


def test_what_one_frees_another_takes_in_any_order_of_a_batch(walks: Journeys) -> None:
    """The end of all of it is what counts."""
    shared_by(walks, 1)
    record(walks, ONE, begun(JANE))
    turned: Decided = [
        (OTHER, lambda _: [begun(OLE, on=MAR_1)]),
        (ONE, lambda _: [ended(JANE, MAR_1)]),
    ]
    walks.record_all(turned, BY_ANNA)
    assert people(walks, MAR_1) == {OTHER}


def test_joined_journeys_are_one_person_and_separated_ones_two(walks: Journeys) -> None:
    """Where a third has taken the place, they are not separated: one of them has to end first."""
    shared_by(walks, 2)
    record(walks, ONE, begun(JANE))
    record(walks, OTHER, begun(OLE))
    leader = BY_ANNA._replace(role="manager")
    absorbed, _ = sorted(
        walks.merge(OTHER, into=ONE, why="Samme borger", on=FEB_1, actor=leader),
        key=lambda entry: entry.journey,
    )
    assert people(walks, FEB_1) == {ONE}

    def separate() -> None:
        walks.retract(ONE, entry=absorbed.version, why="Forkert", on=FEB_1, actor=leader)

    record(walks, THIRD, begun(PER))
    assert refusal(separate) == "post-full"
    record(walks, THIRD, ended(PER, FEB_1))
    separate()
    assert people(walks, FEB_1) == {ONE, OTHER}
    assert_current(walks, ONE, OTHER, THIRD)


def test_an_erased_citizen_leaves_the_place(walks: Journeys) -> None:
    """With the rows of the journey."""
    shared_by(walks, 1)
    record(walks, ONE, begun(JANE), events.JourneyClosed(on=MAR_1, reason="Selvforsørget"))
    assert people(walks, APR_1) == {ONE}
    leader = BY_ANNA._replace(role="manager")
    walks.persons.erase(ONE, reason="Frist", authority="Arkivet", on=MAR_1, actor=leader)
    assert taken(walks) == []
    record(walks, OTHER, begun(OLE, on=MAR_1))


def test_who_takes_no_more_asks_and_waits_for_nothing(
    walks: Journeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A placement without a post, and one that ends or takes fewer hours."""
    shared_by(walks, 1)
    record(walks, ONE, begun(JANE))

    def asked(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(SQLTransaction, "load_room", asked)
    record(walks, OTHER, begun(OLE).model_copy(update={"post": None}), ended(OLE, MAR_1))
    fewer = begun(JANE, hours=2).post
    less = events.PlacementHoursChanged(on=MAR_1, placement=begun(JANE).placement, post=fewer)
    record(walks, ONE, less, ended(JANE, APR_1))
    with pytest.raises(AssertionError):
        record(walks, THIRD, begun(PER))


def race(*works: Callable[[], object]) -> list[str | None]:
    """Do these at once, each in a thread; return with which code each is refused."""
    start = Barrier(len(works))

    def begin(work: Callable[[], object]) -> str | None:
        start.wait()
        return refusal(work)

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(begin, works))


@pytest.mark.parametrize("nr", range(5))
def test_of_two_who_race_for_the_last_place_one_has_it(walks: Journeys, nr: int) -> None:
    """And the other is refused, not in conflict."""
    assert nr >= 0
    shared_by(walks, 1)
    codes = race(lambda: record(walks, ONE, begun(JANE)), lambda: record(walks, OTHER, begun(OLE)))
    assert Counter(codes) == {None: 1, "post-full": 1}
    assert len(taken(walks)) == 1


@pytest.mark.parametrize("nr", range(5))
def test_nobody_begins_in_a_post_that_is_closed_at_once(walks: Journeys, nr: int) -> None:
    """Either it is closed, or somebody is in it and its closing is refused."""
    assert nr >= 0
    shared_by(walks, 1)
    closing: dict[str, Any] = {"post": EARLY, "why": "Lukket", "on": FEB_1}
    codes = race(
        lambda: record(walks, ONE, begun(JANE)),
        lambda: walks.employers.decide(BAKERY, employers.close_post, BY_ANNA, **closing),
    )
    assert codes in ([None, "post-in-use"], ["post-closed", None])


@pytest.mark.parametrize("nr", range(5))
def test_a_retracted_ending_and_late_news_race_for_one_place(walks: Journeys, nr: int) -> None:
    """Two citizens, and a third whose days lie before both."""
    assert nr >= 0
    shared_by(walks, 1)
    record(walks, ONE, begun(JANE, on=MAR_1), ended(JANE, APR_1))
    codes = race(
        lambda: walks.retract(ONE, entry=3, why="Forkert", on=FEB_1, actor=BY_ANNA),
        lambda: record(walks, OTHER, begun(OLE, on=APR_1)),
        lambda: record(walks, THIRD, begun(PER), ended(PER, MAY_1)),
    )
    assert codes[2] == "post-full"
    assert sorted(codes[:2], key=str) == [None, "post-full"]


def test_in_units_of_work_that_race_nobody_is_lost(walks: Journeys) -> None:
    """Each opens a journey and fills a place in one commit of its own."""
    shared_by(walks, 3)

    def fill(nr: int) -> None:
        with walks.unit_of_work() as unit:
            record(unit, JourneyId(UUID(int=100 + nr)), OPENED, begun(100 + nr))

    codes = race(*(partial(fill, nr) for nr in range(6)))
    assert Counter(codes) == {None: 3, "post-full": 3}
    assert len(people(walks, FEB_1)) == 3


@pytest.mark.parametrize("nr", range(3))
def test_units_of_work_in_opposite_orders_end_in_no_deadlock(walks: Journeys, nr: int) -> None:
    """One records on a citizen and then on the employer, the other the other way round."""
    shared_by(walks, 2)

    def expect(unit: Journeys, words: str) -> None:
        verb = employers.state_expectations
        unit.employers.decide(BAKERY, verb, BY_ANNA, words=f"{words} {nr}", on=FEB_1)

    def citizen_first() -> None:
        with walks.unit_of_work() as unit:
            record(unit, ONE, begun(JANE))
            expect(unit, "Mød")

    def employer_first() -> None:
        with walks.unit_of_work() as unit:
            expect(unit, "Kom")
            record(unit, ONE, begun(OLE))

    assert race(citizen_first, employer_first) == [None, None]
    assert len(taken(walks)) == 2
