"""What is drawn of the room for work: two lines over the months, geometry in units of the drawing.

What is offered is drawn solid and what is taken dashed, so that nothing depends on colour.
"""

from collections.abc import Sequence
from datetime import date
from math import ceil
from typing import NamedTuple

from journeys.adapters.pages.effect_charts import Tick
from journeys.adapters.words.effect_figures import count
from journeys.adapters.words.language import month
from journeys.adapters.words.room import Number

WIDTH, HEIGHT = 360, 208
LEFT, RIGHT, TOP, BOTTOM = 46, 340, 12, 172
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
MOST_TICKS = 4
LABELLED = 4
"""How many months at most have a label: no label is to stand on another."""


class RoomChart(NamedTuple):
    """Kurve over måneder: what is offered, and what is taken of it."""

    offered: str
    taken: str
    """Empty where it is masked."""
    counts: tuple[Tick, ...]
    months: tuple[Tick, ...]


def room_chart(
    days: Sequence[date], offered: Sequence[Number], taken: Sequence[Number]
) -> RoomChart:
    """Return two lines from the oldest month to the newest, on an axis that begins at nothing."""
    highest = max((float(each) for each in (*offered, *taken) if each is not None), default=0)
    step = next((each for each in STEPS if highest / each <= MOST_TICKS), STEPS[-1])
    top = step * max(ceil(highest / step), 1)
    across = [LEFT + (RIGHT - LEFT) * nr / max(len(days) - 1, 1) for nr in range(len(days))]

    def height(number: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * number / top

    def line(numbers: Sequence[Number]) -> str:
        points = [
            f"{x:.1f},{height(float(each)):.1f}"
            for x, each in zip(across, numbers, strict=True)
            if each is not None
        ]
        return f"M{' L'.join(points)}" if len(points) == len(days) else ""

    every = ceil((len(days) - 1) / (LABELLED - 1)) or 1
    return RoomChart(
        line(offered),
        line(taken),
        tuple(Tick(height(nr * step), count(nr * step)) for nr in range(top // step + 1)),
        tuple(
            Tick(x, month(day) if (len(days) - 1 - nr) % every == 0 else "")
            for nr, (x, day) in enumerate(zip(across, days, strict=True))
        ),
    )
