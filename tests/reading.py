"""How hard a Danish text is to read."""

import re

LONG = 6
"""Letters: longer words are long words."""

ENDS = re.compile(r"[.!?:](?:\s|$)")
"""What ends a sentence: a point within a number or a date does not."""


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [each for each in ENDS.split(text) if each.strip()]


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return re.findall(r"[^\W_]+", text)


def lix(text: str) -> float:
    """Return the LIX: the words of a sentence, and the share of long words in per cent."""
    told = words(text)
    long_words = [word for word in told if len(word) > LONG]
    return len(told) / len(sentences(text)) + 100 * len(long_words) / len(told)
