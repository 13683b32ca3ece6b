"""Room in posts: nobody takes what is not there, on any day, in whatever order it is recorded."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeys import Actor, Entry, History, JourneyId, PlacementId, decide, employers, events, verbs
from journeys.domain.decisions.corrections import retract as retract_entry
from journeys.domain.employers.room import require_room
from journeys.employers import (
    EmployerEntry,
    EmployerHistory,
    EmployerId,
    PostId,
    Taken,
    TaskId,
    decide_employer,
    retract_employer_entry,
)
from journeys.errors import Refused
from journeys.projections.employers.coverage import by_post
from journeys.projections.employers.lists import posts_on_day
from journeys.projections.places import places
from journeys.testing.strategies import BEGINNING, histories
from tests.domain.taken_by_hand import overfull_on, taken_on
from tests.effort import tries
from tests.invented import ANNA, APR_1, BY_ANNA, FEB_1, JAN_1, JUN_1, MAR_1, MAY_1, OPENED
from tests.scenario import BOOK


def an_id(nr: int) -> UUID:
    """Return an invented id."""
    return UUID(f"00000000-0000-4000-8000-{nr:012}")


CAFE, OTHER = EmployerId(an_id(101)), EmployerId(an_id(102))
SERVING, KITCHEN = PostId(an_id(201)), PostId(an_id(202))
COFFEE, DISHES = TaskId(an_id(301)), TaskId(an_id(302))
ONE, TWO, THREE = (JourneyId(an_id(nr)) for nr in (1, 2, 3))

REGISTERED = employers.EmployerRegistered(
    on=JAN_1, name="Caféen", employer_kind="privat", contact=ANNA
)


def a_task(task: TaskId, hours: int = 10) -> employers.Task:
    """Return a task of so many hours a week."""
    return employers.Task(task=task, words="Fylde kaffe op", hours=Decimal(hours))


SHARED = employers.PostOpened(
    on=FEB_1,
    post=SERVING,
    post_kind="småjob",
    words="Cafémedhjælper",
    tasks=(a_task(COFFEE), a_task(DISHES, 4)),
    may_share=2,
)
CLOSED = employers.PostClosed(on=MAY_1, post=SERVING, why="Caféen flytter", then="Bliver lidt")


def employer(*facts: Any) -> EmployerHistory:  # noqa: ANN401 - events of an employer
    """Return an employer with these events."""
    return EmployerHistory(
        tuple(
            EmployerEntry(CAFE, nr, nr, BEGINNING, ANNA, event)
            for nr, event in enumerate((REGISTERED, *facts), start=1)
        )
    )


def takes(
    journey: JourneyId,
    hours: int,
    starts: date,
    ends: date | None = None,
    *,
    task: TaskId = COFFEE,
    post: PostId = SERVING,
) -> Taken:
    """Return what a citizen takes of a task."""
    placement = PlacementId(UUID(int=journey.int + 500))
    return Taken(journey, placement, CAFE, post, task, Decimal(hours), starts, ends)


def refused(
    history: EmployerHistory,
    *after: Taken,
    others: Sequence[Taken] = (),
    before: Sequence[Taken] = (),
) -> str | None:
    """Return the code by which it is refused that one citizen takes this; None: there is room."""
    try:
        require_room(history, others, before, after)
    except Refused as refusal:
        return refusal.code
    return None


def then_refused(
    code: str, history: EmployerHistory, after: Taken, others: Sequence[Taken] = ()
) -> None:
    """Expect that it is refused with this code that one citizen takes this."""
    assert refused(history, after, others=others) == code


def test_two_may_share_a_post_and_a_third_may_not() -> None:
    """However few hours the third asks for; after one of the two has left, there is room."""
    two = [takes(ONE, 3, FEB_1), takes(TWO, 3, FEB_1, MAY_1)]
    assert refused(employer(SHARED), two[1], others=two[:1]) is None
    then_refused("post-full", employer(SHARED), takes(THREE, 1, MAR_1), others=two)
    assert refused(employer(SHARED), takes(THREE, 1, MAY_1), others=two) is None


def test_a_task_has_no_more_hours_than_it_has() -> None:
    """Whoever takes them; what one citizen takes in two placements counts as well."""
    one = takes(ONE, 6, FEB_1)
    assert refused(employer(SHARED), takes(TWO, 4, FEB_1), others=[one]) is None
    then_refused("task-taken", employer(SHARED), takes(TWO, 5, FEB_1), others=[one])
    again = one._replace(placement=PlacementId(an_id(900)), hours=Decimal(5))
    assert refused(employer(SHARED), one, again, before=[one]) == "task-taken"


def test_one_citizen_in_two_placements_is_one_person() -> None:
    """A second placement of somebody who is in the post already takes no place."""
    mine = takes(ONE, 2, FEB_1)
    second = mine._replace(placement=PlacementId(an_id(900)), task=DISHES)
    full = [takes(TWO, 2, FEB_1)]
    assert refused(employer(SHARED), mine, second, others=full, before=[mine]) is None


@pytest.mark.parametrize(
    ("facts", "taken", "code"),
    [
        ((SHARED,), takes(ONE, 2, FEB_1, post=KITCHEN), "post-unknown"),
        ((SHARED,), takes(ONE, 2, JAN_1), "post-unknown"),
        ((SHARED, CLOSED), takes(ONE, 2, MAY_1), "post-closed"),
        ((SHARED.model_copy(update={"until": APR_1}),), takes(ONE, 2, MAY_1), "post-closed"),
        ((SHARED,), takes(ONE, 2, FEB_1, task=TaskId(an_id(399))), "task-unknown"),
        (
            (SHARED, employers.TaskWithdrawn(on=MAY_1, task=COFFEE, why="Ny maskine")),
            takes(ONE, 2, MAY_1),
            "task-withdrawn",
        ),
    ],
)
def test_a_post_and_its_tasks_must_be_there_on_the_first_day(
    facts: Sequence[Any], taken: Taken, code: str
) -> None:
    """And no longer: what is closed or withdrawn later is still taken on an earlier day."""
    assert refused(employer(*facts), taken) == code
    if code.endswith(("closed", "withdrawn")):
        assert refused(employer(*facts), taken._replace(starts=MAR_1)) is None


def test_the_last_day_of_a_post_is_a_day_on_which_somebody_may_begin() -> None:
    """The day after is none."""
    until = SHARED.model_copy(update={"until": APR_1})
    assert refused(employer(until), takes(ONE, 2, APR_1)) is None
    assert refused(employer(until), takes(ONE, 2, APR_1 + timedelta(1))) == "post-closed"


def test_a_post_of_an_employer_that_is_not_known_is_not_known() -> None:
    """An employer of another store, or one that was erased."""
    assert refused(EmployerHistory(), takes(ONE, 2, FEB_1)) == "post-unknown"


def test_every_day_in_between_counts() -> None:
    """Late news, and what is planned: there must be room on all days, not on the first alone."""
    later = [takes(ONE, 8, MAY_1, JUN_1)]
    late = takes(TWO, 5, MAR_1)
    assert refused(employer(SHARED), late, others=later) == "task-taken"
    assert refused(employer(SHARED), late._replace(ends=MAY_1), others=later) is None
    fewer = employers.PostChanged(
        on=MAY_1, post=SERVING, may_share=1, then="En går over i køkkenet"
    )
    one = [takes(ONE, 2, FEB_1)]
    assert refused(employer(SHARED, fewer), takes(TWO, 2, MAR_1), others=one) == "post-full"
    assert refused(employer(SHARED, fewer), takes(TWO, 2, MAR_1, MAY_1), others=one) is None


def test_who_has_room_keeps_it_and_is_asked_only_for_more() -> None:
    """After a post got smaller, fewer hours and an earlier end are never refused."""
    fewer = employers.PostChanged(on=MAR_1, post=SERVING, may_share=1, then="Begge bliver")
    both = employer(SHARED, fewer)
    mine, other = takes(ONE, 5, FEB_1), [takes(TWO, 5, FEB_1)]
    less = [takes(ONE, 5, FEB_1, APR_1), takes(ONE, 4, APR_1)]
    assert refused(both, *less, others=other, before=[mine]) is None
    assert refused(both, mine._replace(ends=JUN_1), others=other, before=[mine]) is None
    more = [takes(ONE, 4, FEB_1, APR_1), takes(ONE, 6, APR_1)]
    assert refused(both, *more, others=other, before=less) == "task-taken"


def test_taking_an_end_back_takes_room_again() -> None:
    """Somebody else may have it by now. In a post closed since then, who never left may stay."""
    ended, mine = takes(ONE, 5, FEB_1, MAR_1), takes(ONE, 5, FEB_1)
    others = [takes(TWO, 6, MAR_1)]
    assert refused(employer(SHARED), mine, others=others, before=[ended]) == "task-taken"
    assert refused(employer(SHARED, CLOSED), mine, before=[ended._replace(ends=JUN_1)]) is None


def test_what_other_employers_and_posts_have_is_not_counted() -> None:
    """Their ids alone say whose it is."""
    elsewhere = [
        takes(ONE, 10, FEB_1)._replace(employer=OTHER),
        takes(ONE, 10, FEB_1, post=KITCHEN),
    ]
    assert refused(employer(SHARED), takes(TWO, 10, FEB_1), others=elsewhere) is None


def test_what_is_free_is_what_the_post_has_less_what_is_taken() -> None:
    """Of each open post: people, and hours by task. Nothing is below zero."""
    taken = [takes(ONE, 6, FEB_1), takes(TWO, 3, MAR_1), takes(THREE, 8, MAY_1)]
    history = employer(SHARED, employers.TaskWithdrawn(on=APR_1, task=DISHES, why="Ny maskine"))
    assert free(history, taken, JAN_1) == {}
    ten, four = Decimal(10), Decimal(4)
    assert free(history, (), FEB_1) == {SERVING: (2, {COFFEE: ten, DISHES: four})}
    assert free(history, taken, FEB_1) == {SERVING: (1, {COFFEE: four, DISHES: four})}
    assert free(history, taken, APR_1) == {SERVING: (0, {COFFEE: Decimal(1)})}
    assert free(history, taken, MAY_1) == {SERVING: (0, {COFFEE: Decimal(0)})}
    assert free(employer(SHARED, CLOSED), taken, MAY_1) == {}


def free(
    history: EmployerHistory, taken: Sequence[Taken], day: date
) -> dict[PostId, tuple[int, dict[TaskId, Decimal]]]:
    """Return the free places of each open post on a day, and the free hours of each task."""
    return {
        post: (each.free_places, {task.record.task.task: task.free for task in each.present})
        for post, each in posts_on_day(history, by_post(taken), day)
        if each.is_open
    }


PLACEMENT_EVENTS = (
    events.PlacementStarted,
    events.PlacementHoursChanged,
    events.PlacementEnded,
    events.JourneyOpened,
    events.JourneyClosed,
    events.JourneyResumed,
)
DAYS = [date(2025, 12, 31) + timedelta(nr) for nr in range(64)]


@settings(max_examples=tries(30, 2_000))
@given(histories(classes=PLACEMENT_EVENTS))
def test_places_are_what_is_counted_by_hand(history: History) -> None:
    """On any day, as known at any moment, of any history: no rule was asked."""
    for moment in {entry.recorded_at for entry in history.entries}:
        known = history.known_at(moment)
        rows = places(known)
        for day in DAYS:
            counted: dict[Any, Decimal] = {}
            for each in rows:
                if each.starts <= day and (each.ends is None or day < each.ends):
                    assert each[:4] not in counted, "no day is in two rows of one task"
                    counted[each[:4]] = each.hours
            assert counted == taken_on(known.entries, day)


@given(histories(classes=PLACEMENT_EVENTS))
def test_every_post_that_was_ever_named_has_a_row(history: History) -> None:
    """So that who ever named a post is found, as known at an earlier moment."""
    named = {
        event.post.post
        for event in (entry.event for entry in history.entries)
        if isinstance(event, events.PlacementStarted | events.PlacementHoursChanged)
        and event.post is not None
        and event.post.tasks
    }
    rows = places(history)
    assert {each.post for each in rows} == named
    never = {each.post for each in rows if each.starts == each.ends}
    assert never.isdisjoint(each.post for each in rows if each.starts != each.ends)


class Request(NamedTuple):
    """A verb to ask of a citizen or of the employer, or an entry to retract."""

    of: int | None
    """Which citizen; None: the employer."""
    verb: Any
    """None: retract an entry."""
    arguments: dict[str, Any]


WHEN = st.sampled_from([date(2026, 1, 5) + timedelta(6 * nr) for nr in range(6)])
HOURS = st.integers(1, 6).map(Decimal)
POSTS = st.sampled_from([SERVING, KITCHEN])
TASKS = [TaskId(an_id(nr)) for nr in (301, 302, 303)]
PLACEMENTS = st.sampled_from([PlacementId(an_id(nr)) for nr in (401, 402)])
THEN = st.sampled_from(["", "", "De bliver"])
IN_POST = {SERVING: TASKS[:2], KITCHEN: TASKS[2:]}
POST_TAKEN = POSTS.flatmap(
    lambda post: st.builds(
        events.PostTaken,
        employer=st.just(CAFE),
        post=st.just(post),
        tasks=st.lists(
            st.builds(events.TaskTaken, task=st.sampled_from(IN_POST[post]), hours=HOURS),
            min_size=1,
            max_size=2,
            unique_by=lambda taken: taken.task,
        ).map(tuple),
    )
)
OF_CITIZENS: list[tuple[Any, dict[str, st.SearchStrategy[Any]]]] = [
    *[
        (
            verbs.start_placement,
            {"placement": PLACEMENTS, "placement_kind": st.just("småjob"), "post": POST_TAKEN},
        )
    ]
    * 5,
    *[(verbs.change_placement_hours, {"placement": PLACEMENTS, "post": POST_TAKEN})] * 4,
    *[(verbs.end_placement, {"placement": PLACEMENTS, "reason": st.just("Slut")})] * 2,
    (
        verbs.close_journey,
        {
            "reason": st.just("Slut"),
            "moved_to": st.none() | st.just("461"),
            "why": st.none() | st.just("død"),
        },
    ),
    (verbs.resume_journey, {}),
    *[(None, {"entry": st.integers(2, 6)})] * 2,
]
OF_EMPLOYER: list[tuple[Any, dict[str, st.SearchStrategy[Any]]]] = [
    (
        employers.change_post,
        {"post": POSTS, "may_share": st.none() | st.integers(1, 2), "until": st.none() | WHEN}
        | {"then": THEN},
    ),
    (employers.close_post, {"post": POSTS, "why": st.just("Slut"), "then": THEN}),
    (
        employers.withdraw_task,
        {"task": st.sampled_from(TASKS), "why": st.just("Slut"), "then": THEN},
    ),
    (None, {"entry": st.integers(2, 6)}),
]


def requests() -> st.SearchStrategy[Request]:
    """Return any request: most are of citizens."""
    whose = st.sampled_from([0, 1, 2, 0, 1, 2, 0, 1, 2, None])

    def of(citizen: int | None) -> st.SearchStrategy[Request]:
        asked = OF_EMPLOYER if citizen is None else OF_CITIZENS
        return st.sampled_from(asked).flatmap(
            lambda one: st.builds(
                Request,
                st.just(citizen),
                st.just(one[0]),
                st.fixed_dictionaries({"on": WHEN, **one[1]}),
            )
        )

    return whose.flatmap(of)


OPENINGS = (
    SHARED.model_copy(update={"on": JAN_1}),
    employers.PostOpened(
        on=date(2026, 1, 3),
        post=KITCHEN,
        post_kind="småjob",
        words="Køkkenhjælp",
        tasks=(a_task(TASKS[2], 6),),
    ),
)


def taken_by(journey: JourneyId, history: History) -> list[Taken]:
    """Return what a citizen takes."""
    return [Taken(journey, *each) for each in places(history) if each.starts != each.ends]


class Store:
    """One employer and three citizens: what is refused is not recorded."""

    def __init__(self) -> None:
        opened = (Entry(ONE, 1, 1, BEGINNING, ANNA, OPENED),)
        self.citizens = {
            each: History((opened[0]._replace(journey=each),)) for each in (ONE, TWO, THREE)
        }
        self.employer = employer(*OPENINGS)
        self.changed = 0
        """How many requests were accepted."""

    def taken(self) -> list[Taken]:
        """Return what everybody takes."""
        return [row for key, each in self.citizens.items() for row in taken_by(key, each)]

    def ask(self, request: Request) -> None:
        """Record what is asked, unless it is refused."""
        try:
            self._ask(request)
        except Refused:
            return
        self.changed += 1

    def _ask(self, request: Request) -> None:
        if request.of is None:
            new = self._of_employer(request)
            self.employer = self.employer.followed_by(new)
            return
        journey = (ONE, TWO, THREE)[request.of]
        before = self.citizens[journey]
        after = before.followed_by(self._of_citizen(before, request))
        others = [each for each in self.taken() if each.journey != journey]
        require_room(self.employer, others, taken_by(journey, before), taken_by(journey, after))
        self.citizens[journey] = after

    def _of_citizen(self, history: History, request: Request) -> list[events.Event]:
        if request.verb is None:
            return retract_entry(
                history, BY_ANNA, BOOK, today=date.max, why="Fejl", **request.arguments
            )
        return decide(history, request.verb, BY_ANNA, BOOK, date.max, **request.arguments)

    def _of_employer(self, request: Request) -> list[Any]:
        by: Actor = BY_ANNA
        if request.verb is None:
            return retract_employer_entry(
                self.employer,
                by,
                BOOK,
                today=date.max,
                why="Fejl",
                taken=self.taken(),
                **request.arguments,
            )
        return decide_employer(
            self.employer, request.verb, by, BOOK, date.max, self.taken(), None, **request.arguments
        )


@settings(max_examples=tries(30, 5_000), deadline=None)
@given(st.lists(requests(), min_size=8, max_size=30))
def test_no_post_is_ever_overfull_while_it_is_open(asked: list[Request]) -> None:
    """Whatever is accepted in whatever order, but where the employer's entry said what happens."""
    store = Store()
    for each in asked:
        store.ask(each)
    days = [date(2026, 1, 1) + timedelta(nr) for nr in range(50)]
    citizens = [each.entries for each in store.citizens.values()]
    for day in days:
        assert not overfull_on(store.employer.entries, citizens, day), day
