"""A progress bar on the terminal, while something takes long."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from journeys.adapters.words.language import say
from journeys.app.ports.maintenance import Progress

T = TypeVar("T")


@contextmanager
def counted(things: Iterable[T], total: int) -> Iterator[Iterator[T]]:
    """Yield the things as an iterator; a bar on the terminal shows how many were taken from it."""
    from rich.console import Console
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    with Bar(console=console, transient=True, disable=not console.is_terminal) as progress:

        def each() -> Iterator[T]:
            task = progress.add_task(say("Recording"), total=total)
            for thing in things:
                yield thing
                progress.advance(task)

        yield each()


@contextmanager
def reported(what: str) -> Iterator[Progress]:
    """Yield what shows on the terminal how much of something is done; `what` says of what."""
    from rich.console import Console
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    with Bar(console=console, transient=True, disable=not console.is_terminal) as shown:
        task = shown.add_task(what, total=None)
        yield lambda done, parts: shown.update(task, completed=done, total=parts)
