"""Regneeksempel: what work leaves beside a pension that is paid.

Førtidspension, new scheme only. Every number of the law comes from the rates, and a year that lacks
one is refused (errors.RateMissing). Amounts are kroner before tax. Nothing is promised: an answer
states what it leaves out. In a fleksjob the pension rests: see what_if_resting.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal

from journeys.domain.law.rates import Household, Rates
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


class WhatIf(Sum):
    """Hvad nu hvis: the wage, what is paid beside it, and the pension without any wage."""

    year: int
    household: Household
    wage: Kroner
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
    """A year's counted income: wage, other income, and what counts of a partner's."""
    deduction: Decimal
    """A year's income that does not lower the pension."""
    full: Kroner
    lowered_by: Kroner
    pension: Kroner
    """What is paid: the full pension minus `lowered_by`; zero where that is too little."""
    reaches_zero_at: Decimal
    """The year's counted income at which nothing of the pension would be left."""
    smallest: Kroner
    """A pension below this is not paid."""
    paid_up_to: Decimal
    """The highest counted income in a year beside which the pension is paid. Just above it, up to
    the smallest pension that is paid is lost at once."""
    too_little: bool
    """Whether something would be left of the pension, but too little to be paid."""


def what_if(
    rates: Rates,
    *,
    year: int,
    household: Household,
    wage_month: Decimal | None = None,
    hours_week: Decimal | None = None,
    hourly_wage: Decimal | None = None,
    other_income_year: Decimal = ZERO,
    partner_income_year: Decimal = ZERO,
) -> WhilePaid:
    """Return what wage leaves beside a pension that is paid.

    Counted income above the deduction lowers the pension by 30 %, or by 15 % where the partner has
    a pension too (lov om social pension § 32 c, stk. 1; bm.dk 2020). A pension under 1/40 of the
    full one is not paid (bm.dk 2020). `partner_income_year` is the partner's income beside wage;
    for a partner without a pension a first part is not counted (borger.dk 2025).
    Raises RateMissing where the year lacks a rate, ValueError where the wage is not clear.
    """
    used = UsedRates(rates, year)
    wage = monthly(wage_of_month(wage_month, hours_week, hourly_wage))
    full = used[FULL[household]] * MONTHS
    deduction, reduction = used[DEDUCTION[household]], used[REDUCTION[household]]
    smallest = whole_kroner(full / MONTHS * used["smallest-paid"]) * MONTHS
    beside = whole_kroner(not_below_zero(other_income_year))
    beside += _of_partner(used, household, whole_kroner(not_below_zero(partner_income_year)))

    def lowering(counted: Decimal) -> Decimal:
        return min(max(counted - deduction, ZERO) * reduction, full)

    def paid(counted: Decimal) -> Decimal:
        left = full - lowering(counted)
        return full - whole_kroner(lowering(counted)) if left >= smallest else ZERO

    counted = wage.year + beside
    pension, ground = yearly(paid(counted)), yearly(paid(beside))
    lowers = counted >= deduction and pension.year > 0
    together = add(wage, pension)
    return WhilePaid(
        year=year,
        household=household,
        wage=wage,
        together=together,
        extra_krone_leaves=1 - reduction if lowers else KRONE,
        ground=ground,
        above_ground=subtract(together, ground),
        counted=counted,
        deduction=deduction,
        full=yearly(full),
        lowered_by=yearly(whole_kroner(lowering(counted))),
        pension=pension,
        reaches_zero_at=_up(deduction + full / reduction),
        smallest=yearly(smallest),
        paid_up_to=_down(deduction + (full - smallest) / reduction),
        too_little=ZERO < full - lowering(counted) < smallest,
        rests_on=used.rests_on(),
        weak=used.weak,
        not_counted=used.notes("not-counted", "paid", household),
        rounding=used.notes("rounding", "paid", household),
    )


def _of_partner(used: UsedRates, household: Household, income: Decimal) -> Decimal:
    """Return what counts of a partner's income; a single person has no partner."""
    if household == "single" and income:
        raise ValueError("There is no partner's income where somebody is single.")
    if household == "couple" and income:
        return max(income - used["partner-ignored"], ZERO)
    return income


def _up(amount: Decimal) -> Decimal:
    return amount.quantize(KRONE, rounding=ROUND_CEILING)


def _down(amount: Decimal) -> Decimal:
    return amount.quantize(KRONE, rounding=ROUND_FLOOR)
