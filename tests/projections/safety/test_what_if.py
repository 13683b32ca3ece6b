"""What work leaves: the examples that sources print, and what holds for any wage."""

import json
from decimal import Decimal
from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.domain.law.rates import Household, Rate, rates
from journeys.domain.law.source import Source
from journeys.errors import RateMissing
from journeys.projections.safety.what_if import WhatIf, WhilePaid, what_if
from journeys.projections.safety.what_if_resting import WhileResting, what_if_resting

RATES = rates()
HOUSEHOLDS: tuple[Household, ...] = get_args(Household)
KRONE = Decimal(1)
NOTHING = Decimal(0)


def paid(year: int, household: Household, wage: int = 0, **more: Any) -> WhilePaid:  # noqa: ANN401 - any argument
    """Return what a month's wage leaves beside the pension."""
    more = {"wage_month": Decimal(wage)} | more
    return what_if(RATES, year=year, household=household, **more)


def resting(year: int, wage: int, full_time: int = 40_000) -> WhileResting:
    """Return what a month's wage leaves in a fleksjob of somebody single."""
    return what_if_resting(
        RATES,
        year=year,
        household="single",
        wage_month=Decimal(wage),
        full_time_wage_month=Decimal(full_time),
    )


def answerable() -> list[tuple[int, Household]]:
    """Return every year and household that there are rates for."""
    found = []
    for year in range(2010, 2030):
        for household in HOUSEHOLDS:
            try:
                paid(year, household)
            except RateMissing:
                continue
            found.append((year, household))
    return found


ANSWERABLE = answerable()
asked = st.sampled_from(ANSWERABLE)
wages = st.integers(0, 150_000)
incomes = st.integers(0, 2_000_000).map(Decimal)


def test_which_years_can_be_answered() -> None:
    """No other: a single's deduction after 2022 was not found."""
    assert {year for year, household in ANSWERABLE if household == "single"} == {
        2015, 2016, 2018, 2020, 2022
    }  # fmt: skip
    for couple in HOUSEHOLDS[1:]:
        assert {year for year, household in ANSWERABLE if household == couple} == {
            2015, 2016, 2020, 2022, 2024, 2025
        }  # fmt: skip


@pytest.mark.parametrize(
    ("household", "exact", "printed"),
    [
        ("single", 857_000, 857_000),
        ("couple-pensioner", 1_447_660, 1_447_700),
        ("couple", 789_380, 789_400),
    ],
)
def test_the_income_at_which_the_pension_of_2022_reaches_zero(
    household: Household, exact: int, printed: int
) -> None:
    """As borger.dk prints it, which is in whole hundreds."""
    found = paid(2022, household).reaches_zero_at
    assert found == exact
    assert round(found, -2) == printed


def test_the_example_of_2025_with_a_partners_income() -> None:
    """A partner with 350,506, and 126,000 of one's own beside the pension (borger.dk)."""
    view = paid(
        2025, "couple", other_income_year=Decimal(126_000), partner_income_year=Decimal(350_506)
    )
    assert view.counted == 126_000 + 350_506 - 285_480
    assert view.lowered_by.year == 14_408
    assert view.pension.year == 200_848
    assert not view.weak


@pytest.mark.parametrize(("household", "smallest"), [("single", 5_724), ("couple", 4_872)])
def test_the_smallest_pension_that_was_paid_in_2020(household: Household, smallest: int) -> None:
    """One fortieth, in whole kroner a month (bm.dk)."""
    assert paid(2020, household).smallest.year == smallest


def test_without_a_wage_the_pension_is_whole() -> None:
    """And up to the deduction every krone is kept."""
    for year, household in ANSWERABLE:
        view = paid(year, household)
        assert view.pension == view.full == view.ground == view.together
        assert view.above_ground.year == 0
        assert view.extra_krone_leaves == KRONE
        below = paid(year, household, int(view.deduction) // 12)
        assert below.pension == view.full


@pytest.mark.parametrize(
    ("household", "wage", "leaves"),
    [
        ("single", 6_883, "1"),
        ("single", 6_884, "0.70"),
        ("single", 69_803, "0.70"),
        ("single", 69_804, "1"),
        ("couple", 20_000, "0.70"),
        ("couple-pensioner", 20_000, "0.85"),
    ],
)
def test_what_the_next_krone_leaves(household: Household, wage: int, leaves: str) -> None:
    """All of it below the deduction and where no pension is paid, else what is not taken back."""
    assert paid(2022, household, wage).extra_krone_leaves == Decimal(leaves)


def test_a_pension_under_a_fortieth_is_not_paid() -> None:
    """There is one step down, it is stated, and it is no bigger than that."""
    for year, household in ANSWERABLE:
        edge = paid(year, household).paid_up_to
        last = paid(year, household, other_income_year=edge)
        over = paid(year, household, other_income_year=edge + 1)
        assert last.pension.year >= last.smallest.year
        assert not last.too_little
        assert over.pension.year == 0
        assert over.too_little
        assert last.pension.year - over.pension.year <= last.smallest.year + 1
        gone = paid(year, household, other_income_year=last.reaches_zero_at)
        assert (gone.too_little, gone.lowered_by) == (False, gone.full)


@given(asked, wages, wages, incomes)
def test_working_more_never_lowers_wage_and_pension(
    of: tuple[int, Household], some: int, more: int, other: Decimal
) -> None:
    """Save at the one step where a small pension stops, and there by no more than it was."""
    less, much = (
        paid(*of, wage, other_income_year=other) for wage in (min(some, more), max(some, more))
    )
    fallen = less.together.year - much.together.year
    if less.pension.year > 0 and much.pension.year == 0:
        assert fallen <= less.smallest.year
    else:
        assert fallen <= 0
        assert much.together.month >= less.together.month


@given(asked, wages, incomes)
def test_a_pension_is_never_below_nothing_nor_above_the_full_one(
    of: tuple[int, Household], wage: int, other: Decimal
) -> None:
    """And with work there is never less than without."""
    view = paid(*of, wage, other_income_year=other)
    for amount in (view.pension, view.lowered_by, view.ground):
        assert 0 <= amount.year <= view.full.year
        assert 0 <= amount.month <= view.full.month
    assert view.pension.year == 0 or view.pension.year == view.full.year - view.lowered_by.year
    assert view.together.year == view.wage.year + view.pension.year
    assert (view.pension.year > 0) == (view.counted <= view.paid_up_to)


def test_a_fleksjob_of_2022() -> None:
    """The most, less 30 % up to the threshold and 55 % above it."""
    below, above = resting(2022, 8_000), resting(2022, 16_401)
    assert below.subsidy.month == 18_964 - 2_400
    assert below.together.month == 8_000 + 16_564
    assert below.extra_krone_leaves == Decimal("0.70")
    assert above.subsidy.month == round(18_964 - Decimal("4620.30") - 550)
    assert above.extra_krone_leaves == Decimal("0.45")
    assert below.ground.month == 19_360
    assert not below.limited


def test_wage_and_subsidy_never_pass_the_full_time_wage() -> None:
    """Then the next krone leaves nothing, until the wage alone is that much."""
    view = resting(2022, 12_000, full_time=25_000)
    assert view.subsidy.month == 13_000
    assert view.together.month == 25_000
    assert view.limited
    assert view.extra_krone_leaves == 0
    whole = resting(2022, 26_000, full_time=25_000)
    assert whole.subsidy.month == 0
    assert whole.extra_krone_leaves == 1


def test_a_fleksjob_without_a_wage_may_be_less_than_the_pension() -> None:
    """It is said as it is."""
    view = resting(2022, 0)
    assert view.above_ground.month == 18_964 - 19_360


@given(st.sampled_from([2022, 2024]), st.lists(wages, min_size=2), st.integers(0, 100_000))
def test_working_more_in_a_fleksjob_never_lowers_wage_and_subsidy(
    year: int, told: list[int], full_time: int
) -> None:
    """And the subsidy is never below nothing nor above the most there is."""
    views = [resting(year, wage, full_time) for wage in sorted(told)]
    for less, more in pairwise(views):
        assert less.together.month <= more.together.month
    for view in views:
        assert 0 <= view.subsidy.month <= RATES.of("fleks-most", year).value
        assert view.together.month <= max(view.full_time_wage.month, view.wage.month)


def test_a_wage_is_told_by_the_month_or_by_the_hour() -> None:
    """52 weeks a year, which is ours and said to be."""
    by_hour = paid(
        2022, "single", wage_month=None, hours_week=Decimal("7.5"), hourly_wage=Decimal(160)
    )
    assert by_hour.wage.month == 5_200
    assert "52" in next(told.en for told in by_hour.rounding if told.note == "weeks")
    for unclear in (
        {"wage_month": None},
        {"wage_month": None, "hours_week": KRONE},
        {"hours_week": KRONE, "hourly_wage": KRONE},
        {"wage_month": Decimal(-1)},
        {"wage_month": Decimal("nan")},
        {"other_income_year": Decimal(-1)},
        {"partner_income_year": KRONE},
    ):
        with pytest.raises(ValueError, match=r"[Gg]ive the monthly wage|below zero|partner"):
            paid(2022, "single", **unclear)


def test_a_partners_income_asks_for_a_rate_that_only_2025_has() -> None:
    """Where the partner has a pension too, all of it counts."""
    with pytest.raises(RateMissing, match="partner-ignored for 2022"):
        paid(2022, "couple", partner_income_year=KRONE)
    assert paid(2022, "couple-pensioner", partner_income_year=KRONE).counted == 1


@pytest.mark.parametrize(
    "view", [paid(2022, "single", 9_000), paid(2024, "couple", 9_000), resting(2024, 9_000)]
)
def test_an_answer_says_what_it_rests_on_and_what_it_leaves_out(view: WhatIf) -> None:
    """Each rate with its year, source and tag; and it is weak where one of them is."""
    assert view.rests_on
    for rate in view.rests_on:
        assert rate.source
        assert rate.year in (None, view.year)
        assert rate.value == RATES.of(rate.rate, view.year).value
    assert view.weak == any(rate.tag == "weak" for rate in view.rests_on) == (view.year == 2024)
    told = {each.note for each in view.not_counted}
    assert told >= {"tax", "housing", "supplements", "private-pensions", "changed-since"}
    assert ("partner" in told) == (view.household == "couple")
    assert all(each.da and each.en for each in (*view.not_counted, *view.rounding))


def test_no_amount_is_a_float() -> None:
    """In Python and in JSON."""
    for view in (paid(2022, "couple", 9_000), resting(2022, 9_000)):
        text = view.model_dump_json()
        assert not any(type(number) is float for number in _numbers(json.loads(text)))
        assert not any(type(number) is float for number in _numbers(view.model_dump()))
        assert type(view).model_validate_json(text) == view


def _numbers(data: Any) -> list[Any]:  # noqa: ANN401 - whatever a view holds
    match data:
        case dict():
            return [number for value in data.values() for number in _numbers(value)]
        case list() | tuple():
            return [number for value in data for number in _numbers(value)]
        case _:
            return [data]


def test_a_rate_of_a_municipalitys_own_is_used_and_told_as_its_own() -> None:
    """It adds the year that the library has no source for."""
    source = Source(act="Lov om social pension", section="§ 32 c", read_at="an invented page")
    own = RATES.with_own(
        Rate(kind=RATES.kinds[name], year=2026, value=value, tag="own", source=source)
        for name, value in (
            ("pension-single", Decimal(20_000)),
            ("deduction-single", Decimal(90_000)),
        )
    )
    view = what_if(own, year=2026, household="single", wage_month=Decimal(10_000))
    assert view.pension.year == 240_000 - 9_000
    assert [(rate.rate, rate.tag) for rate in view.rests_on][:2] == [
        ("pension-single", "own"),
        ("deduction-single", "own"),
    ]
    assert view.rests_on[0].source == "Lov om social pension § 32 c (an invented page)"
