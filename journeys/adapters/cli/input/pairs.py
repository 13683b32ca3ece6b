"""What is typed as a pair. What was typed is never repeated."""

import re
from collections.abc import Iterable
from typing import TypeVar

from typer import TyperException

V = TypeVar("V")

NUMBER = re.compile(r"-?\d{1,6}")


def worded(text: str) -> tuple[str, str]:
    """Return a code and words: interesser="Jeg kan lide at bage". Raises ValueError."""
    code, equals, words = text.partition("=")
    if not (equals and code.strip()):
        raise ValueError(
            'Write the code, an equals sign and the words: interesser="I like to bake"'
        )
    return code.strip(), words.strip()


def numbered(text: str) -> tuple[str, int]:
    """Return an item and its score: morgen=3. Raises ValueError."""
    item, _, score = text.partition("=")
    if not (item.strip() and NUMBER.fullmatch(score.strip())):
        raise ValueError("Write the item, an equals sign and a whole number: morgen=3")
    return item.strip(), int(score)


def by_name(pairs: Iterable[tuple[str, V]]) -> dict[str, V]:
    """Return the pairs by their first part. Raises TyperException where one is given twice."""
    found = dict[str, V]()
    for name, value in pairs:
        if name in found:
            raise TyperException("A code or an item is given twice: give each of them once.")
        found[name] = value
    return found
