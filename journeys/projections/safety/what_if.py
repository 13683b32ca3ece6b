"""Regneeksempel: what work leaves beside a pension that is paid.

Førtidspension, new scheme only. Every number of the law comes from the rates, and a year that lacks
one is refused (errors.RateMissing). Amounts are kroner before tax; what lowers the pension is the
wage after labour market contribution (AM-bidrag). Nothing is promised: an answer states what it
leaves out. In a fleksjob the pension rests: see what_if_resting.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal

from journeys.domain.errors import Refused
from journeys.domain.law.rates import Household, Rates, WorkScenario
from journeys.projections.safety.money import (
    KRONE,
    MONTHS,
    ZERO,
    Kroner,
    Sum,
    UsedRates,
    add,
    monthly,
    not_below_zero,
    of_newest_year,
    subtract,
    wage_of_month,
    whole_kroner,
    yearly,
)

FULL: dict[Household, str] = {
    "single": "pension-single",
    "couple": "pension-other",
    "couple-pensioner": "pension-other",
}
DEDUCTION: dict[Household, str] = {
    "single": "deduction-single",
    "couple": "deduction-couple",
    "couple-pensioner": "deduction-couple",
}
REDUCTION: dict[Household, str] = {
    "single": "reduction",
    "couple": "reduction",
    "couple-pensioner": "reduction-both-pensioners",
}
PARTNER_MOST: dict[Household, str] = {
    "couple": "partner-most",
    "couple-pensioner": "partner-most-pensioner",
}
HALF = KRONE / 2
"""What rounds up to a krone."""


class WhatIf(Sum):
    """Hvad nu hvis: the wage, what is paid beside it, and the pension without any wage."""

    case: WorkScenario
    year: int
    newest_year: bool = False
    """Whether no year was asked for, so that this is the newest with every rate it needs."""
    household: Household
    wage: Kroner
    """Before tax and labour market contribution."""
    together: Kroner
    """The wage and what is paid beside it, without other income."""
    extra_krone_leaves: Decimal
    """What is left of the next krone of wage, before tax."""
    ground: Kroner
    """The pension without any wage; for a resting one, the full pension."""
    above_ground: Kroner
    """`together` minus `ground`, which may be negative."""


class WhilePaid(WhatIf):
    """Pension, der udbetales: what is paid of it beside wage, and where that ends."""

    case: Literal["paid"] = "paid"
    counted: Decimal
    """A year's counted income: `wage_counted`, other income, and what counts of a partner's."""
    wage_counted: Decimal
    """A year's wage after labour market contribution, which is what lowers the pension."""
    deduction: Decimal
    """A year's income that does not lower the pension."""
    full: Kroner
    lowered_by: Kroner
    pension: Kroner
    """What is paid: the full pension minus `lowered_by`; zero where that is too little."""
    reaches_zero_at: Decimal
    """The year's counted income at which nothing of the pension would be left."""
    small_pensions: Literal["limit", "to-verify", "paid"]
    """Whether a pension below `smallest` is not paid that year; `to-verify` where it was not read,
    and then the sum is without that limit."""
    smallest: Kroner
    """A pension below this is not paid, or must be verified; zero where all of it is paid."""
    paid_up_to: Decimal
    """The highest counted income in a year beside which the pension is paid. Where there is a
    limit, up to the smallest pension that is paid is lost at once just above it."""
    too_little: bool
    """Whether something would be left of the pension, but too little to be paid."""
    may_be_too_little: bool = False
    """Whether so little is left of the pension that it must be verified whether it was paid."""


def what_if(
    rates: Rates,
    *,
    household: Household,
    year: int | None = None,
    wage_month: Decimal | None = None,
    hours_week: Decimal | None = None,
    hourly_wage: Decimal | None = None,
    other_income_year: Decimal = ZERO,
    partner_income_year: Decimal = ZERO,
) -> WhilePaid:
    """Return what wage leaves beside a pension that is paid.

    The wage counts after labour market contribution (star.dk), other income as it is given. Counted
    income above the deduction lowers the pension by 30 %, or by 15 % where the partner has a
    pension too (lov om social pension § 32 c, stk. 1; bm.dk 2020). In some years a pension under
    1/40 of the full one is not paid (bm.dk 2015, 2020). `partner_income_year` is what the partner
    has beside wage, and before 2023 the wage too; for a partner without a pension a first part is
    not counted (borger.dk 2025). Without a year, it is the newest that has every rate needed.

    Refused: wage-unclear, amount-negative, no-partner. Raises RateMissing where a rate is missing.
    """
    wage = wage_of_month(wage_month, hours_week, hourly_wage)
    other = whole_kroner(not_below_zero(other_income_year))
    partner = whole_kroner(not_below_zero(partner_income_year))
    if household == "single" and partner:
        raise Refused("no-partner", "There is no partner's income where somebody is single.")

    def answer(each: int) -> WhilePaid:
        return _while_paid(UsedRates(rates, each), household, monthly(wage), other, partner)

    if year is not None:
        return answer(year)
    return of_newest_year(rates, answer).model_copy(update={"newest_year": True})


def _while_paid(
    used: UsedRates, household: Household, wage: Kroner, other: Decimal, partner: Decimal
) -> WhilePaid:
    full = used[FULL[household]] * MONTHS
    deduction, reduction = used[DEDUCTION[household]], used[REDUCTION[household]]
    counts = 1 - used["labour-market-contribution"]
    smallest = whole_kroner(full / MONTHS * used["smallest-paid"]) * MONTHS
    is_read = used.used["smallest-paid"].tag != "open"
    least_paid = smallest if is_read else ZERO
    beside = other + _of_partner(used, household, partner)
    wage_counted = whole_kroner(wage.year * counts)
    counted = wage_counted + beside

    def lowering(income: Decimal) -> Decimal:
        return min(max(income - deduction, ZERO) * reduction, full)

    def paid(income: Decimal) -> Decimal:
        left = full - lowering(income)
        return full - whole_kroner(lowering(income)) if left >= least_paid else ZERO

    pension, ground = yearly(paid(counted)), yearly(paid(beside))
    lowers = counted >= deduction and pension.year > 0
    is_little = ZERO < full - lowering(counted) < smallest
    together = add(wage, pension)
    return WhilePaid(
        year=used.year,
        household=household,
        wage=wage,
        together=together,
        extra_krone_leaves=1 - reduction * counts if lowers else KRONE,
        ground=ground,
        above_ground=subtract(together, ground),
        counted=counted,
        wage_counted=wage_counted,
        deduction=deduction,
        full=yearly(full),
        lowered_by=yearly(whole_kroner(lowering(counted))),
        pension=pension,
        reaches_zero_at=_up(deduction + full / reduction),
        small_pensions="paid" if not smallest else "limit" if is_read else "to-verify",
        smallest=yearly(smallest),
        paid_up_to=_down(deduction + (full - least_paid) / reduction)
        if least_paid
        else _up(deduction + (full - HALF) / reduction) - KRONE,
        too_little=is_little and is_read,
        may_be_too_little=is_little and not is_read,
        rests_on=used.rests_on(),
        weak=used.weak,
        not_counted=used.notes("not-counted", "paid", household),
        rounding=used.notes("rounding", "paid", household),
    )


def _of_partner(used: UsedRates, household: Household, income: Decimal) -> Decimal:
    """Return what counts of a partner's income, in a year."""
    if not income:
        return income
    if household == "couple":
        income = max(income - used["partner-ignored"], ZERO)
    most = used.if_read(PARTNER_MOST[household])
    return income if most is None else min(income, most)


def _up(amount: Decimal) -> Decimal:
    return amount.quantize(KRONE, rounding=ROUND_CEILING)


def _down(amount: Decimal) -> Decimal:
    return amount.quantize(KRONE, rounding=ROUND_FLOOR)
