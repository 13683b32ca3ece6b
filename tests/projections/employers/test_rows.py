"""A row of a day says what the employer's fold says, and the counts are those made by hand."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from hypothesis import given, settings

from journeys.domain.duties import Duty
from journeys.domain.employers.duties import TASK_FREE, employer_duties
from journeys.employers import EmployerEvent, EmployerHistory, Taken
from journeys.projections.employers.coverage import by_post
from journeys.projections.employers.lists import posts_on_day
from journeys.projections.employers.owed import free_too_long
from journeys.projections.employers.room_counts import RoomCount
from journeys.projections.employers.room_rows import OwnedPost, OwnedTask, RoomRows, covers
from journeys.projections.employers.rows import (
    contact_rows,
    duty_rows,
    post_rows,
    registered_row,
    task_rows,
)
from tests.effort import tries
from tests.projections.employers.employed import DAYS, FIRMS, a_history, facts, takings
from tests.projections.employers.free_by_hand import free
from tests.scenario import BOOK

EVERY_DAY = [day + timedelta(nr) for day in DAYS for nr in (0, 1, 7)]
FEW = settings(max_examples=tries(30, 1_000))


def rows_of(histories: Sequence[EmployerHistory], taken: Sequence[Taken]) -> RoomRows:
    """Return the rows of these employers."""
    kinds = {each.stream: registered_row(each) for each in histories}
    return RoomRows(
        [
            OwnedPost(each.stream, kind.employer_kind if kind else "", row)
            for each in histories
            for kind in (kinds[each.stream],)
            for row in post_rows(each)
        ],
        [OwnedTask(each.stream, row) for each in histories for row in task_rows(each)],
        taken,
    )


@FEW
@given(facts())
def test_a_row_of_a_day_is_what_the_fold_says_on_that_day(recorded: list[EmployerEvent]) -> None:
    """Of posts, tasks and contacts; two rows of one thing never cover the same day."""
    history = a_history(FIRMS[0], recorded)
    for day in EVERY_DAY:
        employer = history.on(day).employer
        posts = [each for each in post_rows(history) if covers(each, day)]
        assert {each.post: (each.post_kind, each.may_share) for each in posts} == {
            each.post: (each.post_kind, each.may_share)
            for each in employer.room.posts.values()
            if each.open_on(day)
        }
        tasks = [each for each in task_rows(history) if covers(each, day)]
        assert {each.task: (each.post, each.hours) for each in tasks} == {
            task: (each.post, each.task.hours)
            for task, each in employer.room.tasks.items()
            if each.withdrawn is None
        }
        named = [each.contact for each in contact_rows(history) if covers(each, day)]
        assert named == ([employer.contact.name] if employer.contact else [])
        assert len({each.post for each in posts}) == len(posts)
        assert len({each.task for each in tasks}) == len(tasks)


@FEW
@given(facts(), facts(), takings())
def test_the_counts_of_a_day_are_those_made_by_hand(
    one: list[EmployerEvent], other: list[EmployerEvent], taken: list[Taken]
) -> None:
    """Whole, by kind of post and by kind of employer; and what is free in each post."""
    histories = [a_history(firm, each) for firm, each in zip(FIRMS, (one, other), strict=True)]
    rows = rows_of(histories, taken)
    for day in EVERY_DAY:
        by_hand = {key: list[RoomCount]() for key in ("", "småjob", "fleksjob")}
        by_kind = dict[str, list[RoomCount]]()
        begin = {}
        for history in histories:
            whose = history.on(day).employer
            for post, left in free(history, taken, day).items():
                opened = whose.room.posts[post]
                here = [
                    each
                    for each in taken
                    if (each.employer, each.post) == (history.stream, post) and each.covers(day)
                ]
                tasks = [
                    each.task for each in whose.room.tasks_of(post) if each.task.task in left.hours
                ]
                used = {
                    task.task: sum((t.hours for t in here if t.task == task.task), Decimal(0))
                    for task in tasks
                }
                counted = RoomCount(
                    employers=1,
                    posts=1,
                    places=opened.may_share,
                    people=len({each.journey for each in here}),
                    tasks=len(tasks),
                    free_tasks=sum(each.hours > used[each.task] for each in tasks),
                    hours=sum((each.hours for each in tasks), Decimal(0)),
                    taken=sum(used.values(), Decimal(0)),
                )
                by_hand[""].append(counted)
                by_hand[opened.post_kind].append(counted)
                registered = whose.registered
                kind = registered.employer_kind if registered else ""
                by_kind.setdefault(kind, []).append(counted)
                if left.places and any(each.hours > used[each.task] for each in tasks):
                    begin[history.stream, post] = (
                        left.places,
                        {
                            each.task: max(Decimal(0), each.hours - used[each.task])
                            for each in tasks
                        },
                    )
        found = rows.counted(day)
        assert _sums(found.whole) == _added(by_hand[""])
        for code in ("småjob", "fleksjob"):
            assert _sums(found.by_post_kind.get(code, RoomCount())) == _added(by_hand[code])
        assert {code: _sums(each) for code, each in found.by_employer_kind.items()} == {
            code: _added(each) for code, each in by_kind.items()
        }
        assert found.whole.employers == len(
            {firm.stream for firm in histories if free(firm, taken, day)}
        )
        assert {
            (firm.stream, post): (
                each.free_places,
                {task.record.task.task: task.free for task in each.present},
            )
            for firm in histories
            for post, each in posts_on_day(firm, by_post(taken), day)
            if each.takes_more
        } == begin


def _sums(count: RoomCount) -> RoomCount:
    """Return a count without that of employers, which cannot be added up."""
    return count._replace(employers=0)


def _added(counts: Sequence[RoomCount]) -> RoomCount:
    """Return the sums of these counts."""
    sums = (sum(column) for column in zip(RoomCount(), *counts, strict=True))
    return _sums(RoomCount._make(sums))


@FEW
@given(facts(), takings(FIRMS[:1]))
def test_what_is_owed_on_a_day_is_what_the_employers_duties_say(
    recorded: list[EmployerEvent], taken: list[Taken]
) -> None:
    """Stored or counted when it is read; only what is stored says which entry raised it."""
    history = a_history(FIRMS[0], recorded)
    rows = rows_of([history], taken)
    for on in EVERY_DAY:
        due = [each for each in employer_duties(history, taken, BOOK) if each.is_open(on)]
        idle = (free_too_long(each, BOOK, on) for each in rows.idle_tasks(on))
        found = [each for each in duty_rows(history, BOOK) if each.is_open(on)]
        found += (each for each in idle if each)
        assert sorted(map(_owed, due)) == sorted(map(_owed, found))
    assert all(each.kind != TASK_FREE for each in duty_rows(history, BOOK))


def _owed(duty: Duty) -> Duty:
    """Return what is owed of a duty on a day, whoever owes it."""
    raised = 0 if duty.kind == TASK_FREE else duty.raised
    return duty._replace(owed_by="", met=None, met_by=None, raised=raised)


@FEW
@given(facts(), takings(FIRMS[:1]))
def test_a_task_has_free_hours_since_the_first_day_without_a_break(
    recorded: list[EmployerEvent], taken: list[Taken]
) -> None:
    """Counted back one day after the other."""
    history = a_history(FIRMS[0], recorded)
    rows = rows_of([history], taken)
    for on in DAYS:
        for each in rows.free_tasks(on):
            since = on
            while (
                left := free(history, taken, since - timedelta(1)).get(each.post)
            ) and left.hours.get(each.task):
                since -= timedelta(1)
            assert each.since == since
