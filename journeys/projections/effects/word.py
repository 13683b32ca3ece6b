"""The word: what an answer says in short, by rules that were calibrated on simulated towns."""

from typing import NamedTuple

from journeys.projections.effects.effect import Reason, Word

Interval = tuple[float, float]


class Verdict(NamedTuple):
    """A word, and why where it decides nothing."""

    word: Word
    reason: Reason | None = None
    about: str = ""


def word_of(
    days: Interval,
    first_hour: Interval | None,
    kept: Interval | None,
    left_out: dict[str, float],
    worthwhile: float,
) -> Verdict:
    """Return the word from the intervals and from the moves without each group of covariates."""
    lower, upper = days
    shares = [interval for interval in (first_hour, kept) if interval is not None]
    intervals = [days, *shares]
    above = any(each[0] > 0 for each in intervals)
    below = any(each[1] < 0 for each in intervals)
    gained = any(each[0] > 0 for each in shares)
    if (above and below) or (gained and lower <= 0 and upper < worthwhile):
        return Verdict("mixed")
    group = max(left_out, key=lambda each: abs(left_out[each]), default="")
    unrecorded = abs(left_out[group]) if group else 0.0
    if lower > 0 and lower > unrecorded:
        return Verdict("helps")
    if upper < worthwhile:
        return Verdict("does-not-help")
    if lower > 0:
        return Verdict("undecided", "unrecorded-could-explain", group)
    return Verdict("undecided", "holds-both")
