"""Backoff: how long an entry that failed waits until it is tried again. Pure: chance is passed in.

The waits grow exponentially up to a bound. Jitter lets many reactors that failed at the same moment
not come back to the same service at the same moment.
"""

TRIES = 5
"""How often an entry is tried before it is set aside as a dead letter."""

FIRST, FACTOR, LONGEST = 5_000_000, 4, 300_000_000  # microseconds: 5, 20, 80, then 300 seconds


def backoff_us(attempts: int, chance: float) -> int:
    """Return how many microseconds to wait after so many tries; `chance` is from 0 up to 1.

    Between half of the whole wait and all of it.
    """
    # No power of a large number: nobody needs more of them than reach the bound.
    whole: int = min(LONGEST, FIRST * FACTOR ** min(attempts - 1, 10))
    return round(whole * (0.5 + 0.5 * chance))


def is_due(next_us: int, now_us: int) -> bool:
    """Return whether an entry is tried now.

    One that would wait far longer than the bound was scheduled by a clock that was ahead.
    """
    return not now_us < next_us <= now_us + LONGEST
