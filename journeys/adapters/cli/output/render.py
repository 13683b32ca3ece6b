"""The renderer: how the parts of an answer look on a screen, or on a page kept in a file.

A form in `forms/` says which parts a view has: titles, sections, tables and plain lines, and what
each of them says. Only this file, `text_parts` and `screen` know how they look.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import wraps
from shutil import get_terminal_size
from typing import IO, TYPE_CHECKING, Any, NamedTuple, ParamSpec
from uuid import UUID

import typer

from journeys.adapters.cli.output.text_parts import NARROW, WIDEST, Drawn, Section, Title
from journeys.adapters.words.ids import short
from journeys.adapters.words.language import say, shown

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

P = ParamSpec("P")
Parts = Iterator["RenderableType"]
Line = str | tuple[object, str]
"""A line of a section. A pair is a sign, a number or a day, and the text beside it."""
Lines = Iterator[Line]


def answer(drawn: Drawn, *, on_screen: bool) -> None:
    """Print an answer: on a screen as rich draws it, else its plain text where it is only text."""
    columns = min(get_terminal_size((NARROW, 0)).columns, WIDEST)
    lines = None if on_screen else drawn.plain(columns)
    if lines is None:
        from journeys.adapters.cli.output.screen import page

        page().print(drawn)
    else:
        typer.echo("".join(f"{line}\n" for line in lines), nl=False)


def keep(drawn: Drawn, file: IO[str]) -> None:
    """Print an answer into a file: the same, without colour, for every terminal."""
    from journeys.adapters.cli.output.screen import paper

    paper(file).print(drawn)


def form(parts: Callable[P, Parts]) -> Callable[P, Drawn]:
    """Make a form of a generator of parts: called with a view, it returns all of them together."""

    @wraps(parts)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> Drawn:
        return Drawn(tuple(parts(*args, **kwargs)))

    return drawn


def title(text: str, **facts: object) -> Title:
    """Return a title, with its facts filled in as people read them."""
    days = {name for name, fact in facts.items() if type(fact) is date}
    filled = {name: fact if name in days else as_text(fact) for name, fact in facts.items()}
    return Title(say(text, **filled))


def section(heading: str, lines: Iterable[Line], if_none: str = "") -> Section:
    """Return a heading with lines indented under it.

    Without any line, `if_none` stands there; where that is empty too, nothing is drawn at all.
    """
    drawn = [line if isinstance(line, str) else (as_text(line[0]), line[1]) for line in lines]
    if not drawn and if_none:
        drawn = [if_none]
    return Section(title(heading), tuple(drawn))


def bullets(texts: Iterable[str]) -> Lines:
    """Yield texts as lines of a section, each with a dash before it."""
    return (("-", text) for text in texts)


class Column(NamedTuple):
    """A column of a table: its heading, and a cell as a field of the row or a function of it."""

    heading: str
    cell: str | Callable[[Any], object]
    is_number: bool = False


def table(rows: Iterable[object], *columns: Column) -> "Table":
    """Return a table with a line for each row; every cell is written by its type."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

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
