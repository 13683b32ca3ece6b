"""Text of a picture as resvg can draw it.

resvg takes a character from a second font only where that has as many glyphs for the line as the
first one; an emoji of several characters becomes boxes, and so does the line's rest. In a PNG each
is drawn by its first character, and accents stand on their letters only in a line of one font.
"""

import re
from unicodedata import category, east_asian_width, normalize

from wcwidth import iter_graphemes

from journeys.adapters.pages.text_width import is_measured

_LINE = re.compile(r'(<text data-measured=""[^>]*>)([^<]*)')
_FLAGS_FROM, _FLAGS_TO = 0x1F1E6, 0x1F1FF
_ISOLATES = "\u2067\u2069"
_ACCENTS = range(0x300, 0x370)


def for_png(picture: str) -> str:
    """Return a picture in SVG with lines that resvg can draw; none is wider than before."""
    return _LINE.sub(lambda line: line[1] + _simple(line[2]), picture)


def _simple(line: str) -> str:
    graphemes = list(iter_graphemes(normalize("NFC", line)))
    return line if all(map(_is_of_first_font, line)) else "".join(map(_first, graphemes))


def _is_of_first_font(character: str) -> bool:
    return is_measured(character) or character in _ISOLATES or ord(character) in _ACCENTS


def _first(grapheme: str) -> str:
    """Return the character that others are joined to, or stand on; a flag has none to show."""
    if len(grapheme) == 1 or grapheme[0] in _ISOLATES:
        return grapheme
    if _FLAGS_FROM <= ord(grapheme[0]) <= _FLAGS_TO:
        return "…"
    is_symbol = category(grapheme[0]) == "So" or east_asian_width(grapheme[0]) == "W"
    is_accented = is_measured(grapheme[0])
    return grapheme[0] if is_symbol or is_accented else grapheme
