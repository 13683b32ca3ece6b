"""Kept: what is told of the read tables, and of making them anew."""

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from journeys.projections.view import View


class Rebuilt(NamedTuple):
    """Genopbygget: of how many journeys the rows were made anew, and which cannot be read."""

    journeys: int
    set_aside: Mapping[str, str]
    """By journey, why. They keep the rows they had."""
    resumed: bool
    """Whether it went on where another was cut off."""


Outdated = Literal["keep", "rebuild"]
"""What to do with read tables that another version of the library made."""

Progress = Callable[[int, int], None]
"""Is told how many parts of how many are done."""


class Difference(View):
    """Forskel: a row that is not what a fold gives; or a journey that cannot be read, and why."""

    journey: str
    table: str
    """Empty where the journey cannot be read."""
    nr: int
    """The number of the row among those of its journey; 0 is the journey's own."""
    what: str


class TableStatus(View):
    """One read table: its rows, its size in bytes, and the projection it was made by."""

    name: str
    rows: int
    bytes: int
    made_by: int | None
    """The version of the projection that its rows were made by; None where nobody noted it."""
    known: int
    """The version of the projection in this code."""


class Underway(View):
    """A rebuild that is under way, or was cut off: how many of its parts are made."""

    done: int
    parts: int


class Status(View):
    """Tilstand: where the log stands, and how the read tables stand to it and to this code."""

    position: int
    """Of the newest entry."""
    lag: int
    """Journeys whose rows are older than their newest entry: none, unless somebody altered them."""
    tables: tuple[TableStatus, ...]
    behind_law: int
    """Journeys whose rows were made by an older edition of the law."""
    set_aside: Mapping[str, str]
    """By journey that could not be read when the tables were made anew, why."""
    rebuild: Underway | None
