"""Width of a text, in whatever font a reader has: at most as wide as it is measured here.

The widths are those of DejaVu Sans, the widest of the fonts that pages are commonly shown in.
Characters that it lacks come from other fonts, and are counted as wide as those have them.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal
from unicodedata import category, east_asian_width

Weight = Literal["regular", "bold"]

WIDTHS = Path(__file__).parent / "widths.toml"
_EMOJI = ((0x2300, 0x2BFF), (0x1F000, 0x1FBFF))
_EM_OF_EMOJI, _EM_OF_WIDE, _EM_OF_OTHERS = 1.4, 1.05, 1.5


def text_width(text: str, size: float, weight: Weight = "regular") -> float:
    """Return the width of a text in a font size, in the size's unit."""
    return size * sum(_em(character, weight) for character in text)


def is_measured(character: str) -> bool:
    """Return whether the font that is measured has a character."""
    return bool(_widths("regular").get(ord(character)))


@cache
def _em(character: str, weight: Weight) -> float:
    """Return the width of one character in em."""
    if category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0  # it stands on the character before it, or is not seen
    code = ord(character)
    if width := _widths(weight).get(code):
        return width / 1000
    if any(first <= code <= last for first, last in _EMOJI):
        return _EM_OF_EMOJI
    return _EM_OF_WIDE if east_asian_width(character) in "WFH" else _EM_OF_OTHERS


@cache
def _widths(weight: Weight) -> dict[int, int]:
    runs = tomllib.loads(WIDTHS.read_text(encoding="utf-8"))["run"]
    return {run["first"] + nr: width for run in runs for nr, width in enumerate(run[weight])}
