"""The widths of characters, written from the fonts: `python -m tests.pages.widths`.

DejaVu Sans is as wide as Verdana, and wider than the fonts that Windows, macOS, Android and iOS
show a page in: what is broken by its widths fits in them all.
"""

from collections.abc import Iterator
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from journeys.adapters.pages.text_width import WIDTHS

FONTS = Path("/usr/share/fonts/truetype/dejavu")
STYLES = {"regular": "DejaVuSans.ttf", "bold": "DejaVuSans-Bold.ttf"}
BLOCKS = (
    (0x20, 0x7E),
    (0xA0, 0x24F),  # Latin
    (0x370, 0x52F),  # Greek, Cyrillic
    (0x531, 0x5F4),  # Armenian, Hebrew
    (0x600, 0x6FF),  # Arabic
    (0x10A0, 0x10FF),  # Georgian
    (0x1E00, 0x1EFF),  # Latin: Vietnamese
    (0x2000, 0x2064),  # punctuation
    (0x20A0, 0x20B5),  # currencies
    (0x2100, 0x2122),
    (0x2190, 0x2199),  # arrows
)
HEAD = """\
# Advance widths of DejaVu Sans in thousandths of an em, character by character from `first` on;
# 0 where the font has none. Written by `python -m tests.pages.widths`.
"""


def main() -> None:
    """Write the file of the library."""
    WIDTHS.write_text(written(), encoding="utf-8")


def written() -> str:
    """Return what the file is to hold."""
    return HEAD + "".join(_runs())


def _runs() -> Iterator[str]:
    fonts = {style: TTFont(FONTS / file) for style, file in STYLES.items()}
    for first, last in BLOCKS:
        yield f"\n[[run]]\nfirst = {first:#06x}\n"
        for style, font in fonts.items():
            names, advances = font.getBestCmap(), font["hmtx"]
            em = font["head"].unitsPerEm
            widths = [
                round(advances[names[code]][0] * 1000 / em) if code in names else 0
                for code in range(first, last + 1)
            ]
            yield f"{style} = [\n" + "".join(_rows(widths)) + "]\n"


def _rows(widths: list[int]) -> Iterator[str]:
    for start in range(0, len(widths), 16):
        yield "  " + " ".join(f"{width}," for width in widths[start : start + 16]) + "\n"


if __name__ == "__main__":
    main()
