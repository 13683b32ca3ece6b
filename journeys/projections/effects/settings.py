"""What is needed before an answer is given, and what counts as worthwhile."""

from typing import NamedTuple


class Settings(NamedTuple):
    """The needs of an answer, and the size of a difference that matters."""

    worthwhile: int = 14
    """Days."""
    least_began: int = 50
    least_followed: int = 20
    least_with_outcome: int = 10
    """Starters with it, and starters without."""
    least_effective: float = 100
    """The effective number of comparison persons."""
    most_of_one: float = 0.05
    """The share of the weight that one comparison person may have."""
    most_apart: float = 0.10
    """The standardised difference of a covariate after weighting."""
    most_apart_products: float = 5
    """Of a product with a waiting band: this over the root of n, where that is more."""
    most_odds: float = 20
    """Who began with larger odds has nobody to be compared with."""
    most_without_others: float = 0.05
    """The share of starters with such odds."""
    late_days: int = 7
    most_late: float = 0.25
    """The share of beginnings recorded more days late than that."""
    level: float = 0.95
    """Of the intervals that the word rests on; the bands that are shown are always of 95 %."""


DEFAULT = Settings()
MOST_AT_ONCE, MANY_LEVEL = 10, 0.99
"""Of more measures than these the word asks more: else one of many idle ones would seem to help."""


def settings_for(measures: int) -> Settings:
    """Return the settings for so many measures that are answered at once."""
    return DEFAULT if measures <= MOST_AT_ONCE else DEFAULT._replace(level=MANY_LEVEL)
