"""Other forms of a page: PDF of its HTML, and PNG of a picture's SVG."""

import re
from typing import NamedTuple

from journeys.adapters.pages.fonts import in_words
from journeys.adapters.pages.png_text import for_png
from journeys.app.libraries import require_library

PNG_WIDTH = 960
"""The width of a picture in pixels: sharp on paper and on a phone."""


_ENDLESS = re.compile(r"[^\s<>&;\\]{200}(?=[^\s<>&;\\])")
"""What may be in words without a space. Laid out whole, ten thousand letters take minutes."""


class Printed(NamedTuple):
    """A PDF, and how many sheets it is printed on."""

    content: bytes
    sheets: int


def pdf(page: str) -> bytes:
    """Return a page of HTML as tagged PDF (PDF/UA-1), which screen readers can read.

    Words stand for the characters that no font of this machine has (`fonts`).
    Refused: library-missing, where the extra `pdf` is not installed.
    """
    return printed(page).content


def printed(page: str) -> Printed:
    """Return the same PDF with its number of sheets. Refused: as `pdf`."""
    form = {"pdf_variant": "pdf/ua-1"}
    breakable = _ENDLESS.sub("\\g<0>\u200b", in_words(page))
    document = require_library("weasyprint", "pdf").HTML(string=breakable).render(**form)
    return Printed(document.write_pdf(**form), len(document.pages))


def png(picture: str) -> bytes:
    """Return a picture in SVG as PNG, on a white background.

    "…" stands for the characters that no font of this machine has.
    Refused: library-missing, where the extra `png` is not installed.
    """
    resvg = require_library("resvg_py", "png")
    image = resvg.svg_to_bytes(
        svg_string=for_png(in_words(picture)), width=PNG_WIDTH, background="#ffffff"
    )
    return bytes(image)
