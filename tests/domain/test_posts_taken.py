"""Placements in posts: which tasks are taken, where a placement moves, and hours confirmed."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from journeys import events, verbs
from journeys.domain.events.work import HoursFrom
from journeys.employers import EmployerId, PostId, TaskId
from tests.invented import APR_1, BAKERY, BAKING, FEB_1, JUN_1, MAR_1, MAY_1, MAY_9, OPENED
from tests.scenario import after

CAFE = EmployerId(UUID("00000000-0000-4000-8000-000000000101"))
SERVING, KITCHEN_HAND = (
    PostId(UUID(f"00000000-0000-4000-8000-00000000020{nr}")) for nr in range(2)
)
COFFEE, DISHES = (TaskId(UUID(f"00000000-0000-4000-8000-00000000030{nr}")) for nr in range(2))
HOURS: dict[str, Any] = {"paid_hours": Decimal(5), "present_hours": Decimal(8)}
PAID = BAKING.model_copy(update=HOURS)
ENDED = events.PlacementEnded(on=MAY_1, placement=BAKERY, reason="Opgaven er løst")


def taking(*tasks: tuple[TaskId, str], post: PostId = SERVING) -> events.PostTaken:
    """Return what is taken of a post: so many hours a week of each task."""
    return events.PostTaken(
        employer=CAFE,
        post=post,
        tasks=tuple(events.TaskTaken(task=task, hours=Decimal(hours)) for task, hours in tasks),
    )


IN_POST = BAKING.model_copy(update={"post": taking((COFFEE, "5"))})


def test_a_placement_may_be_in_a_post_and_take_tasks_of_it() -> None:
    """The employer's words stay what the caller gives."""
    post = taking((COFFEE, "5"), (DISHES, "2.5"))
    after(OPENED).when(
        verbs.start_placement, placement=BAKERY, placement_kind="småjob", post=post, on=APR_1
    ).then(BAKING.model_copy(update={"post": post}))


def test_what_is_taken_may_change_with_or_without_the_hours() -> None:
    """More of a task, another task, another post: what is left out stays as it was."""
    more = taking((COFFEE, "7"))
    moved = taking((DISHES, "5"), post=KITCHEN_HAND)
    for post in (more, moved):
        after(OPENED, IN_POST).when(
            verbs.change_placement_hours, placement=BAKERY, post=post, on=MAY_1
        ).then(events.PlacementHoursChanged(on=MAY_1, placement=BAKERY, post=post))
    after(OPENED, IN_POST).when(
        verbs.change_placement_hours, placement=BAKERY, post=more, paid_hours=Decimal(7), on=MAY_1
    ).then(
        events.PlacementHoursChanged(on=MAY_1, placement=BAKERY, paid_hours=Decimal(7), post=more)
    )


def test_what_is_taken_already_is_not_recorded_again() -> None:
    """In whatever order the tasks are named."""
    both = BAKING.model_copy(update={"post": taking((COFFEE, "5"), (DISHES, "2"))})
    after(OPENED, both).when(
        verbs.change_placement_hours,
        placement=BAKERY,
        post=taking((DISHES, "2.0"), (COFFEE, "5")),
        on=MAY_1,
    ).then_nothing()


def test_a_placement_keeps_what_it_took_and_when() -> None:
    """As it keeps its hours."""
    moved = taking((DISHES, "5"), post=KITCHEN_HAND)
    change = events.PlacementHoursChanged(on=MAY_1, placement=BAKERY, post=moved)
    place = after(OPENED, IN_POST, change).journey.work.placements[BAKERY]
    assert place.post == moved
    assert place.hours == (
        HoursFrom(APR_1, None, None, IN_POST.post),
        HoursFrom(MAY_1, None, None, moved),
    )


@pytest.mark.parametrize(
    ("post", "code"),
    [
        (taking(), "task-missing"),
        (taking((COFFEE, "2"), (COFFEE, "3")), "task-twice"),
        (taking((COFFEE, "0")), "hours-impossible"),
        (taking((COFFEE, "2"), (DISHES, "-1")), "hours-impossible"),
        (taking((COFFEE, "169")), "hours-impossible"),
    ],
)
def test_a_post_is_taken_by_tasks_each_once_and_for_some_hours(
    post: events.PostTaken, code: str
) -> None:
    """When a placement begins, and when it changes."""
    after(OPENED).when(
        verbs.start_placement, placement=BAKERY, placement_kind="småjob", post=post, on=APR_1
    ).then_refused(code)
    after(OPENED, BAKING).when(
        verbs.change_placement_hours, placement=BAKERY, post=post, on=MAY_1
    ).then_refused(code)


def test_a_post_without_a_task_or_with_a_task_twice_is_refused() -> None:
    """Each by its own code."""
    asked = after(OPENED, BAKING)
    asked.when(
        verbs.change_placement_hours, placement=BAKERY, post=taking(), on=MAY_1
    ).then_refused("task-missing")
    twice = taking((COFFEE, "2"), (COFFEE, "3"))
    asked.when(verbs.change_placement_hours, placement=BAKERY, post=twice, on=MAY_1).then_refused(
        "task-twice"
    )


def test_what_is_no_post_is_not_understood() -> None:
    """A dict, or something changed past the checks of its class: the refusal names the argument."""
    wrong = taking((COFFEE, "2")).model_copy(update={"tasks": "opfundet"})
    values: tuple[Any, ...] = ({"post": SERVING}, "kaffe", wrong)
    for post in values:
        refusal = (
            after(OPENED, BAKING)
            .when(verbs.change_placement_hours, placement=BAKERY, post=post, on=MAY_1)
            .then_refused("not-understood")
        )
        assert str(refusal).startswith("post: this must be ")
        assert "opfundet" not in str(refusal)


def test_an_ended_placement_takes_nothing_more() -> None:
    """Start a new one."""
    after(OPENED, IN_POST, ENDED).when(
        verbs.change_placement_hours, placement=BAKERY, post=taking((COFFEE, "2")), on=JUN_1
    ).then_refused("placement-ended")


def test_an_employer_confirms_the_recorded_hours() -> None:
    """By the placement and the day alone, or with the hours."""
    confirmed = events.HoursConfirmed(on=MAY_1, placement=BAKERY, **HOURS)
    for given in ({}, HOURS):
        after(OPENED, PAID).by("employer").when(
            verbs.confirm_hours, placement=BAKERY, on=MAY_1, **given
        ).then(confirmed)
    after(OPENED, PAID).by("employer").when(
        verbs.confirm_hours, placement=BAKERY, paid_hours=Decimal(5), on=MAY_1
    ).then(events.HoursConfirmed(on=MAY_1, placement=BAKERY, paid_hours=Decimal(5)))


def test_other_hours_are_recorded_as_changed_by_those_who_may() -> None:
    """From the day on which the employer said so."""
    after(OPENED, PAID).when(
        verbs.confirm_hours, placement=BAKERY, paid_hours=Decimal(7), on=MAY_1
    ).then(
        events.PlacementHoursChanged(on=MAY_1, placement=BAKERY, paid_hours=Decimal(7)),
        events.HoursConfirmed(on=MAY_1, placement=BAKERY, paid_hours=Decimal(7)),
    )
    refusal = (
        after(OPENED, PAID)
        .by("employer")
        .when(verbs.confirm_hours, placement=BAKERY, paid_hours=Decimal(7), on=MAY_1)
        .then_refused("hours-differ")
    )
    assert "Call your contact" in str(refusal)


def test_hours_are_confirmed_of_a_placement_that_runs_and_has_some() -> None:
    """Each rule has a code of its own."""
    after(OPENED, BAKING).when(verbs.confirm_hours, placement=BAKERY, on=MAY_1).then_refused(
        "hours-missing"
    )
    after(OPENED, PAID).when(verbs.confirm_hours, placement=BAKERY, on=MAR_1).then_refused(
        "placement-unknown"
    )
    after(OPENED, PAID, ENDED).when(verbs.confirm_hours, placement=BAKERY, on=MAY_9).then_refused(
        "placement-ended"
    )
    after(OPENED, PAID).when(
        verbs.confirm_hours, placement=BAKERY, paid_hours=Decimal(200), on=MAY_1
    ).then_refused("hours-impossible")


def test_hours_that_were_missing_are_recorded_by_a_confirmation() -> None:
    """Of a placement of which nobody had said them."""
    after(OPENED, BAKING).when(
        verbs.confirm_hours, placement=BAKERY, paid_hours=Decimal(4), on=MAY_1
    ).then(
        events.PlacementHoursChanged(on=MAY_1, placement=BAKERY, paid_hours=Decimal(4)),
        events.HoursConfirmed(on=MAY_1, placement=BAKERY, paid_hours=Decimal(4)),
    )


def test_a_competence_may_be_recorded_by_code_too() -> None:
    """Each code once, and in force; without any, the event is as before."""
    recorded = events.CompetenceRecorded(
        on=FEB_1, words="Lærer nye kolleger op", codes=("køkken", "servering")
    )
    after(OPENED).when(
        verbs.record_competence,
        words="Lærer nye kolleger op",
        codes=["servering", "køkken", "servering"],
        on=FEB_1,
    ).then(recorded)
    after(OPENED).when(
        verbs.record_competence, words="Lærer nye kolleger op", codes=["ukendt"], on=FEB_1
    ).then_refused("code-unknown")
    plain = events.CompetenceRecorded(on=FEB_1, words="Lærer nye kolleger op")
    assert "codes" not in plain.model_dump()
