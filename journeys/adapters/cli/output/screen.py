"""The screen: rich, as this script prints with it. What somebody wrote is never read as markup."""

from typing import IO, NoReturn

from rich.console import Console

from journeys.adapters.cli.output.text_parts import NARROW, WIDEST


class Page(Console):
    """A console that leaves a closed pipe to the script."""

    def on_broken_pipe(self) -> NoReturn:
        """Let the script end as it ends for every closed pipe."""
        raise BrokenPipeError


def page() -> Console:
    """Return the page for answers."""
    console = Page(markup=False, highlight=False, emoji=False)
    console.width = min(console.width, WIDEST)
    return console


def paper(file: IO[str]) -> Console:
    """Return a page that is kept in a file: the same, without colour, for every terminal."""
    plain = Page(markup=False, highlight=False, emoji=False, file=file, color_system=None)
    plain.width = NARROW
    return plain
