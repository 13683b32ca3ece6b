"""What is drawn of a law that is tried: bars of answers, and lines of sums by wage.

The lines of today are dashed and those of the file solid, so that nothing depends on colour.
"""

from collections.abc import Sequence
from decimal import Decimal
from math import ceil
from typing import NamedTuple

from journeys.adapters.pages.effect_charts import Tick
from journeys.adapters.words.language import grouped

WIDTH, HEIGHT = 360, 220
LEFT, RIGHT, TOP, BOTTOM = 58, 340, 12, 172
BAR_LEFT, BAR_RIGHT, BAR_STEP = 8, 352, 46
STEPS = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
MOST_TICKS = 4
EVERY = 2
"""Every second wage has a label: no label is to stand on another."""


class Bar(NamedTuple):
    """Søjle: its label with its number, how long it is, and where it stands."""

    label: str
    length: float
    y: float


def bars(counts: Sequence[tuple[str, int | None]]) -> tuple[Bar, ...]:
    """Return a bar for each count that is not masked; the largest takes the whole width."""
    most = max((number or 0 for _, number in counts), default=0) or 1
    return tuple(
        Bar(label, (BAR_RIGHT - BAR_LEFT) * (number or 0) / most, 20 + BAR_STEP * nr)
        for nr, (label, number) in enumerate(counts)
    )


class WageChart(NamedTuple):
    """Kurve over lønninger: what each wage leaves today, and under the rates that are tried."""

    before: str
    """Empty where there is nothing to compare with."""
    after: str
    sums: tuple[Tick, ...]
    wages: tuple[Tick, ...]


def wage_chart(
    wages: Sequence[Decimal], before: Sequence[Decimal | None], after: Sequence[Decimal]
) -> WageChart:
    """Return two lines from the lowest wage to the highest, on an axis that begins at nothing."""
    highest = max(float(each) for each in (*before, *after, 1) if each is not None)
    step = next((each for each in STEPS if highest / each <= MOST_TICKS), STEPS[-1])
    top = step * max(ceil(highest / step), 1)
    across = [LEFT + (RIGHT - LEFT) * nr / max(len(wages) - 1, 1) for nr in range(len(wages))]

    def height(amount: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * amount / top

    def line(amounts: Sequence[Decimal | None]) -> str:
        points = [
            f"{x:.1f},{height(float(each)):.1f}"
            for x, each in zip(across, amounts, strict=True)
            if each is not None
        ]
        return f"M{' L'.join(points)}" if len(points) == len(wages) else ""

    return WageChart(
        line(before),
        line(after),
        tuple(
            Tick(height(nr * step), grouped(Decimal(nr * step))) for nr in range(top // step + 1)
        ),
        tuple(
            Tick(x, grouped(wage) if nr % (2 * EVERY) == 0 else "")
            for nr, (x, wage) in enumerate(zip(across, wages, strict=True))
        ),
    )
