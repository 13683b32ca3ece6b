"""What an employer is handed: nothing of it tells who is in a post, since when, or how much."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from journeys import JourneyId, PlacementId
from journeys.employers import (
    EmployerContactChanged,
    EmployerHistory,
    ExpectationsStated,
    NeedAnswered,
    PartnershipEnded,
    PostClosed,
    Taken,
)
from journeys.projections.employers.employer_page import EmployerPage, PagePost, employer_page
from tests.pages.employers import (
    CLAUSE,
    GREENHOUSE,
    POTS,
    QUIET_TASKS,
    SHOP,
    TAKEN,
    TODAY,
    WATERING,
    page_of,
    takes,
)
from tests.projections.employers.invented import DAYS, EMPLOYERS, NOVO
from tests.projections.employers.invented import TAKEN as ANY_TAKEN
from tests.scenario import BOOK

SPRING = date(2026, 4, 1)


def greenhouse(view: EmployerPage) -> PagePost:
    """Return the post that two may share."""
    return next(each for each in view.posts if each.post == GREENHOUSE)


def test_a_post_says_how_many_places_are_free_and_which_tasks_nobody_has() -> None:
    """Hours are those of whole tasks: a part that is left would be somebody's hours."""
    post = greenhouse(page_of())
    assert (post.free_places, post.may_share, post.free_hours) == (1, 2, Decimal(6))
    assert [(each.words, each.hours, each.somebody_has_it) for each in post.tasks] == [
        ("Vanding", Decimal(8), True),
        ("Potter og jord", Decimal(6), False),
    ]


def test_the_page_is_the_same_whoever_is_there_since_when_and_for_how_many_hours() -> None:
    """So it says nothing of one person that the employer does not know."""
    one = page_of([takes(1, GREENHOUSE, WATERING, 5, since=SPRING)])
    other = page_of([takes(7, GREENHOUSE, WATERING, 8, since=date(2026, 11, 2))])
    assert one == other


@given(EMPLOYERS, ANY_TAKEN, DAYS, st.data())
def test_no_page_tells_more_of_anybody_than_that_a_place_and_a_task_are_taken(
    history: EmployerHistory, rows: Sequence[Taken], on: date, data: st.DataObject
) -> None:
    """Of any employer: other people, other days and other hours give the same page."""
    here = [each for each in rows if each.covers(on)]
    renamed = data.draw(st.permutations(range(11, 15)))
    others = [
        each._replace(
            journey=JourneyId(UUID(int=renamed[each.journey.int - 1])),
            placement=PlacementId(UUID(int=data.draw(st.integers(5000, 5999)))),
            hours=data.draw(st.sampled_from([Decimal(1), Decimal(3), Decimal(40)])),
            starts=on - timedelta(days=data.draw(st.integers(0, 9))),
            ends=data.draw(st.none() | st.just(on + timedelta(days=3))),
        )
        for each in here
    ]
    one, other = (employer_page(NOVO, history, each, BOOK, on, today=on) for each in (rows, others))
    assert one == other
    assert not any(str(each.journey) in one.model_dump_json() for each in rows)


@given(EMPLOYERS, ANY_TAKEN, DAYS, st.integers(1, 30))
def test_of_a_later_day_it_says_nothing_that_is_planned_for_a_citizen(
    history: EmployerHistory, rows: Sequence[Taken], today: date, later: int
) -> None:
    """Neither that somebody will begin, nor that somebody will stop."""
    on = today + timedelta(days=later)
    as_of_today = [each._replace(ends=None) for each in rows if each.covers(today)]
    one = employer_page(NOVO, history, rows, BOOK, on, today=today)
    assert one == employer_page(NOVO, history, as_of_today, BOOK, on, today=today)


def test_who_stopped_leaves_a_free_place_and_a_free_task() -> None:
    """And no other trace."""
    stopped = [takes(1, GREENHOUSE, WATERING, 5, since=SPRING, ends=TODAY), TAKEN[1]]
    assert page_of(stopped) == page_of(TAKEN[1:])


def test_an_answer_says_how_long_it_took_and_a_need_by_when_it_is_answered() -> None:
    """Those without an answer stand first."""
    waiting, answered = page_of().needs
    assert (waiting.days_to_answer, waiting.answer_by) == (None, date(2026, 11, 30))
    assert (answered.days_to_answer, answered.answer_by) == (5, None)
    done = NeedAnswered(on=TODAY, need=QUIET_TASKS, words="Ja, fra mandag.")
    assert [each.answer_by for each in page_of(TAKEN, done).needs] == [None, None]


def test_what_is_over_is_not_on_the_page() -> None:
    """A partnership that ended, a post that was closed, an earlier contact."""
    view = page_of(
        TAKEN,
        PartnershipEnded(on=date(2026, 11, 1), partnership=CLAUSE, why="Ny aftale"),
        PostClosed(on=date(2026, 11, 1), post=SHOP, why="Flyttet", then="Aftales med den enkelte"),
        EmployerContactChanged(on=date(2026, 11, 1), to="Mette Friis", why="Orlov"),
    )
    assert view.partnerships == ()
    assert [each.post for each in view.posts] == [GREENHOUSE]
    assert view.contact == "Mette Friis"
    assert "Flyttet" not in view.model_dump_json()


def test_expectations_stand_with_the_newest_first() -> None:
    """Each as it was said."""
    more = ExpectationsStated(on=TODAY, words="At vi hører om ferie i god tid.")
    assert [each.on for each in page_of(TAKEN, more).expectations] == [TODAY, date(2026, 1, 20)]


def test_the_office_is_that_of_the_contacts_team() -> None:
    """From the municipality's file; none where it has none."""
    office = page_of().office
    assert office is not None
    assert office.telephone == "12 34 56 78"
    assert page_of(office=None).office is None


def test_a_task_with_hours_left_is_not_said_to_be_free() -> None:
    """Those who have it, and we, agree on them."""
    one = page_of([takes(1, GREENHOUSE, POTS, 1, since=SPRING)])
    assert greenhouse(one).free_hours == Decimal(8)
