"""Dimensions: what citizens can be counted by."""

from typing import Literal, get_args

Dimension = Literal["basis", "activity", "phase", "target-group", "paid-hours", "municipality"]
DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)

USUAL: tuple[Dimension, ...] = ("basis", "activity")
"""What is counted by where nothing else is asked."""
