"""Boxes of the texts that are seen on a page or sheet, and what is wrong with them.

Nothing may overlap, be cut, stand outside the sheet, or be smaller than can be read.
"""

import ctypes
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

import pypdfium2  # type: ignore[import-untyped]
from playwright.sync_api import Page
from pypdfium2 import raw

SLACK = 1.0
"""What two boxes may share, or a box may stick out, in pixels or points: no eye sees it."""
ACCENTS = 0.25
"""How far two lines may reach into each other, in parts of a text's size: accents do."""
KERNING = 0.15
"""The same for two texts beside each other: kerned letters do."""
SMALLEST, SMALLEST_EASY = 9.0, 12.0
"""The size of printed text in points, and of what is easy to read."""


class Area(NamedTuple):
    """A rectangle; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def shared(self, other: "Area") -> tuple[float, float]:
        """Return the width and height that two share; less than nothing where they are apart."""
        return (
            min(self.right, other.right) - max(self.left, other.left),
            min(self.bottom, other.bottom) - max(self.top, other.top),
        )

    def holds(self, other: "Area") -> bool:
        """Return whether another is inside it."""
        return (
            other.left >= self.left - SLACK
            and other.right <= self.right + SLACK
            and other.top >= self.top - SLACK
            and other.bottom <= self.bottom + SLACK
        )


class Box(NamedTuple):
    """A text on one line: where, how large, and what shows of it."""

    text: str
    area: Area
    size: float
    """In pixels on a screen, in points on a sheet."""
    sheet: Area
    page: int = 0
    clips: tuple[Area, ...] = ()
    """Containers that hide what sticks out of them."""
    cards: tuple[Area, ...] = ()
    """Cards of the page that the text is not in."""


def faults(boxes: Iterable[Box], smallest: float = 0) -> list[str]:
    """Return what is wrong, a line each; empty where nothing is."""
    boxes = list(boxes)
    return [*_alone(boxes, smallest), *_together(boxes)]


def _alone(boxes: Sequence[Box], smallest: float) -> Iterator[str]:
    for box in boxes:
        if not box.sheet.holds(box.area):
            yield f"outside the sheet: {_named(box)}"
        if not all(clip.holds(box.area) for clip in box.clips):
            yield f"cut: {_named(box)}"
        if any(min(box.area.shared(card)) > SLACK for card in box.cards):
            yield f"in another card: {_named(box)}"
        if box.size < smallest - 0.01:
            yield f"small: {_named(box)}"


def _together(boxes: Sequence[Box]) -> Iterator[str]:
    """Compare each with those that begin above its lower edge: a printed page has thousands."""
    from_the_top = sorted(boxes, key=lambda box: (box.page, box.area.top))
    for nr, one in enumerate(from_the_top):
        for other in islice(from_the_top, nr + 1, None):
            if other.page != one.page or other.area.top >= one.area.bottom:
                break
            width, height = one.area.shared(other.area)
            size = min(one.size, other.size)
            if width > max(KERNING * size, SLACK) and height > ACCENTS * size:
                yield f"overlap: {_named(one)} and {_named(other)}"


def _named(box: Box) -> str:
    place = ", ".join(f"{edge:.0f}" for edge in box.area)
    return f"{box.text[:40]!r} ({place}) of {box.size:.1f} on sheet {box.page + 1}"


SEEN = """() => {
    const area = box => [box.left, box.top, box.right, box.bottom]
        .map((edge, nr) => edge + (nr % 2 ? scrollY : scrollX))
    const cards = [...document.querySelectorAll('section, figure, header, footer, .card')]
        .filter(card => card.checkVisibility())
    const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement
        if (!node.data.trim() || parent.closest('title, desc, style, script, .skip')) continue
        if (!parent.checkVisibility({visibilityProperty: true})) continue
        const clips = []
        let scrolls = false
        for (let up = parent; up && up !== document.body; up = up.parentElement) {
            const {overflowX, overflowY, display} = getComputedStyle(up)
            if (display === 'inline' && up.localName !== 'svg') continue
            scrolls ||= overflowX === 'auto' || overflowX === 'scroll'
            if ([overflowX, overflowY].some(each => each === 'hidden' || each === 'clip'))
                clips.push(area(up.getBoundingClientRect()))
        }
        const others = cards.filter(card => !card.contains(node))
            .filter(card => !(card.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_CONTAINS))
            .map(card => area(card.getBoundingClientRect()))
        const range = document.createRange()
        range.selectNodeContents(node)
        const size = parseFloat(getComputedStyle(parent).fontSize)
        const scale = parent.getScreenCTM ? parent.getScreenCTM().a : 1
        for (const rect of range.getClientRects())
            if (rect.width > 0.5 && !scrolls)
                found.push({text: node.data.trim(), area: area(rect), size: size * scale,
                            clips, cards: others})
    }
    const whole = document.documentElement
    const sheet = [0, 0, whole.clientWidth, Math.max(whole.scrollHeight, innerHeight)]
    return JSON.stringify({found, sheet})
}"""


def on_screen(page: Page) -> list[Box]:
    """Return the boxes of all texts that a browser shows, in pixels from the page's corner.

    What stands in a table that scrolls sideways is left out, and a link that is seen only when
    it has the focus.
    """
    # As one string: Playwright would take each number over by itself.
    seen: dict[str, Any] = json.loads(page.evaluate(SEEN))
    sheet = Area(*seen["sheet"])
    return [
        Box(
            each["text"],
            Area(*each["area"]),
            each["size"],
            sheet,
            clips=tuple(Area(*clip) for clip in each["clips"]),
            cards=tuple(Area(*card) for card in each["cards"]),
        )
        for each in seen["found"]
    ]


def on_paper(pdf: bytes) -> list[Box]:
    """Return the boxes of all texts in a PDF, in points from each sheet's upper left corner."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [box for nr, sheet in enumerate(document) for box in _on_sheet(sheet, nr)]
    finally:
        document.close()


def _on_sheet(sheet: Any, nr: int) -> Iterator[Box]:  # noqa: ANN401 - the library has no types
    width, height = sheet.get_size()
    texts = sheet.get_textpage()
    for each in sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        left, bottom, right, top = each.get_bounds()
        if right - left > SLACK / 2:
            _, _, skew, scale, _, _ = each.get_matrix().get()
            size = ctypes.c_float()
            raw.FPDFTextObj_GetFontSize(each.raw, size)
            yield Box(
                _text_of(each, texts),
                Area(left, height - top, right, height - bottom),
                size.value * (scale**2 + skew**2) ** 0.5,
                Area(0, 0, width, height),
                nr,
                tuple(_clips(each, height)),
            )


def _text_of(each: Any, texts: Any) -> str:  # noqa: ANN401
    length = raw.FPDFTextObj_GetText(each.raw, texts.raw, None, 0)
    buffer = ctypes.create_string_buffer(length * 2)
    units = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    raw.FPDFTextObj_GetText(each.raw, texts.raw, units, length * 2)
    return buffer.raw.decode("utf-16-le", "replace").strip("\0 ")


def _clips(each: Any, height: float) -> Iterator[Area]:  # noqa: ANN401
    """Yield the areas outside of which an object is hidden."""
    clip = raw.FPDFPageObj_GetClipPath(each.raw)
    for nr in range(raw.FPDFClipPath_CountPaths(clip) if clip else 0):
        points = [
            _point(raw.FPDFClipPath_GetPathSegment(clip, nr, segment))
            for segment in range(raw.FPDFClipPath_CountPathSegments(clip, nr))
        ]
        if points:
            across, up = zip(*points, strict=True)
            yield Area(min(across), height - max(up), max(across), height - min(up))


def _point(segment: Any) -> tuple[float, float]:  # noqa: ANN401
    x, y = ctypes.c_float(), ctypes.c_float()
    raw.FPDFPathSegment_GetPoint(segment, x, y)
    return x.value, y.value
