"""What of an answer about a measure is published, and when it changes."""

from collections.abc import Sequence
from itertools import count, islice, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.projections.effects.effect import Effect
from journeys.projections.effects.publishing import PublishedEffect, published
from journeys.projections.effects.releasing import (
    BATCH,
    PublishedEffects,
    Release,
    Starter,
    differs_by_few,
    release,
)
from journeys.projections.publication import Publication
from tests.disclosure.answers import QUARTERS, curve, effect, people, released

SPRING, SUMMER, AUTUMN, WINTER, *_ = QUARTERS


def publication(found: Release) -> Publication:
    """Return what is published; there must be something."""
    assert found.publication is not None
    return found.publication


def answers(found: Release) -> Sequence[PublishedEffect]:
    """Return the answers as they are published."""
    return PublishedEffects.model_validate(publication(found).numbers).answers


def shown(one: Effect) -> PublishedEffect:
    """Return an answer as it may be published, with the share of the first paid hour."""
    return published(one, ["first-hour"])


@pytest.mark.parametrize(
    ("n", "band"), [(0, "under-10"), (9, "under-10"), (10, "10-49"), (49, "10-49")]
)
def test_below_fifty_there_is_a_band_and_nothing_else(n: int, band: str) -> None:
    """Neither a count nor a day."""
    plain = {"measure", "split", "within", "cut", "word", "reason", "about", "worthwhile", "shares"}
    found = shown(effect(n))
    assert found.band == band
    assert {name for name, value in found if value is not None} == plain | {"band"}


def test_from_fifty_on_counts_are_to_the_nearest_five_and_the_rest_is_whole() -> None:
    """Per cents are of the rounded counts."""
    found = shown(effect(52, 0.5))
    assert (found.band, found.began, found.followed, found.compared) == (None, 50, 50, 600)
    assert found.days
    assert (found.days.began, found.days.compared, found.days.difference) == (150, 100, 50)
    (share,) = found.shares
    assert (share.began, share.compared, share.difference) == (50, 40, 10)
    assert (share.lower, share.upper) == (0, 20)


def test_nothing_is_published_that_shows_few_people_or_one() -> None:
    """Months, curves by the week, balance, odds, what each group moves, and the largest weights."""
    never = {"first_month", "last_month", "curves", "balance", "odds", "left_out"}
    never |= {"largest_share", "top_share", "not_comparable", "effective", "on", "known_at"}
    assert never <= Effect.model_fields.keys()
    assert not never & PublishedEffect.model_fields.keys()


@pytest.mark.parametrize("share", [0.03, 0.09, 0.91, 0.97])
def test_a_share_of_few_and_its_complement_are_left_out(share: float) -> None:
    """In either arm."""
    assert shown(effect(60, share)).shares == ()
    compared = 0.004 if share < 0.5 else 0.996
    assert shown(effect(60, curves=(curve(0.5, compared=compared),))).shares == ()


def test_those_who_are_not_followed_are_not_shown_where_they_are_few() -> None:
    """One to four look like none; k itself is not shown under five."""
    assert [shown(effect(60, followed=60 - few)).followed for few in range(5)] == [60] * 5
    assert shown(effect(60, followed=40)).followed == 40
    assert shown(effect(60, word="too-few", reason="few-followed", followed=4)).followed is None


def test_shares_of_those_recorded_late_and_lost_are_left_out_where_few_are() -> None:
    """Or where few are not."""
    found = shown(effect(100, late_share=0.04, lost_share=0.12))
    assert (found.late_per_cent, found.lost_per_cent) == (None, 10)


def test_where_one_comparison_person_has_much_of_the_weight_nothing_is_answered() -> None:
    """Sums that one person dominates are that person's."""
    found = shown(effect(60, largest_share=0.051))
    assert (found.word, found.reason, found.days, found.shares) == (
        "too-few",
        "one-dominates",
        None,
        (),
    )


def test_of_a_group_no_count_is_published() -> None:
    """All who began less the others would narrow it down; nor is it said why there are too few."""
    found = shown(effect(62, split="provider:a", late_share=0.2, lost_share=0.2))
    assert found.days
    counts = {"band", "began", "followed", "compared", "expected_half_width"}
    counts |= {"late_per_cent", "lost_per_cent", "reason"}
    assert {getattr(found, name) for name in counts} == {None}
    for n, reason in ((12, "few-began"), (62, "few-followed")):
        few = shown(effect(n, split="provider:a", word="too-few", reason=reason))
        assert {getattr(few, name) for name in counts} == {None}


def test_an_answer_stays_until_the_next_quarter() -> None:
    """However many came."""
    first = publication(released(SPRING, a=60))
    assert released(SPRING.replace(month=3), [first], a=90).stays == "same-quarter"
    assert released(SUMMER, [first], a=90).stays is None


def test_an_answer_of_an_earlier_day_is_not_published_after_a_later_one() -> None:
    """Nor one of the same day as known later."""
    first = publication(released(SUMMER, a=60))
    late = [effect(90, on=SPRING, cut=SPRING)]
    assert release(late, people(a=90), [first], today=AUTUMN).stays == "same-quarter"


@pytest.mark.parametrize(
    ("n", "stays"),
    [
        (61, "fewer-than-ten-more"),
        (69, "fewer-than-ten-more"),
        (70, None),
        (51, "fewer-than-ten-more"),
        (50, None),
    ],
)
def test_an_answer_stays_until_ten_came_or_left(n: int, stays: str | None) -> None:
    """An erasure counts as one who left."""
    first = publication(released(SPRING, a=60))
    found = released(SUMMER, [first], a=n)
    assert found.stays == stays
    assert (found.publication is None) == (stays is not None)


def test_an_answer_is_held_to_every_earlier_one_and_not_to_the_last_alone() -> None:
    """Twelve left and eleven came: the first and the third would be one apart."""
    first = publication(released(SPRING, a=100))
    second = publication(released(SUMMER, [first], a=88))
    assert released(AUTUMN, [first, second], a=99).stays == "fewer-than-ten-more"


def test_those_who_are_followed_to_the_end_change_by_nobody_or_by_ten() -> None:
    """At every horizon."""

    def later(followed: int) -> Release:
        answer = effect(80, on=SUMMER, cut=SUMMER, followed=followed)
        return release([answer], people(a=80), [first], today=SUMMER)

    first = publication(released(SPRING, a=60))
    assert [later(n).stays is None for n in (60, 61, 69, 70)] == [True, False, False, True]


def test_a_share_is_left_out_where_few_of_the_newcomers_have_the_outcome() -> None:
    """Of ten who came, one to four who found work would show."""
    first = publication(released(SPRING, a=100, share=0.5))
    (found,) = answers(released(SUMMER, [first], a=110, share=52 / 110))
    assert found.days
    assert found.shares == ()
    (found,) = answers(released(SUMMER, [first], a=110, share=55 / 110))
    assert found.shares


def test_another_measure_does_not_hold_an_answer() -> None:
    """Nor does a table."""
    first = publication(released(SPRING, a=60)).model_copy(update={"figure": "effects:other"})
    assert released(SPRING, [first], a=61).stays is None


def test_a_split_is_published_with_all_its_groups_or_not_at_all() -> None:
    """A group and its rest are ten or more."""
    found = released(SPRING, splits=["provider"], a=60, b=10)
    assert [each.split for each in answers(found)] == ["", "provider:a", "provider:b"]
    found = released(SPRING, splits=["provider"], a=60, b=9)
    assert [each.split for each in answers(found)] == [""]
    assert found.withheld == "few-apart"


@pytest.mark.parametrize("code", ["a+b", "a+provider:c", "a%2Bb", "a:b", "+", "began"])
def test_a_group_is_held_to_the_rule_whatever_its_code(code: str) -> None:
    """The name of a team may have any sign in it, and nobody can choose one that hides a group."""
    found = released(SPRING, [], splits=["provider"], **{code: 9}, d=60)
    assert (len(answers(found)), found.withheld) == (1, "few-apart")
    first = publication(released(SPRING, [], splits=["provider"], **{code: 20}, d=60))
    found = released(SUMMER, [first], splits=["provider"], **{code: 21}, d=70)
    assert (found.stays, found.withheld) == (None, "few-apart")
    assert released(SUMMER, [first], splits=["provider"], **{code: 30}, d=70).withheld is None


def test_groups_that_changed_by_few_are_not_published_again() -> None:
    """All who began are."""
    first = publication(released(SPRING, splits=["provider"], a=60, b=20))
    found = released(SUMMER, [first], splits=["provider"], a=70, b=21)
    assert (found.stays, found.withheld) == (None, "few-apart")
    found = released(SUMMER, [first], splits=["provider"], a=70, b=20)
    assert found.withheld is None


def test_a_group_is_not_published_beside_an_earlier_whole_that_had_few_others() -> None:
    """The whole of spring less the group of summer would be the three others of spring."""
    first = publication(released(SPRING, a=60, b=3))
    assert released(SUMMER, [first], splits=["provider"], a=60, b=13).withheld == "few-apart"
    assert released(SUMMER, [first], splits=["provider"], a=70, b=13).withheld is None


def both(a: Sequence[int], day: int = 0, earlier: Sequence[Publication] = ()) -> Release:
    """Return what is published by provider and by basis, of so many in each crossing of the two."""
    cells = [dict(zip(("provider", "basis"), each, strict=True)) for each in product("xy", "pq")]
    began: list[Starter] = [cell for cell, n in zip(cells, a, strict=True) for _ in range(n)]
    on = QUARTERS[day]
    found = [effect(len(began), on=on, cut=on)]
    for kind, code in (("provider", "x"), ("provider", "y"), ("basis", "p"), ("basis", "q")):
        n = sum(each[kind] == code for each in began)
        found.append(effect(n, on=on, cut=on, split=f"{kind}:{code}"))
    return release(found, began, earlier, splits=["provider", "basis"], today=on)


def test_two_splits_are_published_where_each_crossing_has_ten_or_nobody() -> None:
    """Otherwise two groups would differ by few."""
    assert both([60, 10, 0, 20]).withheld is None
    assert both([60, 9, 0, 20]).withheld == "few-apart"
    assert both([60, 10, 1, 20]).withheld == "few-apart"


def test_no_third_split_is_published() -> None:
    """Nor one whose crossing with an earlier one was not counted then."""
    first = publication(both([60, 10, 0, 20]))
    began = [{"provider": "x", "basis": "p", "team": "t"}] * 200
    answer = [effect(200, on=SUMMER, cut=SUMMER)]
    found = release(answer, began, [first], splits=["team"], today=SUMMER)
    assert (found.publication is None, found.withheld) == (False, "too-many-splits")
    alone = publication(released(SPRING, splits=["provider"], x=60, y=20))
    assert both([80, 20, 20, 30], 1, [alone]).withheld == "chosen-before"


@given(st.lists(st.lists(st.integers(0, 14), min_size=1, max_size=3), max_size=5))
def test_sums_of_few_are_found_as_by_trying_all(options: list[list[int]]) -> None:
    """Every choice of one number of each."""
    sums = {sum(choice) for choice in product(*options)}
    assert differs_by_few(options) == any(0 < each < BATCH for each in sums)


@given(
    st.lists(
        st.tuples(st.integers(0, 80), st.integers(0, 30), st.integers(0, 12)),
        min_size=2,
        max_size=6,
    )
)
def test_no_two_published_groups_ever_differ_by_few(growth: list[tuple[int, int, int]]) -> None:
    """Whatever came in each quarter: as sets, every union of groups of one and of another time."""
    earlier, published_sets, new = list[Publication](), list[set[int]](), count()
    members: list[set[int]] = [set(), set(), set()]
    for day, came in zip(QUARTERS, growth, strict=False):
        for group, more in zip(members, came, strict=True):
            group |= set(islice(new, more))
        sizes = {code: len(group) for code, group in zip("abc", members, strict=True) if group}
        if not sizes:
            continue
        found = released(day, earlier, splits=["provider"], **sizes)
        if found.publication is None:
            continue
        earlier.append(found.publication)
        published_sets.append(set().union(*members))
        if found.publication.splits:
            for chosen in product((False, True), repeat=3):
                union = set[int]().union(
                    *(g for g, take in zip(members, chosen, strict=True) if take)
                )
                published_sets.append(union)
    for one, other in product(published_sets, repeat=2):
        assert not 0 < len(one ^ other) < BATCH
