"""Posts and their tasks: what is open, what is carved out, and what may not be taken away."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from journeys import JourneyId, PlacementId, employers, events
from journeys.employers import PostChanged, PostClosed, PostId, Taken, Task, TaskId, TaskWithdrawn
from tests.invented import (
    APR_1,
    BAKE,
    BAKERY,
    CARVED,
    FEB_1,
    FIRM,
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
    WALK,
)
from tests.scenario import after_employer

OPEN = after_employer(REGISTERED, POSTED)
OTHER = PostId(UUID("00000000-0000-4000-8000-0000000000e2"))
NEIGHBOUR = JourneyId(UUID("00000000-0000-4000-8000-0000000000e1"))
POST: dict[str, Any] = {"post": SHOP, "post_kind": "småjob", "words": POSTED.words, "on": FEB_1}


def taken(
    starts: date = FEB_1,
    ends: date | None = None,
    task: TaskId = TILL,
    journey: JourneyId = WALK,
    post: PostId = SHOP,
) -> Taken:
    """Return what a citizen takes of the post."""
    return Taken(journey, PlacementId(BAKERY), FIRM, post, task, Decimal(3), starts, ends)


def test_a_post_is_opened_with_its_tasks() -> None:
    """One that several can share says how many; each code of a task stands once, in order."""
    after_employer(REGISTERED).when(
        employers.open_post, tasks=[BAKE, SELL], may_share=2, **POST
    ).then(POSTED)
    assert [each.task for each in OPEN.employer.room.tasks_of(SHOP)] == [BAKE, SELL]
    coded = Task(
        task=OVEN, words="Køkken", hours=Decimal(8), competences=("servering", "køkken", "køkken")
    )
    in_order = coded.model_copy(update={"competences": ("køkken", "servering")})
    after_employer(REGISTERED).when(employers.carve_task, task=coded, on=FEB_1).then(
        employers.TaskCarvedOut(on=FEB_1, task=in_order)
    )


def test_a_post_without_a_task_is_refused() -> None:
    """And so is one for nobody, one that ends before it begins, and one without a name."""
    asked = after_employer(REGISTERED).when
    asked(employers.open_post, **POST).then_refused("post-without-task")
    asked(employers.open_post, tasks=[SELL], may_share=0, **POST).then_refused(
        "may-share-impossible"
    )
    asked(employers.open_post, tasks=[SELL], until=JAN_1, **POST).then_refused("until-before-start")
    asked(employers.open_post, tasks=[SELL], **POST | {"words": ""}).then_refused("words-missing")
    asked(employers.open_post, tasks=[SELL], project_leader=" ", **POST).then_refused(
        "project-leader-missing"
    )
    asked(employers.open_post, tasks=[SELL], **POST | {"post_kind": "job"}).then_refused(
        "code-unknown"
    )
    after_employer().when(employers.open_post, tasks=[SELL], **POST).then_refused(
        "employer-unknown"
    )


@pytest.mark.parametrize("hours", ["0", "-1", "168.5"])
def test_a_task_has_hours_that_a_week_can_have(hours: str) -> None:
    """More than none."""
    task = SELL.model_copy(update={"hours": Decimal(hours)})
    known = after_employer(REGISTERED)
    known.when(employers.carve_task, task=task, on=FEB_1).then_refused("hours-impossible")
    known.when(employers.open_post, tasks=[BAKE, task], **POST).then_refused("hours-impossible")


def test_a_task_of_more_than_full_time_is_doubted() -> None:
    """Mostly hours a month."""
    doubting = after_employer(REGISTERED).on_the_day(FEB_1).sure_of()
    long = SELL.model_copy(update={"hours": Decimal(60)})
    doubting.when(employers.carve_task, task=long, on=FEB_1).then_refused("hours-above-full-time")
    doubting.when(employers.open_post, tasks=[BAKE, long], **POST).then_refused(
        "hours-above-full-time"
    )


def test_a_code_of_a_task_is_one_of_the_vocabulary() -> None:
    """Each of them, in a task alone and in one of a post."""
    wrong = SELL.model_copy(update={"competences": ("køkken", "kokken")})
    known = after_employer(REGISTERED)
    known.when(employers.carve_task, task=wrong, on=FEB_1).then_refused("code-unknown")
    known.when(employers.open_post, tasks=[wrong], **POST).then_refused("code-unknown")


def test_what_is_no_task_is_not_understood() -> None:
    """A dict of the same content is none, and nor is one changed past the checks of its class."""
    known = after_employer(REGISTERED)
    wrong: tuple[Any, ...] = (SELL.model_dump(), SELL.model_copy(update={"hours": "six"}), None)
    for task in wrong:
        known.when(employers.carve_task, task=task, on=FEB_1).then_refused("not-understood")
    no_list: Any = SELL
    known.when(employers.open_post, tasks=no_list, **POST).then_refused("not-understood")


def test_a_task_is_carved_out_of_a_need_and_joins_a_post() -> None:
    """The whole way of one task: found, then part of a post, and of no other."""
    known = after_employer(REGISTERED, NEEDED)
    known.when(employers.carve_task, task=BAKE, need=HELP, on=JAN_1).then(CARVED)
    joined = employers.PostOpened(
        on=FEB_1, post=SHOP, post_kind="småjob", words=POSTED.words, carved=(OVEN,)
    )
    carved = known.followed_by(CARVED)
    carved.when(employers.open_post, carved=[OVEN, OVEN], **POST).then(joined)
    assert carved.followed_by(joined).employer.room.tasks[OVEN].post == SHOP
    known.when(employers.open_post, carved=[OVEN], **POST).then_refused("task-unknown")
    carved.followed_by(joined).when(
        employers.open_post, carved=[OVEN], **POST | {"post": OTHER}
    ).then_refused("task-in-other-post")
    withdrawn = TaskWithdrawn(on=JAN_1, task=OVEN, why="Ny ovn")
    carved.followed_by(withdrawn).when(employers.open_post, carved=[OVEN], **POST).then_refused(
        "task-withdrawn"
    )
    carved.followed_by(joined).when_retracting(entry=3, why="?", on=FEB_1).then_refused(
        "entry-still-cited"
    )
    carved.followed_by(withdrawn).when_retracting(entry=3, why="?", on=FEB_1).then_refused(
        "entry-still-cited"
    )
    carved.when_retracting(entry=2, why="?", on=FEB_1).then_refused("entry-still-cited")


def test_a_task_is_carved_out_of_a_post_that_is_open_or_of_none() -> None:
    """And of a need that was told."""
    task = BAKE.model_copy(update={"task": TaskId(UUID(int=7))})
    OPEN.when(employers.carve_task, task=task, post=SHOP, on=FEB_1).then(
        employers.TaskCarvedOut(on=FEB_1, task=task, post=SHOP)
    )
    OPEN.when(employers.carve_task, task=task, post=SHOP, on=JAN_1).then_refused("post-unknown")
    OPEN.when(employers.carve_task, task=task, need=HELP, on=FEB_1).then_refused("need-not-told")
    closed = OPEN.followed_by(PostClosed(on=MAR_1, post=SHOP, why="Ny ejer"))
    closed.when(employers.carve_task, task=task, post=SHOP, on=MAR_1).then_refused("post-closed")


def test_each_task_has_an_id_of_its_own() -> None:
    """By it, everybody knows which task is meant."""
    OPEN.when(employers.carve_task, task=BAKE, on=FEB_1).then_refused("recorded-already")
    OPEN.when(employers.open_post, tasks=[BAKE], **POST | {"post": OTHER}).then_refused(
        "recorded-already"
    )
    known = after_employer(REGISTERED, NEEDED, CARVED)
    known.when(employers.open_post, tasks=[BAKE], **POST).then_refused("recorded-already")
    after_employer(REGISTERED).when(employers.open_post, tasks=[BAKE, BAKE], **POST).then_refused(
        "recorded-already"
    )


def test_a_task_that_somebody_does_is_withdrawn_only_with_what_happens_then() -> None:
    """That day or later; not what somebody did before."""
    asked: dict[str, Any] = {"task": TILL, "why": "Butikken flytter", "on": MAR_1}
    withdrawn = TaskWithdrawn(on=MAR_1, task=TILL, why="Butikken flytter")
    OPEN.when(employers.withdraw_task, **asked).then(withdrawn)
    for used in (taken(), taken(MAY_1), taken(FEB_1, APR_1)):
        busy = OPEN.while_taken(used)
        busy.when(employers.withdraw_task, **asked).then_refused("task-in-use")
        busy.when(employers.withdraw_task, then="De bager i stedet", **asked).then(
            withdrawn.model_copy(update={"then": "De bager i stedet"})
        )
    for past in (taken(FEB_1, MAR_1), taken(MAY_1, MAY_1), taken(task=OVEN)):
        OPEN.while_taken(past).when(employers.withdraw_task, **asked).then(withdrawn)
    OPEN.followed_by(withdrawn).when(employers.withdraw_task, **asked).then_nothing()
    OPEN.when(employers.withdraw_task, **asked | {"task": TaskId(UUID(int=7))}).then_refused(
        "task-unknown"
    )
    OPEN.when(employers.withdraw_task, **asked | {"why": ""}).then_refused("why-missing")


def test_a_post_that_somebody_is_in_is_closed_only_with_what_happens_then() -> None:
    """Nobody's placement is ended by it, and nobody is named."""
    asked: dict[str, Any] = {"post": SHOP, "why": "Ny ejer", "on": MAR_1}
    closed = PostClosed(on=MAR_1, post=SHOP, why="Ny ejer")
    OPEN.when(employers.close_post, **asked).then(closed)
    busy = OPEN.while_taken(taken())
    refusal = busy.when(employers.close_post, **asked).then_refused("post-in-use")
    assert str(WALK) not in str(refusal)
    busy.when(employers.close_post, then="De bliver", **asked).then(
        closed.model_copy(update={"then": "De bliver"})
    )
    OPEN.followed_by(closed).when(employers.close_post, **asked | {"on": MAY_1}).then_nothing()
    OPEN.when(employers.close_post, **asked | {"post": OTHER}).then_refused("post-unknown")


def test_a_post_changes_in_what_is_said_and_nothing_else() -> None:
    """What is the same already is not recorded again."""
    changed = PostChanged(on=MAR_1, post=SHOP, may_share=3)
    asked = OPEN.when
    asked(employers.change_post, post=SHOP, words=POSTED.words, may_share=3, on=MAR_1).then(changed)
    asked(employers.change_post, post=SHOP, may_share=2, on=MAR_1).then_nothing()
    asked(employers.change_post, post=SHOP, may_share=0, on=MAR_1).then_refused(
        "may-share-impossible"
    )
    asked(employers.change_post, post=SHOP, words=" ", on=MAR_1).then_refused("words-missing")
    asked(employers.change_post, post=SHOP, project_leader="", on=MAR_1).then_refused(
        "project-leader-missing"
    )
    asked(employers.change_post, post=SHOP, until=JAN_1, on=MAR_1).then_refused(
        "until-before-start"
    )
    closed = OPEN.followed_by(PostClosed(on=MAR_1, post=SHOP, why="Ny ejer"))
    closed.when(employers.change_post, post=SHOP, may_share=3, on=APR_1).then_refused("post-closed")


def test_fewer_share_a_post_only_with_what_happens_for_those_in_it() -> None:
    """One person in two tasks is one person; two who are never there together need one place."""
    asked: dict[str, Any] = {"post": SHOP, "may_share": 1, "on": MAR_1}
    fewer = PostChanged(on=MAR_1, post=SHOP, may_share=1)
    two = OPEN.while_taken(taken(), taken(task=OVEN, journey=NEIGHBOUR))
    two.when(employers.change_post, **asked).then_refused("post-in-use")
    two.when(employers.change_post, then="En flytter", **asked).then(
        fewer.model_copy(update={"then": "En flytter"})
    )
    for fitting in (
        (taken(), taken(task=OVEN)),
        (taken(FEB_1, APR_1), taken(APR_1, journey=NEIGHBOUR)),
        (taken(), taken(FEB_1, MAR_1, journey=NEIGHBOUR)),
        (taken(), taken(journey=NEIGHBOUR, post=OTHER)),
    ):
        OPEN.while_taken(*fitting).when(employers.change_post, **asked).then(fewer)


def test_a_last_day_is_moved_nearer_only_with_what_happens_for_those_who_stay_longer() -> None:
    """Somebody who is there until that day, and no longer, loses nothing."""
    asked: dict[str, Any] = {"post": SHOP, "until": APR_1, "on": MAR_1}
    nearer = PostChanged(on=MAR_1, post=SHOP, until=APR_1)
    OPEN.while_taken(taken()).when(employers.change_post, **asked).then_refused("post-in-use")
    until_then = taken(FEB_1, APR_1.replace(day=2))
    OPEN.while_taken(until_then).when(employers.change_post, **asked).then(nearer)
    OPEN.followed_by(nearer).while_taken(until_then).when(
        employers.change_post, post=SHOP, until=JUN_1, on=MAR_1
    ).then(PostChanged(on=MAR_1, post=SHOP, until=JUN_1))


def test_no_correction_takes_away_what_somebody_has() -> None:
    """A post, a task, or a place in a post: their placement is changed first."""
    wrong: dict[str, Any] = {"entry": 2, "why": "Forkert", "on": FEB_1}
    busy = OPEN.while_taken(taken())
    busy.when_retracting(**wrong).then_refused("post-in-use")
    without = POSTED.model_copy(update={"tasks": (BAKE,)})
    busy.when_retracting(replacement=lambda _: [without], **wrong).then_refused("task-in-use")
    later = POSTED.model_copy(update={"on": MAR_1})
    busy.when_retracting(replacement=lambda _: [later], **wrong).then_refused("post-in-use")
    narrow = POSTED.model_copy(update={"may_share": 1})
    two = busy.while_taken(taken(), taken(task=OVEN, journey=NEIGHBOUR))
    two.when_retracting(replacement=lambda _: [narrow], **wrong).then_refused("post-in-use")
    retracted = events.EntryRetracted(on=FEB_1, entry=2, why="Forkert")
    busy.when_retracting(replacement=lambda _: [narrow], **wrong).then(retracted, narrow)
    OPEN.while_taken(taken(FEB_1, FEB_1)).when_retracting(**wrong).then(retracted)


def test_a_correction_of_a_closing_gives_back_what_there_was() -> None:
    """It takes nothing from anybody."""
    closed = PostClosed(on=MAR_1, post=SHOP, why="Ny ejer", then="De bliver")
    OPEN.followed_by(closed).while_taken(taken()).when_retracting(
        entry=3, why="Alligevel ikke", on=MAR_1
    ).then(events.EntryRetracted(on=MAR_1, entry=3, why="Alligevel ikke"))


def test_late_news_does_not_leave_later_entries_without_what_they_rest_on() -> None:
    """A task that a later post takes is not given to an earlier one."""
    joined = employers.PostOpened(
        on=MAY_1, post=SHOP, post_kind="småjob", words="Sommer", carved=(OVEN,)
    )
    known = after_employer(REGISTERED, NEEDED, CARVED, joined)
    known.when(employers.open_post, carved=[OVEN], **POST | {"post": OTHER}).then_refused(
        "later-entry-needs-it"
    )
