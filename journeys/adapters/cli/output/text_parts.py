"""The parts of an answer that are text alone: titles, and sections with lines indented under them.

On a screen rich draws them, as it draws tables. A pipe or a file gets their plain text, and
nothing loads rich for it: that takes a command a tenth of its start.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Group, RenderableType
    from rich.padding import Padding
    from rich.text import Text

NARROW, WIDEST = 80, 100
"""How many columns an answer takes: a page always so many, a terminal at most so many."""

INDENT = "  "

Line = str | tuple[str, str]
"""A line of a section. A pair is a sign, a number or a day, and the text beside it."""


@dataclass(frozen=True)
class Title:
    """A title, or the heading of a section."""

    text: str

    def __rich__(self) -> "Text":
        """Return it in bold, for rich."""
        from rich.text import Text

        return Text(self.text, style="bold")

    def plain(self, width: int) -> Iterator[str]:
        """Yield its lines of plain text."""
        return _wrapped("", self.text, width)


@dataclass(frozen=True)
class Section:
    """A heading with lines indented under it; without any line nothing is drawn at all."""

    heading: Title
    lines: tuple[Line, ...]

    def __rich__(self) -> "Group":
        """Return all of it, for rich."""
        from rich.console import Group

        return Group(self.heading, *map(_padded, self.lines), "") if self.lines else Group()

    def plain(self, width: int) -> Iterator[str]:
        """Yield its lines of plain text, and an empty one after them."""
        if not self.lines:
            return
        yield from self.heading.plain(width)
        for line in self.lines:
            before, text = ("", line) if isinstance(line, str) else (f"{line[0]} ", line[1])
            yield from _wrapped(INDENT + before, text, width)
        yield ""


@dataclass(frozen=True)
class Drawn:
    """All parts of an answer together."""

    parts: "tuple[RenderableType, ...]"

    def __rich__(self) -> "Group":
        """Return all of them, for rich."""
        from rich.console import Group

        return Group(*self.parts)

    def plain(self, width: int) -> list[str] | None:
        """Return the lines of plain text; None where a part is more than text, such as a table."""
        lines = list[str]()
        for part in self.parts:
            match part:
                case str():
                    lines += _wrapped("", part, width)
                case Title() | Section():
                    lines += part.plain(width)
                case _:
                    return None
        return lines


def _padded(line: Line) -> "Padding":
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    if isinstance(line, str):
        drawn: RenderableType = Text(line)
    else:
        before, text = line
        drawn = Table.grid(padding=(0, 1, 0, 0))
        drawn.add_column(no_wrap=True)
        drawn.add_column(overflow="fold")
        drawn.add_row(Text(before), Text(text))
    return Padding(drawn, (0, 0, 0, len(INDENT)), expand=False)


def _wrapped(before: str, text: str, width: int) -> Iterator[str]:
    """Yield a text as lines of at most that width: `before` stands before the first of them."""
    for line in text.split("\n"):
        room = max(width - len(before), 1)
        for part in wrap(line, room, break_on_hyphens=False) or [""]:
            yield f"{before}{part}".rstrip()
            before = " " * len(before)
