"""The picture of the path: where each place is, the course of the road, and the net under it.

The road begins at the bottom and climbs; the next step and the open end are at the top, where one
looks first. Lengths are in units of the picture, 16 of them an em of the page. A picture that is
too high for a sheet is made of several parts, through which the road goes on.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from journeys.adapters.pages.line_breaking import lines_of
from journeys.adapters.pages.picture_items import WEAKEST_FIRST, NetStrength, PictureItem
from journeys.adapters.pages.rendering import printable
from journeys.adapters.pages.text_width import Weight
from journeys.adapters.words.language import current_language

EM = 16
WIDTH = 300
LABELS_AT, LABEL_WIDTH = 96, 200
MOST_LINES = 3
"""Of one text; a longer one is cut, and stands whole in the list."""
ROAD, WEAVE = 48, 8
"""The road's distance from the left, and how far it weaves around that."""
OPEN_END, GAP, BOTTOM, SMALLEST_PLACE = 46, 22, 14, 32
NET_LEFT, NET_RIGHT, NET_BEYOND, NET_ROUND = 12, 84, 20, 24

Role = Literal["when", "words", "strong", "step", "note"]


class Look(NamedTuple):
    """How a line is written: its size, weight, and the height it takes."""

    size: int
    weight: Weight
    height: int


LOOKS: Mapping[Role, Look] = {
    "when": Look(13, "regular", 17),
    "words": Look(15, "regular", 20),
    "strong": Look(15, "bold", 20),
    "step": Look(15, "bold", 20),
    "note": Look(13, "regular", 17),
}


class LabelLine(NamedTuple):
    """A line of a label, and how it is written."""

    text: str
    role: Role
    top: float

    @property
    def baseline(self) -> float:
        """Where its letters stand."""
        look = LOOKS[self.role]
        return self.top + look.height / 2 + look.size * 0.36


class Placed(NamedTuple):
    """A place on the road, and its label."""

    item: PictureItem
    x: float
    y: float
    lines: tuple[LabelLine, ...]


class Stretch(NamedTuple):
    """A piece of the road between two places: its course, and whether it was walked."""

    course: str
    walked: bool


class Ground(NamedTuple):
    """The safety net under a piece of the road: its outline, and what it is."""

    outline: str
    net: NetStrength


class Part(NamedTuple):
    """A part of the picture, that fits on a sheet."""

    height: float
    placed: tuple[Placed, ...]
    """From the top down."""
    stretches: tuple[Stretch, ...]
    grounds: tuple[Ground, ...]
    open_end: str
    """The course of the road beyond the last step; only in the first part."""


class _Point(NamedTuple):
    """A place on the road, or where the road leaves a part."""

    x: float
    y: float
    is_edge: bool = False


class _Leg(NamedTuple):
    """The road from one point to the one below it."""

    above: _Point
    below: _Point
    net: NetStrength
    walked: bool


def draw(items: Sequence[PictureItem], highest: float | None = None) -> tuple[Part, ...]:
    """Return the picture of these places in parts, none of them higher than that."""
    sheets = list(_sheets([(item, _label(item)) for item in items], highest))
    first = [sheet[0].item for sheet in sheets[1:]]
    before = [sheet[-1].item for sheet in sheets]
    return tuple(
        _part(sheet, before[nr - 1] if nr else None, first[nr] if nr < len(first) else None)
        for nr, sheet in enumerate(sheets)
    )


def _label(item: PictureItem) -> tuple[tuple[str, Role], ...]:
    """Return the lines of a label."""
    heading: Role = "step" if item.sign == "next" else "when"
    words: Role = "strong" if item.sign == "here" else "note" if item.is_later else "words"
    parts: list[tuple[str, Role]] = [(item.when, heading), (item.words, words), (item.note, "note")]
    return tuple((line, role) for text, role in parts for line in _lines(text, role))


def _lines(text: str, role: Role) -> tuple[str, ...]:
    look = LOOKS[role]
    return lines_of(
        printable(text),
        LABEL_WIDTH,
        look.size,
        look.weight,
        most=MOST_LINES,
        language=current_language(),
    )


def _sheets(
    labelled: Iterable[tuple[PictureItem, tuple[tuple[str, Role], ...]]], highest: float | None
) -> Iterator[list[Placed]]:
    """Yield the places of each part, with where they are in it."""
    sheet: list[Placed] = []
    top: float = OPEN_END
    for nr, (item, label) in enumerate(labelled):
        height = sum(LOOKS[role].height for _, role in label)
        if highest is not None and sheet and top + max(height, SMALLEST_PLACE) + BOTTOM > highest:
            yield sheet
            sheet, top = [], GAP
        middle = top + min(max(height, SMALLEST_PLACE), 40) / 2
        first = max(middle - height / 2, top)
        lines = tuple(
            LabelLine(text, role, first + sum(LOOKS[each].height for _, each in label[:before]))
            for before, (text, role) in enumerate(label)
        )
        sheet.append(Placed(item, ROAD + (WEAVE if nr % 2 else -WEAVE), middle, lines))
        top += max(height, SMALLEST_PLACE) + GAP
    yield sheet


def _part(sheet: list[Placed], above: PictureItem | None, below: PictureItem | None) -> Part:
    """Return a part; `above` and `below` are the places next to it in the parts beside it."""
    bottom = max((_bottom(each) for each in sheet), default=OPEN_END)
    height = bottom + (GAP if below else BOTTOM)
    points = [_Point(each.x, each.y) for each in sheet]
    items = [each.item for each in sheet]
    if above:
        points.insert(0, _Point(ROAD, 0, is_edge=True))
        items.insert(0, above)
    if below:
        points.append(_Point(ROAD, height, is_edge=True))
        items.append(below)
    legs = [
        _Leg(point, other, _weaker(item, next_one), not item.is_ahead)
        for (point, item), (other, next_one) in pairwise(zip(points, items, strict=True))
    ]
    stretches = tuple(Stretch(_course(leg.below, leg.above), leg.walked) for leg in legs)
    x, y = (sheet[0].x, sheet[0].y) if sheet else (ROAD, height)
    open_end = "" if above else _course(_Point(x, y), _Point(ROAD, 10))
    return Part(height, tuple(sheet), stretches, tuple(_grounds(legs)), open_end)


def _bottom(placed: Placed) -> float:
    lines = placed.lines
    label = lines[-1].top + LOOKS[lines[-1].role].height if lines else 0
    return max(label, placed.y + SMALLEST_PLACE / 2)


def _weaker(one: PictureItem, other: PictureItem) -> NetStrength:
    """Return the weaker net of the two, so that the picture never promises more than is known."""
    return min(one.net, other.net, key=WEAKEST_FIRST.index)


def _course(start: _Point, end: _Point) -> str:
    """Return the course of a piece of road that starts and ends vertically."""
    middle = (start.y + end.y) / 2
    return (
        f"M{start.x:g},{start.y:g} C{start.x:g},{middle:g} {end.x:g},{middle:g} {end.x:g},{end.y:g}"
    )


def _grounds(legs: Sequence[_Leg]) -> Iterator[Ground]:
    """Yield each piece of the net, as long as it stays the same.

    Where it begins or ends it reaches around the sign; where it changes, or goes on in another
    part, it stops.
    """
    start = 0
    for nr, leg in enumerate(legs):
        if nr + 1 < len(legs) and legs[nr + 1].net == leg.net:
            continue
        first, start = start, nr + 1
        if leg.net != "none":
            upper = not legs[first].above.is_edge and (first == 0 or legs[first - 1].net == "none")
            lower = not leg.below.is_edge and (nr + 1 == len(legs) or legs[nr + 1].net == "none")
            top = legs[first].above.y - upper * NET_BEYOND
            bottom = leg.below.y + lower * NET_BEYOND
            yield Ground(_outline(top, bottom, upper * NET_ROUND, lower * NET_ROUND), leg.net)


def _outline(top: float, bottom: float, upper: float, lower: float) -> str:
    """Return a rectangle with its upper and lower corners rounded so much."""
    left, right = NET_LEFT, NET_RIGHT
    return (
        f"M{left},{bottom - lower:g} V{top + upper:g} Q{left},{top:g} {left + upper:g},{top:g}"
        f" H{right - upper:g} Q{right},{top:g} {right},{top + upper:g} V{bottom - lower:g}"
        f" Q{right},{bottom:g} {right - lower:g},{bottom:g} H{left + lower:g}"
        f" Q{left},{bottom:g} {left},{bottom - lower:g}Z"
    )
