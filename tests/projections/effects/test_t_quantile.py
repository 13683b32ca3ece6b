"""Quantiles of t, as scipy has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped]

from journeys.projections.effects.t_quantile import half_width, t_quantile


@given(st.floats(0.001, 0.9999), st.integers(1, 100_000))
def test_equals_scipys(probability: float, degrees: int) -> None:
    """Newton on an exact distribution function gives what scipy gives."""
    expected = float(stats.t.ppf(probability, degrees))
    assert t_quantile(probability, degrees) == pytest.approx(expected, rel=1e-8, abs=1e-7)


def test_an_interval_of_one_person_has_no_end() -> None:
    """One starter has no spread; fifty have 49 degrees of freedom."""
    assert half_width(1.0, 0.95, 1) == float("inf")
    assert half_width(2.0, 0.95, 50) == pytest.approx(2 * stats.t.ppf(0.975, 49))
