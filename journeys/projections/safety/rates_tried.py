"""Rates tried: what work would leave under other rates, beside today's, in invented situations.

Households, wages and years are those of `what_if`. No wage of a person is recorded, and none is
estimated; nothing here is a promise.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import product, repeat
from typing import Final, get_args

from journeys.domain.errors import RateMissing
from journeys.domain.law.rates import Household, RateKind, Rates, Unit, WorkScenario
from journeys.projections.safety.what_if import WhilePaid, what_if
from journeys.projections.safety.what_if_resting import WhileResting, what_if_resting
from journeys.projections.view import View

WAGES: Final = tuple(Decimal(kroner) for kroner in range(0, 20_001, 2_500))
"""The invented wages of a month, before tax."""
FULL_TIME_WAGE: Final = Decimal(30_000)
"""The invented wage of a full-time month, which limits the subsidy in a fleksjob."""


class TriedRate(View):
    """Sats: a rate whose value is another in the file."""

    rate: str
    da: str
    en: str
    unit: Unit
    year: int | None
    """None where no source names a year."""
    before: Decimal | None
    """None where there is none today."""
    after: Decimal | None
    """None where the file has none."""


class TriedSum(View):
    """Regneeksempel: what one wage leaves today and under the rates that are tried.

    All amounts are whole kroner a month, before tax.
    """

    case: WorkScenario
    household: Household
    year: int
    year_before: int | None
    """The same year, or else the newest before it with every rate today; None where none has."""
    wage: Decimal
    together_before: Decimal | None
    together_after: Decimal
    """The wage and what is paid beside it."""
    together_more: Decimal | None
    """By how much that is more than before; negative where it is less."""
    above_ground_before: Decimal | None
    above_ground_after: Decimal
    """By how much that is more than the pension without a wage."""
    above_ground_more: Decimal | None


class RatesTried(View):
    """Prøvede satser: a line for each household, year and wage; only where a sum is another."""

    edition: date
    """The day on which the rates were read that are tried."""
    beside: date
    full_time_wage: Decimal
    """The invented wage of a full-time month, in a fleksjob."""
    rates: tuple[TriedRate, ...]
    sums: tuple[TriedSum, ...]
    """By case, household, year and wage."""
    year: int | None
    """The year that was asked for; None for every year in which a sum is another."""
    weak: bool
    """Whether any rate they rest on was read only in a weak or old source."""


def rates_tried(found: Rates, today: Rates, year: int | None = None) -> RatesTried:
    """Return what work would leave under the rates of a file: in a year, or in each that differs.

    A year that lacks a rate is left out: nothing is extrapolated. What a municipality added itself
    is used beside both.
    """
    own = [rate for rate in today.rates.values() if rate.tag == "own"]
    kinds = today.kinds | found.kinds
    tried = found.model_copy(update={"kinds": kinds}).with_own(own)
    years = {rate.year for rates in (tried, today) for rate in rates.rates.values() if rate.year}
    grid, weak = list[TriedSum](), False
    for case, household in product(get_args(WorkScenario), get_args(Household)):
        for each in sorted(years) if year is None else (year,):
            after = _sums(tried, case, household, each)
            earlier = sorted((one for one in years if one < each), reverse=True)
            were = (_sums(today, case, household, one) for one in (each, *earlier))
            before = next(filter(None, were), ()) if after else ()
            lines = [*map(_line, after, before or repeat(None))]
            if year is not None or any(_differs(line) for line in lines):
                grid += lines
                weak = weak or any(one.weak for one in (*before, *after))
    return RatesTried(
        edition=tried.edition,
        beside=today.edition,
        full_time_wage=FULL_TIME_WAGE,
        rates=tuple(_changed(tried, today, kinds)),
        sums=tuple(grid),
        year=year,
        weak=weak,
    )


def _sums(
    rates: Rates, case: WorkScenario, household: Household, year: int
) -> Sequence[WhilePaid | WhileResting]:
    """Return what each wage leaves in a year; nothing where the year lacks a rate."""
    try:
        return [_sum(rates, case, household, year, wage) for wage in WAGES]
    except RateMissing:
        return ()


def _sum(
    rates: Rates, case: WorkScenario, household: Household, year: int, wage: Decimal
) -> WhilePaid | WhileResting:
    if case == "paid":
        return what_if(rates, household=household, year=year, wage_month=wage)
    return what_if_resting(
        rates,
        household=household,
        year=year,
        wage_month=wage,
        full_time_wage_month=FULL_TIME_WAGE,
    )


def _line(after: WhilePaid | WhileResting, before: WhilePaid | WhileResting | None) -> TriedSum:
    return TriedSum(
        case=after.case,
        household=after.household,
        year=after.year,
        year_before=before and before.year,
        wage=after.wage.month,
        together_before=before and before.together.month,
        together_after=after.together.month,
        together_more=before and after.together.month - before.together.month,
        above_ground_before=before and before.above_ground.month,
        above_ground_after=after.above_ground.month,
        above_ground_more=before and after.above_ground.month - before.above_ground.month,
    )


def _differs(line: TriedSum) -> bool:
    """Whether anything is another than it is today, or the year has no answer today."""
    return line.year_before != line.year or bool(line.together_more or line.above_ground_more)


def _changed(tried: Rates, today: Rates, kinds: Mapping[str, RateKind]) -> Iterator[TriedRate]:
    for name, year in dict.fromkeys((*today.rates, *tried.rates)):
        before, after = (rates.rates.get((name, year)) for rates in (today, tried))
        if (before and before.value) != (after and after.value):
            yield TriedRate(
                rate=name,
                da=kinds[name].da,
                en=kinds[name].en,
                unit=kinds[name].unit,
                year=year,
                before=before and before.value,
                after=after and after.value,
            )
