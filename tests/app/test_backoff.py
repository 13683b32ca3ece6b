"""How long an undelivered entry waits: longer each time, up to a bound, and by chance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.app.backoff import LONGEST, backoff_us, is_due

SECOND = 1_000_000
CHANCES = st.floats(0, 1, exclude_max=True)
ATTEMPTS = st.integers(1, 10**9)


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 5), (2, 20), (3, 80), (4, 300), (99, 300)])
def test_the_waits_grow_up_to_five_minutes(attempts: int, seconds: int) -> None:
    """The smallest chance gives half of it."""
    assert backoff_us(attempts, 0.0) == seconds * SECOND // 2
    assert backoff_us(attempts, 1.0) == seconds * SECOND


@given(ATTEMPTS, CHANCES)
def test_no_wait_is_longer_than_the_bound_or_than_the_next(attempts: int, chance: float) -> None:
    """By the same chance; and none is shorter than half of the first."""
    wait = backoff_us(attempts, chance)
    assert 5 * SECOND // 2 <= wait <= backoff_us(attempts + 1, chance) <= LONGEST


@given(ATTEMPTS, CHANCES, st.integers(0, 2**50))
def test_what_waits_is_not_due_until_then(attempts: int, chance: float, now: int) -> None:
    """What a clock that was ahead has scheduled is due: it would wait for years."""
    then = now + backoff_us(attempts, chance)
    assert not is_due(then, now)
    assert is_due(then, then)
    assert is_due(now + LONGEST + 1, now)
