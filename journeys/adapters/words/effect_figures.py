"""Figures of an answer about a measure, as people read them: whole days and whole per cents.

Ends of an interval are rounded outwards, so that none is shown as narrower than it is.
"""

from decimal import Decimal
from math import ceil, floor
from typing import NamedTuple

from journeys.adapters.words.language import grouped, say, say_of
from journeys.projections.effects.effect import Curve, Difference

BAND_BELOW, FEWEST = 50, 10
"""Below the first, only the band of a count is shown: under the second, or up to the first."""
MANY, ONE, HALF = 100, 0.01, 0.5
NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


class Whole(NamedTuple):
    """A difference in whole days, or in whole percentage points."""

    began: int
    compared: int
    difference: int
    lower: int
    upper: int


def whole(found: Difference, scale: int = 1) -> Whole:
    """Return a difference in whole units: the interval is rounded outwards, the rest to nearest.

    The mean of those who are compared is what makes the three numbers add up.
    """
    began, difference = round(found.began * scale), round(found.difference * scale)
    lower, upper = floor(found.lower * scale + TINY), ceil(found.upper * scale - TINY)
    return Whole(began, began - difference, difference, lower, upper)


TINY = 1e-9
"""What a whole number may be off by, because it was reckoned."""


def was_reached(curve: Curve) -> bool:
    """Whether anybody in either group reached an outcome: of nothing there is no uncertainty."""
    return any(each.began or each.compared for each in curve.points)


def count(number: int) -> str:
    """Return a count with its thousands apart."""
    return grouped(Decimal(number))


def about(number: int) -> str:
    """Return a reckoned count with two digits that say something: `93`, `420`, `1,600`."""
    return count(round(number, 2 - len(str(number))) if number >= MANY else number)


def people(number: int) -> str:
    """Return how many there are; below fifty only between which two numbers it is."""
    if number < FEWEST:
        return say("fewer than {count}", count=FEWEST)
    if number < BAND_BELOW:
        return say("{lower} to {upper}", lower=FEWEST, upper=BAND_BELOW - 1)
    return count(number)


def percent(share: float) -> str:
    """Return a share in whole per cents: `12 %`; of less than half a one that it is under one."""
    if 0 < share < ONE / 2:
        return say("under 1 %")
    return f"{round(MANY * share)}{NBSP}%"


def days(number: float) -> str:
    """Return a number of whole days: `1 day`, `12 days`; of less than half a day that it is."""
    if 0 < number < HALF:
        return say("less than 1 day")
    return say_of(round(number), "{count} day", "{count} days")


def signed(number: int) -> str:
    """Return a whole number with its sign: `+12`, `-3`, `0`."""
    return f"+{number}" if number > 0 else f"{MINUS}{-number}" if number else "0"


def interval(found: Whole) -> str:
    """Return an interval with signs, as a table has it: `-3 to +27`."""
    return say("{lower} to {upper}", lower=signed(found.lower), upper=signed(found.upper))
