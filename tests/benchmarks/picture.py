"""A picture of curves over sizes, as SVG: each in a frame of its own, sizes by powers of ten."""

from collections.abc import Sequence
from math import log10
from typing import NamedTuple
from xml.etree import ElementTree as ET

WIDE, HIGH, EDGE = 460, 300, 56


class Curve(NamedTuple):
    """What is shown, and its points: a size and a value."""

    title: str
    points: Sequence[tuple[int, float]]


def drawn(title: str, curves: Sequence[Curve]) -> str:
    """Return the picture."""
    width = WIDE * len(curves)
    svg = ET.Element(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {HIGH + 40}",
        width=str(width),
        height=str(HIGH + 40),
        attrib={"font-family": "sans-serif", "font-size": "13"},
    )
    ET.SubElement(svg, "title").text = title
    ET.SubElement(svg, "rect", width="100%", height="100%", fill="white")
    _text(svg, width / 2, 22, title, size="16")
    for nr, curve in enumerate(curves):
        _draw(ET.SubElement(svg, "g", transform=f"translate({nr * WIDE} 40)"), curve)
    return ET.tostring(svg, encoding="unicode")


def _draw(frame: ET.Element, curve: Curve) -> None:
    highest = 1.15 * max(value for _, value in curve.points) or 1
    sizes = [log10(size) for size, _ in curve.points]
    span = max(sizes) - min(sizes) or 1

    def place(size: int, value: float) -> tuple[float, float]:
        along = (log10(size) - min(sizes)) / span
        return EDGE + along * (WIDE - 2 * EDGE), HIGH - EDGE - value / highest * (HIGH - 2 * EDGE)

    bottom = HIGH - EDGE
    line = {"stroke": "#444", "fill": "none"}
    ET.SubElement(frame, "path", d=f"M{EDGE} {EDGE}V{bottom}H{WIDE - EDGE}", attrib=line)
    _text(frame, WIDE / 2, EDGE - 16, curve.title)
    _text(frame, WIDE / 2, HIGH - 12, "entries in the log")
    places = [place(*point) for point in curve.points]
    way = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    shown = {"stroke": "#0b5cad", "stroke-width": "2", "fill": "none"}
    ET.SubElement(frame, "polyline", points=way, attrib=shown)
    for (size, value), (x, y) in zip(curve.points, places, strict=True):
        ET.SubElement(frame, "circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r="4", fill="#0b5cad")
        _text(frame, x, y - 10, f"{value:,.1f}")
        _text(frame, x, bottom + 18, f"{size:,}")


def _text(where: ET.Element, x: float, y: float, what: str, size: str = "13") -> None:
    attributes = {"text-anchor": "middle", "font-size": size, "fill": "#222"}
    ET.SubElement(where, "text", x=f"{x:.1f}", y=f"{y:.1f}", attrib=attributes).text = what
