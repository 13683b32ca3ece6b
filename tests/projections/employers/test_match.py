"""Match: reasons in words by codes alone; no score, no order of merit, no support basis."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from journeys import History, JourneyId, PlacementId, events
from journeys.employers import EmployerHistory, Taken
from journeys.events import PostTaken, TaskTaken
from journeys.language import say, spoken
from journeys.projections.employers.coverage import by_post, coverage, post_on_day
from journeys.projections.employers.match import (
    CitizenMatch,
    PersonForTask,
    PostForCitizen,
    PostMatch,
    TaskForPeople,
    TaskMatch,
)
from journeys.projections.employers.matching import NOTHING_IN_COMMON, citizen_match, post_match
from journeys.testing.strategies import events_of, histories
from tests.invented import ANNA, APR_1, FEB_1, GRANTED, JAN_1, MAR_1, MAY_1, OPENED, WALK, WISHED
from tests.projections.employers.invented import (
    BOXES,
    CANTEEN,
    DAYS,
    DISHES,
    EMPLOYERS,
    NOVO,
    REGISTERED,
    STORE,
    TABLES,
    TAKEN,
    employer,
    opened_post,
    taken,
    task,
)
from tests.scenario import BOOK, after

CAFE = employer(
    REGISTERED,
    opened_post(task(DISHES, "Opvask", 6, "køkken"), task(TABLES, "Dække bord", 4)),
    opened_post(task(BOXES, "Pakke varer", 5, "lager"), post=STORE, words="Ål og andet"),
)
COOKS = events.CompetenceRecorded(
    on=MAR_1, words="God til opvask", codes=("køkken",), seen_where="Novo"
)


def matched(*facts: events.Event, rows: Sequence[Taken] = (), on: date = MAY_1) -> CitizenMatch:
    """Return the match of a citizen with these events."""
    history = after(OPENED, *facts).history
    return citizen_match(history, [CAFE], by_post(rows), BOOK, on=on, set_aside={})


def people(*of: History, on: date = MAY_1, history: EmployerHistory = CAFE) -> PostMatch:
    """Return the match of the canteen with these citizens."""
    standing = post_on_day(coverage(history, CANTEEN, ()), on)
    assert standing is not None
    citizens = [(JourneyId(UUID(int=nr)), each) for nr, each in enumerate(of, start=1)]
    return post_match(history, CANTEEN, standing, citizens, BOOK, on=on, responsible=ANNA)


def test_each_code_in_common_is_a_reason_in_words() -> None:
    """With where and when it was written down, in the language of who reads."""
    reason = matched(COOKS).posts[0].tasks[0].reasons[0]
    assert reason == ("The task asks for kitchen work; you wrote it down at Novo on 2026-03-01.")
    with spoken("da"):
        assert say(reason) == (
            "Opgaven kræver køkkenarbejde; det skrev I ned hos Novo den 1. marts 2026."
        )


def test_without_a_code_in_common_one_is_to_read_for_oneself() -> None:
    """Words are never compared, even where they are the same."""
    same_words = COOKS.model_copy(update={"words": "Opvask", "codes": ()})
    for found in (matched(), matched(same_words)):
        for post in found.posts:
            for each in post.tasks:
                assert (each.reasons, each.in_common) == ((NOTHING_IN_COMMON,), ())
    with spoken("da"):
        assert say(NOTHING_IN_COMMON) == "Ingen fælles kode, læs selv."


def test_posts_are_in_the_order_of_the_danish_alphabet() -> None:
    """Whatever they have in common: Å comes last."""
    stores = COOKS.model_copy(update={"codes": ("lager",)})
    for found in (matched(), matched(COOKS), matched(stores)):
        assert [each.words for each in found.posts] == ["Kantinen", "Ål og andet"]


def test_what_a_citizen_wants_is_shown_beside() -> None:
    """In their own words, and never compared."""
    hope = events.HopeStated(on=FEB_1, words="Et job", job_goal="Kok")
    found = matched(WISHED, hope, COOKS)
    assert [each.words for each in found.wishes] == [WISHED.words]
    assert [each.words for each in found.job_goals] == ["Kok"]
    assert [each.words for each in found.competences] == ["God til opvask"]


def test_only_posts_that_somebody_can_begin_in_are_shown() -> None:
    """One that is full is not, though a task of it has free hours."""
    full = [taken(1, DISHES, 2, FEB_1), taken(2, TABLES, 2, FEB_1)]
    assert [each.post for each in matched(COOKS, rows=full).posts] == [STORE]


def test_where_a_citizen_was_before_is_said_plainly() -> None:
    """In the post, and anywhere else."""
    here = PostTaken(employer=NOVO, post=CANTEEN, tasks=(TaskTaken(task=DISHES, hours=Decimal(2)),))
    place = PlacementId(UUID(int=7))
    began = events.PlacementStarted(
        on=FEB_1, placement=place, placement_kind="småjob", employer="Novo", post=here
    )
    ended = events.PlacementEnded(on=MAR_1, placement=place, reason="Sæsonen sluttede")
    now, then = matched(began), matched(began, ended)
    assert now.posts[0].been_there == ("Has been in it since 2026-02-01.",)
    assert then.posts[0].been_there == ("Was in it from 2026-02-01 to 2026-02-28.",)
    assert now.taken_part == ("Small job at Novo since 2026-02-01.",)
    assert then.taken_part == ("Small job at Novo from 2026-02-01, ended 2026-03-01.",)


def test_of_a_post_each_task_has_those_with_a_code_in_common() -> None:
    """By id and in no other order; the others are to be read."""
    cook, other = after(OPENED, COOKS).history, after(OPENED).history
    found = people(cook, other, cook)
    dishes, tables = found.tasks
    assert [each.journey.int for each in dishes.people] == [1, 3]
    assert tables.people == ()
    assert [each.int for each in found.without_code] == [2]
    assert [each.int for each in found.read] == [1, 2, 3]


def test_of_a_post_that_takes_nobody_no_task_is_matched() -> None:
    """Everybody who was read is said all the same: each was looked at."""
    closed = employer(REGISTERED, opened_post(task(DISHES, "Opvask", 6, "køkken"), share=0))
    found = people(after(OPENED, COOKS).history, history=closed)
    assert (found.tasks, len(found.read)) == ((), 1)


def test_who_cannot_be_read_is_set_aside_by_name() -> None:
    """And shown in no task."""
    found = people(after(OPENED, COOKS).history).without({str(UUID(int=1)): NOTHING_IN_COMMON})
    assert (found.tasks[0].people, found.without_code, found.read) == ((), (), ())
    assert set(found.set_aside) == {str(UUID(int=1))}


def test_no_match_has_a_number_to_rank_by() -> None:
    """Neither a score nor a count of what is in common."""
    views = (CitizenMatch, PostForCitizen, TaskMatch, PostMatch, TaskForPeople, PersonForTask)
    fields = {
        name
        for view in views
        for name, field in view.model_fields.items()
        if field.annotation in {int, float}
    }
    assert fields == {"free_places"}


BASES = st.one_of(
    events_of(events.SupportBasisChanged),
    events_of(events.TargetGroupSet),
    events_of(events.PensionGranted),
    events_of(events.PensionRested),
    st.just(GRANTED),
)


@given(histories(), st.lists(BASES, min_size=1), EMPLOYERS, TAKEN, DAYS)
def test_a_match_is_the_same_whatever_somebody_lives_on(
    history: History,
    changes: list[events.Event],
    offers: EmployerHistory,
    rows: Sequence[Taken],
    on: date,
) -> None:
    """Basis, target group and pension change nothing in it, in either direction."""
    history = after(OPENED).history.followed_by(each.event for each in history.entries)
    changed = history.followed_by(changes)
    of_both = [
        citizen_match(each, [offers], by_post(rows), BOOK, on=on, set_aside={})
        for each in (history, changed)
    ]
    assert of_both[0] == of_both[1]
    for post in (CANTEEN, STORE):
        standing = post_on_day(coverage(offers, post, rows), on)
        if standing is not None:
            first, second = (
                post_match(offers, post, standing, [(WALK, each)], BOOK, on=on, responsible=ANNA)
                for each in (history, changed)
            )
            assert first == second


@given(histories(), EMPLOYERS, TAKEN, DAYS)
def test_no_match_of_a_citizen_names_another(
    history: History, offers: EmployerHistory, rows: Sequence[Taken], on: date
) -> None:
    """Whoever is in the posts."""
    history = after(OPENED).history.followed_by(each.event for each in history.entries)
    found = citizen_match(history, [offers], by_post(rows), BOOK, on=on, set_aside={})
    text = found.model_dump_json()
    assert not any(str(each.journey) in text for each in rows if each.journey != WALK)


def test_what_takes_effect_later_is_not_read_yet() -> None:
    """Neither a competence nor a post."""
    assert matched(COOKS, on=FEB_1).posts[0].tasks[0].in_common == ()
    assert matched(COOKS, on=JAN_1).posts
    assert matched(COOKS, on=APR_1).posts[0].tasks[0].in_common == ("køkken",)
