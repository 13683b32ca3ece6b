"""Duties to an employer: what raises each, what meets it, and who owes it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys import employers, rulebook
from journeys.domain.duties.duty import Duty
from journeys.domain.employers.duties import RULES, TASK_FREE, employer_duties
from journeys.employers import (
    EmployerContactChanged,
    EmployerEvent,
    EmployerHistory,
    NeedAnswered,
    PostChanged,
    PostClosed,
    Taken,
    TaskWithdrawn,
)
from journeys.testing.strategies import days, employer_histories
from tests.domain.test_posts import NEIGHBOUR, taken
from tests.invented import (
    ANNA,
    APR_1,
    BO,
    FEB_1,
    HELP,
    JAN_1,
    JUN_1,
    MAR_1,
    MAY_1,
    NEEDED,
    OVEN,
    POSTED,
    REGISTERED,
    SELL,
    SHOP,
    TILL,
)

BOOK = rulebook()
ANSWERED = NeedAnswered(on=FEB_1, need=HELP, words="Vi kommer på tirsdag")
MOVED = EmployerContactChanged(on=FEB_1, to=BO, why="Anna har fået andet arbejde")
ONE_TASK = POSTED.model_copy(update={"tasks": (SELL,), "may_share": 1})
LONG = timedelta(days=60)


def owed(*facts: EmployerEvent, rows: tuple[Taken, ...] = ()) -> list[Duty]:
    """Return every duty to an employer of whom these were recorded."""
    history = EmployerHistory().followed_by([REGISTERED, *facts])
    return list(employer_duties(history, rows, BOOK))


def free(*facts: EmployerEvent, rows: tuple[Taken, ...] = ()) -> list[tuple[date, date | None]]:
    """Return since when, and until when, it is owed that the task of a post is free for long."""
    found = owed(ONE_TASK, *facts, rows=rows)
    assert {duty.about for duty in found if duty.kind == TASK_FREE} <= {str(TILL)}
    return [(duty.since, duty.met) for duty in found if duty.kind == TASK_FREE]


def test_every_kind_of_duty_to_an_employer_has_a_rule() -> None:
    """One list, in the data; what raises each is in code."""
    kinds = {rule.kind for rule in RULES.rules} | {TASK_FREE}
    assert kinds == {kind for kind, each in BOOK.duties.items() if each.to == "employer"}


def test_a_need_is_to_be_answered_within_the_days_that_the_municipality_sets() -> None:
    """By the employer's contact. The first answer meets it."""
    (waiting,) = owed(NEEDED)
    assert waiting == Duty(
        "need-answer",
        str(HELP),
        since=JAN_1,
        due=JAN_1 + timedelta(days=14),
        raised=2,
        owed_by=ANNA,
    )
    assert owed(NEEDED, ANSWERED) == [waiting.met_at(FEB_1, 3)]
    assert owed(NEEDED, ANSWERED, ANSWERED.model_copy(update={"on": MAR_1})) == [
        waiting.met_at(FEB_1, 3)
    ]
    quick = BOOK._replace(practice=BOOK.practice.model_copy(update={"days": {"need-answer": 2}}))
    history = EmployerHistory().followed_by([REGISTERED, NEEDED])
    (soon,) = employer_duties(history, (), quick)
    assert soon.due == JAN_1 + timedelta(days=2)


def test_an_employer_is_told_of_a_new_contact_who_owes_what_is_owed() -> None:
    """Whatever is recorded of the contact next ends it: told, or another contact to tell of."""
    (waiting,) = owed(MOVED)
    assert waiting == Duty(
        "tell-contact", BO, since=FEB_1, due=FEB_1 + timedelta(days=7), raised=2, owed_by=BO
    )
    assert owed(MOVED, MOVED.model_copy(update={"on": MAR_1, "told": MAR_1})) == [
        waiting.met_at(MAR_1, 3)
    ]
    back = EmployerContactChanged(on=MAR_1, to=ANNA, why="Tilbage")
    first, second = owed(MOVED, back)
    assert first == waiting.met_at(MAR_1, 3)._replace(owed_by=ANNA)
    assert (second.about, second.met) == (ANNA, None)
    assert owed(MOVED.model_copy(update={"told": FEB_1})) == []


def test_a_task_of_an_open_post_that_is_free_for_long_is_looked_at() -> None:
    """From the day on which it has been free so long; as long as it is."""
    assert free() == [(FEB_1 + LONG, None)]
    assert free(rows=(taken(MAR_1),)) == []
    assert free(rows=(taken(MAY_1),)) == [(FEB_1 + LONG, MAY_1)]
    assert free(rows=(taken(MAR_1, APR_1),)) == [(APR_1 + LONG, None)]
    assert free(rows=(taken(FEB_1, FEB_1),)) == [(FEB_1 + LONG, None)]


@pytest.mark.parametrize(
    "ends",
    [
        PostClosed(on=JUN_1, post=SHOP, why="Ny ejer"),
        TaskWithdrawn(on=JUN_1, task=TILL, why="Ny kasse"),
        PostChanged(on=MAR_1, post=SHOP, until=JUN_1 - timedelta(days=1)),
    ],
)
def test_a_task_that_nobody_can_take_is_not_free(ends: EmployerEvent) -> None:
    """Its post is closed, its last day has passed, or it is withdrawn."""
    assert free(ends) == [(FEB_1 + LONG, JUN_1)]
    early = ends.model_copy(
        update={"on": MAR_1, **({"until": MAR_1} if hasattr(ends, "until") else {})}
    )
    assert free(early) == []


def test_a_task_that_was_carved_out_a_second_time_was_free_in_its_post_until_then() -> None:
    """No verb records that, and a host's own decision can: what was owed before stays so."""
    twice = employers.TaskCarvedOut(on=MAY_1, task=SELL)
    (since, _), *_ = free()
    assert since < MAY_1
    assert free(twice) == [(since, MAY_1)]


def test_a_task_of_a_post_without_a_place_is_not_free() -> None:
    """Somebody who does another task of it has the only place; a second place makes it free."""
    both = POSTED.model_copy(update={"may_share": 1})
    rows = (taken(FEB_1, task=OVEN),)
    assert [duty for duty in owed(both, rows=rows) if duty.kind == TASK_FREE] == []
    shared = PostChanged(on=MAR_1, post=SHOP, may_share=2)
    (duty,) = owed(both, shared, rows=rows)
    assert (duty.kind, duty.about, duty.since) == ("task-free", str(TILL), MAR_1 + LONG)
    assert (duty.owed_by, duty.raised) == (ANNA, 3)
    assert owed(both, shared, rows=(*rows, taken(MAR_1, journey=NEIGHBOUR, task=OVEN))) == []


def test_a_task_without_a_post_is_nobodys_to_fill() -> None:
    """It is carved out, and waits for its post."""
    assert owed(employers.TaskCarvedOut(on=JAN_1, task=SELL)) == []


ROWS = st.lists(
    st.builds(taken, starts=days(), ends=st.none() | days(), task=st.sampled_from([OVEN, TILL])),
    max_size=3,
).map(tuple)


@given(employer_histories(), ROWS)
def test_every_duty_was_raised_by_an_entry_in_force_and_met_only_later(
    history: EmployerHistory, rows: tuple[Taken, ...]
) -> None:
    """No history is too odd to be read."""
    in_force = {entry.version for entry in history.in_force}
    for duty in employer_duties(history, rows, BOOK):
        assert duty.raised in in_force
        assert duty.met is None or duty.met >= duty.since
        assert duty.met_by is None or duty.met_by in in_force


@given(employer_histories(), ROWS, st.dates(date(2026, 1, 1), date(2026, 7, 1)))
def test_a_task_is_free_for_long_as_brute_force_counts_it(
    history: EmployerHistory, rows: tuple[Taken, ...], on: date
) -> None:
    """Each of the days before was one on which somebody could have begun with it."""
    found = {
        duty.about
        for duty in employer_duties(history, rows, BOOK)
        if duty.kind == TASK_FREE and duty.is_open(on)
    }
    window = [on - timedelta(days=back) for back in range(LONG.days + 1)]
    for task in history.employer.room.tasks:
        counted = all(could_begin(history, task, rows, day) for day in window)
        if history.employer.room.tasks[task].post == SHOP:
            assert (str(task) in found) is counted


def could_begin(history: EmployerHistory, task: object, rows: tuple[Taken, ...], day: date) -> bool:
    """Whether a task is in an open post on that day, nobody does it, and there is a place."""
    room = history.on(day).employer.room
    held = next((each for key, each in room.tasks.items() if key == task), None)
    post = room.posts.get(held.post) if held and held.post else None
    if held is None or post is None or held.withdrawn or not post.open_on(day):
        return False
    there = [each for each in rows if each.post == post.post and each.covers(day)]
    people = {each.journey for each in there}
    return len(people) < post.may_share and not any(each.task == task for each in there)
