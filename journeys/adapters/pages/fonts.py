"""Fonts of this machine: what it cannot show stands as words in the PDF and PNG that it makes.

A page of HTML keeps every character, because nobody knows the fonts of its reader. A PDF and a PNG
are made here, and fontconfig is asked; where it is not found, nothing is changed.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from ctypes import CDLL, POINTER, Structure, c_char_p, c_int, c_uint32, c_void_p
from functools import cache, partial
from itertools import groupby
from unicodedata import category, east_asian_width, name

from wcwidth import iter_graphemes

from journeys.adapters.words.language import parse_language, say, spoken
from journeys.domain.message import Message

LIBRARIES = ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll")
EMOJI, OTHERS = Message("(emoji)"), Message("(characters that cannot be shown here)")
SCRIPTS: Mapping[str, Message] = {
    "ARABIC": Message("(Arabic script)"),
    "BENGALI": Message("(Bengali script)"),
    "CJK": Message("(Chinese characters)"),
    "DEVANAGARI": Message("(Devanagari script)"),
    "ETHIOPIC": Message("(Ethiopic script)"),
    "HANGUL": Message("(Korean script)"),
    "HEBREW": Message("(Hebrew script)"),
    "HIRAGANA": Message("(Japanese script)"),
    "KATAKANA": Message("(Japanese script)"),
    "TAMIL": Message("(Tamil script)"),
    "THAI": Message("(Thai script)"),
}
"""What stands for characters, by the first word of their names in Unicode."""
_LEFT_OUT = "…"
"""What stands for them in the picture, where a line has no room for more."""
_TEXT = re.compile(r'data-measured=""[^>]*>[^<]*|[^\x00-\x7f]+(?: +[^\x00-\x7f]+)*')
_LANGUAGE = re.compile(r'<(?:html|svg)[^>]* (?:xml:)?lang="(\w+)"')
_EMOJI_FROM, _EMOJI_TO = 0x1F000, 0x1FBFF
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")

IsShown = Callable[[str], bool]


def in_words(page: str, is_shown: IsShown | None = None) -> str:
    """Return a page or picture with words for the characters that no font here has."""
    shown = is_shown or _shown_here()
    if shown is None:
        return page
    found = _LANGUAGE.search(page)
    with spoken(parse_language(found[1]) if found else "da"):
        return _TEXT.sub(lambda text: _as_shown(text[0], shown), page)


def _as_shown(text: str, is_shown: IsShown) -> str:
    word_for = _word_in_picture if text.startswith("data-measured") else _word
    named = partial(_name_of, is_shown=is_shown, word_for=word_for)
    parts = [(word, "".join(run)) for word, run in groupby(iter_graphemes(text), named)]
    return "".join(_joined(parts))


def _joined(parts: list[tuple[str | None, str]]) -> Iterator[str]:
    """Yield what is shown, and each word once, though there are spaces in what it stands for."""
    before = None
    for nr, (word, run) in enumerate(parts):
        after = parts[nr + 1][0] if nr + 1 < len(parts) else None
        if word is None and not (run.isspace() and before is not None and before == after):
            yield run
            before = None
        elif word is not None and word != before:
            yield word
            before = word


def _name_of(grapheme: str, is_shown: IsShown, word_for: Callable[[str], str]) -> str | None:
    """Return what stands for a grapheme; None where it can be shown."""
    seen = _VARIATION.sub("", grapheme)
    missing = [each for each in seen if not (_needs_no_font(each) or is_shown(each))]
    return word_for(missing[0]) if missing else None


def _needs_no_font(character: str) -> bool:
    return character.isascii() or category(character) in ("Cc", "Cf")


def _word(character: str) -> str:
    is_symbol = category(character) == "So" and east_asian_width(character) == "W"
    if is_symbol or _EMOJI_FROM <= ord(character) <= _EMOJI_TO:
        return say(EMOJI)
    return say(SCRIPTS.get(name(character, "").partition(" ")[0], OTHERS))


def _word_in_picture(_character: str) -> str:
    return _LEFT_OUT


class _FontSet(Structure):
    _fields_ = (("count", c_int), ("room", c_int), ("fonts", c_void_p))


@cache
def _shown_here() -> IsShown | None:
    """Return a function that asks fontconfig; None where it is not installed."""
    for library in LIBRARIES:
        with suppress(OSError):
            return cache(partial(_is_shown, _declared(CDLL(library))))
    return None


def _declared(fontconfig: CDLL) -> CDLL:
    for function in ("FcCharSetCreate", "FcPatternCreate", "FcObjectSetCreate"):
        getattr(fontconfig, function).restype = c_void_p
    for function in ("FcCharSetDestroy", "FcPatternDestroy", "FcObjectSetDestroy"):
        getattr(fontconfig, function).argtypes = [c_void_p]
    fontconfig.FcCharSetAddChar.argtypes = [c_void_p, c_uint32]
    fontconfig.FcPatternAddCharSet.argtypes = [c_void_p, c_char_p, c_void_p]
    fontconfig.FcFontList.argtypes = [c_void_p, c_void_p, c_void_p]
    fontconfig.FcFontList.restype = POINTER(_FontSet)
    fontconfig.FcFontSetDestroy.argtypes = [POINTER(_FontSet)]
    return fontconfig


def _is_shown(fontconfig: CDLL, character: str) -> bool:
    """Return whether a font has the character."""
    characters = fontconfig.FcCharSetCreate()
    pattern = fontconfig.FcPatternCreate()
    properties = fontconfig.FcObjectSetCreate()
    fontconfig.FcCharSetAddChar(characters, ord(character))
    fontconfig.FcPatternAddCharSet(pattern, b"charset", characters)
    found = fontconfig.FcFontList(None, pattern, properties)
    is_found = bool(found) and found.contents.count > 0
    if found:
        fontconfig.FcFontSetDestroy(found)
    fontconfig.FcObjectSetDestroy(properties)
    fontconfig.FcPatternDestroy(pattern)
    fontconfig.FcCharSetDestroy(characters)
    return is_found
