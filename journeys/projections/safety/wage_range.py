"""Regneeksempel over flere lønninger: what each wage of a range leaves, and each 1,000 more."""

from collections.abc import Callable
from decimal import Decimal

from journeys.domain.errors import Refused
from journeys.domain.law.rates import Household, WorkScenario
from journeys.projections.safety.money import (
    MONTHS,
    ZERO,
    Kroner,
    Sum,
    not_below_zero,
    whole_kroner,
)
from journeys.projections.safety.what_if import WhilePaid
from journeys.projections.safety.what_if_resting import WhileResting
from journeys.projections.view import View

MORE = Decimal(1000)
"""How much more wage a month is compared with each wage, in kroner."""
MOST_WAGES = 500
"""The most wages in one range: more are no table that somebody reads."""


class WageLine(View):
    """Løn: a wage, what is paid beside it, and what a higher wage leaves."""

    wage: Kroner
    beside: Kroner
    """The pension; in a fleksjob, the subsidy (fleksløntilskud)."""
    together: Kroner
    extra_1000_leaves: Decimal
    """What is left of 1,000 kr. more wage a month, in kroner a month; negative where less is left
    than before."""


class WageRange(Sum):
    """Lønninger: a line for each wage of a range, by the rates of one year."""

    year: int
    newest_year: bool
    """Whether no year was asked for, so that this is the newest with every rate it needs."""
    household: Household
    case: WorkScenario
    ground: Kroner
    """The pension without any wage; for a resting one, the full pension."""
    wages: tuple[WageLine, ...]


def wage_range(
    answer: Callable[[Decimal], WhilePaid | WhileResting],
    *,
    lowest: Decimal,
    highest: Decimal,
    step: Decimal = MORE,
) -> WageRange:
    """Return what each monthly wage from the lowest to the highest leaves.

    `answer` returns the sum for one monthly wage, such as
    `lambda wage: what_if(rates, household="single", wage_month=wage)`.
    Refused: amount-negative, range-unclear, range-too-long; and as `answer`.
    """
    first, last = whole_kroner(not_below_zero(lowest)), whole_kroner(not_below_zero(highest))
    width = whole_kroner(not_below_zero(step))
    if width == ZERO or last < first:
        raise Refused(
            "range-unclear", "The range begins with the lower wage, and its step is above zero."
        )
    count = int((last - first) / width) + 1
    if count > MOST_WAGES:
        raise Refused(
            "range-too-long",
            "That is {count} wages, and {most} is the most: make the step larger.",
            count=count,
            most=MOST_WAGES,
        )
    sums = [answer(first + width * nr) for nr in range(count)]
    one = sums[0]
    return WageRange(
        year=one.year,
        newest_year=one.newest_year,
        household=one.household,
        case=one.case,
        ground=one.ground,
        wages=tuple(_line(each, answer(each.wage.month + MORE)) for each in sums),
        rests_on=one.rests_on,
        weak=one.weak,
        not_counted=one.not_counted,
        rounding=one.rounding,
    )


def _line(each: WhilePaid | WhileResting, more: WhilePaid | WhileResting) -> WageLine:
    return WageLine(
        wage=each.wage,
        beside=each.pension if isinstance(each, WhilePaid) else each.subsidy,
        together=each.together,
        extra_1000_leaves=whole_kroner((more.together.year - each.together.year) / MONTHS),
    )
