"""Overview: all citizens whatever their support basis, on any day, counted by dimension."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, get_args

from journeys.projections.view import View

Dimension = Literal[
    "basis", "activity", "phase", "target-group", "paid-hours", "municipality", "responsible"
]
DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
"""What citizens can be counted by."""

DEFAULT_DIMENSIONS: tuple[Dimension, ...] = ("basis", "activity")
"""What is counted by unless something else is requested."""

BACK, FURTHEST_BACK = 5, 60
"""How many months a trend looks back by itself, and at most."""

NO_VALUE, NOT_SAID = "none", "not-said"

HOURS_STEPS = (5, 10, 15, 20, 25, 30)
"""Paid hours a week, in the steps of public figures: BEU 2022-23 spm. 61."""

PAID_HOURS = (
    "0",
    *(f"{low}-{top}" for low, top in zip((0, *HOURS_STEPS), HOURS_STEPS, strict=False)),
    f"over {HOURS_STEPS[-1]}",
    NOT_SAID,
)
"""The values of paid hours, in their order."""


class Overview(View):
    """Overblik: how many journeys are open or resting on a day, by each requested dimension.

    `by[dimension]` counts everybody by value; `none` is the count of those without a value.
    The basis is what they live on that day, as a list shows it: not a pension that rests.
    Each caseworker who is responsible stands in the order of the alphabet, with a count of citizens
    and nothing else. Somebody with two activities counts in both.
    Paid hours are a week's, of all placements together: `5-10` is more than 5 and up to 10;
    `not-said` is the count of those with a placement whose hours are not recorded. None in place of
    a number is masked (`masking.masked`).
    """

    on: date
    journeys: int | None
    by: Mapping[Dimension, Mapping[str, int | None]]


class Trend(View):
    """Udvikling: the same counts on the same day of earlier months, the oldest first."""

    days: tuple[Overview, ...]
