"""The road of the picture and the safety net under it, as outlines to draw."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from journeys.adapters.pages.picture_items import NetStrength

NET_LEFT, NET_RIGHT, NET_BEYOND, NET_ROUND = 12, 84, 20, 24


class Point(NamedTuple):
    """A place on the road, or where the road leaves a part of the picture."""

    x: float
    y: float
    is_edge: bool = False


class Leg(NamedTuple):
    """The road from one point to the one below it."""

    above: Point
    below: Point
    net: NetStrength
    walked: bool

    @property
    def course(self) -> str:
        """Its course, from the bottom up."""
        return course(self.below, self.above)


class Ground(NamedTuple):
    """The safety net under a piece of the road: its outline, and what it is."""

    outline: str
    net: NetStrength


class _Reach(NamedTuple):
    """How far the net reaches beyond a point, and how its corners are rounded there."""

    length: float
    rounded: float


def course(start: Point, end: Point) -> str:
    """Return the course of a piece of road that starts and ends vertically."""
    middle = (start.y + end.y) / 2
    return (
        f"M{start.x:g},{start.y:g} C{start.x:g},{middle:g} {end.x:g},{middle:g} {end.x:g},{end.y:g}"
    )


def grounds(legs: Sequence[Leg]) -> Iterator[Ground]:
    """Yield each piece of the net, as long as it stays the same, from the top down.

    Where it begins or ends it reaches around the sign; where it changes, or goes on in another
    part, it stops.
    """
    pieces = [(net, list(piece)) for net, piece in groupby(legs, lambda leg: leg.net)]
    nets: list[NetStrength] = ["none", *(net for net, _ in pieces), "none"]
    for nr, (net, piece) in enumerate(pieces, start=1):
        if net != "none":
            above, below = piece[0].above, piece[-1].below
            upper, lower = _reach(above, nets[nr - 1]), _reach(below, nets[nr + 1])
            yield Ground(_outline(above.y, below.y, upper, lower), net)


def _reach(end: Point, beyond: NetStrength) -> _Reach:
    if end.is_edge:
        return _Reach(NET_BEYOND, 0)  # outside the part: no line is seen where it goes on
    return _Reach(NET_BEYOND, NET_ROUND) if beyond == "none" else _Reach(0, 0)


def _outline(top: float, bottom: float, upper: _Reach, lower: _Reach) -> str:
    """Return a rectangle that reaches so far beyond its ends, with rounded corners there."""
    left, right, high, low = NET_LEFT, NET_RIGHT, upper.rounded, lower.rounded
    top, bottom = top - upper.length, bottom + lower.length
    return (
        f"M{left},{bottom - low:g} V{top + high:g} Q{left},{top:g} {left + high:g},{top:g}"
        f" H{right - high:g} Q{right},{top:g} {right},{top + high:g} V{bottom - low:g}"
        f" Q{right},{bottom:g} {right - low:g},{bottom:g} H{left + low:g}"
        f" Q{left},{bottom:g} {left},{bottom - low:g}Z"
    )
