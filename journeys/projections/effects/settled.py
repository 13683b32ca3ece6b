"""The settled cut: the day until which nearly everything has been recorded."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from math import ceil

from journeys.domain.days import days_after
from journeys.projections.effects.facts import JourneyFacts

DEFAULT_DELAY = 60
"""Days, where too few facts say how late they were recorded."""
PERCENTILE = 95
LEAST_FACTS = 20
LOOKED_BACK = 730
"""Facts of the last two years: what an import brought from long before says nothing of today."""


def settled_cut(people: Iterable[JourneyFacts], on: date) -> date:
    """Return the cut: the 95th percentile of the delay before a day, of the slowest kind of fact.

    A kind with fewer than 20 facts in the last two years is left out; without any it is 60 days.
    """
    delays: defaultdict[str, list[int]] = defaultdict(list)
    for each in people:
        for delay in each.delays:
            if delay.days <= (on - delay.on).days <= LOOKED_BACK:
                delays[delay.kind].append(max(0, delay.days))
    measured = [_percentile(days) for days in delays.values() if len(days) >= LEAST_FACTS]
    return days_after(on, -max(measured, default=DEFAULT_DELAY))


def _percentile(days: list[int]) -> int:
    """Return the smallest number of days within which 95 % of these facts were recorded."""
    ordered = sorted(days)
    return ordered[ceil(len(ordered) * PERCENTILE / 100) - 1]
