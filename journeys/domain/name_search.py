"""Search by name: any part of it, however it is written; accents and case make no difference."""

import unicodedata
from functools import lru_cache
from itertools import product

from journeys.domain.plain_text import without_joiners

LETTERS = str.maketrans(
    {
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
        "ð": "d",
        "đ": "d",
        "ħ": "h",
        "\u0131": "i",
        "ł": "l",
        "þ": "th",
        "'": "",
        "\u2019": "",
    }
)
"""Letters that are no others with an accent, and how people write them who do not have them."""

EITHER_WAY = tuple(
    str.maketrans({"ø": each, "å": other}) for each, other in product(("o", "oe"), ("a", "aa"))
)
"""How people write letters that are written in two ways: Søren is Soren and Soeren."""


def name_has(name: str, part: str) -> bool:
    """Return whether this is a part of a name, in any of the ways in which it may be written."""
    wanted = searchable(part)
    return any(each in written for each, written in product(wanted, searchable(name)) if each)


@lru_cache(64)
def searchable(text: str) -> frozenset[str]:
    """Return the ways in which a text may be written without accents: one, unless it has ø or å.

    Words stand with one space between them, and hyphens count as spaces.
    """
    if text.isascii():
        return frozenset({_words(text.lower().replace("'", ""))})
    # ö is the ø of the neighbours.
    plain = unicodedata.normalize("NFKC", without_joiners(text)).casefold().replace("ö", "ø")
    plain = plain.translate(LETTERS)
    return frozenset(_words(_without_accents(plain.translate(way))) for way in EITHER_WAY)


def _without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if unicodedata.category(sign) not in ("Mn", "Cf"))


def _words(text: str) -> str:
    spaced = "".join(" " if unicodedata.category(sign) == "Pd" else sign for sign in text)
    return " ".join(spaced.split())
