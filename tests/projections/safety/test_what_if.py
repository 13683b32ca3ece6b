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
from journeys.errors import RateMissing, Refused
from journeys.language import say, spoken
from journeys.money import (
    WageRange,
    WhilePaid,
    WhileResting,
    wage_range,
    what_if,
    what_if_resting,
)
from journeys.projections.safety.wage_range import MOST_WAGES
from journeys.projections.safety.what_if import WhatIf

RATES = rates()
HOUSEHOLDS: tuple[Household, ...] = get_args(Household)
KRONE = Decimal(1)
NOTHING = Decimal(0)


def paid(year: int | None, household: Household, wage: int = 0, **more: Any) -> WhilePaid:  # noqa: ANN401 - any argument
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
LIMITED = [each for each in ANSWERABLE if paid(*each).small_pensions == "limit"]
asked = st.sampled_from(ANSWERABLE)
wages = st.integers(0, 150_000)
incomes = st.integers(0, 2_000_000).map(Decimal)


def test_which_years_can_be_answered() -> None:
    """No other: a single's deduction of 2025 was not found."""
    assert {year for year, household in ANSWERABLE if household == "single"} == {
        2015, 2016, 2018, 2020, 2022, 2024
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


@pytest.mark.parametrize(
    ("year", "household", "wage", "pension"),
    [
        (2022, "single", 20_000, 190_860),
        (2024, "couple", 15_000, 199_500),
        (2025, "couple", 64_000, 46_188),
        (2022, "single", 69_804, 25_909),
    ],
)
def test_a_wage_lowers_the_pension_by_what_is_left_after_am_bidrag(
    year: int, household: Household, wage: int, pension: int
) -> None:
    """As calculated by hand, to the krone; the wage that is shown is the whole one."""
    view = paid(year, household, wage)
    assert view.pension.year == pension
    assert view.wage.month == wage
    assert view.wage_counted == round(Decimal(wage) * 12 * Decimal("0.92"))
    assert view.counted == view.wage_counted


def test_the_counted_income_at_which_the_pension_of_2024_reaches_zero() -> None:
    """901,700 after AM-bidrag, for somebody single."""
    view = paid(2024, "single")
    assert view.reaches_zero_at == 901_700
    assert paid(2024, "single", other_income_year=Decimal(901_698)).pension.year == 1
    assert paid(2024, "single", other_income_year=Decimal(901_700)).pension.year == 0
    assert paid(2024, "single", 81_675).pension.year > 0
    assert paid(2024, "single", 81_676).pension.year == 0


def test_other_income_counts_as_it_is_given() -> None:
    """Only a wage has the contribution taken from it."""
    view = paid(2024, "couple", 10_000, other_income_year=Decimal(50_000))
    assert view.counted == 110_400 + 50_000
    assert view.pension.year == 12 * 17_315 - round((160_400 - 138_000) * Decimal("0.3"))


@pytest.mark.parametrize(
    ("year", "household", "income", "counts"),
    [
        (2015, "couple", 200_000, 200_000 - 182_832),
        (2020, "couple", 254_472, 0),
        (2020, "couple", 900_000, 261_000),
        (2024, "couple", 300_000, 300_000 - 275_556),
        (2024, "couple", 900_000, 282_600),
        (2025, "couple", 900_000, 292_800),
        (2015, "couple-pensioner", 900_000, 360_100),
        (2020, "couple-pensioner", 900_000, 394_800),
        (2022, "couple-pensioner", 900_000, 900_000),
    ],
)
def test_what_counts_of_a_partners_income(
    year: int, household: Household, income: int, counts: int
) -> None:
    """Above what is ignored, and up to a limit in the years for which one was read."""
    view = paid(year, household, partner_income_year=Decimal(income))
    assert view.counted == counts


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
        assert view.wage_counted == 0
        below = paid(year, household, int(view.deduction) // 12)
        assert below.pension == view.full


@pytest.mark.parametrize(
    ("household", "wage", "leaves"),
    [
        ("single", 7_481, "1"),
        ("single", 7_482, "0.724"),
        ("single", 77_626, "0.724"),
        ("single", 77_627, "1"),
        ("couple", 20_000, "0.724"),
        ("couple-pensioner", 20_000, "0.862"),
    ],
)
def test_what_the_next_krone_leaves(household: Household, wage: int, leaves: str) -> None:
    """All of it below the deduction and where no pension is paid, else what is not taken back."""
    assert paid(2022, household, wage).extra_krone_leaves == Decimal(leaves)


def test_a_pension_under_a_fortieth_is_not_paid() -> None:
    """There is one step down, it is stated, and it is no bigger than that."""
    assert {year for year, _ in LIMITED} == {2015, 2020}
    for year, household in LIMITED:
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


def test_where_there_is_no_limit_a_small_pension_is_paid() -> None:
    """Down to the last krone, without a step."""
    for year, household in ANSWERABLE:
        edge = paid(year, household).paid_up_to
        last = paid(year, household, other_income_year=edge)
        over = paid(year, household, other_income_year=edge + 1)
        if last.small_pensions == "limit":
            continue
        assert 0 < last.pension.year <= 1
        assert over.pension.year == 0
        assert not last.too_little
        assert (last.small_pensions == "paid") == (year >= 2022) == (last.smallest.year == 0)


@pytest.mark.parametrize(("year", "household"), [(2016, "couple"), (2018, "single")])
def test_where_the_limit_was_not_read_the_sum_says_so(year: int, household: Household) -> None:
    """It shows what the reduction leaves, and says that so little may not have been paid."""
    view = paid(year, household)
    told = {each.note for each in view.not_counted}
    assert view.small_pensions == "to-verify"
    assert "smallest-open" in told
    assert not view.may_be_too_little
    little = paid(year, household, other_income_year=view.reaches_zero_at - 1_000)
    assert little.pension.year == 300
    assert little.may_be_too_little
    assert not little.too_little
    assert "open" in {rate.tag for rate in little.rests_on}
    assert "smallest-open" not in {each.note for each in paid(2022, "single").not_counted}
    assert "smallest-rounded" not in {each.note for each in paid(2022, "single").rounding}
    assert "smallest-rounded" in {each.note for each in paid(2020, "single").rounding}


@given(asked, wages, wages, incomes)
def test_working_more_never_lowers_wage_and_pension(
    of: tuple[int, Household], some: int, more: int, other: Decimal
) -> None:
    """Save at the one step where a small pension stops, and there by no more than it was."""
    less, much = (
        paid(*of, wage, other_income_year=other) for wage in (min(some, more), max(some, more))
    )
    fallen = less.together.year - much.together.year
    if less.small_pensions == "limit" and less.pension.year > 0 and much.pension.year == 0:
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
    """52 weeks a year, as STAR's own calculator has it."""
    by_hour = paid(
        2022, "single", wage_month=None, hours_week=Decimal("7.5"), hourly_wage=Decimal(160)
    )
    assert by_hour.wage.month == 5_200
    assert "52" in next(told.en for told in by_hour.rounding if told.note == "weeks")


@pytest.mark.parametrize(
    ("typed", "code", "danish"),
    [
        ({"wage_month": None}, "wage-unclear", "Skriv månedslønnen"),
        ({"wage_month": None, "hours_week": KRONE}, "wage-unclear", "Skriv månedslønnen"),
        ({"hours_week": KRONE, "hourly_wage": KRONE}, "wage-unclear", "Skriv månedslønnen"),
        ({"wage_month": Decimal(-1)}, "amount-negative", "ikke være under nul"),
        ({"wage_month": Decimal("nan")}, "amount-negative", "ikke være under nul"),
        ({"other_income_year": Decimal(-1)}, "amount-negative", "ikke være under nul"),
        ({"partner_income_year": KRONE}, "no-partner", "ingen partner med indtægt"),
    ],
)
def test_what_is_not_clear_is_refused_in_both_languages(
    typed: dict[str, Any], code: str, danish: str
) -> None:
    """By a code that stays, with what to do; in a year that has no rates as well."""
    for year in (2022, 2030, None):
        with pytest.raises(Refused) as refused:
            paid(year, "single", **typed)
        assert refused.value.code == code
        assert str(refused.value) == say_in("en", refused.value)
        assert danish in say_in("da", refused.value)


def say_in(language: Any, refused: Refused) -> str:  # noqa: ANN401 - a language
    """Return a refusal as it is said in a language."""
    with spoken(language):
        return say(refused.sentence)


def test_a_partners_income_asks_for_a_rate_that_some_years_have() -> None:
    """Where the partner has a pension too, all of it counts, up to a limit."""
    with pytest.raises(RateMissing, match=r"of a partner .* for 2022") as missing:
        paid(2022, "couple", partner_income_year=KRONE)
    assert missing.value.rate == "partner-ignored"
    assert paid(2022, "couple-pensioner", partner_income_year=KRONE).counted == 1


@pytest.mark.parametrize(
    "view", [paid(2022, "single", 9_000), paid(2024, "couple", 9_000), resting(2024, 9_000)]
)
def test_an_answer_says_what_it_rests_on_and_what_it_leaves_out(view: WhatIf) -> None:
    """Each rate with its year, source and tag; and it is weak where one of them is."""
    assert view.rests_on
    for rate in view.rests_on:
        assert rate.source
        since_2022 = rate.rate == "smallest-paid" and rate.year == 2022
        assert since_2022 or rate.year in (None, view.year)
        assert rate.value == RATES.of(rate.rate, view.year).value
    assert view.weak == any(rate.tag == "weak" for rate in view.rests_on) is False
    told = {each.note for each in view.not_counted}
    assert told >= {"tax", "housing", "supplements", "private-pensions", "changed-since"}
    assert ("partner" in told) == (view.household == "couple")
    assert all(each.da and each.en for each in (*view.not_counted, *view.rounding))


def test_a_sum_that_rests_on_a_weak_rate_says_so() -> None:
    """It is weak where one of them is."""
    key = ("pension-single", 2022)
    weak = RATES.model_copy(
        update={"rates": {**RATES.rates, key: RATES.rates[key].model_copy(update={"tag": "weak"})}}
    )
    asked_of: dict[str, Any] = {"year": 2022, "household": "single", "wage_month": KRONE}
    assert what_if(weak, **asked_of).weak
    assert what_if_resting(weak, **asked_of, full_time_wage_month=KRONE).weak
    assert not what_if(RATES, **asked_of).weak


def test_the_notes_say_what_supplements_and_a_partner_are() -> None:
    """The supplements are of the old scheme; a partner's benefits do not count either."""
    told = {each.note: each.en for each in paid(2025, "couple").not_counted}
    assert "not for the new scheme" in told["supplements"]
    assert "boligsikring" in told["housing"]
    assert "ATP" in told["atp"]
    for benefit in ("dagpenge", "sygedagpenge", "efterløn", "fleksydelse"):
        assert benefit in told["partner"]
    assert "atp" not in {each.note for each in resting(2024, 9_000).not_counted}


@pytest.mark.parametrize(
    ("household", "partner", "newest"),
    [
        ("single", 0, 2024),
        ("couple", 0, 2025),
        ("couple", 300_000, 2025),
        ("couple-pensioner", 300_000, 2025),
    ],
)
def test_without_a_year_the_newest_with_every_rate_is_taken(
    household: Household, partner: int, newest: int
) -> None:
    """And the answer says so; a year that was asked for is not called the newest."""
    typed: dict[str, Any] = {
        "household": household,
        "wage_month": Decimal(9_000),
        "partner_income_year": Decimal(partner),
    }
    view = what_if(RATES, **typed)
    assert (view.year, view.newest_year) == (newest, True)
    asked_for = what_if(RATES, year=newest, **typed)
    assert asked_for == view.model_copy(update={"newest_year": False})


def test_without_a_year_a_fleksjob_is_answered_by_the_newest_too() -> None:
    """2025 and 2026 lack the threshold, although they have a maximum."""
    view = what_if_resting(
        RATES, household="single", wage_month=KRONE, full_time_wage_month=Decimal(30_000)
    )
    assert (view.year, view.newest_year) == (2024, True)


def test_where_no_year_has_every_rate_one_is_named_as_missing() -> None:
    """The newest there is anything of."""
    some = RATES.model_copy(
        update={"rates": {key: rate for key, rate in RATES.rates.items() if key[1] != 2024
                          and key[0] != "deduction-single"}}
    )  # fmt: skip
    with pytest.raises(RateMissing) as missing:
        what_if(some, household="single", wage_month=KRONE)
    assert missing.value.year == 2026


def of_single(wage: Decimal, **more: Any) -> WhilePaid:  # noqa: ANN401 - any argument
    """Return what a month's wage leaves somebody single."""
    return what_if(RATES, household="single", wage_month=wage, **more)


def test_a_range_of_wages_has_a_line_for_each() -> None:
    """Each as the sum for that wage is, and what 1,000 kr. more would leave."""
    view = wage_range(of_single, lowest=NOTHING, highest=Decimal(40_000), step=Decimal(5_000))
    assert (view.year, view.newest_year, view.case) == (2024, True, "paid")
    assert [line.wage.month for line in view.wages] == [each * 5_000 for each in range(9)]
    for line in view.wages:
        one = of_single(line.wage.month)
        assert (line.beside, line.together) == (one.pension, one.together)
        more = of_single(line.wage.month + 1_000)
        assert abs(line.extra_1000_leaves - (more.together.month - line.together.month)) <= 1
    assert [view.wages[nr].extra_1000_leaves for nr in (0, 1, 2, 8)] == [1_000, 1_000, 724, 724]
    assert view.ground == of_single(NOTHING).ground
    assert view.rests_on == of_single(NOTHING).rests_on
    assert view.not_counted == of_single(NOTHING).not_counted
    assert WageRange.model_validate_json(view.model_dump_json()) == view


def test_a_range_in_a_fleksjob_shows_the_subsidy() -> None:
    """Up to the full-time wage, where a higher wage leaves nothing more."""
    view = wage_range(
        lambda wage: resting(2024, int(wage), 30_000),
        lowest=Decimal(10_000),
        highest=Decimal(30_000),
        step=Decimal(10_000),
    )
    assert view.case == "resting"
    assert [line.beside.month for line in view.wages] == [16_952, 10_000, 0]
    assert [line.extra_1000_leaves for line in view.wages] == [700, 0, 1_000]
    assert not view.newest_year


@pytest.mark.parametrize(
    ("ends", "code"),
    [
        ((5, 4, 1), "range-unclear"),
        ((0, 4, 0), "range-unclear"),
        ((-1, 4, 1), "amount-negative"),
        ((0, 4, -1), "amount-negative"),
        ((0, MOST_WAGES, 1), "range-too-long"),
    ],
)
def test_a_range_that_is_none_is_refused(ends: tuple[int, int, int], code: str) -> None:
    """By its code, before anything is calculated."""
    lowest, highest, step = map(Decimal, ends)
    with pytest.raises(Refused) as refused:
        wage_range(of_single, lowest=lowest, highest=highest, step=step)
    assert refused.value.code == code


@given(asked, st.integers(0, 60_000), st.integers(0, 60_000), st.integers(1_000, 20_000))
def test_a_range_is_what_each_wage_of_it_is(
    of: tuple[int, Household], one: int, other: int, step: int
) -> None:
    """Every line is the sum of that wage; the last is not above the highest wage asked for."""
    lowest, highest = sorted((one, other))
    view = wage_range(
        lambda wage: paid(*of, int(wage)),
        lowest=Decimal(lowest),
        highest=Decimal(highest),
        step=Decimal(step),
    )
    assert [line.wage.month for line in view.wages] == list(range(lowest, highest + 1, step))
    for line in view.wages:
        assert line.together == paid(*of, int(line.wage.month)).together


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
    assert view.pension.year == 240_000 - 6_120
    assert [(rate.rate, rate.tag) for rate in view.rests_on][:2] == [
        ("pension-single", "own"),
        ("deduction-single", "own"),
    ]
    assert view.rests_on[0].source == "Lov om social pension § 32 c (an invented page)"
