"""The renderer: how the parts of an answer look on a screen, or on a page kept in a file.

A form in `forms/` says which parts a view has: titles, sections, tables and plain lines, and what
each of them says. Only this file knows how they look.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import wraps
from typing import IO, Any, NamedTuple, NoReturn, ParamSpec
from uuid import UUID

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from journeys.adapters.words.ids import short
from journeys.adapters.words.language import say, shown

NARROW, WIDEST = 80, 100
"""How many columns an answer takes: a page always so many, a terminal at most so many."""

P = ParamSpec("P")
Parts = Iterator[RenderableType]
Line = str | tuple[object, str]
"""A line of a section. A pair is a sign, a number or a day, and the text beside it."""
Lines = Iterator[Line]


class Page(Console):
    """A console that leaves a closed pipe to the script."""

    def on_broken_pipe(self) -> NoReturn:
        """Let the script end as it ends for every closed pipe."""
        raise BrokenPipeError


def page() -> Console:
    """Return the page for answers. What somebody wrote is never read as markup."""
    console = Page(markup=False, highlight=False, emoji=False)
    console.width = min(console.width, WIDEST)
    return console


def paper(file: IO[str]) -> Console:
    """Return a page that is kept in a file: the same, without colour, for every terminal."""
    plain = Page(markup=False, highlight=False, emoji=False, file=file, color_system=None)
    plain.width = NARROW
    return plain


def form(parts: Callable[P, Parts]) -> Callable[P, Group]:
    """Make a form of a generator of parts: called with a view, it returns all of them together."""

    @wraps(parts)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> Group:
        return Group(*parts(*args, **kwargs))

    return drawn


def title(text: str, **facts: object) -> Text:
    """Return a title, with its facts filled in as people read them."""
    days = {name for name, fact in facts.items() if type(fact) is date}
    filled = {name: fact if name in days else as_text(fact) for name, fact in facts.items()}
    return Text(say(text, **filled), style="bold")


def section(heading: str, lines: Iterable[Line], if_none: str = "") -> Group:
    """Return a heading with lines indented under it.

    Without any line, `if_none` stands there; where that is empty too, nothing is drawn at all.
    """
    drawn = [_line(line) for line in lines]
    if not drawn and if_none:
        drawn = [_line(if_none)]
    return Group(title(heading), *drawn, Text()) if drawn else Group()


def bullets(texts: Iterable[str]) -> Lines:
    """Yield texts as lines of a section, each with a dash before it."""
    return (("-", text) for text in texts)


class Column(NamedTuple):
    """A column of a table: its heading, and a cell as a field of the row or a function of it."""

    heading: str
    cell: str | Callable[[Any], object]
    is_number: bool = False


def table(rows: Iterable[object], *columns: Column) -> Table:
    """Return a table with a line for each row; every cell is written by its type."""
    drawn = Table(box=box.SIMPLE, pad_edge=False)
    for each in columns:
        drawn.add_column(
            say(each.heading), overflow="fold", justify="right" if each.is_number else "left"
        )
    for row in rows:
        drawn.add_row(*(Text(as_text(_cell(row, each))) for each in columns))
    return drawn


def as_text(value: object) -> str:
    """Return a value as people read it: a short id, a day, a local time, or several lines."""
    match value:
        case None:
            return ""
        case UUID():
            return short(value)
        case datetime():
            return str(shown(value.astimezone()))
        case tuple() | Iterator():
            return "\n".join(map(as_text, value))
        case _:
            return str(shown(value))


def _cell(row: object, column: Column) -> object:
    return getattr(row, column.cell) if isinstance(column.cell, str) else column.cell(row)


def _line(line: Line) -> Padding:
    if isinstance(line, str):
        drawn: RenderableType = Text(line)
    else:
        before, text = line
        drawn = Table.grid(padding=(0, 1, 0, 0))
        drawn.add_column(no_wrap=True)
        drawn.add_column(overflow="fold")
        drawn.add_row(Text(as_text(before)), Text(text))
    return Padding(drawn, (0, 0, 0, 2), expand=False)
