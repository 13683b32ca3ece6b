"""How much is called: the same on every machine and beside every neighbour, as no time is."""

import sys
from collections.abc import Callable
from types import FrameType

AT_TWICE = 2.3
"""Twice as much may cost so many times as much: what grows with the square costs four times."""


def calls(work: Callable[[], object], of: str = "journeys") -> int:
    """Return how many functions of this package some work calls; all that they call is counted."""
    count = 0

    def note(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        if event in {"call", "c_call"} and frame.f_globals.get("__name__", "").startswith(of):
            count += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
