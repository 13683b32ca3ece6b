"""The tables in which figures stand, on the screen and on a page."""

from decimal import Decimal
from typing import NamedTuple

from journeys.adapters.words.language import grouped

NOTHING = "-"


class FigureRow(NamedTuple):
    """Række: a name and its numbers; what the newest number is of the largest, for a bar."""

    name: str
    cells: tuple[str, ...]
    is_part: bool = False
    share: float | None = None
    """None where no bar is drawn."""


class FigureTable(NamedTuple):
    """Tabel: figures of one shape, and the days they are about."""

    days: str
    headings: tuple[str, ...]
    """The heading of the names, then that of each number."""
    rows: tuple[FigureRow, ...]


class FigureSection(NamedTuple):
    """Afsnit: one of a manager's questions, and the tables that answer it."""

    title: str
    tables: tuple[FigureTable, ...]
    notes: tuple[str, ...] = ()


def number_text(number: float | None) -> str:
    """Return a number as the spoken language writes it; `-` where there is none."""
    return NOTHING if number is None else grouped(Decimal(str(number)))
