"""Overview: all citizens whatever their support basis, on any day, counted by what is asked."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, get_args

from journeys.projections.view import View

Dimension = Literal["basis", "activity", "phase", "target-group", "paid-hours", "municipality"]
DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
"""What citizens can be counted by."""

DEFAULT_DIMENSIONS: tuple[Dimension, ...] = ("basis", "activity")
"""What is counted by where nothing else is asked."""

NO_VALUE, NOT_SAID = "none", "not-said"


class Overview(View):
    """Overblik: how many journeys are open or resting on a day, by each dimension that was asked.

    `by[dimension]` tells them by value, everybody in each: `none` are those without a value.
    Somebody with two activities counts in both. Paid hours are those of all placements together,
    a week: `5-10` is more than 5 and up to 10, and `not-said` are those who have a placement
    whose hours nobody told. None in place of a number is masked (`masking.masked`).
    """

    on: date
    journeys: int | None
    by: Mapping[Dimension, Mapping[str, int | None]]


class Trend(View):
    """Udvikling: the same counts on the same day of the months before, the first of them first."""

    days: tuple[Overview, ...]
