"""How much is tried: little in the suite, so that it stays short, and much with `make long`."""

import os

LONG = os.environ.get("JOURNEYS_LONG") == "1"


def tries(few: int, many: int) -> int:
    """Return how often something is tried: a few times, or many where there is time."""
    return many if LONG else few
