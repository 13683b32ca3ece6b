"""Plain text: a text as it is searched for numbers and codes, however it was written.

Digits of every script become 0 to 9, each dash a hyphen and each space a space; what has no width
is left out. A text is stored as it was typed: this is only for searching.
"""

import re
import unicodedata
from functools import lru_cache

# What a Danish text is full of stays as it is, and is looked through at the speed of C.
USUAL = "\x00-\x7fæøåÆØÅéÉüÜöÖäÄ»«\u2013\u2014\u2019\u201c\u201d\u2026"
UNUSUAL = re.compile(f"[^{USUAL}]")

WITHOUT_WIDTH = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]"
)
"""Signs that nobody sees: soft hyphen, joiners, spaces of no width, direction marks, variants."""

MARKS = {"Mn", "Me", "Cf", "Cc"}
"""Categories of signs that stand on, in or around another: an overlay, a frame, a format."""


def plain(text: str) -> str:
    """Return a text as it is searched. Letters and digits keep their order."""
    return "".join(map(_plain_sign, composed(text))) if UNUSUAL.search(text) else text


def without_joiners(name: str) -> str:
    """Return a name without what nobody sees in it: two that look alike are then the same."""
    return WITHOUT_WIDTH.sub("", name)


def composed(text: str) -> str:
    """Return a text without what nobody sees in it, each letter with its accents as one sign."""
    return unicodedata.normalize("NFC", WITHOUT_WIDTH.sub("", text))


@lru_cache(maxsize=1024)
def _plain_sign(sign: str) -> str:
    """Return the sign, or the digit, hyphen or space that stands for it; nothing for a mark."""
    if sign.isascii():
        return sign
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(sign)
    if category == "Pd" or sign in "\u2212\u02d7\u2010":
        return "-"
    if category in MARKS:
        return ""
    # What is left may be a letter in a circle, of full width or of another shape.
    return " " if category[0] == "Z" else unicodedata.normalize("NFKC", sign)
