"""Where people's answers are printed: 80 columns wide, or as wide as the terminal up to 100."""

from collections.abc import Iterable
from typing import IO, NoReturn

from rich import box
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from journeys.adapters.words.language import say

NARROW, WIDEST = 80, 100


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
    """Return a page that is kept in a file: the same, without colour, whoever writes it."""
    plain = Page(markup=False, highlight=False, emoji=False, file=file, color_system=None)
    plain.width = NARROW
    return plain


def section(title: str, lines: Iterable[str | tuple[str, str]]) -> Group:
    """Return a part of an answer: its title, and its lines set in under it.

    A line may be a pair: what stands before it, and what is told beside that.
    """
    return Group(
        Text(say(title), style="bold"),
        *(set_in(line) if isinstance(line, str) else _beside(*line) for line in lines),
        Text(),
    )


def set_in(line: str) -> Padding:
    """Return a line set in from the left, however often it is broken."""
    return Padding(Text(line), (0, 0, 0, 2), expand=False)


def table(*columns: str, numbers: Iterable[int] = ()) -> Table:
    """Return a table with these columns and no rows yet; some hold numbers, counted from 0."""
    drawn = Table(box=box.SIMPLE, pad_edge=False)
    for column in columns:
        drawn.add_column(say(column), overflow="fold")
    for number in numbers:
        drawn.columns[number].justify = "right"
    return drawn


def _beside(before: str, told: str) -> Padding:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(before), Text(told))
    return Padding(grid, (0, 0, 0, 2), expand=False)
