"""Quantiles of t, as scipy has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from journeys.projections.effects.t_quantile import half_width, t_quantile


@given(st.floats(0.001, 0.9999), st.integers(1, 100_000))
def test_equals_scipys(probability: float, degrees: int) -> None:
    """Newton on an exact distribution function gives what scipy gives."""
    expected = float(stats.t.ppf(probability, degrees))
    assert t_quantile(probability, degrees) == pytest.approx(expected, rel=1e-8, abs=1e-7)


@pytest.mark.parametrize(("probability", "degrees"), [(0, 3), (1, 3), (0.5, 0)])
def test_there_is_none_outside(probability: float, degrees: int) -> None:
    """A probability lies between 0 and 1, and there is a degree of freedom."""
    with pytest.raises(ValueError, match="probability"):
        t_quantile(probability, degrees)


def test_an_interval_of_one_person_has_no_end() -> None:
    """One starter has no spread; fifty have 49 degrees of freedom."""
    assert half_width(1.0, 0.95, 1) == float("inf")
    assert half_width(2.0, 0.95, 50) == pytest.approx(2 * stats.t.ppf(0.975, 49))
