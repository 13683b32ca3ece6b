"""What is drawn of an answer about a measure: geometry alone, in units of the drawing.

Those who began are drawn solid and hatched, those who are compared dashed and hollow, so that
nothing depends on colour.
"""

from collections.abc import Callable, Sequence
from math import ceil, floor
from typing import NamedTuple

from journeys.adapters.words.effect_figures import count, percent, signed
from journeys.projections.effects.effect import Curve, Difference, OddsBar, Point

WIDTH = 360
LEFT, RIGHT, TOP = 52, 348, 12
LINE_LEFT, LINE_RIGHT = 14, 346
"""Where the number line begins and ends."""
LINE_ROWS = (40, 86)
LINE_AXIS, LINE_HEIGHT = 104, 146
CURVE_BOTTOM, CURVE_HEIGHT = 172, 208
ODDS_MIDDLE, ODDS_BAR, ODDS_HEIGHT = 78, 64, 156
LABELLED = 6
"""How many bars at most have a label: no label is to stand on another."""
STEPS = (1, 2, 5, 10, 20, 50, 100, 200)
"""Days from one tick to the next."""
TICKS = 6
TOPS = (0.04, 0.1, 0.2, 0.4, 0.8, 1.0)
"""Where a curve's axis may end."""
QUARTER = 13
"""Weeks in three months."""


class Tick(NamedTuple):
    """A tick of an axis, and what stands there."""

    at: float
    label: str


class Bar(NamedTuple):
    """A difference on the number line."""

    y: float
    lower: float
    upper: float
    at: float


class NumberLine(NamedTuple):
    """Tallinje: differences in days with their intervals, on one axis with zero."""

    zero: float
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]


def number_line(adjusted: Difference, unadjusted: Difference | None) -> NumberLine:
    """Return the difference on an axis of days, and the unadjusted one below it."""
    found = [each for each in (adjusted, unadjusted) if each is not None]
    lowest = min(0, *(each.lower for each in found))
    highest = max(0, *(each.upper for each in found))
    step = next((each for each in STEPS if (highest - lowest) / each <= TICKS), STEPS[-1])
    first, last = floor(lowest / step), max(ceil(highest / step), 1)
    place = _scale(first * step, last * step, LINE_LEFT + 8, LINE_RIGHT - 8)
    return NumberLine(
        place(0),
        tuple(Tick(place(nr * step), signed(nr * step)) for nr in range(first, last + 1)),
        tuple(
            Bar(y, place(each.lower), place(each.upper), place(each.difference))
            for y, each in zip(LINE_ROWS, found, strict=False)
        ),
    )


class Drawn(NamedTuple):
    """One arm of a curve: the line, the band around it, and strokes across the band."""

    line: str
    band: str
    strokes: str


class CurveChart(NamedTuple):
    """Kurvediagram: the share of each arm by the week, with bands."""

    began: Drawn
    compared: Drawn
    shares: tuple[Tick, ...]
    months: tuple[Tick, ...]


def curve_chart(curve: Curve, within: int) -> CurveChart:
    """Return a curve on an axis of months; both arms begin at nothing on the day itself."""
    highest = max(
        (max(each.began_upper, each.compared_upper) for each in curve.points), default=0.0
    )
    top = next((each for each in TOPS if highest <= each), TOPS[-1])
    across = _scale(0, within, LEFT, RIGHT)
    up = _scale(0, top, CURVE_BOTTOM, TOP)

    def drawn(share: str) -> Drawn:
        def path(name: str, points: Sequence[Point]) -> list[str]:
            shares = ((each.week, getattr(each, name)) for each in points)
            return [f"{across(week):.1f},{up(min(max(at, 0.0), top)):.1f}" for week, at in shares]

        start = f"{across(0):.1f},{up(0):.1f}"
        upper = path(f"{share}_upper", curve.points)
        lower = path(f"{share}_lower", curve.points)
        return Drawn(
            "M" + " L".join([start, *path(share, curve.points)]),
            "M" + " L".join([start, *upper, *reversed(lower)]) + "Z",
            " ".join(
                f"M{one} L{other}" for one, other in zip(upper[1::2], lower[1::2], strict=True)
            ),
        )

    return CurveChart(
        drawn("began"),
        drawn("compared"),
        tuple(Tick(up(top * nr / 4), percent(top * nr / 4)) for nr in range(5)),
        tuple(Tick(across(week), str(months)) for week, months in month_ticks(within)),
    )


def month_ticks(within: int) -> list[tuple[int, int]]:
    """Return weeks with the months they are after: each quarter, or each month of one quarter."""
    if within == QUARTER:
        return [(round(QUARTER * month / 3), month) for month in range(1, 4)]
    return [(week, week * 3 // QUARTER) for week in range(QUARTER, within + 1, QUARTER)]


class OddsColumn(NamedTuple):
    """The bars of both arms for one range of odds: up for those who began, down for the others."""

    x: float
    width: float
    began: float
    compared: float
    label: str
    began_count: str
    compared_count: str


def odds_columns(bars: Sequence[OddsBar]) -> tuple[OddsColumn, ...]:
    """Return the histogram of the odds; each arm is drawn by its own largest bar."""
    step = (RIGHT - LEFT) / max(len(bars), 1)
    began = max((each.began for each in bars), default=0) or 1
    compared = max((each.compared for each in bars), default=0) or 1
    return tuple(
        OddsColumn(
            LEFT + nr * step + 1,
            step - 2,
            ODDS_BAR * each.began / began,
            ODDS_BAR * each.compared / compared,
            odds(each.lower),
            count(each.began),
            count(each.compared),
        )
        for nr, each in enumerate(bars)
    )


def label_step(columns: int) -> int:
    """Return how many columns share a label, so that no label stands on another."""
    return ceil(columns / LABELLED)


def odds(number: float) -> str:
    """Return odds as people say them: `1:8`, `4:1`."""
    if number <= 0:
        return "0"
    return f"{round(number)}:1" if number >= 1 else f"1:{round(1 / number)}"


def _scale(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    span = (high - low) or 1
    return lambda value: round(start + (end - start) * (value - low) / span, 1)
