"""The picture of the path: where each place and its words are, and on which sheet.

The road begins at the bottom and climbs; the next step and the open end are at the top, where one
looks first. Lengths are in units of the picture, 16 of them an em of the page. A picture that is
too high for a sheet is made of several parts, through which the road goes on.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Literal, NamedTuple, TypeAlias

from journeys.adapters.pages.line_breaking import lines_of
from journeys.adapters.pages.picture_items import WEAKEST_FIRST, NetStrength, PictureItem
from journeys.adapters.pages.rendering import printable
from journeys.adapters.pages.road import Ground, Leg, Point, course, grounds
from journeys.adapters.pages.text_width import Weight
from journeys.adapters.words.language import current_language

EM = 16
WIDTH = 300
LABELS_AT, LABEL_WIDTH = 96, 200
MOST_LINES = 3
"""Of one text; a longer one is cut, and stands whole in the list."""
ROAD, WEAVE = 48, 8
"""The road's distance from the left, and how far it weaves around that."""
OPEN_END, GAP, BOTTOM, SMALLEST_PLACE, SIGN = 46, 22, 14, 32, 20

Role = Literal["when", "words", "strong", "step", "note"]


_Label: TypeAlias = tuple[tuple[str, Role], ...]
_Labelled: TypeAlias = tuple[PictureItem, _Label]


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


class Part(NamedTuple):
    """A part of the picture, that fits on a sheet."""

    height: float
    placed: tuple[Placed, ...]
    """From the top down."""
    legs: tuple[Leg, ...]
    grounds: tuple[Ground, ...]
    open_end: str
    """The course of the road beyond the last step; only in the first part."""


def draw(items: Sequence[PictureItem], highest: float | None = None) -> tuple[Part, ...]:
    """Return the picture of one or more places in parts, none of them higher than that."""
    labelled = [(item, _label(item)) for item in items]
    sheets = _of_one_height(labelled, highest) if highest else [_sheet(labelled, 0)]
    edges = [(sheet[0].item, sheet[-1].item) for sheet in sheets]
    above = [None, *(last for _, last in edges)]
    below = [*(first for first, _ in edges[1:]), None]
    return tuple(map(_part, sheets, above, below))


def _label(item: PictureItem) -> _Label:
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


def _of_one_height(labelled: Sequence[_Labelled], highest: float) -> list[list[Placed]]:
    """Return the places of each part; as few parts as must be, and about as high as each other."""
    whole = OPEN_END + sum(map(_room, labelled))
    count = len(_sheets(labelled, highest))
    rising = range(int(whole / count), int(highest), GAP)
    tried = (_sheets(labelled, height) for height in (*rising, highest))
    return next(sheets for sheets in tried if len(sheets) == count)


def _sheets(labelled: Sequence[_Labelled], highest: float) -> list[list[Placed]]:
    starts, top = [0], float(OPEN_END)
    for nr, each in enumerate(labelled):
        if top + _room(each) > highest and nr > starts[-1]:
            starts.append(nr)
            top = GAP
        top += _room(each)
    ends = [*starts[1:], len(labelled)]
    return [_sheet(labelled[start:end], start) for start, end in zip(starts, ends, strict=True)]


def _room(labelled: _Labelled) -> float:
    """Return the height that a place takes, with the road to the next one."""
    _, label = labelled
    return max(sum(LOOKS[role].height for _, role in label), SMALLEST_PLACE) + GAP


def _sheet(labelled: Sequence[_Labelled], number: int) -> list[Placed]:
    """Return the places of a part, the first of which has this number in the whole picture."""
    placed = []
    top = float(GAP if number else OPEN_END)
    for nr, (item, label) in enumerate(labelled, start=number):
        heights = [LOOKS[role].height for _, role in label]
        y = top + min(max(sum(heights), SMALLEST_PLACE), 2 * SIGN) / 2
        first = max(y - sum(heights) / 2, top)
        lines = tuple(
            LabelLine(text, role, first + above)
            for (text, role), above in zip(label, accumulate(heights, initial=0), strict=False)
        )
        placed.append(Placed(item, ROAD + (WEAVE if nr % 2 else -WEAVE), y, lines))
        top += _room((item, label))
    return placed


def _part(sheet: list[Placed], above: PictureItem | None, below: PictureItem | None) -> Part:
    """Return a part; `above` and `below` are the places next to it in the parts beside it."""
    height = max(map(_bottom, sheet)) + (GAP if below else BOTTOM)
    points = [Point(each.x, each.y) for each in sheet]
    items = [each.item for each in sheet]
    if above:
        points.insert(0, Point(ROAD, 0, is_edge=True))
        items.insert(0, above)
    if below:
        points.append(Point(ROAD, height, is_edge=True))
        items.append(below)
    legs = [
        Leg(point, other, _weaker(item, next_one), not item.is_ahead)
        for (point, item), (other, next_one) in pairwise(zip(points, items, strict=True))
    ]
    open_end = "" if above else course(points[0], Point(ROAD, 10))
    return Part(height, tuple(sheet), tuple(legs), tuple(grounds(legs)), open_end)


def _bottom(placed: Placed) -> float:
    lines = placed.lines
    label = lines[-1].top + LOOKS[lines[-1].role].height if lines else 0
    return max(label, placed.y + SMALLEST_PLACE / 2)


def _weaker(one: PictureItem, other: PictureItem) -> NetStrength:
    """Return the weaker net of the two, so that the picture never promises more than is known."""
    return min(one.net, other.net, key=WEAKEST_FIRST.index)
