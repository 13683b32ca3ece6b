"""Figures of an answer about a measure, as people read them: whole days and whole per cents."""

from decimal import Decimal

from journeys.adapters.words.language import grouped, say, say_of
from journeys.projections.effects.effect import Curve
from journeys.projections.effects.publishing import (
    BAND_BELOW,
    SMALL_BAND,
    PublishedDays,
    PublishedShare,
)
from journeys.projections.effects.whole import PER_CENT, Whole

ONE, HALF, THREE_DIGITS = 0.01, 0.5, 100
NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


def was_reached(curve: Curve) -> bool:
    """Whether anybody in either group reached an outcome: of nothing there is no uncertainty."""
    return any(each.began or each.compared for each in curve.points)


def count(number: int) -> str:
    """Return a count with its thousands apart."""
    return grouped(Decimal(number))


def about(number: int) -> str:
    """Return a reckoned count with two digits that say something: `93`, `420`, `1,600`."""
    return count(round(number, 2 - len(str(number))) if number >= THREE_DIGITS else number)


def people(number: int) -> str:
    """Return how many there are; below fifty only between which two numbers it is."""
    if number < SMALL_BAND:
        return say("fewer than {count}", count=SMALL_BAND)
    if number < BAND_BELOW:
        return say("{lower} to {upper}", lower=SMALL_BAND, upper=BAND_BELOW - 1)
    return count(number)


def percent(share: float) -> str:
    """Return a share in whole per cents: `12 %`; of less than half a one that it is under one."""
    if 0 < share < ONE / 2:
        return say("under 1 %")
    return f"{round(PER_CENT * share)}{NBSP}%"


def days(number: float) -> str:
    """Return a number of whole days: `1 day`, `12 days`; of less than half a day that it is."""
    if 0 < number < HALF:
        return say("less than 1 day")
    return say_of(round(number), "{count} day", "{count} days")


def signed(number: int) -> str:
    """Return a whole number with its sign: `+12`, `-3`, `0`."""
    return f"+{number}" if number > 0 else f"{MINUS}{-number}" if number else "0"


def more(difference: int) -> str:
    """Return a difference in days: `12 more days`, `1 fewer day`."""
    if difference < 0:
        return say_of(-difference, "{count} fewer day", "{count} fewer days")
    return say_of(difference, "{count} more day", "{count} more days")


def directed_interval(found: Whole) -> str:
    """Return an interval; with the direction of each end where the two do not agree with it."""
    if found.lower >= 0 and found.difference > 0:
        return say("{lower} to {upper}", lower=found.lower, upper=found.upper)
    if found.upper <= 0 and found.difference < 0:
        return say("{lower} to {upper}", lower=-found.upper, upper=-found.lower)
    return say(
        "from {lower} to {upper}", lower=_directed(found.lower), upper=_directed(found.upper)
    )


def _directed(number: int) -> str:
    if number < 0:
        return say("{count} fewer", count=-number)
    return say("{count} more", count=number) if number else "0"


def interval(found: Whole | PublishedDays | PublishedShare) -> str:
    """Return an interval with signs, as a table has it: `-3 to +27`."""
    return say("{lower} to {upper}", lower=signed(found.lower), upper=signed(found.upper))
