"""Letters that a terminal does not know: what is written in place of them, so that nothing breaks.

English and Danish are readable in ASCII too: `på` is written `paa`, and a dash as a hyphen.
"""

import codecs
import sys

IN_ASCII = {
    "æ": "ae",
    "ø": "oe",
    "å": "aa",
    "Æ": "Ae",
    "Ø": "Oe",
    "Å": "Aa",
    "é": "e",
    "»": '"',
    "«": '"',
    "“": '"',
    "”": '"',
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{EN DASH}": "-",
    "—": "-",
    "·": "-",
    "…": "...",
}
"""What stands for a letter where an encoding has not got it; a question mark for all others."""

HANDLER = "journeys.in_ascii"


def write_every_letter() -> None:
    """Let no answer and no error break at a letter that the terminal does not know."""
    codecs.register_error(HANDLER, _in_ascii)
    for stream in (sys.stdout, sys.stderr):
        _reconfigure(stream, errors=HANDLER)


def write_utf8() -> None:
    """Write answers for scripts in UTF-8, whatever the terminal is."""
    _reconfigure(sys.stdout, encoding="utf-8")


def _reconfigure(stream: object, **settings: str) -> None:
    reconfigure = getattr(stream, "reconfigure", None)  # what a host put there may have none
    if reconfigure is not None:
        reconfigure(**settings)


def _in_ascii(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    return "".join(IN_ASCII.get(letter, "?") for letter in letters), error.end
