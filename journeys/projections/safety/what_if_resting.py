"""Regneeksempel: what a fleksjob leaves while the pension rests, compared with the pension.

Amounts are kroner before tax; every number of the law comes from the rates.
"""

from decimal import Decimal
from typing import Literal

from journeys.domain.law.rates import Household, Rates
from journeys.projections.safety.money import (
    KRONE,
    ZERO,
    Kroner,
    UsedRates,
    add,
    monthly,
    not_below_zero,
    of_newest_year,
    subtract,
    wage_of_month,
    whole_kroner,
)
from journeys.projections.safety.what_if import FULL, WhatIf


class WhileResting(WhatIf):
    """Hvilende pension og fleksjob: the wage, and the fleksløntilskud beside it."""

    case: Literal["resting"] = "resting"
    full_time_wage: Kroner
    """Lønloft: wage and subsidy together are never more than this."""
    subsidy: Kroner
    limited: bool
    """Whether the full-time wage limits the subsidy."""


def what_if_resting(
    rates: Rates,
    *,
    household: Household,
    full_time_wage_month: Decimal,
    year: int | None = None,
    wage_month: Decimal | None = None,
    hours_week: Decimal | None = None,
    hourly_wage: Decimal | None = None,
) -> WhileResting:
    """Return what a fleksjob leaves while the pension rests.

    The subsidy is the maximum minus 30 % of the wage up to a threshold and 55 % above it; wage and
    subsidy together are never more than the full-time wage (LAB §§ 123-125; slagelse.dk). The wage
    is a month's, with the employer's pension contribution. Without a year, it is the newest that
    has every rate needed.
    Refused: wage-unclear, amount-negative. Raises RateMissing where a rate is missing.
    """
    wage = wage_of_month(wage_month, hours_week, hourly_wage)
    ceiling = whole_kroner(not_below_zero(full_time_wage_month))

    def answer(each: int) -> WhileResting:
        return _while_resting(UsedRates(rates, each), household, monthly(wage), ceiling)

    if year is not None:
        return answer(year)
    return of_newest_year(rates, answer).model_copy(update={"newest_year": True})


def _while_resting(
    used: UsedRates, household: Household, wage: Kroner, ceiling: Decimal
) -> WhileResting:
    most, threshold = used["fleks-most"], used["fleks-threshold"]
    below, above = used["fleks-reduction"], used["fleks-reduction-above"]
    low, high = min(wage.month, threshold), max(wage.month - threshold, ZERO)
    by_wage = max(most - whole_kroner(low * below + high * above), ZERO)
    room = max(ceiling - wage.month, ZERO)
    subsidy = monthly(min(by_wage, room))
    share = below if wage.month < threshold else above
    leaves = KRONE
    if subsidy.month > 0:
        leaves = ZERO if by_wage >= room else 1 - share
    ground, together = monthly(used[FULL[household]]), add(wage, subsidy)
    return WhileResting(
        year=used.year,
        household=household,
        wage=wage,
        together=together,
        extra_krone_leaves=leaves,
        ground=ground,
        above_ground=subtract(together, ground),
        full_time_wage=monthly(ceiling),
        subsidy=subsidy,
        limited=by_wage > room,
        rests_on=used.rests_on(),
        weak=used.weak,
        not_counted=used.notes("not-counted", "resting", household),
        rounding=used.notes("rounding", "resting", household),
    )
