"""Whether arbitrary examples meet everything that a law is to hold for."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from contextlib import suppress
from typing import TypeVar
from unittest import SkipTest

from hypothesis import given, settings
from hypothesis.strategies import SearchStrategy

Drawn = TypeVar("Drawn")


class Met(SkipTest):
    """All of it was met. Hypothesis lets a skip end the examples, and takes it for no fault."""


def met(
    of: Callable[[Drawn], str],
    drawn: SearchStrategy[Drawn],
    wanted: AbstractSet[str],
    examples: int,
) -> set[str]:
    """Return what the examples are of, up to the first by which all that is wanted was met.

    Of so many examples at most, the same ones each time.
    """
    seen = set[str]()

    @settings(max_examples=examples, derandomize=True)
    @given(drawn)
    def look(each: Drawn) -> None:
        seen.add(of(each))
        if seen >= wanted:
            raise Met("all of it")

    with suppress(Met):
        look()
    return seen
