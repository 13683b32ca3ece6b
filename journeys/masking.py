"""Counts that can leave the house: numbers under five are masked, and what would give them away."""

from journeys.projections.masking import FEWEST, masked, masked_trend

__all__ = ["FEWEST", "masked", "masked_trend"]
