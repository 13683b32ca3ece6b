"""Rates tried: the sums are those of `what_if`, by both files; no year is made up."""

from decimal import Decimal

import pytest

from journeys.domain.law.rates import Rate, Rates, rates
from journeys.law import rates_tried
from journeys.money import what_if, what_if_resting
from journeys.projections.safety.rates_tried import FULL_TIME_WAGE, WAGES, TriedSum


def valued(name: str, year: int, value: str, *, like: int | None = None) -> Rates:
    """Return the rates with another value; of a year that has none, read as that of another."""
    of = rates().rates[name, like or year]
    rate: Rate = of.model_copy(update={"value": Decimal(value), "year": year})
    return rates().model_copy(update={"rates": {**rates().rates, (name, year): rate}})


def test_of_the_same_rates_no_sum_is_another() -> None:
    """There is nothing to show."""
    view = rates_tried(rates(), rates())
    assert (view.rates, view.sums, view.weak) == ((), (), False)


def test_each_sum_is_that_of_what_if_by_either_file() -> None:
    """For each wage of the table, in krone and øre."""
    other = valued("deduction-single", 2024, "100000")
    view = rates_tried(other, rates())
    (rate,) = view.rates
    assert (rate.rate, rate.year, rate.before, rate.after) == (
        "deduction-single",
        2024,
        Decimal(86900),
        Decimal(100000),
    )
    assert [each.wage for each in view.sums] == list(WAGES)
    for each in view.sums:
        assert (each.case, each.household, each.year, each.year_before) == (
            "paid",
            "single",
            2024,
            2024,
        )
        before, after = (
            what_if(of, household="single", year=2024, wage_month=each.wage)
            for of in (rates(), other)
        )
        assert (each.together_before, each.together_after) == (
            before.together.month,
            after.together.month,
        )
        assert each.above_ground_more == after.above_ground.month - before.above_ground.month
    assert view.sums[-1].together_more == 327


def test_in_a_fleksjob_the_subsidy_is_that_of_the_file() -> None:
    """For every household, each beside its own pension."""
    other = valued("fleks-most", 2024, "21000")
    view = rates_tried(other, rates())
    assert {(each.case, each.household) for each in view.sums} == {
        ("resting", "single"),
        ("resting", "couple"),
        ("resting", "couple-pensioner"),
    }
    line: TriedSum = view.sums[3]
    after = what_if_resting(
        other,
        household="single",
        year=2024,
        wage_month=line.wage,
        full_time_wage_month=FULL_TIME_WAGE,
    )
    assert line.together_after == after.together.month


def test_a_new_year_stands_beside_the_newest_before_it() -> None:
    """What today's rates lack is not made up."""
    other = valued("deduction-single", 2025, "90000", like=2024)
    view = rates_tried(other, rates())
    assert {(each.household, each.year, each.year_before) for each in view.sums} == {
        ("single", 2025, 2024)
    }
    assert view.sums[0].together_more == Decimal(21104) - Decimal(20370)


def test_a_year_that_is_asked_for_is_shown_although_nothing_differs() -> None:
    """And a year without its rates has no sum."""
    assert {each.together_more for each in rates_tried(rates(), rates(), 2024).sums} == {0}
    assert rates_tried(rates(), rates(), 2031).sums == ()


@pytest.mark.parametrize("gone", ["deduction-single", "reduction"])
def test_a_rate_that_the_file_no_longer_has_makes_no_sum_up(gone: str) -> None:
    """Its kind may be gone from the file, too."""
    left = {key: rate for key, rate in rates().rates.items() if key[0] != gone}
    kinds = {name: kind for name, kind in rates().kinds.items() if name != gone}
    view = rates_tried(rates().model_copy(update={"rates": left, "kinds": kinds}), rates())
    assert {each.rate for each in view.rates} == {gone}
    assert not any(each.case == "paid" and each.household == "single" for each in view.sums)


def test_what_a_municipality_added_is_used_beside_both() -> None:
    """It fills the same gap in the file as in today's rates."""
    own = rates().rates["deduction-single", 2024].model_copy(update={"year": 2025, "tag": "own"})
    today = rates().with_own([own])
    view = rates_tried(valued("pension-single", 2025, "22000"), today)
    assert {(each.household, each.year, each.year_before) for each in view.sums} >= {
        ("single", 2025, 2025)
    }
