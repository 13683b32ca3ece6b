"""The picture of the path: where each item is placed, and the course of the road and the net.

The road begins at the bottom and climbs; the next step and the open end are at the top, where one
looks first. Lengths are in units of the picture, which is 320 wide and scales to its place.
"""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from journeys.adapters.pages.path_items import Item, NetStrength
from journeys.adapters.pages.rendering import printable

WIDTH = 320
LABELS_AT = 108
CHARACTERS = {"when": 27, "headline": 23, "note": 27, "large": 18}
"""How many characters of a label fit on a line, by its style."""
LINE, GAP, TOP, BOTTOM = 18, 20, 64, 34
ROAD = 56
"""The road's distance from the left; it weaves around that, and swings wide at a bend."""
WEAVE, SWING = 12, 34
WEAKEST_FIRST: tuple[NetStrength, ...] = ("none", "unsure", "sure")


class LabelLine(NamedTuple):
    """A line of a label, and its style."""

    y: float
    text: str
    role: str
    """when, headline, large or note."""


class Placed(NamedTuple):
    """An item with its place in the picture and its label."""

    item: Item
    x: float
    y: float
    lines: tuple[LabelLine, ...]


class Stretch(NamedTuple):
    """A piece of the road between two items: its course, and the safety net under it."""

    course: str
    net: NetStrength
    walked: bool


class Drawing(NamedTuple):
    """Tegning: everything that the picture shows."""

    width: int
    height: float
    placed: tuple[Placed, ...]
    """From the top down: the steps ahead, then the past, the newest first."""
    stretches: tuple[Stretch, ...]
    open_end: str
    """The course of the road beyond the last step."""


def draw(so_far: Sequence[Item], ahead: Sequence[Item]) -> Drawing:
    """Return the picture of these items; without any, an open road."""
    placed = tuple(_placed([*reversed(ahead), *reversed(so_far)]))
    stretches = tuple(_stretches(placed, walked=set(map(id, so_far))))
    height = (placed[-1].y + _below(placed[-1]) if placed else TOP) + BOTTOM
    first = placed[0] if placed else None
    x, y = (first.x, first.y) if first else (ROAD, height - BOTTOM)
    return Drawing(WIDTH, height, placed, stretches, _course(x, y, ROAD + WEAVE, 6))


def _placed(items: Iterable[Item]) -> Iterator[Placed]:
    y: float = TOP
    for number, item in enumerate(items):
        lines = tuple(_lines(item, y))
        yield Placed(item, _x(item, number), y, lines)
        y += max(LINE * len(lines), 2 * LINE) + GAP


def _below(last: Placed) -> float:
    return max(len(last.lines) - 1, 0) * LINE


def _x(item: Item, number: int) -> float:
    side = -1 if number % 2 else 1
    return ROAD - SWING if item.shape == "bend" else ROAD + side * WEAVE


def _lines(item: Item, y: float) -> Iterator[LabelLine]:
    parts = [(item.when, "when"), (item.headline, "large" if item.shape == "next" else "headline")]
    parts += [(note, "note") for note in item.notes]
    number = 0
    for text, role in parts:
        for line in textwrap.wrap(printable(text), CHARACTERS[role], break_long_words=True):
            yield LabelLine(y + 5 + number * LINE, line, role)
            number += 1


def _stretches(placed: Sequence[Placed], walked: set[int]) -> Iterator[Stretch]:
    """Yield the pieces of the road from the top down.

    Each has the weaker net of its two ends, so that the picture never promises more than is known.
    """
    for above, below in pairwise(placed):
        course = _course(below.x, below.y, above.x, above.y)
        net = min(below.item.net, above.item.net, key=WEAKEST_FIRST.index)
        yield Stretch(course, net, id(above.item) in walked)


def _course(x: float, y: float, to_x: float, to_y: float) -> str:
    """Return the course of a piece of road that starts and ends vertically."""
    middle = (y + to_y) / 2
    return f"M{x:g},{y:g} C{x:g},{middle:g} {to_x:g},{middle:g} {to_x:g},{to_y:g}"
