"""Regneeksempler: what work leaves beside a pension that is paid, or while it rests.

    rates = journeys.rulebook().rates
    view = what_if(rates, household="single", wage_month=Decimal(4000))
    answer = partial(what_if, rates, household="single")
    view = wage_range(lambda wage: answer(wage_month=wage), lowest=low, highest=high)

`what_if` is for a pension that is paid, `what_if_resting` for a fleksjob while it rests, and
`wage_range` for several wages of either. Without a year, the newest with every rate is taken.
Every sum says what it rests on and what it leaves out; nothing in it is a promise.
"""

from journeys.projections.safety.wage_range import WageLine, WageRange, wage_range
from journeys.projections.safety.what_if import WhilePaid, what_if
from journeys.projections.safety.what_if_resting import WhileResting, what_if_resting

__all__ = [
    "WageLine",
    "WageRange",
    "WhilePaid",
    "WhileResting",
    "wage_range",
    "what_if",
    "what_if_resting",
]
