"""The form of a range of wages: a table with a line for each wage, and a small chart."""

from collections.abc import Iterator
from decimal import Decimal

from rich.console import Console, ConsoleOptions
from rich.style import Style
from rich.text import Text

from journeys.adapters.cli.output.forms.money import BESIDE, GROUND, grounds, heading
from journeys.adapters.cli.output.render import Column, Parts, form, table
from journeys.adapters.words.language import grouped, say
from journeys.domain.message import Message
from journeys.projections.safety.wage_range import MORE, WageLine, WageRange

HEIGHT = 10
"""How many lines the columns of the chart have."""
WAGE, BESIDE_IT = Style(color="cyan"), Style(color="green")
Signs = tuple[str, str, str]
SIGNS: Signs = ("\u2588", "\u2592", "\u2500")
ASCII_SIGNS: Signs = ("#", ":", "-")
"""The signs of the wage, of what is paid beside it, and of what is compared with. They differ in
shape: a terminal may show no colour, and a reader may see none."""


@form
def wages(view: WageRange) -> Parts:
    """Draw the page."""
    yield from heading(view)
    yield table(
        view.wages,
        Column("Wage", lambda line: grouped(line.wage.month), is_number=True),
        Column(BESIDE[view.case], lambda line: grouped(line.beside.month), is_number=True),
        Column("Together", lambda line: grouped(line.together.month), is_number=True),
        Column(
            Message("{more} kr. more leave", more=grouped(MORE)),
            lambda line: grouped(line.extra_1000_leaves),
            is_number=True,
        ),
    )
    yield say("All amounts are kr. a month, before tax and AM-bidrag.")
    yield say(
        "{ground}, to compare with: {kr} kr. a month.",
        ground=GROUND[view.case],
        kr=grouped(view.ground.month),
    )
    yield Text()
    yield Chart(view)
    yield Text()
    yield from grounds(view)


class Chart:
    """A column for each wage: the wage, with what is paid beside it on top."""

    def __init__(self, view: WageRange) -> None:
        self.view = view

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """Yield its lines, as wide as there is room; fewer wages where there is little."""
        signs = ASCII_SIGNS if options.ascii_only else SIGNS
        highest = max(each.together.month for each in self.view.wages)
        top = max(highest, self.view.ground.month, MORE)
        margin = len(grouped(top))
        columns = _chosen(self.view.wages, options.max_width - margin - 1)
        width = 2 if 2 * len(columns) < options.max_width - margin else 1
        yield Text(say("kr. a month"))
        for level in reversed(range(HEIGHT)):
            label = grouped(top) if level == HEIGHT - 1 else ""
            drawn = Text(f"{label:>{margin}} ")
            for each in columns:
                drawn.append(*self._cell(each, level, top, signs, width))
            yield drawn
        first, last = (grouped(columns[at].wage.month) for at in (0, -1))
        room = width * len(columns) - len(first)
        yield Text(f"{'0':>{margin}} {first}{last:>{max(room, len(last) + 1)}}  {say('Wage')}")
        wage, beside, compared = signs
        yield Text.assemble(
            *((wage, WAGE), f" {say('Wage')}   "),
            *((beside, BESIDE_IT), f" {say(BESIDE[self.view.case])}   "),
            f"{compared} {say(GROUND[self.view.case])}",
        )

    def _cell(
        self, line: WageLine, level: int, top: Decimal, signs: Signs, width: int
    ) -> tuple[str, Style | None]:
        """Return what a column shows at a level, from 0 at the bottom."""
        wage, beside, compared = signs
        middle = top * (2 * level + 1) / (2 * HEIGHT)
        if line.wage.month > middle:
            return wage * width, WAGE
        if line.together.month > middle:
            return beside * width, BESIDE_IT
        height = top / HEIGHT
        is_compared = height * level < self.view.ground.month <= height * (level + 1)
        return (compared if is_compared else " ") * width, None


def _chosen(lines: tuple[WageLine, ...], most: int) -> list[WageLine]:
    """Return at most so many lines, at equal distances; always the first."""
    every = -(-len(lines) // max(most, 1))
    return list(lines[::every])
