"""Trials: who began in a month, and who could have begun on that day."""

from datetime import timedelta

import pytest

from journeys.projections.effects.facts import NEW_CASEWORKER, JourneyFacts, Judged, Span
from journeys.projections.effects.trials import COMPARED_PER_STARTER
from tests.projections.effects.people import (
    began,
    compared,
    day,
    job,
    person,
    rows,
    starters,
)

ONE = person(1, began(day(3, 12)))
"""Began on 12 March 2024."""


def test_a_starter_is_followed_from_the_day_it_began() -> None:
    """Time zero is a day, never a month."""
    (row,) = rows([ONE])
    assert (row.began, row.zero) == (True, day(3, 12))


def test_somebody_who_could_have_begun_that_day_is_compared_from_that_day() -> None:
    """Both arms are lined up by the day."""
    assert [row.zero for row in rows([ONE, person(2)])] == [day(3, 12), day(3, 12)]


def test_weeks_count_that_end_by_the_cut() -> None:
    """A week that the cut divides does not count."""
    until = day(3, 12) + timedelta(days=7 * 20 - 1)
    assert [row.weeks for row in rows([ONE], cut=until)] == [20]
    assert [row.weeks for row in rows([ONE], cut=until - timedelta(days=1))] == [19]


def test_without_13_weeks_behind_it_there_is_no_row() -> None:
    """Too little is known yet, in both arms."""
    assert rows([ONE, person(2)], cut=day(3, 12) + timedelta(days=7 * 13 - 2)) == []


def test_somebody_who_begins_later_in_the_month_is_a_starter_of_that_month_only() -> None:
    """Nobody is in both arms of one trial."""
    found = rows([ONE, person(2, began(day(3, 25)))])
    assert starters(found) == {1, 2}
    assert compared(found) == set()


def test_somebody_who_begins_in_a_later_month_is_compared_until_then() -> None:
    """Not to have begun then is not never to have begun."""
    found = rows([ONE, person(2, began(day(4, 2)))])
    assert [(row.nr, row.began) for row in found] == [(1, True), (2, False), (2, True)]


def test_somebody_who_began_before_is_not_compared() -> None:
    """He is compared in the month before he began."""
    assert compared(rows([ONE, person(2, began(day(2)))])) == {1}


def test_only_the_first_time_counts() -> None:
    """The second time is no beginning of the measure."""
    found = rows([person(1, began(day(3, 12)), began(day(8)))])
    assert [row.zero for row in found] == [day(3, 12)]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(person(2, worked=[job(day(3, 12))]), id="in paid work that day"),
        pytest.param(person(2, worked=[job(day(2), None, None)]), id="hours not recorded"),
        pytest.param(person(2, followed=Span(day(3, 13))), id="opened the day after"),
        pytest.param(person(2, followed=Span(day(1), day(3, 12))), id="closed that day"),
        pytest.param(person(2, departed=(day(3, 12), "pension")), id="pension that day"),
        pytest.param(person(2, departed=(day(2), "moved")), id="moved before"),
    ],
)
def test_is_in_neither_arm_that_day(other: JourneyFacts) -> None:
    """Both arms must pass the same test on the day."""
    assert compared(rows([ONE, other])) == set()
    same = other._replace(started=(began(day(3, 12)),))
    assert starters(rows([ONE, same])) == {1}


def test_work_that_ended_that_day_does_not_keep_anybody_out() -> None:
    """The end of a spell is its first day without it."""
    assert compared(rows([ONE, person(2, worked=[job(day(2), day(3, 12))])])) == {2}


def test_work_without_hours_is_no_paid_work() -> None:
    """Nothing is paid where there are no hours."""
    assert compared(rows([ONE, person(2, worked=[job(day(2), None, 0)])])) == {2}


def test_for_ten_hours_less_than_ten_are_allowed_also_added_up() -> None:
    """Hours of jobs at once are added up."""
    nine = person(2, worked=[job(day(2), None, 9)])
    twelve = person(3, worked=[job(day(2), None, 6), job(day(3), None, 6)])
    assert compared(rows([ONE, nine, twelve], eligible="ten-hours")) == {2}


def test_for_education_work_is_allowed_and_education_is_not() -> None:
    """Each outcome has the state that nobody may be in."""
    works = person(2, worked=[job(day(2))])
    studies = person(3, studied=[Span(day(2))])
    assert compared(rows([ONE, works, studies], eligible="education")) == {2}
    assert compared(rows([ONE, works, studies], eligible="education-or-work")) == set()
    assert compared(rows([ONE, works, studies])) == {3}


def test_each_month_draws_days_on_which_somebody_began() -> None:
    """Drawn days have the distribution of the days of beginning."""
    days = {day(3, nr) for nr in (4, 11, 12, 20, 27)}
    who = [person(nr, began(each)) for nr, each in enumerate(sorted(days), 1)]
    others = [person(nr) for nr in range(100, 160)]
    drawn = {row.zero for row in rows([*who, *others]) if not row.began}
    assert drawn == days


def test_a_month_with_few_starters_draws_days_of_its_quarter() -> None:
    """By their day of the month; a short month ends on its last day."""
    who = [person(1, began(day(4, 30))), person(2, began(day(5, 31))), person(3, began(day(6, 9)))]
    found = rows([*who, *(person(nr) for nr in range(100, 160))])
    drawn = {row.zero for row in found if not row.began}
    assert drawn == {day(m, nr) for m, last in ((4, 30), (5, 31), (6, 30)) for nr in (9, 30, last)}


def test_at_most_twenty_are_compared_with_each_starter_of_a_month() -> None:
    """More would cost time and give hardly any precision."""
    found = rows([ONE, *(person(nr) for nr in range(100, 200))])
    assert len(compared(found)) == COMPARED_PER_STARTER


def test_the_same_people_are_drawn_whatever_their_order() -> None:
    """A lot depends on the person, the measure and the month."""
    people = [ONE, *(person(nr) for nr in range(100, 200))]
    assert rows(people) == rows(people[::-1])


def test_another_measure_draws_other_days_and_people() -> None:
    """The lots of two measures have nothing to do with each other."""
    both = person(1, began(day(3, 12)), began(day(3, 12), "mentor"))
    people = [both, *(person(nr) for nr in range(100, 200))]
    assert compared(rows(people)) != compared(rows(people, "mentor"))


def test_somebody_who_is_lost_is_followed_until_then() -> None:
    """From that day nothing is known."""
    lost = ONE._replace(lost_on=day(3, 12) + timedelta(days=30))
    assert [row.weeks for row in rows([lost])] == [4]


def test_a_pension_does_not_end_the_following() -> None:
    """It competes with work: the days after it are days without work."""
    pension = person(1, began(day(3, 12)), departed=(day(4), "pension"))
    assert [row.weeks for row in rows([pension])] == [row.weeks for row in rows([ONE])]


def test_a_change_of_caseworker_is_followed_like_a_measure() -> None:
    """What it costs is asked in the same way."""
    changed = person(1, began(day(3, 12), NEW_CASEWORKER))
    assert starters(rows([changed, person(2)], NEW_CASEWORKER)) == {1}


def test_of_a_provider_the_starters_are_its_own_and_those_of_others_are_in_neither_arm() -> None:
    """Who began with another one did begin."""
    own = person(1, began(day(3, 12), provider="nord"))
    others = person(2, began(day(3, 20), provider="syd"))
    found = rows([own, others, person(3)], split="provider:nord")
    assert (starters(found), compared(found)) == ({1}, {3})


def test_of_a_team_the_starters_are_its_own() -> None:
    """The team is that of the day of beginning."""
    own = person(1, began(day(3, 12), team="øst"))
    assert starters(rows([own, ONE._replace(journey=own.journey)], split="team:øst")) == {1}
    assert rows([own], split="team:vest") == []


def test_of_a_basis_both_arms_have_it() -> None:
    """It is known of everybody, so both arms are of it."""
    other = person(2, basis="sygedagpenge")
    found = rows([ONE, other, person(3)], split="basis:kontanthjælp")
    assert (starters(found), compared(found)) == ({1}, {3})


def test_nobody_is_compared_of_whose_kind_nobody_began() -> None:
    """Another basis, another phase, or another band of waiting is not like those who began."""
    basis = person(2, basis="sygedagpenge")
    phase = person(3, judged=[Judged("phase", "formidling", day(2), day(2))])
    waiting = person(4, followed=Span(day(3)))
    assert compared(rows([ONE, basis, phase, waiting, person(5)])) == {5}


def test_where_nobody_began_there_are_no_rows() -> None:
    """No starters, nobody at all, an unknown measure or provider."""
    assert rows([person(1), person(2)]) == []
    assert rows([]) == []
    assert rows([ONE], "unknown") == []
    assert rows([ONE], split="provider:unknown") == []
