"""Lines: a text broken where it is read best, so that each line is as narrow as it must be."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import accumulate, islice
from unicodedata import bidirectional, category, east_asian_width

from pyphen import Pyphen  # type: ignore[import-untyped]
from wcwidth import iter_graphemes

from journeys.adapters.pages.text_width import Weight, text_width
from journeys.adapters.words.language import Language

_SPACES = re.compile("[ \t\n\r\f\v\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+")
_REORDERING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that turn what comes after them around, also on the next line."""
_SOFT_HYPHEN = "\u00ad"
_BREAKS_AFTER = "-/\u2010\u2012\u2013\u2014\u200b" + _SOFT_HYPHEN
_SENTENCE_ENDS = re.compile("(?<=[.!?]) +|(?<=[。！？])")  # noqa: RUF001 - Chinese
_HYPHENATION = {"da": "da_DK", "en": "en_GB"}
_MOST_OF_A_LINE = 200
"""Characters; more are on no line, so that no time is spent on the rest of an endless word."""
_RIGHT_TO_LEFT, _ISOLATE_END = "\u2067", "\u2069"

Fits = Callable[[str], bool]


def lines_of(
    text: str,
    width: float,
    size: float,
    weight: Weight,
    *,
    most: int,
    language: Language,
) -> tuple[str, ...]:
    """Return a text as lines that are at most so wide, and at most so many.

    A text that is too long ends with the last whole sentence that fits, else within one, and "…".
    Lines of a text that is read from right to left say so (Unicode's isolates).
    """

    def fits(line: str) -> bool:
        return text_width(line, size, weight) <= width

    text = _beginning(_SPACES.sub(" ", _REORDERING.sub("", text)).strip(" "), most)
    lines = _within(text, fits, most, language)
    if _reads_from_right(text):
        return tuple(f"{_RIGHT_TO_LEFT}{line}{_ISOLATE_END}" for line in lines)
    return tuple(lines)


def _beginning(text: str, most: int) -> str:
    """Return as much of a text as so many lines may need, and then "…"."""
    length = most * _MOST_OF_A_LINE
    return text if len(text) <= length else f"{text[:length]}…"


def _within(text: str, fits: Fits, most: int, language: Language) -> list[str]:
    whole = list(islice(_broken(text, fits, language), most + 1))
    if len(whole) <= most:
        return whole
    for shorter in reversed(list(accumulate(_SENTENCE_ENDS.split(text)[:-1], "{} {}".format))):
        lines = list(islice(_broken(f"{shorter} …", fits, language), most + 1))
        if len(lines) <= most:
            return lines
    last = whole[most - 1].removesuffix("-")
    while not fits(f"{last}…"):
        last = "".join(list(iter_graphemes(last))[:-1])
    return [*whole[: most - 1], f"{last.rstrip()}…"]


def _broken(text: str, fits: Fits, language: Language) -> Iterator[str]:
    """Yield the lines, each as full as it may be."""
    line = ""
    for word in filter(None, _SPACES.split(text)):
        rest, space = word, " " if line else ""
        while not fits(f"{line}{space}{_seen(rest)}"):
            head = rest[:_MOST_OF_A_LINE]
            taken = _most_of(_pieces(head), lambda part: fits(f"{line}{space}{_seen_end(part)}"))  # noqa: B023 - asked at once
            if not taken and not line:
                taken = _forced(head, fits, language)
            if taken:
                line, rest = f"{line}{space}{_seen_end(taken)}", _without(rest, taken)
            yield line
            line = space = ""
        line = f"{line}{space}{_seen(rest)}"
    if line:
        yield line


def _pieces(word: str) -> Iterator[str]:
    """Yield the beginnings of a word after which a line may end."""
    parts = list(iter_graphemes(word))
    for nr in range(1, len(parts)):
        before, after = parts[nr - 1], parts[nr]
        wide = any(east_asian_width(each[0]) in "WF" for each in (before, after))
        held = category(after[0])[0] == "P" or category(before[0]) in ("Ps", "Pi")
        if before in _BREAKS_AFTER or (wide and not held):
            yield "".join(parts[:nr])


def _forced(word: str, fits: Fits, language: Language) -> str:
    """Return a beginning of a word that is too long for a line.

    It ends at a space that holds words together, else with a syllable, else where it must.
    """
    hyphens = _hyphenation(language)
    held = (word[: space.end()] for space in re.finditer("[\u00a0\u202f]", word[:-1]))
    syllables = (f"{word[:place]}-" for place in hyphens.positions(word))
    parts = list(iter_graphemes(word))
    by_width = (f"{''.join(parts[:nr])}-" for nr in range(1, len(parts)))
    found = (_most_of(each, fits) for each in (held, syllables, by_width))
    return next(filter(None, found), parts[0])


def _most_of(beginnings: Iterable[str], fits: Fits) -> str:
    return max(filter(fits, beginnings), key=len, default="")


def _without(word: str, taken: str) -> str:
    return word.removeprefix(taken if word.startswith(taken) else taken.removesuffix("-"))


def _seen(part: str) -> str:
    return part.replace(_SOFT_HYPHEN, "").replace("\u200b", "")


def _seen_end(part: str) -> str:
    """Return a beginning of a word as the end of a line has it: with a soft hyphen's sign."""
    return _seen(part).rstrip("\u00a0\u202f") + "-" * part.endswith(_SOFT_HYPHEN)


def _reads_from_right(text: str) -> bool:
    """Return whether the first letter with a direction is read from right to left (UAX 9, P2)."""
    strong = (bidirectional(each) for each in text)
    return next((each for each in strong if each in ("L", "R", "AL")), "L") != "L"


@cache
def _hyphenation(language: Language) -> Pyphen:
    return Pyphen(lang=_HYPHENATION[language])
